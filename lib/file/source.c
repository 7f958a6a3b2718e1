#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "file/decode.h"
#include "base/mem.h"
#include "file/source.h"

#define BLOCK ((size_t)64 * 1024)

struct ta_source {
	const char *name;
	int fd;		  /* -1 where the bytes are in memory */
	char *buffer;	  /* ours, unless fd is -1 */
	const char *data; /* the bytes that were read: buffer, or memory */
	size_t start;	  /* of the bytes that were not handed out */
	size_t end;
	size_t room;
	size_t line;
	size_t longest;	      /* the longest line */
	uint64_t bytes;	      /* read from the file */
	uint64_t line_offset; /* of the last line */
	bool ended;
	bool begun;
	bool marked;		    /* it begins with UTF-8's byte order mark */
	bool turned;		    /* carriage returns are line feeds */
	bool stuck;		    /* the next line is too long */
	struct ta_decoder *decoder; /* NULL: the bytes are UTF-8 */
	struct ta_text raw;	    /* the block that is being decoded */
	struct ta_text decoded;
};

struct ta_source *
ta_source_descriptor(const char *name, int fd)
{
	struct ta_source *source = ta_alloc(1, sizeof(*source));

	source->data = "";
	source->name = name;
	source->longest = TA_RECORD_MAX;
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

/* Drops a byte order mark at the very start; elsewhere it is not one. */
static void
skip_mark(struct ta_source *source)
{
	struct ta_slice head = {
	    source->data + source->start, source->end - source->start};

	source->marked = ta_slice_pass_mark(&head);
	source->start = source->end - head.len;
	source->begun = true;
}

struct ta_source *
ta_source_memory(const char *name, const char *data, size_t len)
{
	struct ta_source *source = ta_alloc(1, sizeof(*source));

	source->name = name;
	source->longest = TA_RECORD_MAX;
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
	ta_decoder_close(source->decoder);
	ta_text_free(&source->raw);
	ta_text_free(&source->decoded);
	free(source->buffer);
	free(source);
}

uint64_t
ta_source_bytes(const struct ta_source *source)
{
	return source->bytes;
}

uint64_t
ta_source_line_offset(const struct ta_source *source)
{
	return source->line_offset;
}

uint64_t
ta_source_offset(const struct ta_source *source)
{
	return source->bytes - (source->end - source->start);
}

void
ta_source_allow(struct ta_source *source, size_t bytes)
{
	source->longest = bytes;
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

/* Makes room for n more bytes. The bytes that are left move to the front. */
static char *
make_room(struct ta_source *source, size_t n)
{
	size_t left = source->end - source->start;

	if (source->buffer != NULL && source->start > 0)
		memmove(source->buffer, source->buffer + source->start, left);
	source->start = 0;
	source->end = left;
	while (source->room - left < n) {
		source->room = source->room == 0 ? 2 * BLOCK : source->room * 2;
		source->buffer = ta_resize(source->buffer, source->room, 1);
	}
	source->data = source->buffer;
	return source->buffer + left;
}

/* Reads once: how many bytes, 0 at the end, or -1 with the error set. */
static ssize_t
read_block(struct ta_source *source, char *block, struct ta_error *error)
{
	struct ta_place at = {.file = source->name};
	ssize_t n;

	do
		n = read(source->fd, block, BLOCK);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		return ta_error_system(error, &at, "cannot read");
	source->ended = n == 0;
	source->bytes += (uint64_t)n;
	return n;
}

/* Makes line feeds of the lone carriage returns from an offset on. */
static void
turn_returns(struct ta_source *source, size_t from)
{
	const struct ta_slice text = {source->data, source->end};

	while ((from = ta_text_lone_return(text, from)) < text.len)
		source->buffer[from] = '\n';
}

/* Takes n bytes that were appended. */
static void
take_bytes(struct ta_source *source, size_t n)
{
	source->end += n;
	if (source->turned)
		turn_returns(source, source->end - n);
}

/* Appends text to the bytes that were read. */
static void
add_text(struct ta_source *source, struct ta_slice text)
{
	if (text.len == 0)
		return;
	memcpy(make_room(source, text.len), text.data, text.len);
	take_bytes(source, text.len);
}

/* Decodes bytes and appends them. */
static void
add_decoded(struct ta_source *source, struct ta_slice bytes)
{
	ta_text_clear(&source->decoded);
	ta_decode(source->decoder, bytes, source->ended, &source->decoded);
	add_text(source, ta_text_slice(&source->decoded, 0));
}

/* Reads and appends one more block: 0 or -1. */
static int
fill(struct ta_source *source, struct ta_error *error)
{
	ssize_t n;

	if (source->decoder != NULL) {
		ta_text_clear(&source->raw);
		n = read_block(
		    source, ta_text_reserve(&source->raw, BLOCK), error);
		if (n != -1)
			add_decoded(source,
			    (struct ta_slice){source->raw.data, (size_t)n});
	} else {
		n = read_block(source, make_room(source, BLOCK), error);
		if (n != -1)
			take_bytes(source, (size_t)n);
	}
	return n == -1 ? -1 : 0;
}

static int
begin(struct ta_source *source, struct ta_error *error)
{
	while (!source->ended && source->end - source->start < 4)
		if (fill(source, error) == -1)
			return -1;
	skip_mark(source);
	return 0;
}

int
ta_source_decode(
    struct ta_source *source, const char *encoding, struct ta_error *error)
{
	struct ta_place at = {.file = source->name};
	const char *marked;
	struct ta_slice head;
	size_t mark;

	if (!source->begun && begin(source, error) == -1)
		return -1;
	head = (struct ta_slice){
	    source->data + source->start, source->end - source->start};
	marked = ta_decode_mark(head, &mark);
	if (marked != NULL) {
		encoding = marked;
		source->start += mark;
	}
	if (encoding == NULL || source->marked)
		return 0;
	source->decoder = ta_decoder_open(encoding, &at, error);
	if (source->decoder == NULL)
		return -1;
	ta_text_clear(&source->raw);
	ta_text_add(&source->raw, source->data + source->start,
	    source->end - source->start);
	source->start = source->end;
	add_decoded(source, ta_text_slice(&source->raw, 0));
	return 0;
}

void
ta_source_turn_returns(struct ta_source *source)
{
	source->turned = true;
	/* Memory is the caller's, and stays as it is. */
	if (source->buffer == NULL) {
		source->end -= source->start;
		source->buffer = ta_alloc(source->end, 1);
		memcpy(
		    source->buffer, source->data + source->start, source->end);
		source->data = source->buffer;
		source->start = 0;
	}
	turn_returns(source, source->start);
}

bool
ta_source_is_turned(const struct ta_source *source)
{
	return source->turned;
}

bool
ta_source_is_decoded(const struct ta_source *source)
{
	return source->decoder != NULL;
}

/* Whether the window has a whole line that is neither blank nor a comment. */
static bool
has_line(const struct ta_source *source)
{
	struct ta_slice rest = {
	    source->data + source->start, source->end - source->start};

	while (rest.len > 0) {
		struct ta_slice line = ta_slice_next(&rest, '\n');

		if (rest.data != NULL && line.len > 0 && line.data[0] != '#')
			return true;
	}
	return false;
}

int
ta_source_peek(struct ta_source *source, size_t least, struct ta_slice *head,
    struct ta_error *error)
{
	if (!source->begun && begin(source, error) == -1)
		return -1;
	while (!source->ended &&
	       source->end - source->start <= source->longest &&
	       (source->end - source->start < least || !has_line(source)))
		if (fill(source, error) == -1)
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
		source->stuck = have > source->longest;
		if (source->stuck)
			return ta_error_set(error, &at,
			    "the line is longer than the limit of %zu MiB",
			    source->longest >> 20);
		if (fill(source, error) == -1)
			return -1;
	}
	if (have == 0)
		return 0;
	line->data = source->data + source->start;
	line->len = end == NULL ? have : (size_t)(end - line->data) + 1;
	source->line_offset = ta_source_offset(source);
	source->start += line->len;
	source->line++;
	return 1;
}

int
ta_source_part(struct ta_source *source, struct ta_slice *line, bool *part,
    struct ta_error *error)
{
	int got = ta_source_line(source, line, error);

	*part = got == -1 && source->stuck;
	if (!*part)
		return got;
	*line = ta_slice_start((struct ta_slice){source->data + source->start,
				   source->end - source->start},
	    source->end - source->start - 1);
	source->start += line->len;
	return 1;
}

bool
ta_source_is_stuck(const struct ta_source *source)
{
	return source->stuck;
}

int
ta_source_pass(struct ta_source *source, struct ta_error *error)
{
	const char *end;

	source->stuck = false;
	source->line++;
	for (;;) {
		size_t have = source->end - source->start;

		end = have == 0
			  ? NULL
			  : memchr(source->data + source->start, '\n', have);
		if (end != NULL || source->ended)
			break;
		source->start = source->end;
		if (fill(source, error) == -1)
			return -1;
	}
	source->start =
	    end == NULL ? source->end : (size_t)(end - source->data) + 1;
	return 0;
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
