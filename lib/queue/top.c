#include <stdlib.h>

#include "queue/heap.h"
#include "queue/top.h"

struct ta_top {
	size_t most;
	size_t met;
	struct ta_heap heap;
	struct ta_text text; /* the record at hand */
};

struct ta_top *
ta_top_open(size_t most)
{
	struct ta_top *top = ta_alloc(1, sizeof(*top));

	top->most = most;
	top->heap.last_first = true;
	return top;
}

void
ta_top_close(struct ta_top *top)
{
	if (top == NULL)
		return;
	for (size_t i = 0; i < top->heap.count; i++)
		free(top->heap.items[i].of);
	ta_heap_free(&top->heap);
	ta_text_free(&top->text);
	free(top);
}

void
ta_top_put(struct ta_top *top, const struct ta_record *record,
    const struct ta_place_in_line *place)
{
	struct ta_heap *heap = &top->heap;
	struct ta_in_line item = {.place = *place, .turn = top->met++};
	char *bytes;

	if (heap->count == top->most &&
	    ta_in_line_compare(&heap->items[0], &item) < 0)
		return;
	ta_text_clear(&top->text);
	ta_kept_add(&top->text, record, place);
	bytes = ta_alloc(top->text.len, 1);
	memcpy(bytes, top->text.data, top->text.len);
	item.place = ta_kept_place(bytes);
	item.of = bytes;
	if (heap->count < top->most) {
		ta_heap_add(heap, item);
		return;
	}
	free(heap->items[0].of);
	ta_heap_replace(heap, item);
}

int
ta_top_each(
    struct ta_top *top, ta_kept_take *take, void *arg, struct ta_error *error)
{
	struct ta_heap *heap = &top->heap;
	size_t count = heap->count;
	struct ta_in_line item;
	int status = 0;

	/* The last of them is on top: what it leaves is the place behind. */
	while (heap->count > 0) {
		item = heap->items[0];
		ta_heap_drop(heap);
		heap->items[heap->count] = item;
	}
	heap->count = count;
	for (size_t i = 0; status == 0 && i < count; i++)
		status = take(arg, heap->items[i].of, error);
	return status;
}
