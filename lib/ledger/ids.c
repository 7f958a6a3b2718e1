#include <stdlib.h>

#include "base/mem.h"
#include "ledger/ids.h"

struct ta_ids {
	struct ta_slice *items;
	size_t count;
	size_t room;
	bool sorted;
	struct ta_arena texts;
};

struct ta_ids *
ta_ids_new(void)
{
	return ta_alloc(1, sizeof(struct ta_ids));
}

void
ta_ids_free(struct ta_ids *ids)
{
	if (ids == NULL)
		return;
	free(ids->items);
	ta_arena_free(&ids->texts);
	free(ids);
}

void
ta_ids_add(struct ta_ids *ids, struct ta_slice id)
{
	ta_grow(
	    (void **)&ids->items, &ids->room, ids->count, sizeof(*ids->items));
	ids->items[ids->count++] = (struct ta_slice){
	    ta_arena_copy(&ids->texts, id.data, id.len), id.len};
	ids->sorted = false;
}

static int
compare(const void *a, const void *b)
{
	const struct ta_slice *one = a, *two = b;

	return ta_slice_compare(*one, *two);
}

/* The first that is not before an id. */
static size_t
first_from(const struct ta_ids *ids, struct ta_slice id)
{
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ta_slice_compare(ids->items[middle], id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum ta_meant
ta_ids_find(struct ta_ids *ids, struct ta_slice meant, struct ta_slice *id)
{
	size_t i;

	if (!ids->sorted && ids->count > 0)
		qsort(ids->items, ids->count, sizeof(*ids->items), compare);
	ids->sorted = true;
	i = first_from(ids, meant);
	if (meant.len == 0 || i == ids->count ||
	    !ta_slice_begins(ids->items[i], meant))
		return TA_ID_UNKNOWN;
	*id = ids->items[i];
	/* The whole id stands first of those that begin so. */
	for (; id->len > meant.len && i < ids->count &&
	       ta_slice_begins(ids->items[i], meant);
	     i++)
		if (!ta_slice_equal(ids->items[i], *id))
			return TA_ID_SEVERAL;
	return TA_ID_FOUND;
}
