#ifndef TA_LEDGER_H
#define TA_LEDGER_H

/*
 * The ledger: the durable record of all requests, a file of JSON Lines that is
 * only appended to, each line with its own sum. It has one writer at a time, by
 * flock(2), from ta_ledger_open to ta_ledger_close. Records are set aside first
 * and appended when all are known to be good. Nothing counts as taken before
 * fdatasync(2). A failure that is reported leaves nothing of its import.
 *
 * Only a regular file of the user's own is taken, on a local file system. The
 * lock binds only those who ask for it. Where something else has changed the
 * file since it was read, nothing is taken, and the error says so.
 */

#include "file/batch.h"
#include "file/source.h"
#include "ledger/tail.h"
#include "record/format.h"

struct ta_ledger;

/*
 * Opens a ledger, or makes one with mode 0600, and waits until no other process
 * has it. A last line without an end gets its end, or is moved to the file
 * PATH.torn. `path` is borrowed until ta_ledger_close, `folder` is for
 * temporary files. NULL with the error set where any of that fails.
 */
struct ta_ledger *ta_ledger_open(
    const char *path, const char *folder, struct ta_error *error);

/*
 * What this opening has done to the last line. *torn is the path of the file
 * for torn lines, borrowed until ta_ledger_close.
 */
enum ta_tail ta_ledger_tail(const struct ta_ledger *ledger, const char **torn);

/* How many bytes it has. */
uint64_t ta_ledger_size(const struct ta_ledger *ledger);

/*
 * All lines of the ledger, the caller's to close: 1, 0 where there are none, or
 * -1 with the error set, as where something else has changed the file since it
 * was opened.
 */
int ta_ledger_read(const struct ta_ledger *ledger, struct ta_source **lines,
    struct ta_error *error);

/*
 * Reads the line at an offset into `line`, in place of what was there: 0, or -1
 * with the error set.
 */
int ta_ledger_line(const struct ta_ledger *ledger, uint64_t offset,
    struct ta_text *line, struct ta_error *error);

/*
 * The open file, and its status as it was read, under our lock; borrowed until
 * ta_ledger_close.
 */
int ta_ledger_file(const struct ta_ledger *ledger, const struct stat **was);

/*
 * Sets a record aside, as the line that it becomes: 0, or -1 with the error
 * set. The ledger does not change.
 */
int ta_ledger_add(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* The same of an event, which has a header of its own. */
int ta_ledger_add_event(struct ta_ledger *ledger,
    const struct ta_header *header, const struct ta_record *row,
    struct ta_error *error);

/*
 * The ledger as a member of a batch. When it is placed, all lines that were set
 * aside are on the disk, in the file that bears the name, after the very lines
 * that were read, or the ledger is as it was before. When it is undone, they
 * are taken back. Where something else has changed the file, it is left alone,
 * and the error says so.
 */
extern const struct ta_batch_kind ta_ledger_batch_kind;

/* Gives up the lock and frees the ledger. */
void ta_ledger_close(struct ta_ledger *ledger);

#endif
