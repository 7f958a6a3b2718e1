#ifndef TA_SORT_H
#define TA_SORT_H

/*
 * Records kept in memory, to be put in order: stable, by the one order that
 * decide.h gives. It copies what it is given and decides nothing.
 */

#include "decide.h"

/* A record that is kept: its bytes, and what the tool knows of it. */
struct ta_kept {
	const char *bytes; /* for ta_record_unpack */
	struct ta_place_in_line place;
	const char *groups;
};

/* Zero-initialised it is empty and ready. */
struct ta_sort {
	struct ta_kept *kept;
	size_t count;
	size_t room;
	struct ta_arena arena;
	struct ta_text packed; /* the record in hand */
};

/* Keeps a copy of a record; the caller fills in the rest of ta_kept. */
void ta_sort_keep(struct ta_sort *sort, const struct ta_record *record);

/* Puts what is kept in order; equals stay as they came. */
void ta_sort_order(struct ta_sort *sort);

void ta_sort_free(struct ta_sort *sort);

#endif
