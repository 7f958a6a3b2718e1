#ifndef TA_FACT_H
#define TA_FACT_H

/*
 * Whether facts hold for a record. Each is worked out when somebody asks, and
 * known from then on, until the record changes. An index tells most of them at
 * once, from what their fields say.
 */

#include "policy/condition.h"

/*
 * Learns what the index tells of all facts, which pays where many will be asked
 * for; it changes no answer.
 */
void ta_facts_look(struct ta_evaluation *evaluation);

/* Whether a fact holds for the record. */
bool ta_fact_holds(struct ta_evaluation *evaluation, size_t fact);

/* Tests that name facts: one of them holds, all do, none does. */
ta_holds ta_holds_is, ta_holds_is_all, ta_holds_is_not;

#endif
