#ifndef TA_REMEDY_H
#define TA_REMEDY_H

/*
 * What would change the outcome of a request: the smallest sets of answers that
 * the requester can still supply, found by deciding the request again with
 * them. Which fields these are is the policy's word (`supply`). It decides
 * nothing about the record and changes nothing of it.
 */

#include "decide/context.h"
#include "decide/decide.h"
#include "record/report.h"

struct ta_remedy;

/* All of it is borrowed. Free with ta_remedy_free. */
struct ta_remedy *ta_remedy_new(
    const struct ta_context *context, struct ta_report *report);
void ta_remedy_free(struct ta_remedy *remedy);

/*
 * Says each set, in policy order, and the outcome and queue that it leads to:
 * one change where there is one that helps, else two, else that none is known.
 * `decided` is the route of the subject's record, its findings known. What is
 * tried are the values that a list lacks, and another answer where there is
 * none, where it is no value of the field, or where an error or hold is about
 * it. The time is the square of what can be tried.
 */
void ta_remedy_say(struct ta_remedy *remedy, struct ta_evaluation *evaluation,
    const struct ta_route *decided);

#endif
