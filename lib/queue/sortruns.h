#ifndef TA_SORTRUNS_H
#define TA_SORTRUNS_H

/*
 * Runs of records that are in order, one behind the other in a temporary file
 * without a name, and their merging into one order. Equals of an earlier run
 * come first.
 */

#include "queue/kept.h"

struct ta_sortruns;

/* No runs yet, in a folder, which outlives them. NULL with the error set. */
struct ta_sortruns *ta_sortruns_open(
    const char *folder, struct ta_error *error);
void ta_sortruns_close(struct ta_sortruns *runs);

/* Begins another run; what is put from now on is in it, and is in order. */
void ta_sortruns_begin(struct ta_sortruns *runs);

/* Adds to the run: 0, or -1 with the error set. As a ta_kept_take of runs. */
int ta_sortruns_put(void *runs, const char *bytes, struct ta_error *error);

/*
 * Hands everything to `take` in order, until it has enough: 0, or -1 with the
 * error set. Only so many runs are merged at once that blocks of them fit in
 * about `memory` bytes, so that the file may be written anew several times.
 * Once only.
 */
int ta_sortruns_merge(struct ta_sortruns *runs, size_t memory,
    ta_kept_take *take, void *arg, struct ta_error *error);

#endif
