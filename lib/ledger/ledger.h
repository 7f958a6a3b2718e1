#ifndef TA_LEDGER_H
#define TA_LEDGER_H

/*
 * The durable record of all requests: a file of JSON Lines that is only ever
 * appended to, each line with a sum of its own. One writer at a time, by
 * flock(2); nothing counts as taken before fdatasync(2); a failure that is
 * reported leaves nothing of its import. It refuses any file but a regular one
 * that is the user's alone, and it is for local file systems. Who has no lock
 * may do what they like with the file: then it says so, and takes nothing.
 */

#include "file/batch.h"
#include "file/source.h"
#include "ledger/tail.h"
#include "record/format.h"

struct ta_ledger;

/*
 * Opens a ledger, or makes one with mode 0600, and waits until no other has it.
 * A last line that has no end gets it, or goes to the file PATH.torn. `path`
 * outlives the ledger, `folder` is for temporary files. NULL with the error set
 * where any of that fails. Free with ta_ledger_close.
 */
struct ta_ledger *ta_ledger_open(
    const char *path, const char *folder, struct ta_error *error);

/* What that has done to its last line, and the file for torn ones; borrowed. */
enum ta_tail ta_ledger_tail(const struct ta_ledger *ledger, const char **torn);

/*
 * All lines of the ledger, the caller's to close. NULL without an error where
 * there are none, else with the error set.
 */
struct ta_source *ta_ledger_read(
    const struct ta_ledger *ledger, struct ta_error *error);

/*
 * Sets a record aside, as the line that it becomes: 0, or -1 with the error
 * set. The ledger does not change.
 */
int ta_ledger_add(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/*
 * How a ledger is a member of a batch. Placed, all lines that were set aside
 * are on the disk, in the file that bears the name, behind the very lines that
 * were read, or the ledger is as it was before; undone, they are taken back.
 * Where that cannot be done, since something else has changed the file, it is
 * left alone, and the error says so.
 */
extern const struct ta_batch_kind ta_ledger_batch_kind;

/* Gives up the lock and frees the ledger. */
void ta_ledger_close(struct ta_ledger *ledger);

#endif
