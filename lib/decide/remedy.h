#ifndef TA_REMEDY_H
#define TA_REMEDY_H

/*
 * What a held request lacks to be accepted: the smallest sets of answers that
 * the requester can still supply. They are found by deciding the request again
 * with them. The policy says which fields can be supplied (`supply`). Nothing
 * is offered that is neither missing nor wrong, and nothing for a request that
 * is not held. The record and the decision about it stay as they are.
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
 * Says each set of answers after which the request is accepted, in policy
 * order, with the queue that it leads to: single answers; where none helps,
 * pairs; where none of these does, that it takes more. `decided` is the route
 * of the evaluation's record, whose findings are known. Only fields that an
 * error or a hold is about are tried. The time grows with the square of what is
 * tried. Nothing is said where `remedy` is NULL.
 */
void ta_remedy_say(struct ta_remedy *remedy, struct ta_evaluation *evaluation,
    const struct ta_route *decided);

#endif
