#ifndef TA_HEAP_H
#define TA_HEAP_H

/*
 * The first of several in line, found without putting all of them in order: a
 * binary heap (Williams 1964). Who is equal by place is told apart by the turn.
 */

#include "decide/decide.h"

/* Somebody in line. What it refers to stays the caller's. */
struct ta_in_line {
	struct ta_place_in_line place;
	uint64_t turn; /* of equals the smaller is first */
	void *of;      /* whose place it is */
};

/* Zero-initialised it is empty. items[0] is the first. */
struct ta_heap {
	struct ta_in_line *items;
	size_t count;
	size_t room;
};

void ta_heap_add(struct ta_heap *heap, struct ta_in_line item);

/* Puts another in the place of items[0]. */
void ta_heap_replace(struct ta_heap *heap, struct ta_in_line item);

/* Takes items[0] out. */
void ta_heap_drop(struct ta_heap *heap);

void ta_heap_free(struct ta_heap *heap);

#endif
