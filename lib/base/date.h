#ifndef TA_DATE_H
#define TA_DATE_H

/*
 * Dates and times: reading and writing them. A day is a number, so that all
 * arithmetic is integer arithmetic. Nothing is guessed: an impossible date, a
 * year of two digits and an order that nobody gave are not dates. Zones are in
 * zone.h, business days in calendar.h.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

/* Days since 1970-01-01, or TA_NO_DAY. */
typedef int32_t ta_day;
#define TA_NO_DAY INT32_MIN

/* The order of a date written with slashes, dots or hyphens. */
enum ta_date_order { TA_MDY, TA_DMY, TA_YMD, TA_DATE_ORDERS };

/* The names of the orders: mdy, dmy, ymd. */
extern const char *const ta_date_orders[TA_DATE_ORDERS];

/*
 * A time as it was written: a day, perhaps with a time of day, perhaps with its
 * zone.
 */
struct ta_time {
	ta_day day;	/* as written, in the zone of the writer */
	int32_t second; /* of that day, 0 to 86400 (a leap second) */
	int32_t offset; /* seconds east of UTC, where has_offset */
	bool has_time;
	bool has_offset;
};

/*
 * The day of a date of the proleptic Gregorian calendar, TA_NO_DAY where there
 * is none (31 April) or the year is out of bounds.h. ta_day_civil is the way
 * back. Howard Hinnant, "chrono-compatible low-level date algorithms".
 */
ta_day ta_day_of(int year, int month, int day);
void ta_day_civil(ta_day day, int *year, int *month, int *mday);

/* 0 is Sunday, 6 is Saturday. */
int ta_day_weekday(ta_day day);

/* Reads exactly YYYY-MM-DD. Where it is false, *day is not to be used. */
bool ta_day_parse(struct ta_slice text, ta_day *day);

/* Appends YYYY-MM-DD. */
void ta_day_print(struct ta_text *text, ta_day day);

/* January is 1, Sunday is 0, any other word -1. Case does not count. */
int ta_month_named(struct ta_slice name);
int ta_weekday_named(struct ta_slice name);
const char *ta_weekday_name(int weekday);

/* Appends a day as people read it: "Tuesday, November 24, 2026". */
void ta_day_words(struct ta_text *text, ta_day day);

/* The same, shorter: "Nov 24, 2026"; and a month, from 1: "Nov 2026". */
void ta_day_brief(struct ta_text *text, ta_day day);
void ta_month_brief(struct ta_text *text, int year, int month);

/*
 * Reads a canonical date or time: YYYY-MM-DD, alone or with an RFC 3339 time
 * ("T" or one blank of any kind between; seconds and offset may be left out).
 * Where it is false, *time is not to be used.
 */
bool ta_time_parse(struct ta_slice text, struct ta_time *time);

/*
 * Reads what forms and spreadsheets write: what ta_time_parse reads, a date
 * with the year first, or one in the given order, with a time of 12 or 24 hours
 * and perhaps a zone: an RFC 5322 name (EST, PDT, GMT …) or GMT-8. After a date
 * that is not of ISO 8601 the time may have points for colons, and "kl." or
 * "klo" before it. Where it is false, *time is not to be used.
 */
bool ta_time_parse_form(
    struct ta_slice text, enum ta_date_order order, struct ta_time *time);

/* Appends the time in canonical form: a date, or RFC 3339. */
void ta_time_print(struct ta_text *text, const struct ta_time *time);

/* Days from the first to the last, both included. */
struct ta_span {
	ta_day first;
	ta_day last; /* TA_OPEN where the span has no end yet */
};
#define TA_OPEN INT32_MAX

/* The last day of a span; one without an end ends on `today`. */
static inline ta_day
ta_span_last(const struct ta_span *span, ta_day today)
{
	return span->last == TA_OPEN ? today : span->last;
}

/*
 * Cuts the next span off *rest: DATE, DATE/DATE or DATE/.., joined by ";". 1,
 * or 0 where there are no more, or -1 for a text that is not a span or ends
 * before it begins. *span is to be used after 1 only.
 */
int ta_span_next(struct ta_slice *rest, struct ta_span *span);

#endif
