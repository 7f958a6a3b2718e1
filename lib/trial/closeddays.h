#ifndef TA_CLOSEDDAYS_H
#define TA_CLOSEDDAYS_H

/*
 * The days of a year on which the office is closed besides weekends, as a
 * policy has them: a record a day, which can be written as a calendar, too.
 */

#include "policy/policy.h"
#include "record/writer.h"

/* Writes them, with the columns date, weekday and name: 0 or -1. */
int ta_closeddays_write(const struct ta_policy *policy, int year,
    struct ta_writer *writer, struct ta_error *error);

#endif
