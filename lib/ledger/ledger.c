#include <sys/file.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "file/sealed.h"
#include "file/temporary.h"
#include "file/whole.h"
#include "ledger/ledger.h"
#include "ledger/owned.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_ledger {
	const char *path;
	int fd;
	struct stat was; /* as it is read, under our lock */
	bool is_new;	 /* made by us */
	bool locked;
	enum ta_tail tail;
	struct ta_text torn;  /* the path for torn tails */
	FILE *aside;	      /* the lines that will be appended */
	off_t added;	      /* bytes of them */
	void *writer;	      /* of JSON Lines, into: */
	struct ta_text lines; /* one line */
	bool wrote_header;
	char block[BLOCK];
};

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

/* The file may have been moved, or become another user's, while we waited. */
static int
open_locked(struct ta_ledger *ledger, struct ta_error *error)
{
	int got;

	for (;;) {
		ledger->fd =
		    ta_owned_open(ledger->path, &ledger->is_new, error);
		if (ledger->fd == -1)
			return -1;
		if (lock(ledger->fd) == -1)
			return ta_owned_fail(
			    ledger->path, error, "cannot lock it");
		if (fstat(ledger->fd, &ledger->was) == -1)
			return ta_owned_fail(
			    ledger->path, error, "cannot look at the file");
		got = ta_owned_is_still(ledger->path, &ledger->was, error);
		ledger->locked = got == 1;
		if (got != 0)
			break;
		close(ledger->fd);
	}
	return got == -1 ? -1
			 : ta_owned_look(
			       ledger->path, ledger->fd, &ledger->was, error);
}

/* Opens the lines: 1, 0 where there are none, or -1. */
static int
open_lines(const struct ta_ledger *ledger, struct ta_source **lines,
    struct ta_error *error)
{
	int fd;

	if (ledger->was.st_size == 0)
		return 0;
	fd = fcntl(ledger->fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (fd == -1 || lseek(fd, 0, SEEK_SET) == -1) {
		ta_owned_fail(ledger->path, error, "cannot read");
		if (fd != -1)
			close(fd);
		return -1;
	}
	*lines = ta_source_descriptor(ledger->path, fd);
	return 1;
}

/* Refuses a file that is neither empty nor a ledger: 0 or -1. */
static int
check_kind(const struct ta_ledger *ledger, struct ta_error *error)
{
	const struct ta_place at = {.file = ledger->path};
	struct ta_source *source;
	struct ta_slice head;
	int got = open_lines(ledger, &source, error);

	if (got != 1)
		return got;
	got = ta_source_peek(source, 1, &head, error);
	if (got == 1 && head.data[0] != '{')
		got = ta_sealed_find(source, error);
	ta_source_close(source);
	return got != 0 ? (got == -1 ? -1 : 0)
			: ta_error_set(error, &at,
			      "this cannot be the ledger: its first line is "
			      "not a JSON record");
}

/* Refuses a name by which readers would take the file for another format. */
static int
check_name(const char *path, struct ta_error *error)
{
	const struct ta_place at = {.file = path};
	const struct ta_format *format = ta_format_of(path, ta_slice_of("{}"));

	if (format == &ta_format_jsonl)
		return 0;
	return ta_error_set(error, &at,
	    "the name of a ledger cannot end in %s: it would be read as that; "
	    "%s is a ledger's",
	    format->suffix, ta_format_jsonl.suffix);
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
	    check_kind(ledger, error) == -1 || check_name(path, error) == -1 ||
	    ta_tail_mend(path, ledger->fd, ta_text_string(&ledger->torn),
		&ledger->was, &ledger->tail, error) == -1) {
		ta_ledger_close(ledger);
		return NULL;
	}
	return ledger;
}

/*
 * Removes a ledger that was made for an import of nothing. Only under the lock,
 * and only while it is empty and has the name: another writer may have had it
 * first, or somebody has put a file there.
 */
static void
drop_empty(const struct ta_ledger *ledger)
{
	struct ta_error error;
	struct stat st;

	if (ledger->is_new && ledger->locked && fstat(ledger->fd, &st) == 0 &&
	    st.st_size == 0 &&
	    ta_owned_is_still(ledger->path, &st, &error) == 1)
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

enum ta_tail
ta_ledger_tail(const struct ta_ledger *ledger, const char **torn)
{
	*torn = ledger->torn.data;
	return ledger->tail;
}

uint64_t
ta_ledger_size(const struct ta_ledger *ledger)
{
	return (uint64_t)ledger->was.st_size;
}

int
ta_ledger_file(const struct ta_ledger *ledger, const struct stat **was)
{
	*was = &ledger->was;
	return ledger->fd;
}

int
ta_ledger_read(const struct ta_ledger *ledger, struct ta_source **lines,
    struct ta_error *error)
{
	return ta_owned_check(ledger->path, &ledger->was, error) == -1
		   ? -1
		   : open_lines(ledger, lines, error);
}

int
ta_ledger_line(const struct ta_ledger *ledger, uint64_t offset,
    struct ta_text *line, struct ta_error *error)
{
	const char *end = NULL;

	ta_text_clear(line);
	while (end == NULL) {
		off_t at = (off_t)(offset + line->len);
		size_t n = BLOCK;
		char *bytes = ta_text_reserve(line, n);

		if (at >= ledger->was.st_size)
			break;
		if ((off_t)n > ledger->was.st_size - at)
			n = (size_t)(ledger->was.st_size - at);
		if (ta_whole_read(ledger->fd, bytes, n, at) == -1)
			return ta_owned_fail(
			    ledger->path, error, "cannot read");
		end = memchr(bytes, '\n', n);
		line->len += end == NULL ? n : (size_t)(end - bytes) + 1;
	}
	return 0;
}

/* Sets a line aside: 0 or -1. */
static int
add_line(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_text *lines = &ledger->lines;

	ta_text_clear(lines);
	if (ta_format_jsonl.write(ledger->writer, header, record, error) == -1)
		return -1;
	lines->len--; /* without the line end: the seal goes before it */
	ta_seal_add(lines, 0);
	ta_text_add_char(lines, '\n');
	if (fwrite(lines->data, 1, lines->len, ledger->aside) != lines->len)
		return ta_temporary_fail(error, "cannot write");
	ledger->added += (off_t)lines->len;
	return 0;
}

int
ta_ledger_add(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	if (!ledger->wrote_header &&
	    ta_format_jsonl.write_header(ledger->writer, header, error) == -1)
		return -1;
	ledger->wrote_header = true;
	return add_line(ledger, header, record, error);
}

int
ta_ledger_add_event(struct ta_ledger *ledger, const struct ta_header *header,
    const struct ta_record *row, struct ta_error *error)
{
	/* It has its own columns; a record after it has others again. */
	ledger->wrote_header = false;
	if (ta_format_jsonl.write_header(ledger->writer, header, error) == -1)
		return -1;
	return add_line(ledger, header, row, error);
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
			return ta_owned_fail(
			    ledger->path, error, "cannot write");
	if (ferror(ledger->aside))
		return ta_temporary_fail(error, "cannot read");
	/*
	 * It is never tried again: what the first failure has lost stays lost.
	 */
	if (fdatasync(ledger->fd) == -1)
		return ta_owned_fail(
		    ledger->path, error, "cannot sync to the disk");
	return 0;
}

/*
 * How many bytes follow the lines that were read, and how many of these, from
 * the first on, are those that were set aside. 1 where the file has its name
 * and nothing was written to it meanwhile; 0 where that is not so, or other
 * bytes are among them; or -1.
 */
static int
find_ours(
    struct ta_ledger *ledger, off_t *size, off_t *ours, struct ta_error *error)
{
	char *bytes = ta_text_reserve(&ledger->lines, BLOCK);
	struct stat st;
	size_t n;

	*size = *ours = 0;
	if (fstat(ledger->fd, &st) == -1)
		return ta_owned_fail(
		    ledger->path, error, "cannot look at the file");
	*size = st.st_size - ledger->was.st_size;
	clearerr(ledger->aside); /* of what is being undone, perhaps */
	if (fseek(ledger->aside, 0, SEEK_SET) == -1)
		return ta_temporary_fail(error, "cannot read");
	while (*ours < *size &&
	       (n = fread(ledger->block, 1, BLOCK, ledger->aside)) > 0) {
		if ((off_t)n > *size - *ours)
			n = (size_t)(*size - *ours);
		if (ta_whole_read(ledger->fd, bytes, n,
			ledger->was.st_size + *ours) == -1)
			return ta_owned_fail(
			    ledger->path, error, "cannot read");
		if (memcmp(bytes, ledger->block, n) != 0)
			return 0;
		*ours += (off_t)n;
	}
	if (ferror(ledger->aside))
		return ta_temporary_fail(error, "cannot read");
	return ta_owned_is_still(ledger->path, &st, error);
}

static int
say_changed(const struct ta_ledger *ledger, struct ta_error *error)
{
	const struct ta_place at = {.file = ledger->path};

	return ta_error_set(error, &at,
	    "something else has moved, replaced or changed this file while "
	    "records were added; some may be in it: run this again");
}

/* Checks that the file of that name has all that was set aside: 0 or -1. */
static int
check_taken(struct ta_ledger *ledger, struct ta_error *error)
{
	off_t size, ours;
	int got;

	if (ledger->added == 0)
		return ta_owned_check(ledger->path, &ledger->was, error);
	got = find_ours(ledger, &size, &ours, error);
	if (got == 0 || (got == 1 && ours != ledger->added))
		return say_changed(ledger, error);
	return got == 1 ? 0 : -1;
}

/* Cuts off our own lines only, whatever else has come to the file. */
static int
undo(void *arg, struct ta_error *error)
{
	struct ta_ledger *ledger = arg;
	struct ta_place at = {.file = ledger->path};
	struct ta_error why;
	off_t size, ours;
	int got = find_ours(ledger, &size, &ours, &why);

	if (got == 0 || (got == 1 && ours != size))
		return say_changed(ledger, error);
	if (got == -1 || ftruncate(ledger->fd, ledger->was.st_size) == -1 ||
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

	if (ta_owned_check(ledger->path, &ledger->was, error) == -1)
		return -1;
	if (append(ledger, error) == -1 ||
	    (ledger->was.st_size == 0 &&
		ta_owned_sync_folder(ledger->path, error) == -1) ||
	    check_taken(ledger, error) == -1)
		return undo(ledger, error);
	return 0;
}

const struct ta_batch_kind ta_ledger_batch_kind = {finish, place, undo};
