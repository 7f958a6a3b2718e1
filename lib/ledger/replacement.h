#ifndef TA_REPLACEMENT_H
#define TA_REPLACEMENT_H

/*
 * A ledger written anew, under its lock: some lines are others, all the rest is
 * copied byte for byte. It takes the ledger's place whole or not at all. The
 * new file is locked, too, before it has the name, so that who waits for the
 * old one waits for it. Which lines those are is the caller's.
 */

#include "file/batch.h"
#include "ledger/ledger.h"

struct ta_replacement;

/*
 * Begins a file in the folder of the ledger, which is borrowed with the path
 * until ta_replacement_close. What an earlier run that was killed has left
 * there is removed. NULL with the error set.
 */
struct ta_replacement *ta_replacement_open(
    const char *path, const struct ta_ledger *ledger, struct ta_error *error);

/*
 * Copies the ledger up to an offset, the beginning of a line, which is not
 * before that of the last call: 0, or -1 with the error set.
 */
int ta_replacement_copy(struct ta_replacement *replacement, uint64_t offset,
    struct ta_error *error);

/*
 * Writes a line, with its line end, in the place of the next of the ledger,
 * which has `old` bytes: 0, or -1 with the error set.
 */
int ta_replacement_line(struct ta_replacement *replacement,
    struct ta_slice line, size_t old, struct ta_error *error);

/*
 * The replacement as a member of a batch. To finish it copies what is left and
 * syncs it; when it is placed, it is the ledger. It cannot be taken back. Where
 * something else has changed the ledger, that is left as it is.
 */
extern const struct ta_batch_kind ta_replacement_batch_kind;

/* Frees it. One that is not in place leaves no trace. */
void ta_replacement_close(struct ta_replacement *replacement);

#endif
