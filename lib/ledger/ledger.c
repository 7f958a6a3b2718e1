#include <sys/file.h>
#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ledger/ledger.h"
#include "file/temporary.h"
#include "file/whole.h"
#include "base/digest.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_ledger {
	const char *path;
	int fd;
	off_t end;   /* end of its lines; it stays, as we have the lock */
	bool is_new; /* made by us */
	bool locked;
	bool moved;	      /* a torn tail was moved, to: */
	struct ta_text torn;  /* the path for torn tails */
	FILE *aside;	      /* the lines that will be appended */
	void *writer;	      /* of JSON Lines, into: */
	struct ta_text lines; /* one line */
	bool wrote_header;
	char block[BLOCK];
};

static int
fail(const char *path, struct ta_error *error, const char *what)
{
	struct ta_place at = {.file = path};

	return ta_error_system(error, &at, "%s", what);
}

/* Refuses a file that somebody else may change: 0 or -1. */
static int
check_file(const char *path, int fd, struct ta_error *error)
{
	struct ta_place at = {.file = path};
	const char *why = NULL;
	struct stat st;

	if (fstat(fd, &st) == -1)
		return fail(path, error, "cannot look at the file");
	if (!S_ISREG(st.st_mode))
		why = "it is not a regular file";
	else if (st.st_uid != geteuid())
		why = "it belongs to somebody else";
	else if (st.st_nlink > 1)
		why = "it has another name too (a hard link)";
	else if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		why = "others may read or write it; chmod 600 makes it yours";
	if (why != NULL)
		return ta_error_set(
		    error, &at, "this cannot be the ledger: %s", why);
	return 0;
}

/*
 * Opens a file of the user's for appending. It is made with mode 0600 where
 * there is none, and *made is then set. A symbolic link is not followed.
 */
static int
open_file(const char *path, bool *made, struct ta_error *error)
{
	const int flags =
	    O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
	struct ta_place at = {.file = path};
	int fd;

	do {
		fd = open(path, flags);
		if (fd == -1 && errno == ENOENT) {
			fd = open(
			    path, flags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
			*made |= fd != -1;
		}
	} while (fd == -1 && errno == EEXIST);
	if (fd == -1 && errno == ELOOP)
		return ta_error_set(error, &at,
		    "this cannot be the ledger: it is a symbolic link");
	if (fd == -1)
		return fail(path, error, "cannot open for appending");
	if ((*made && fchmod(fd, S_IRUSR | S_IWUSR) == -1 &&
		fail(path, error, "cannot set the mode of the file") == -1) ||
	    check_file(path, fd, error) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Waits for the lock; 0, or -1 with errno set. */
static int
lock(int fd)
{
	int status;

	do
		status = flock(fd, LOCK_EX);
	while (status == -1 && errno == EINTR);
	return status;
}

/*
 * Whether the path still leads to this file: it may have been moved while we
 * waited.
 */
static bool
is_still(const char *path, int fd)
{
	struct stat open_one, named;

	return fstat(fd, &open_one) == 0 && lstat(path, &named) == 0 &&
	       open_one.st_dev == named.st_dev &&
	       open_one.st_ino == named.st_ino;
}

static int
open_locked(struct ta_ledger *ledger, struct ta_error *error)
{
	for (;;) {
		ledger->is_new = false;
		ledger->fd = open_file(ledger->path, &ledger->is_new, error);
		if (ledger->fd == -1)
			return -1;
		if (lock(ledger->fd) == -1)
			return fail(ledger->path, error, "cannot lock it");
		ledger->locked = is_still(ledger->path, ledger->fd);
		if (ledger->locked)
			return 0;
		close(ledger->fd);
	}
}

/* Reads n bytes at an offset: 0 or -1. */
static int
read_at(struct ta_ledger *ledger, size_t n, off_t from, struct ta_error *error)
{
	if (ta_whole_read(ledger->fd, ledger->block, n, from) == -1)
		return fail(ledger->path, error, "cannot read");
	return 0;
}

/*
 * Syncs the folder with the name of the file. Its maker may have died before
 * doing so.
 */
static int
sync_folder(const struct ta_ledger *ledger, struct ta_error *error)
{
	char *path = strdup(ledger->path);
	int fd, status = -1;

	if (path == NULL)
		return fail(ledger->path, error, "cannot sync its folder");
	fd = open(dirname(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	if (fd != -1) {
		status = fsync(fd);
		close(fd);
	}
	return status == 0
		   ? 0
		   : fail(ledger->path, error, "cannot sync its folder");
}

/* Sets ledger->end to the end of the last whole line before `size`: 0 or -1. */
static int
find_end(struct ta_ledger *ledger, off_t size, struct ta_error *error)
{
	ledger->end = size;
	while (ledger->end > 0) {
		size_t n =
		    ledger->end < (off_t)BLOCK ? (size_t)ledger->end : BLOCK;

		if (read_at(ledger, n, ledger->end - (off_t)n, error) == -1)
			return -1;
		for (; n > 0 && ledger->block[n - 1] != '\n'; n--)
			ledger->end--;
		if (n > 0)
			return 0;
	}
	return 0;
}

/* Appends the bytes from ledger->end to `size` to the file of torn tails. */
static int
keep_tail(struct ta_ledger *ledger, int fd, off_t size, struct ta_error *error)
{
	const char *path = ta_text_string(&ledger->torn);
	off_t from = ledger->end;

	while (from < size) {
		size_t n =
		    size - from < (off_t)BLOCK ? (size_t)(size - from) : BLOCK;

		if (read_at(ledger, n, from, error) == -1)
			return -1;
		if (ta_whole_write(fd, ledger->block, n) == -1)
			return fail(path, error, "cannot write");
		from += (off_t)n;
	}
	if (ta_whole_write(fd, "\n", 1) == -1 || fsync(fd) == -1)
		return fail(path, error, "cannot write");
	return 0;
}

/* Refuses a file that is neither empty nor a ledger: 0 or -1. */
static int
check_kind(struct ta_ledger *ledger, off_t size, struct ta_error *error)
{
	const struct ta_place at = {.file = ledger->path};
	size_t n = size < (off_t)BLOCK ? (size_t)size : BLOCK;
	const struct ta_slice head = {ledger->block, n};

	if (n == 0)
		return 0;
	if (read_at(ledger, n, 0, error) == -1)
		return -1;
	if (head.data[0] == '{' || ta_seal_is_in(head))
		return 0;
	return ta_error_set(
	    error, &at, "this cannot be the ledger: it holds something else");
}

/*
 * Moves a last line without an end away. Its writer died and never said that
 * the line was taken; left there, it would swallow the next line.
 */
static int
mend(struct ta_ledger *ledger, struct ta_error *error)
{
	bool made = false;
	struct stat st;
	int fd, status;

	if (fstat(ledger->fd, &st) == -1)
		return fail(ledger->path, error, "cannot look at the file");
	if (check_kind(ledger, st.st_size, error) == -1 ||
	    find_end(ledger, st.st_size, error) == -1)
		return -1;
	if (ledger->end == st.st_size)
		return 0;
	fd = open_file(ta_text_string(&ledger->torn), &made, error);
	if (fd == -1)
		return -1;
	status = keep_tail(ledger, fd, st.st_size, error);
	if (status == 0 && made)
		status = sync_folder(ledger, error);
	if (close(fd) == -1 && status == 0)
		status =
		    fail(ta_text_string(&ledger->torn), error, "cannot close");
	if (status == 0 && (ftruncate(ledger->fd, ledger->end) == -1 ||
			       fdatasync(ledger->fd) == -1))
		status =
		    fail(ledger->path, error, "cannot cut off the torn tail");
	ledger->moved = status == 0;
	return status;
}

struct ta_ledger *
ta_ledger_open(const char *path, const char *folder, struct ta_error *error)
{
	struct ta_ledger *ledger = ta_alloc(1, sizeof(*ledger));

	ledger->path = path;
	ta_text_printf(&ledger->torn, "%s.torn", path);
	ledger->writer = ta_format_jsonl.write_open(
	    &ledger->lines, &(struct ta_style){.bom = false});
	ledger->fd = -1;
	ledger->aside = ta_temporary_file(folder, error);
	if (ledger->aside == NULL || open_locked(ledger, error) == -1 ||
	    mend(ledger, error) == -1) {
		ta_ledger_close(ledger);
		return NULL;
	}
	return ledger;
}

/*
 * Removes a ledger that was made for an import of nothing. Only under the lock,
 * and only while it is empty: another writer may have had it first.
 */
static void
drop_empty(const struct ta_ledger *ledger)
{
	struct stat st;

	if (ledger->is_new && ledger->locked && fstat(ledger->fd, &st) == 0 &&
	    st.st_size == 0)
		unlink(ledger->path);
}

void
ta_ledger_close(struct ta_ledger *ledger)
{
	if (ledger == NULL)
		return;
	drop_empty(ledger);
	if (ledger->fd != -1)
		close(ledger->fd);
	if (ledger->aside != NULL)
		fclose(ledger->aside);
	ta_format_jsonl.write_close(ledger->writer);
	ta_text_free(&ledger->lines);
	ta_text_free(&ledger->torn);
	free(ledger);
}

const char *
ta_ledger_torn(const struct ta_ledger *ledger)
{
	return ledger->moved ? ledger->torn.data : NULL;
}

struct ta_source *
ta_ledger_read(const struct ta_ledger *ledger, struct ta_error *error)
{
	int fd;

	error->text[0] = '\0';
	if (ledger->end == 0)
		return NULL;
	fd = fcntl(ledger->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd == -1 || lseek(fd, 0, SEEK_SET) == -1) {
		fail(ledger->path, error, "cannot read");
		if (fd != -1)
			close(fd);
		return NULL;
	}
	return ta_source_descriptor(ledger->path, fd);
}

int
ta_ledger_add(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	const struct ta_format *format = &ta_format_jsonl;
	struct ta_text *lines = &ledger->lines;

	if (!ledger->wrote_header &&
	    format->write_header(ledger->writer, header, error) == -1)
		return -1;
	ledger->wrote_header = true;
	ta_text_clear(lines);
	if (format->write(ledger->writer, header, record, error) == -1)
		return -1;
	lines->len--; /* without the line end: the seal goes before it */
	ta_seal_add(lines, 0);
	ta_text_add_char(lines, '\n');
	if (fwrite(lines->data, 1, lines->len, ledger->aside) != lines->len)
		return ta_temporary_fail(error, "cannot write");
	return 0;
}

/*
 * Copies the lines that were set aside to the ledger: 0, or -1 with the error
 * set.
 */
static int
append(struct ta_ledger *ledger, struct ta_error *error)
{
	size_t n;

	if (fseek(ledger->aside, 0, SEEK_SET) == -1)
		return ta_temporary_fail(error, "cannot write");
	while ((n = fread(ledger->block, 1, BLOCK, ledger->aside)) > 0)
		if (ta_whole_write(ledger->fd, ledger->block, n) == -1)
			return fail(ledger->path, error, "cannot write");
	if (ferror(ledger->aside))
		return ta_temporary_fail(error, "cannot read");
	/*
	 * It is never tried again: what the first failure has lost stays lost.
	 */
	if (fdatasync(ledger->fd) == -1)
		return fail(ledger->path, error, "cannot sync to the disk");
	return 0;
}

static int
undo(void *arg, struct ta_error *error)
{
	struct ta_ledger *ledger = arg;
	struct ta_place at = {.file = ledger->path};

	if (ftruncate(ledger->fd, ledger->end) == -1 ||
	    fdatasync(ledger->fd) == -1)
		return ta_error_system(error, &at,
		    "cannot take back what was written; whole lines of this "
		    "import may be in it");
	return -1;
}

static int
finish(void *arg, struct ta_error *error)
{
	(void)arg;
	(void)error;
	return 0;
}

static int
place(void *arg, struct ta_error *error)
{
	struct ta_ledger *ledger = arg;

	if (append(ledger, error) == -1)
		return undo(ledger, error);
	if (ledger->end == 0 && sync_folder(ledger, error) == -1)
		return undo(ledger, error);
	return 0;
}

const struct ta_batch_kind ta_ledger_batch_kind = {finish, place, undo};
