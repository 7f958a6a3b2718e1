#ifndef TA_REMEDY_H
#define TA_REMEDY_H

/*
 * What would change the outcome of a request: the smallest sets of answers that
 * the requester can still supply. They are found by deciding the request again
 * with them. The policy says which fields can be supplied (`supply`). The
 * record and the decision about it stay as they are.
 */

#include "decide/context.h"
#include "decide/decide.h"
#include "record/report.h"

struct ta_remedy;

/* Context and report are borrowed until ta_remedy_free. */
struct ta_remedy *ta_remedy_new(
    const struct ta_context *context, struct ta_report *report);
void ta_remedy_free(struct ta_remedy *remedy);

/*
 * Says each set of answers that helps, in policy order, with the outcome and
 * queue that it leads to: single answers; where none helps, pairs; where none
 * of these does, that there is none. `decided` is the route of the evaluation's
 * record, whose findings are known. Values that a list lacks are tried, and
 * other answers where there is none, where it is no value of the field, or
 * where an error or hold is about it. The time grows with the square of what is
 * tried. Nothing is said where `remedy` is NULL.
 */
void ta_remedy_say(struct ta_remedy *remedy, struct ta_evaluation *evaluation,
    const struct ta_route *decided);

#endif
