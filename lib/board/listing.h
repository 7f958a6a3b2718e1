#ifndef TA_LISTING_H
#define TA_LISTING_H

/*
 * Copies of records: the late ones first, then the others, each as they came.
 * It keeps all of them in memory, so it is for what is open, not for a ledger.
 */

#include "record/record.h"

/* Zero-initialised it is empty. Free with ta_listing_free. */
struct ta_listing {
	const char **kept[2]; /* packed: the late ones, and the others */
	size_t count[2];
	size_t room[2];
	struct ta_arena arena;
	struct ta_text packed;
	struct ta_record record;
};

void ta_listing_free(struct ta_listing *listing);

/* Adds a copy of a record. */
void ta_listing_add(
    struct ta_listing *listing, const struct ta_record *record, bool late);

/*
 * The i-th of the records, at least so many columns wide, borrowed until the
 * next call.
 */
const struct ta_record *ta_listing_get(
    struct ta_listing *listing, size_t i, size_t width);

#endif
