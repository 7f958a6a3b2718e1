/* For renameat2(2), where the system has it. */
#define _GNU_SOURCE

#include <sys/file.h>
#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/temporary.h"
#include "file/whole.h"
#include "ledger/owned.h"
#include "ledger/replacement.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_replacement {
	const char *path;
	const struct ta_ledger *ledger;
	struct ta_text beside; /* the path that the new file has first */
	int fd;
	bool named; /* it has that name */
	off_t from; /* of the ledger: what has been copied */
	struct ta_text text;
};

static int
fail(const struct ta_replacement *replacement, struct ta_error *error,
    const char *what)
{
	return ta_owned_fail(replacement->beside.data, error, what);
}

/*
 * Removes what a run that was killed has left: a whole ledger, and no other
 * run is at work, since we have the lock. 0 or -1.
 */
static int
sweep(const struct ta_replacement *replacement, struct ta_error *error)
{
	const char *beside = replacement->beside.data;
	const struct ta_place at = {.file = beside};
	struct stat st;

	if (lstat(beside, &st) == -1)
		return errno == ENOENT ? 0
				       : fail(replacement, error,
					     "cannot look at the file");
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid())
		return ta_error_set(error, &at,
		    "this is where the new ledger is written first, and what "
		    "is there is no file of yours: move it away");
	return unlink(beside) == -1
		   ? fail(replacement, error, "cannot remove the file")
		   : 0;
}

/* Opens the new file, if possible without a name: 0 or -1. */
static int
open_new(struct ta_replacement *replacement, struct ta_error *error)
{
	char *copy = strdup(replacement->path);

	if (copy == NULL)
		ta_no_memory();
	replacement->fd = ta_temporary_nameless(dirname(copy));
	free(copy);
	if (replacement->fd == -1) {
		replacement->fd = open(replacement->beside.data,
		    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		    S_IRUSR | S_IWUSR);
		replacement->named = replacement->fd != -1;
	}
	if (replacement->fd == -1)
		return fail(
		    replacement, error, "cannot make a file in its folder");
	if (fchmod(replacement->fd, S_IRUSR | S_IWUSR) == -1)
		return fail(
		    replacement, error, "cannot set the mode of the file");
	return flock(replacement->fd, LOCK_EX | LOCK_NB) == -1
		   ? fail(replacement, error, "cannot lock it")
		   : 0;
}

struct ta_replacement *
ta_replacement_open(
    const char *path, const struct ta_ledger *ledger, struct ta_error *error)
{
	struct ta_replacement *replacement = ta_alloc(1, sizeof(*replacement));

	replacement->path = path;
	replacement->ledger = ledger;
	replacement->fd = -1;
	ta_text_printf(&replacement->beside, "%s.forgetting", path);
	ta_text_string(&replacement->beside);
	if (sweep(replacement, error) == 0 && open_new(replacement, error) == 0)
		return replacement;
	ta_replacement_close(replacement);
	return NULL;
}

void
ta_replacement_close(struct ta_replacement *replacement)
{
	if (replacement == NULL)
		return;
	if (replacement->named)
		unlink(replacement->beside.data);
	if (replacement->fd != -1)
		close(replacement->fd);
	ta_text_free(&replacement->beside);
	ta_text_free(&replacement->text);
	free(replacement);
}

static int
write_text(struct ta_replacement *replacement, struct ta_error *error)
{
	struct ta_text *text = &replacement->text;

	if (ta_whole_write(replacement->fd, text->data, text->len) == -1)
		return fail(replacement, error, "cannot write");
	ta_text_clear(text);
	return 0;
}

int
ta_replacement_copy(
    struct ta_replacement *replacement, uint64_t offset, struct ta_error *error)
{
	const struct stat *was;
	int fd = ta_ledger_file(replacement->ledger, &was);

	while (replacement->from < (off_t)offset) {
		size_t n = BLOCK;
		char *bytes = ta_text_reserve(&replacement->text, n);

		if ((off_t)n > (off_t)offset - replacement->from)
			n = (size_t)((off_t)offset - replacement->from);
		if (ta_whole_read(fd, bytes, n, replacement->from) == -1)
			return ta_owned_fail(
			    replacement->path, error, "cannot read");
		replacement->from += (off_t)n;
		replacement->text.len += n;
		if (replacement->text.len >= BLOCK &&
		    write_text(replacement, error) == -1)
			return -1;
	}
	return 0;
}

int
ta_replacement_line(struct ta_replacement *replacement, struct ta_slice line,
    size_t old, struct ta_error *error)
{
	ta_text_add_slice(&replacement->text, line);
	replacement->from += (off_t)old;
	return replacement->text.len >= BLOCK ? write_text(replacement, error)
					      : 0;
}

static int
finish(void *arg, struct ta_error *error)
{
	struct ta_replacement *replacement = arg;
	const struct stat *was;

	ta_ledger_file(replacement->ledger, &was);
	if (ta_replacement_copy(replacement, (uint64_t)was->st_size, error) ==
		-1 ||
	    write_text(replacement, error) == -1)
		return -1;
	return fsync(replacement->fd) == -1
		   ? fail(replacement, error, "cannot sync to the disk")
		   : 0;
}

/*
 * Exchanges the two files, or, where the system cannot do that, puts the new
 * one over the old; then *over is set. 0, or -1 with errno set.
 */
static int
exchange(const struct ta_replacement *replacement, bool *over)
{
	const char *beside = replacement->beside.data;

	*over = false;
#ifdef RENAME_EXCHANGE
	if (renameat2(AT_FDCWD, beside, AT_FDCWD, replacement->path,
		RENAME_EXCHANGE) == 0)
		return 0;
	if (errno != ENOSYS && errno != EINVAL)
		return -1;
#endif
	*over = true;
	return rename(beside, replacement->path);
}

/*
 * Looks whether the old ledger, which has the new one's first name now, is the
 * one that was read, then removes it. Else they change places again. 0 or -1.
 */
static int
remove_old(struct ta_replacement *replacement, struct ta_error *error)
{
	const struct ta_place at = {.file = replacement->path};
	const struct stat *was;
	bool over;
	int got;

	ta_ledger_file(replacement->ledger, &was);
	got = ta_owned_is_still(replacement->beside.data, was, error);
	if (got == 1) {
		replacement->named = false;
		return unlink(replacement->beside.data) == -1
			   ? fail(replacement, error,
				 "the new ledger is in its place, but this, "
				 "the old one, cannot be removed: remove it")
			   : 0;
	}
	if (exchange(replacement, &over) == -1) {
		replacement->named = false;
		return fail(replacement, error,
		    "something else has changed the ledger meanwhile; what it "
		    "was is in this file, and cannot be put back: do that");
	}
	if (got == -1)
		return -1;
	return ta_error_set(error, &at,
	    "something else has moved, replaced or changed this file since it "
	    "was read; nothing was forgotten: run this again");
}

static int
place(void *arg, struct ta_error *error)
{
	struct ta_replacement *replacement = arg;
	const struct stat *was;
	bool over;

	ta_ledger_file(replacement->ledger, &was);
	if (ta_owned_check(replacement->path, was, error) == -1)
		return -1;
	if (!replacement->named &&
	    (sweep(replacement, error) == -1 ||
		(ta_temporary_name(replacement->fd, replacement->beside.data) ==
			-1 &&
		    fail(replacement, error,
			"cannot make a file in its folder") == -1)))
		return -1;
	replacement->named = true;
	if (exchange(replacement, &over) == -1)
		return fail(
		    replacement, error, "cannot put the file in its place");
	if (over)
		replacement->named = false;
	else if (remove_old(replacement, error) == -1)
		return -1;
	return ta_owned_sync_folder(replacement->path, error);
}

const struct ta_batch_kind ta_replacement_batch_kind = {finish, place, NULL};
