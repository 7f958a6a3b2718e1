#include <stdlib.h>

#include "file/temporary.h"
#include "file/whole.h"
#include "queue/sortruns.h"

/*
 * How many runs are merged at once, as in sort(1); each has a block in memory.
 */
#define AT_ONCE 16
#define BLOCK ((size_t)64 * 1024)

/* The start of packed bytes; the id and the packed record follow. */
struct head {
	uint64_t before;
	uint32_t len; /* bytes of everything, this included */
	uint32_t id_len;
};

/* A run that is being read. */
struct cursor {
	off_t at;
	off_t end;
	struct ta_text block;
	size_t used; /* bytes of the block before the current record */
	size_t len;  /* of the current record; 0: the run has ended */
	struct ta_place_in_line place;
};

struct ta_sortruns {
	const char *folder;
	FILE *file;
	off_t *starts; /* where each run begins; it ends where the next one
			  begins */
	size_t count;
	size_t room;
	off_t written;
	struct ta_text block; /* what was put and is not written yet */

	/* the runs that are being merged */
	struct cursor cursors[AT_ONCE];
	size_t n_cursors;
	size_t share;	       /* bytes of each to read at once */
	struct cursor *handed; /* whose record the caller has, or NULL */
};

static struct head
head_of(const char *bytes)
{
	struct head head;

	memcpy(&head, bytes, sizeof(head));
	return head;
}

void
ta_sorted_pack(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place)
{
	struct head head = {place->before, 0, (uint32_t)place->id.len};
	size_t start = text->len;

	ta_text_add(text, (const char *)&head, sizeof(head));
	ta_text_add_slice(text, place->id);
	ta_record_pack(record, text);
	head.len = (uint32_t)(text->len - start);
	memcpy(text->data + start, &head, sizeof(head));
}

struct ta_place_in_line
ta_sorted_place(const char *bytes)
{
	struct head head = head_of(bytes);

	return (struct ta_place_in_line){
	    head.before, {bytes + sizeof(head), head.id_len}};
}

void
ta_sorted_record(const char *bytes, struct ta_record *record)
{
	ta_record_unpack(
	    record, bytes + sizeof(struct head) + head_of(bytes).id_len);
}

struct ta_sortruns *
ta_sortruns_open(const char *folder, struct ta_error *error)
{
	FILE *file = ta_temporary_file(folder, error);
	struct ta_sortruns *runs;

	if (file == NULL)
		return NULL;
	runs = ta_alloc(1, sizeof(*runs));
	runs->folder = folder;
	runs->file = file;
	return runs;
}

void
ta_sortruns_close(struct ta_sortruns *runs)
{
	if (runs == NULL)
		return;
	fclose(runs->file);
	free(runs->starts);
	ta_text_free(&runs->block);
	for (size_t i = 0; i < AT_ONCE; i++)
		ta_text_free(&runs->cursors[i].block);
	free(runs);
}

static int
write_block(struct ta_sortruns *runs, struct ta_error *error)
{
	if (ta_whole_write(
		fileno(runs->file), runs->block.data, runs->block.len) == -1)
		return ta_temporary_fail(error, "cannot write");
	runs->written += (off_t)runs->block.len;
	ta_text_clear(&runs->block);
	return 0;
}

void
ta_sortruns_begin(struct ta_sortruns *runs)
{
	ta_grow((void **)&runs->starts, &runs->room, runs->count,
	    sizeof(*runs->starts));
	runs->starts[runs->count++] = runs->written + (off_t)runs->block.len;
}

int
ta_sortruns_put(
    struct ta_sortruns *runs, const char *bytes, struct ta_error *error)
{
	ta_text_add(&runs->block, bytes, head_of(bytes).len);
	return runs->block.len < BLOCK ? 0 : write_block(runs, error);
}

/* Reads until n more bytes are in the block, or the run ends. */
static int
need(const struct ta_sortruns *runs, struct cursor *cursor, size_t n,
    struct ta_error *error)
{
	struct ta_text *block = &cursor->block;
	size_t left = (size_t)(cursor->end - cursor->at), most;

	if (block->len - cursor->used >= n)
		return 0;
	block->len -= cursor->used;
	if (cursor->used > 0)
		memmove(block->data, block->data + cursor->used, block->len);
	cursor->used = 0;
	most = (n > runs->share ? n : runs->share) - block->len;
	if (left < most)
		most = left;
	if (ta_whole_read(fileno(runs->file), ta_text_reserve(block, most),
		most, cursor->at) == -1)
		return ta_temporary_fail(error, "cannot read");
	block->len += most;
	cursor->at += (off_t)most;
	return 0;
}

/* Goes on to the next record of a run, or to its end: 0 or -1. */
static int
advance(const struct ta_sortruns *runs, struct cursor *cursor,
    struct ta_error *error)
{
	const struct ta_text *block = &cursor->block;

	cursor->used += cursor->len;
	cursor->len = 0;
	if (need(runs, cursor, sizeof(struct head), error) == -1)
		return -1;
	if (block->len == cursor->used)
		return 0;
	cursor->len = head_of(block->data + cursor->used).len;
	if (need(runs, cursor, cursor->len, error) == -1)
		return -1;
	cursor->place = ta_sorted_place(block->data + cursor->used);
	return 0;
}

/* Begins to merge n runs, at most AT_ONCE, beginning with run `first`. */
static int
begin_merge(
    struct ta_sortruns *runs, size_t first, size_t n, struct ta_error *error)
{
	runs->n_cursors = n;
	runs->handed = NULL;
	for (size_t i = 0; i < n; i++) {
		struct cursor *cursor = &runs->cursors[i];
		size_t next = first + i + 1;

		ta_text_clear(&cursor->block);
		cursor->used = cursor->len = 0;
		cursor->at = runs->starts[first + i];
		cursor->end =
		    next == runs->count ? runs->written : runs->starts[next];
		if (advance(runs, cursor, error) == -1)
			return -1;
	}
	return 0;
}

/* The run whose record comes first, or NULL where all have ended. */
static struct cursor *
find_first(struct ta_sortruns *runs)
{
	struct cursor *first = NULL;

	for (size_t i = 0; i < runs->n_cursors; i++) {
		struct cursor *cursor = &runs->cursors[i];

		if (cursor->len > 0 &&
		    (first == NULL ||
			ta_place_compare(&cursor->place, &first->place) < 0))
			first = cursor;
	}
	return first;
}

int
ta_sortruns_next(
    struct ta_sortruns *runs, const char **bytes, struct ta_error *error)
{
	if (runs->handed != NULL && advance(runs, runs->handed, error) == -1)
		return -1;
	runs->handed = find_first(runs);
	if (runs->handed == NULL)
		return 0;
	*bytes = runs->handed->block.data + runs->handed->used;
	return 1;
}

/* Merges n runs into one of another file: 0 or -1. */
static int
merge_into(struct ta_sortruns *runs, size_t first, size_t n,
    struct ta_sortruns *fewer, struct ta_error *error)
{
	const char *bytes;
	int got;

	ta_sortruns_begin(fewer);
	if (begin_merge(runs, first, n, error) == -1)
		return -1;
	while ((got = ta_sortruns_next(runs, &bytes, error)) == 1)
		if (ta_sortruns_put(fewer, bytes, error) == -1)
			return -1;
	return got;
}

/* Merges groups of AT_ONCE runs into a new file, which replaces the old one. */
static int
make_fewer(struct ta_sortruns *runs, struct ta_error *error)
{
	struct ta_sortruns *fewer = ta_sortruns_open(runs->folder, error);
	struct ta_sortruns old;
	int status = 0;

	if (fewer == NULL)
		return -1;
	fewer->share = runs->share;
	for (size_t i = 0; status == 0 && i < runs->count; i += AT_ONCE) {
		size_t n = runs->count - i;

		status = merge_into(
		    runs, i, n < AT_ONCE ? n : AT_ONCE, fewer, error);
	}
	if (status == 0)
		status = write_block(fewer, error);
	if (status == 0) {
		old = *runs;
		*runs = *fewer;
		*fewer = old;
	}
	ta_sortruns_close(fewer);
	return status;
}

int
ta_sortruns_merge(
    struct ta_sortruns *runs, size_t memory, struct ta_error *error)
{
	runs->share = memory / AT_ONCE;
	if (write_block(runs, error) == -1)
		return -1;
	while (runs->count > AT_ONCE)
		if (make_fewer(runs, error) == -1)
			return -1;
	return begin_merge(runs, 0, runs->count, error);
}
