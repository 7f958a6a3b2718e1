#ifndef TA_SORTRUNS_H
#define TA_SORTRUNS_H

/*
 * Sorted runs of records, one after the other in a temporary file, and their
 * merging into one order. Of equals, those of an earlier run come first.
 */

#include "decide/decide.h"

/*
 * Appends a record with its place in line, packed as bytes that can be moved
 * and stored. They are for this process only.
 */
void ta_sorted_pack(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place);

/* The place of packed bytes. Its id is borrowed from them. */
struct ta_place_in_line ta_sorted_place(const char *bytes);

/* Lays a record over packed bytes. Its fields are borrowed from them. */
void ta_sorted_record(const char *bytes, struct ta_record *record);

struct ta_sortruns;

/*
 * An empty set of runs in `folder`, which is borrowed until ta_sortruns_close.
 * NULL with the error set.
 */
struct ta_sortruns *ta_sortruns_open(
    const char *folder, struct ta_error *error);
void ta_sortruns_close(struct ta_sortruns *runs);

/* Begins another run. */
void ta_sortruns_begin(struct ta_sortruns *runs);

/*
 * Adds bytes of ta_sorted_pack to the run: 0, or -1 with the error set. They
 * may not belong before those that it has.
 */
int ta_sortruns_put(
    struct ta_sortruns *runs, const char *bytes, struct ta_error *error);

/*
 * Begins to merge, after everything was put: 0, or -1 with the error set. No
 * more runs are merged at once than have blocks in about `memory` bytes, so the
 * file may be rewritten several times.
 */
int ta_sortruns_merge(
    struct ta_sortruns *runs, size_t memory, struct ta_error *error);

/*
 * The next packed record in order: 1, or 0 at the end, or -1 with the error
 * set. The bytes are borrowed until the next call.
 */
int ta_sortruns_next(
    struct ta_sortruns *runs, const char **bytes, struct ta_error *error);

#endif
