#ifndef TA_OWNED_H
#define TA_OWNED_H

/*
 * Files of the ledger: regular files that only the user may read and write,
 * with one name, and appended to. They are looked up again by name, since a
 * program that does not take the lock may put another file there. Their content
 * does not matter here.
 */

#include <sys/stat.h>
#include <stdbool.h>

#include "base/diag.h"

/*
 * Opens such a file for appending. A missing one is made with mode 0600 and
 * *made is set. A symbolic link is never followed. Returns the descriptor,
 * which the caller closes, or -1 with the error set.
 */
int ta_owned_open(const char *path, bool *made, struct ta_error *error);

/*
 * Reads the status of an open file: 0, or -1 with the error set if anybody else
 * can read or change it.
 */
int ta_owned_look(
    const char *path, int fd, struct stat *st, struct ta_error *error);

/*
 * Is the file under this name the same, and unchanged? 1; 0 if another program
 * has moved, replaced, cut or written to it; -1 with the error set.
 */
int ta_owned_is_still(
    const char *path, const struct stat *was, struct ta_error *error);

/*
 * Checks the same: 0, or -1 with the error set, which says that nothing was
 * added.
 */
int ta_owned_check(
    const char *path, const struct stat *was, struct ta_error *error);

/*
 * Syncs the folder, so that the name of a new file is on the disk too: 0, or -1
 * with the error set.
 */
int ta_owned_sync_folder(const char *path, struct ta_error *error);

/*
 * Sets the error: what could not be done, errno, and what a person can do about
 * it. Always -1.
 */
int ta_owned_fail(const char *path, struct ta_error *error, const char *what);

#endif
