#ifndef TA_SORTRUNS_H
#define TA_SORTRUNS_H

/*
 * What is too much to be sorted in memory: runs of records, each in order, one
 * behind the other in a temporary file without a name, and their merging into
 * one order. Equals of an earlier run come first.
 */

#include "decide/decide.h"

/*
 * A record with its place in line, packed as bytes that can be moved and
 * stored. They are for this process alone. Appends them to a text.
 */
void ta_sorted_pack(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place);

/* The place, its id borrowed from the bytes. */
struct ta_place_in_line ta_sorted_place(const char *bytes);

/* Lays a record over the bytes, which are borrowed. */
void ta_sorted_record(const char *bytes, struct ta_record *record);

struct ta_sortruns;

/*
 * An empty set of runs in a folder, which is borrowed until ta_sortruns_close.
 * NULL with the error set.
 */
struct ta_sortruns *ta_sortruns_open(
    const char *folder, struct ta_error *error);
void ta_sortruns_close(struct ta_sortruns *runs);

/* Begins another run. */
void ta_sortruns_begin(struct ta_sortruns *runs);

/*
 * Adds to the run what does not belong before what it has, as bytes of
 * ta_sorted_pack: 0, or -1 with the error set.
 */
int ta_sortruns_put(
    struct ta_sortruns *runs, const char *bytes, struct ta_error *error);

/*
 * Begins to merge, when all has been put: 0, or -1 with the error set. Only so
 * many runs are merged at once that blocks of them fit in about `memory` bytes,
 * so the file may be written anew several times.
 */
int ta_sortruns_merge(
    struct ta_sortruns *runs, size_t memory, struct ta_error *error);

/*
 * The next of all in order: 1, or 0 at the end, or -1 with the error set. The
 * bytes are borrowed until the next call.
 */
int ta_sortruns_next(
    struct ta_sortruns *runs, const char **bytes, struct ta_error *error);

#endif
