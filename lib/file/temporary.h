#ifndef TA_TEMPORARY_H
#define TA_TEMPORARY_H

/*
 * Files without a name, mode 0600: nothing is left behind, whatever ends the
 * process.
 */

#include <stdio.h>

#include "base/diag.h"

/*
 * A temporary file in a folder, for reading and writing, the caller's to close.
 * Where the system has no files without a name it has one for no longer than is
 * needed. NULL with the error set where there can be none.
 */
FILE *ta_temporary_file(const char *folder, struct ta_error *error);

/* Says what went wrong with a temporary file, and errno: always -1. */
int ta_temporary_fail(struct ta_error *error, const char *what);

/*
 * A file in a folder that has no name and can be given one: its descriptor, the
 * caller's to close, or -1 where the system or the file system has none.
 */
int ta_temporary_nameless(const char *folder);

/*
 * Gives it a name in its file system, which no file has yet: 0, or -1 with
 * errno set.
 */
int ta_temporary_name(int fd, const char *path);

#endif
