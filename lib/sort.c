#include <stdlib.h>
#include <string.h>

#include "sort.h"

void
ta_sort_keep(struct ta_sort *sort, const struct ta_record *record)
{
	struct ta_kept *kept;

	ta_text_clear(&sort->packed);
	ta_record_pack(record, &sort->packed);
	ta_grow((void **)&sort->kept, &sort->room, sort->count,
	    sizeof(*sort->kept));
	kept = &sort->kept[sort->count++];
	*kept = (struct ta_kept){.bytes = ta_arena_copy(&sort->arena,
				     sort->packed.data, sort->packed.len)};
}

static int
by_place(const void *a, const void *b)
{
	const struct ta_kept *left = a, *right = b;

	return ta_place_compare(&left->place, &right->place);
}

void
ta_sort_order(struct ta_sort *sort)
{
	if (sort->count > 1)
		mergesort(
		    sort->kept, sort->count, sizeof(*sort->kept), by_place);
}

void
ta_sort_free(struct ta_sort *sort)
{
	free(sort->kept);
	ta_arena_free(&sort->arena);
	ta_text_free(&sort->packed);
}
