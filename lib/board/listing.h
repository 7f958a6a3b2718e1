#ifndef TA_LISTING_H
#define TA_LISTING_H

/*
 * Copies of records: those ahead of all first, then the late ones, then the
 * others, each as they came.
 * It keeps all of them in memory, so it is for what is open, not for a ledger.
 */

#include "record/record.h"

/* Which part of the list a record is in. */
enum ta_listed { TA_LISTED_AHEAD, TA_LISTED_LATE, TA_LISTED_OTHERS, TA_LISTED };

/* Zero-initialised it is empty. Free with ta_listing_free. */
struct ta_listing {
	const char **kept[TA_LISTED]; /* packed, by part */
	size_t count[TA_LISTED];
	size_t room[TA_LISTED];
	struct ta_arena arena;
	struct ta_text packed;
	struct ta_record record;
};

void ta_listing_free(struct ta_listing *listing);

/* Adds a copy of a record to a part. */
void ta_listing_add(struct ta_listing *listing, const struct ta_record *record,
    enum ta_listed i);

/*
 * The i-th of the records, at least so many columns wide, borrowed until the
 * next call.
 */
const struct ta_record *ta_listing_get(
    struct ta_listing *listing, size_t i, size_t width);

#endif
