#ifndef TA_TEMPORARY_H
#define TA_TEMPORARY_H

/*
 * Files without a name, mode 0600: they leave nothing behind, whatever ends the
 * process. Spools, rejects, sorted runs and outputs that are not whole yet are
 * such files.
 */

#include <stdio.h>

#include "base/diag.h"

/*
 * A temporary file in a folder, for reading and writing, the caller's to close.
 * Where the system has no files without a name, the name is removed at once.
 * NULL with the error set where there can be none.
 */
FILE *ta_temporary_file(const char *folder, struct ta_error *error);

/* Sets the error for a temporary file, with the words for errno: always -1. */
int ta_temporary_fail(struct ta_error *error, const char *what);

/*
 * The descriptor of a file without a name that can be given one later, the
 * caller's to close; -1 where the system or the file system has no such files.
 */
int ta_temporary_nameless(const char *folder);

/*
 * Gives it a name that no file has yet, in the same file system: 0, or -1 with
 * errno set.
 */
int ta_temporary_name(int fd, const char *path);

#endif
