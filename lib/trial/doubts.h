#ifndef TA_DOUBTS_H
#define TA_DOUBTS_H

/*
 * What a policy has that can be loaded and may still not be meant. A doubt
 * changes no decision; a person looks at it.
 */

#include "policy/policy.h"
#include "record/report.h"

/* Says what the policy has, and each doubt. */
void ta_doubts_say(const struct ta_policy *policy, struct ta_report *report);

#endif
