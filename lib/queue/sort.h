#ifndef TA_SORT_H
#define TA_SORT_H

/*
 * Records sorted in the order of decide.h; equals keep the order in which they
 * came. They are in memory while they fit, else in sorted runs of a temporary
 * file. The order is the same either way.
 */

#include "decide/decide.h"

struct ta_sort;

/*
 * An empty sort that takes about `memory` bytes, for 0 a quarter of the
 * machine's memory, then a file in `folder`, which is borrowed until
 * ta_sort_close.
 */
struct ta_sort *ta_sort_open(size_t memory, const char *folder);
void ta_sort_close(struct ta_sort *sort);

/*
 * Adds a copy of a record with its place: 0, or -1 with the error set. It
 * cannot be called after ta_sort_next.
 */
int ta_sort_put(struct ta_sort *sort, const struct ta_record *record,
    const struct ta_place_in_line *place, struct ta_error *error);

/*
 * The next record in order: 1, or 0 at the end, or -1 with the error set. Its
 * fields are borrowed until the next call.
 */
int ta_sort_next(
    struct ta_sort *sort, struct ta_record *record, struct ta_error *error);

#endif
