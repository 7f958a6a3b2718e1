#ifndef TA_ZONE_H
#define TA_ZONE_H

/*
 * The office's time zone: the offset at each moment, and so the day at the
 * office. The rules of zones are the C library's. One function reads the clock,
 * none other does.
 */

#include "base/date.h"

/* A time zone: a table of moments from which an offset holds. */
struct ta_zone;

/*
 * The zone of an IANA name, from the system's zone files. NULL with the error
 * set where there is no such file: the C library would take UTC without a word.
 * Free with ta_zone_free.
 *
 * The C library is asked by way of TZ, a year when it is first needed, and TZ
 * is put back. So no other thread may run.
 */
struct ta_zone *ta_zone_open(
    const char *name, const struct ta_place *at, struct ta_error *error);
void ta_zone_free(struct ta_zone *zone);

/* The name that it was opened by, borrowed until ta_zone_free. */
const char *ta_zone_name(const struct ta_zone *zone);

/* Seconds east of UTC at an instant (seconds since 1970-01-01T00:00Z). */
int32_t ta_zone_offset(const struct ta_zone *zone, int64_t instant);

/*
 * Gives a time without offset the offset of the office. False, and nothing is
 * changed, where the clock showed that time twice or never.
 */
bool ta_zone_complete(const struct ta_zone *zone, struct ta_time *time);

/* The same instant as the office's clock shows it, day and offset. */
void ta_zone_convert(const struct ta_zone *zone, struct ta_time *time);

/*
 * Seconds since 1970-01-01T00:00Z. A date alone is the start of its day. Of a
 * time without offset that the clock showed twice the first is meant: what is
 * due by it is never late.
 */
int64_t ta_zone_instant(const struct ta_zone *zone, const struct ta_time *time);

/*
 * Adds hours to that instant, and gives the time as the office's clock shows it
 * then.
 */
void ta_zone_add_hours(
    const struct ta_zone *zone, struct ta_time *time, int hours);

/* The time at the office now. The only reading of the clock. */
void ta_zone_now(const struct ta_zone *zone, struct ta_time *now);

#endif
