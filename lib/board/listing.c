#include <stdlib.h>

#include "board/listing.h"

void
ta_listing_free(struct ta_listing *listing)
{
	for (int i = 0; i < TA_LISTED; i++)
		free(listing->kept[i]);
	ta_arena_free(&listing->arena);
	ta_text_free(&listing->packed);
	ta_record_free(&listing->record);
}

void
ta_listing_add(struct ta_listing *listing, const struct ta_record *record,
    enum ta_listed i)
{
	ta_text_clear(&listing->packed);
	ta_record_pack(record, &listing->packed);
	ta_grow((void **)&listing->kept[i], &listing->room[i],
	    listing->count[i], sizeof(*listing->kept[i]));
	listing->kept[i][listing->count[i]++] = ta_arena_copy(
	    &listing->arena, listing->packed.data, listing->packed.len);
}

const struct ta_record *
ta_listing_get(struct ta_listing *listing, size_t i, size_t width)
{
	int k = 0;

	for (; i >= listing->count[k]; k++)
		i -= listing->count[k];
	ta_record_unpack(&listing->record, listing->kept[k][i]);
	ta_record_widen(&listing->record, width);
	return &listing->record;
}
