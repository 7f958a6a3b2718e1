#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "file/still.h"
#include "ledger/owned.h"

/* What helps, for a person who can give room or rights. */
static const char *
help_for(int number)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return "; make room on its disk, then run this again";
	case EACCES:
	case EPERM:
	case EROFS:
		return "; you have to be allowed to read and write it and its "
		       "folder";
	default:
		return "";
	}
}

int
ta_owned_fail(const char *path, struct ta_error *error, const char *what)
{
	const struct ta_place at = {.file = path};

	return ta_error_system(error, &at, "%s%s", what, help_for(errno));
}

int
ta_owned_look(const char *path, int fd, struct stat *st, struct ta_error *error)
{
	const struct ta_place at = {.file = path};
	const char *why = NULL;

	if (fstat(fd, st) == -1)
		return ta_owned_fail(path, error, "cannot look at the file");
	if (!S_ISREG(st->st_mode))
		why = "it is not a regular file";
	else if (st->st_uid != geteuid())
		why = "it belongs to somebody else";
	else if (st->st_nlink > 1)
		why = "it has another name too (a hard link)";
	else if ((st->st_mode & (S_IRWXG | S_IRWXO)) != 0)
		why = "others may read or write it; chmod 600 makes it yours";
	if (why != NULL)
		return ta_error_set(
		    error, &at, "this cannot be the ledger: %s", why);
	return 0;
}

int
ta_owned_is_still(
    const char *path, const struct stat *was, struct ta_error *error)
{
	struct stat is;

	if (lstat(path, &is) == 0)
		return ta_still_same(was, &is);
	if (errno == ENOENT || errno == ENOTDIR)
		return 0;
	return ta_owned_fail(path, error, "cannot look at the file");
}

int
ta_owned_check(const char *path, const struct stat *was, struct ta_error *error)
{
	const struct ta_place at = {.file = path};
	int got = ta_owned_is_still(path, was, error);

	if (got == 0)
		ta_error_set(error, &at,
		    "something else has moved, replaced or changed this file "
		    "since it was read; nothing was added: run this again");
	return got == 1 ? 0 : -1;
}

int
ta_owned_open(const char *path, bool *made, struct ta_error *error)
{
	const int flags =
	    O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	const struct ta_place at = {.file = path};
	struct stat st;
	int fd;

	*made = false;
	do {
		fd = open(path, flags);
		if (fd == -1 && errno == ENOENT) {
			fd = open(
			    path, flags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
			*made = fd != -1;
		}
	} while (fd == -1 && errno == EEXIST);
	if (fd == -1 && errno == ELOOP)
		return ta_error_set(error, &at,
		    "this cannot be the ledger: it is a symbolic link");
	if (fd == -1)
		return ta_owned_fail(path, error, "cannot open for appending");
	if ((*made && fchmod(fd, S_IRUSR | S_IWUSR) == -1 &&
		ta_owned_fail(path, error, "cannot set the mode of the file") ==
		    -1) ||
	    ta_owned_look(path, fd, &st, error) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

int
ta_owned_sync_folder(const char *path, struct ta_error *error)
{
	char *copy = strdup(path);
	int fd, status = -1;

	if (copy == NULL)
		ta_no_memory();
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(copy);
	if (fd != -1) {
		status = fsync(fd);
		close(fd);
	}
	return status == 0
		   ? 0
		   : ta_owned_fail(path, error, "cannot sync its folder");
}
