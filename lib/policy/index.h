#ifndef TA_INDEX_H
#define TA_INDEX_H

/*
 * Which conditions of a list may hold for a record, by what a few of its fields
 * hold: most can be passed over without a look. It leaves out none that holds,
 * and so changes no decision.
 */

#include "base/block.h"
#include "policy/condition.h"

struct ta_index;

/*
 * Makes an index of n conditions, each `stride` bytes behind the one before it,
 * as in an array of rules. All of them live as long as the arena.
 */
const struct ta_index *ta_index_make(const struct ta_condition *first,
    size_t stride, size_t n, const struct ta_vocabulary *vocabulary,
    struct ta_arena *arena);

/* A walk over those that may hold for a record. */
struct ta_index_walk {
	const struct ta_index *index;
	struct ta_evaluation *evaluation;
	size_t part;  /* the next one */
	size_t first; /* of the one in hand, its place in the list */
	uint64_t set; /* what is left of the one in hand */
};

/* Begins a walk; a subject that is traced is shown all of them. */
struct ta_index_walk ta_index_begin(
    const struct ta_index *index, struct ta_evaluation *evaluation);

/* Turns to the next part in which any may hold; false where there is none. */
bool ta_index_turn(struct ta_index_walk *walk);

/*
 * The next one, by its place in the list, in the order of the list; false where
 * there is none.
 */
static inline bool
ta_index_next(struct ta_index_walk *walk, size_t *i)
{
	if (walk->set == 0 && !ta_index_turn(walk))
		return false;
	*i = walk->first + ta_block_first(walk->set);
	walk->set &= walk->set - 1;
	return true;
}

#endif
