#ifndef TA_OWNED_H
#define TA_OWNED_H

/*
 * Files of the ledger: regular ones that are the user's alone, with one name,
 * and appended to. They are seen again by their names, since whoever has no
 * lock may put another file there. It knows nothing of what is in them.
 */

#include <sys/stat.h>
#include <stdbool.h>

#include "base/diag.h"

/*
 * Opens one for appending, made with mode 0600 where there is none, and never
 * by way of a symbolic link; *made is set where it is new. The descriptor, the
 * caller's to close, or -1 with the error set: it cannot be, or may not.
 */
int ta_owned_open(const char *path, bool *made, struct ta_error *error);

/*
 * Looks at an open one: 0, or -1 with the error set where anybody else can have
 * a hand in it.
 */
int ta_owned_look(
    const char *path, int fd, struct stat *st, struct ta_error *error);

/*
 * Is it what it was, under its name? 1, or 0 where something else has moved,
 * replaced, cut or written to it, or -1 with the error set.
 */
int ta_owned_is_still(
    const char *path, const struct stat *was, struct ta_error *error);

/* It has to be: 0, or -1 with the error set, which says that nothing is done.
 */
int ta_owned_check(
    const char *path, const struct stat *was, struct ta_error *error);

/*
 * The name of a new file is in its folder, which has to be on the disk too: 0,
 * or -1 with the error set.
 */
int ta_owned_sync_folder(const char *path, struct ta_error *error);

/*
 * Says what could not be done with one, what helps where that is known, and
 * errno: always -1.
 */
int ta_owned_fail(const char *path, struct ta_error *error, const char *what);

#endif
