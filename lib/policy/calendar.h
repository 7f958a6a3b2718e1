#ifndef TA_CALENDAR_H
#define TA_CALENDAR_H

/*
 * Business days: which days are closed, and counting and adding open ones. A
 * policy has rules for holidays, not a list of them. No question is answered by
 * walking over days.
 */

#include "file/shape.h"
#include "base/date.h"

/* A day on which the office is closed, and why. */
struct ta_closed_day {
	ta_day day;
	const char *name;
};

struct ta_calendar;

/* The shapes of the section, and of a day or a span of days with an end. */
extern const struct ta_shape ta_calendar_shape, ta_span_shape;

/*
 * Makes the calendar of a policy's section, which has that shape: weekend,
 * holidays, closures. NULL with the error set. Lives as long as the arena,
 * nodes included.
 */
struct ta_calendar *ta_calendar_load(
    const struct ta_node *node, struct ta_arena *arena, struct ta_error *error);

/*
 * Reads a day or a span of days with an end, as the closures are: 0, or -1 with
 * the error set at the node.
 */
int ta_calendar_span(
    const struct ta_node *node, struct ta_span *span, struct ta_error *error);

/* Whether the day is a weekend, a holiday or a closure. */
bool ta_calendar_closed(const struct ta_calendar *calendar, ta_day day);

/*
 * Why it is closed: "weekend", or a name of the policy, borrowed as long as the
 * calendar lives; NULL for an open day.
 */
const char *ta_calendar_reason(const struct ta_calendar *calendar, ta_day day);

/*
 * The business days in (from, to]; where `to` is earlier, those in (to, from]
 * as a negative number.
 */
int ta_calendar_count(
    const struct ta_calendar *calendar, ta_day from, ta_day to);

/*
 * The n-th business day after a day, for n > 0; for n < 0 the one so far before
 * it. The same day as a spreadsheet's WORKDAY(day, n).
 */
ta_day ta_calendar_add(const struct ta_calendar *calendar, ta_day day, int n);

/*
 * The n-th business day after `from`, n > 0, without the days in any of `count`
 * spans. A span without an end ends on `today`. Sorts the spans in place.
 */
ta_day ta_calendar_add_paused(const struct ta_calendar *calendar, ta_day from,
    int n, struct ta_span *spans, size_t count, ta_day today);

/*
 * The business days in (from, to], `to` not earlier, without the days in any of
 * `count` spans. A span without an end ends on `to`. Sorts the spans in place.
 */
int ta_calendar_count_paused(const struct ta_calendar *calendar, ta_day from,
    ta_day to, struct ta_span *spans, size_t count);

/*
 * Hands every holiday and closure of a year to `visit`, in order of days. A
 * holiday that is observed in this year is there even where it belongs to the
 * next.
 */
void ta_calendar_year(const struct ta_calendar *calendar, int year,
    void (*visit)(const struct ta_closed_day *day, void *arg), void *arg);

#endif
