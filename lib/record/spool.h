#ifndef TA_SPOOL_H
#define TA_SPOOL_H

/*
 * Records that are set aside until all have been read: in a temporary file, so
 * memory stays the same. It is written a block at a time and once, then read
 * once, in the same order; single records can be read while it is written.
 */

#include "base/diag.h"
#include "record/record.h"

struct ta_spool;

/*
 * An empty spool in a folder. NULL with the error set where that fails. Free
 * with ta_spool_close.
 */
struct ta_spool *ta_spool_open(const char *folder, struct ta_error *error);
void ta_spool_close(struct ta_spool *spool);

/* The place that the next record will have, for ta_spool_get. */
uint64_t ta_spool_place(const struct ta_spool *spool);

/*
 * Reads the record at a place again: 0, or -1 with the error set. Its fields
 * are borrowed until the next call of any function. It cannot be called after
 * ta_spool_next.
 */
int ta_spool_get(struct ta_spool *spool, uint64_t place,
    struct ta_record *record, struct ta_error *error);

/*
 * Adds a record: 0, or -1 with the error set. It cannot be called after
 * ta_spool_next.
 */
int ta_spool_put(struct ta_spool *spool, const struct ta_record *record,
    struct ta_error *error);

/*
 * The next record: 1, or 0 after the last, or -1 with the error set. Its fields
 * are borrowed until the next call.
 */
int ta_spool_next(
    struct ta_spool *spool, struct ta_record *record, struct ta_error *error);

/*
 * Takes a record with its header, borrowed for the call: 0, or -1 with the
 * error set.
 */
typedef int ta_spool_take(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/*
 * Hands every record to `take`, in the order they came, with n of the columns
 * of `header` in another order: the i-th is the one at order[i]. 0, or -1 with
 * the error set. It is called once, and not with ta_spool_next.
 */
int ta_spool_replay(struct ta_spool *spool, const struct ta_header *header,
    const int *order, size_t n, ta_spool_take *take, void *arg,
    struct ta_error *error);

#endif
