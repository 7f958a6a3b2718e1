#ifndef TA_COMBINATIONS_H
#define TA_COMBINATIONS_H

/*
 * The policy tried with every combination of answers that its own section
 * names, each decided as the tools decide a request. It shows what the policy
 * says of cases that nobody thought of.
 */

#include "decide/context.h"
#include "record/report.h"
#include "record/writer.h"

/*
 * Writes a row for each combination of the context's policy: the entry of the
 * policy that it is of, the fields that some entry fills in, and the columns of
 * the tools. Says every due rule and route, but the last route, that decided
 * none of them, and how many combinations were left to the last route; *found
 * where there are any of either. 0, or -1 with the error set where the policy
 * has no combinations.
 */
int ta_combinations_run(const struct ta_context *context,
    struct ta_report *report, struct ta_writer *writer, bool *found,
    struct ta_error *error);

#endif
