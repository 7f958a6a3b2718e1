#ifndef TA_CONDITIONNEEDS_H
#define TA_CONDITIONNEEDS_H

/*
 * What a whole condition needs of fields, with what the facts need that it
 * names. An index (index.h) passes over conditions by it.
 */

#include "policy/condition.h"

/*
 * Parts the tests of a condition into what it needs of fields and the tests
 * that are left, in memory of the arena. The facts that it names have been
 * parted before.
 */
void ta_condition_find_needs(struct ta_condition *when,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena);

#endif
