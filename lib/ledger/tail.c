#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/digest.h"
#include "file/whole.h"
#include "ledger/owned.h"
#include "ledger/tail.h"

#define BLOCK ((size_t)64 * 1024)

/* Where the last line begins that has no end: 0, or -1 with errno set. */
static int
find_end(int fd, off_t size, off_t *end)
{
	char block[BLOCK];

	*end = size;
	while (*end > 0) {
		size_t n = *end < (off_t)BLOCK ? (size_t)*end : BLOCK;

		if (ta_whole_read(fd, block, n, *end - (off_t)n) == -1)
			return -1;
		for (; n > 0 && block[n - 1] != '\n'; n--)
			(*end)--;
		if (n > 0)
			return 0;
	}
	return 0;
}

/* A file that is as it was judged gets a line end: 0 or -1. */
static int
give_end(
    const char *path, int fd, const struct stat *was, struct ta_error *error)
{
	if (ta_owned_check(path, was, error) == -1)
		return -1;
	if (ta_whole_write(fd, "\n", 1) == -1 || fdatasync(fd) == -1)
		return ta_owned_fail(path, error, "cannot write");
	return 0;
}

/* Puts a tail at the end of the file for torn ones, on the disk: 0 or -1. */
static int
keep(const char *torn, struct ta_slice tail, struct ta_error *error)
{
	struct stat st;
	bool made;
	int fd = ta_owned_open(torn, &made, error), status = -1;

	if (fd == -1)
		return -1;
	if (ta_whole_write(fd, tail.data, tail.len) == -1 ||
	    ta_whole_write(fd, "\n", 1) == -1 || fsync(fd) == -1)
		ta_owned_fail(torn, error, "cannot write");
	else if ((!made || ta_owned_sync_folder(torn, error) == 0) &&
		 ta_owned_look(torn, fd, &st, error) == 0)
		status = ta_owned_check(torn, &st, error);
	if (close(fd) == -1 && status == 0)
		status = ta_owned_fail(torn, error, "cannot close");
	return status;
}

/* A writer that died leaves the beginning of one line, and its text no CR. */
static bool
is_torn(struct ta_slice tail)
{
	return memchr(tail.data, '\r', tail.len) == NULL &&
	       !ta_seal_is_passed(tail);
}

static int
refuse(const char *path, struct ta_error *error)
{
	const struct ta_place at = {.file = path};

	return ta_error_set(error, &at,
	    "what follows the last line end is more than one torn line, as if "
	    "something had changed the line ends: put them back, or take a "
	    "copy; nothing was changed");
}

/* Mends what is behind the last line end: 0 or -1. */
static int
mend(const char *path, int fd, const char *torn, const struct stat *was,
    struct ta_slice bytes, enum ta_tail *tail, struct ta_error *error)
{
	struct ta_slice line = bytes;

	if (line.data[line.len - 1] == '\r')
		line.len--;
	if (line.len == 0 || ta_seal_check(line) == TA_SEAL_WHOLE) {
		if (*tail == TA_TAIL_NONE)
			*tail = TA_TAIL_ENDED;
		return give_end(path, fd, was, error);
	}
	if (!is_torn(line))
		return refuse(path, error);
	*tail = TA_TAIL_MOVED;
	if (keep(torn, bytes, error) == -1 ||
	    ta_owned_check(path, was, error) == -1)
		return -1;
	if (ftruncate(fd, was->st_size - (off_t)bytes.len) == -1 ||
	    fdatasync(fd) == -1)
		return ta_owned_fail(
		    path, error, "cannot cut off the torn tail");
	return 0;
}

/* Mends the last line, which begins at `end`: 0 or -1. */
static int
mend_from(off_t end, const char *path, int fd, const char *torn,
    const struct stat *was, enum ta_tail *tail, struct ta_error *error)
{
	struct ta_text bytes = {0};
	int status;

	if (was->st_size - end > TA_LINE_MAX)
		return refuse(path, error);
	ta_text_reserve(&bytes, (size_t)(was->st_size - end));
	bytes.len = (size_t)(was->st_size - end);
	status = ta_whole_read(fd, bytes.data, bytes.len, end) == -1
		     ? ta_owned_fail(path, error, "cannot read")
		     : mend(path, fd, torn, was, ta_text_slice(&bytes, 0), tail,
			   error);
	ta_text_free(&bytes);
	return status;
}

int
ta_tail_mend(const char *path, int fd, const char *torn, struct stat *was,
    enum ta_tail *tail, struct ta_error *error)
{
	off_t end;

	*tail = TA_TAIL_NONE;
	for (;;) {
		if (find_end(fd, was->st_size, &end) == -1)
			return ta_owned_fail(path, error, "cannot read");
		if (end == was->st_size)
			return 0;
		/* And look again: it may have been cut in that moment. */
		if (mend_from(end, path, fd, torn, was, tail, error) == -1 ||
		    ta_owned_look(path, fd, was, error) == -1)
			return -1;
	}
}
