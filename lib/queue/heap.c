#include <stdlib.h>

#include "queue/heap.h"

/* Whether a belongs above b. */
static bool
is_above(const struct ta_in_line *a, const struct ta_in_line *b)
{
	int order = ta_place_compare(&a->place, &b->place);

	return order != 0 ? order < 0 : a->turn < b->turn;
}

void
ta_heap_add(struct ta_heap *heap, struct ta_in_line item)
{
	size_t at = heap->count;

	ta_grow((void **)&heap->items, &heap->room, heap->count,
	    sizeof(*heap->items));
	heap->count++;
	for (; at > 0 && is_above(&item, &heap->items[(at - 1) / 2]);
	     at = (at - 1) / 2)
		heap->items[at] = heap->items[(at - 1) / 2];
	heap->items[at] = item;
}

void
ta_heap_replace(struct ta_heap *heap, struct ta_in_line item)
{
	struct ta_in_line *items = heap->items;
	size_t at = 0, below;

	while ((below = 2 * at + 1) < heap->count) {
		if (below + 1 < heap->count &&
		    is_above(&items[below + 1], &items[below]))
			below++;
		if (is_above(&item, &items[below]))
			break;
		items[at] = items[below];
		at = below;
	}
	items[at] = item;
}

void
ta_heap_drop(struct ta_heap *heap)
{
	heap->count--;
	if (heap->count > 0)
		ta_heap_replace(heap, heap->items[heap->count]);
}

void
ta_heap_free(struct ta_heap *heap)
{
	free(heap->items);
	*heap = (struct ta_heap){0};
}
