#ifndef TA_SORT_H
#define TA_SORT_H

/*
 * Records in the one order that decide.h gives, equals as they came: in memory
 * as long as they fit, else in sorted runs of a temporary file without a name.
 * The order is the same either way.
 */

#include "queue/kept.h"

struct ta_sort;

/* How much to take where nobody says: a quarter of the machine's memory. */
size_t ta_sort_default(void);

/*
 * An empty sort that takes about so many bytes of memory, and then a file in a
 * folder, which outlives it. Free with ta_sort_close.
 */
struct ta_sort *ta_sort_open(size_t memory, const char *folder);
void ta_sort_close(struct ta_sort *sort);

/* Keeps a copy of a record in its place: 0, or -1 with the error set. */
int ta_sort_put(struct ta_sort *sort, const struct ta_record *record,
    const struct ta_place_in_line *place, struct ta_error *error);

/*
 * Hands all to `take` in order, until it has enough: 0, or -1 with the error
 * set. Once only.
 */
int ta_sort_each(struct ta_sort *sort, ta_kept_take *take, void *arg,
    struct ta_error *error);

#endif
