#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bounds.h"
#include "mem.h"
#include "source.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_source {
	const char *name;
	int fd;		  /* -1 where the bytes are in memory */
	char *buffer;	  /* ours, where fd is not -1 */
	const char *data; /* what has been read; the buffer, or the memory */
	size_t start;	  /* of what has not been handed out */
	size_t end;
	size_t room;
	size_t line;
	bool ended;
	bool begun;
};

struct ta_source *
ta_source_descriptor(const char *name, int fd)
{
	struct ta_source *source = ta_alloc(1, sizeof(*source));

	source->data = "";
	source->name = name;
	source->fd = fd;
	return source;
}

struct ta_source *
ta_source_open(const char *path, struct ta_error *error)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct ta_place at = {.file = path};

	if (fd == -1) {
		ta_error_system(error, &at, "cannot open the file");
		return NULL;
	}
	return ta_source_descriptor(standard ? "standard input" : path, fd);
}

/* A byte order mark stands at the very start or is none. */
static void
skip_mark(struct ta_source *source)
{
	if (source->end - source->start >= 3 &&
	    memcmp(source->data + source->start, "\xef\xbb\xbf", 3) == 0)
		source->start += 3;
	source->begun = true;
}

struct ta_source *
ta_source_memory(const char *name, const char *data, size_t len)
{
	struct ta_source *source = ta_alloc(1, sizeof(*source));

	source->name = name;
	source->fd = -1;
	source->data = data == NULL ? "" : data;
	source->end = len;
	source->ended = true;
	skip_mark(source);
	return source;
}

void
ta_source_close(struct ta_source *source)
{
	if (source == NULL)
		return;
	if (source->fd > STDIN_FILENO)
		close(source->fd);
	free(source->buffer);
	free(source);
}

const char *
ta_source_name(const struct ta_source *source)
{
	return source->name;
}

size_t
ta_source_line_number(const struct ta_source *source)
{
	return source->line;
}

/* Moves what is left to the front and reads one more block behind it. */
static int
fill(struct ta_source *source, struct ta_error *error)
{
	struct ta_place at = {.file = source->name};
	size_t left = source->end - source->start;
	ssize_t n;

	if (source->buffer != NULL && source->start > 0)
		memmove(source->buffer, source->buffer + source->start, left);
	source->start = 0;
	source->end = left;
	if (source->room - left < BLOCK) {
		source->room = source->room == 0 ? 2 * BLOCK : source->room * 2;
		source->buffer = ta_resize(source->buffer, source->room, 1);
	}
	source->data = source->buffer;
	do
		n = read(source->fd, source->buffer + left, BLOCK);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return ta_error_system(error, &at, "cannot read");
	source->end += (size_t)n;
	source->ended = n == 0;
	return 0;
}

static int
begin(struct ta_source *source, struct ta_error *error)
{
	while (!source->ended && source->end - source->start < 3)
		if (fill(source, error) == -1)
			return -1;
	skip_mark(source);
	return 0;
}

int
ta_source_peek(
    struct ta_source *source, struct ta_slice *head, struct ta_error *error)
{
	if (!source->begun && begin(source, error) == -1)
		return -1;
	if (source->start == source->end && !source->ended &&
	    fill(source, error) == -1)
		return -1;
	*head = (struct ta_slice){
	    source->data + source->start, source->end - source->start};
	return head->len > 0;
}

int
ta_source_line(
    struct ta_source *source, struct ta_slice *line, struct ta_error *error)
{
	struct ta_place at = {source->name, source->line + 1, 0};
	size_t searched = 0;
	const char *end = NULL;
	size_t have;

	if (!source->begun && begin(source, error) == -1)
		return -1;
	for (;;) {
		have = source->end - source->start;
		if (have > searched)
			end = memchr(source->data + source->start + searched,
			    '\n', have - searched);
		if (end != NULL || source->ended)
			break;
		searched = have;
		if (have > TA_RECORD_MAX)
			return ta_error_set(error, &at,
			    "the line is longer than a record may be, 4 MiB");
		if (fill(source, error) == -1)
			return -1;
	}
	if (have == 0)
		return 0;
	line->data = source->data + source->start;
	line->len = end == NULL ? have : (size_t)(end - line->data) + 1;
	source->start += line->len;
	source->line++;
	return 1;
}

struct ta_slice
ta_source_window(const struct ta_source *source, bool *ended)
{
	*ended = source->ended;
	return (struct ta_slice){
	    source->data + source->start, source->end - source->start};
}

int
ta_source_widen(struct ta_source *source, struct ta_error *error)
{
	if (!source->begun)
		return begin(source, error);
	return source->ended ? 0 : fill(source, error);
}

void
ta_source_skip(struct ta_source *source, size_t bytes, size_t lines)
{
	source->start += bytes;
	source->line += lines;
}
