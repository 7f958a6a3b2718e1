#ifndef TA_FACT_H
#define TA_FACT_H

/*
 * Whether facts hold for a record. An index tells of most of them what their
 * fields say; the others are worked out when somebody asks. Each is known from
 * then on, until the record changes.
 */

#include "policy/condition.h"

/* Whether a fact holds for the record. */
bool ta_fact_holds(struct ta_evaluation *evaluation, size_t fact);

/* Tests that name facts: one of them holds, all do, none does. */
ta_holds ta_holds_is, ta_holds_is_all, ta_holds_is_not;

#endif
