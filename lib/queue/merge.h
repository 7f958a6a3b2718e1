#ifndef TA_MERGE_H
#define TA_MERGE_H

/*
 * Several files of records, each in order already, read at the same time as one
 * in order. Of equals those of the earlier file come first.
 */

#include "decide/decide.h"
#include "record/input.h"

/*
 * Finds the place of a record, and sets what goes with it in the record; bytes
 * for that may be kept in `text`, which is empty. 0, or -1 with the error set.
 */
typedef int ta_merge_place(void *arg, struct ta_record *record,
    struct ta_text *text, struct ta_place_in_line *place,
    struct ta_error *error);

struct ta_merge;

/*
 * Opens all paths of `first`, which are apart. The input and `arg` outlive it.
 * NULL with the error set.
 */
struct ta_merge *ta_merge_open(struct ta_input *first, ta_merge_place *place,
    void *arg, struct ta_error *error);
void ta_merge_close(struct ta_merge *merge);

/*
 * The next record: 1, or 0 after the last, or -1 with the error set, which says
 * where a file is not in order. Borrowed until the next call.
 */
int ta_merge_next(
    struct ta_merge *merge, struct ta_record **record, struct ta_error *error);

#endif
