#ifndef TA_HEAP_H
#define TA_HEAP_H

/*
 * A binary heap (Williams 1964): it gives the first of several entries without
 * sorting all. Entries with equal places go by turn.
 */

#include "decide/decide.h"

/* An entry. Its id and `of` stay the caller's. */
struct ta_in_line {
	struct ta_place_in_line place;
	uint64_t turn; /* of equal places the smaller turn is first */
	void *of;      /* what the entry stands for */
};

/* Zero-initialised it is empty. items[0] is the first. */
struct ta_heap {
	struct ta_in_line *items;
	size_t count;
	size_t room;
};

void ta_heap_add(struct ta_heap *heap, struct ta_in_line item);

/* Replaces items[0] by another entry. */
void ta_heap_replace(struct ta_heap *heap, struct ta_in_line item);

/* Removes items[0]. */
void ta_heap_drop(struct ta_heap *heap);

void ta_heap_free(struct ta_heap *heap);

#endif
