#ifndef TA_MAILDIR_H
#define TA_MAILDIR_H

/*
 * A folder of drafts: a Maildir, which mail programs and mbsync(1) know. A
 * draft is written in tmp/ and moved to cur/ when it is whole, with the flags
 * of a draft. Its name stays the same, whatever flags it gets later, so a draft
 * that is there is not written again.
 */

#include "base/diag.h"
#include "base/text.h"

struct ta_maildir;

/*
 * Opens a folder of drafts, and makes it where it is not there, with tmp, new
 * and cur in it, mode 0700. None of the three may be a symbolic link. The path
 * is borrowed until ta_maildir_close. NULL with the error set.
 */
struct ta_maildir *ta_maildir_open(const char *path, struct ta_error *error);

/*
 * Writes a draft, unless there is one of this name: 1, or 0 where there is, or
 * -1 with the error set. `again`: the new one replaces those that are there.
 * The name is of letters, digits, hyphens and dots.
 */
int ta_maildir_write(struct ta_maildir *maildir, const char *name, bool again,
    struct ta_slice message, struct ta_error *error);

/*
 * Syncs what was written to the disk, all drafts at once: syncfs(2). 0, or -1
 * with the error set.
 */
int ta_maildir_sync(struct ta_maildir *maildir, struct ta_error *error);

void ta_maildir_close(struct ta_maildir *maildir);

#endif
