#ifndef TA_INDEX_H
#define TA_INDEX_H

/*
 * Which conditions of a list may hold for a record, by what a few of its fields
 * hold: most can be passed over without a look. It leaves out none that holds,
 * and so changes no decision. No other room includes it: ta_walk of policy.h is
 * for them.
 */

#include "policy/condition.h"

struct ta_index;

/*
 * Makes an index of n conditions, each `stride` bytes behind the one before it,
 * as in an array of rules. All of them live as long as the arena.
 */
const struct ta_index *ta_index_make(const struct ta_condition *first,
    size_t stride, size_t n, const struct ta_vocabulary *vocabulary,
    struct ta_arena *arena);

/* The conditions that stand in one part of the list, a bit each. */
#define TA_INDEX_PART ((size_t)64)

/*
 * Those of a part that may hold for the evaluation's record, all of them where
 * it is traced, into *set. False where the list has no such part.
 */
bool ta_index_look(const struct ta_index *index, size_t part,
    struct ta_evaluation *evaluation, uint64_t *set);

#endif
