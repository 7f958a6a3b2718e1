#ifndef TA_TOP_H
#define TA_TOP_H

/*
 * The first so many of all records, in order, equals as they came: no more than
 * these are ever kept, and no file.
 */

#include "queue/kept.h"

struct ta_top;

/* Room for so many. Free with ta_top_close. */
struct ta_top *ta_top_open(size_t most);
void ta_top_close(struct ta_top *top);

/* Keeps a copy of a record, if it is among the first so far. */
void ta_top_put(struct ta_top *top, const struct ta_record *record,
    const struct ta_place_in_line *place);

/* Hands them to `take` in order: 0, or -1 with the error set. Once only. */
int ta_top_each(
    struct ta_top *top, ta_kept_take *take, void *arg, struct ta_error *error);

#endif
