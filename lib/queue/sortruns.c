#include <stdlib.h>

#include "queue/heap.h"
#include "queue/sortruns.h"
#include "file/temporary.h"
#include "file/whole.h"

/* How many are merged at once, as sort(1) does; each has a block in memory. */
#define AT_ONCE 16
#define BLOCK ((size_t)64 * 1024)
#define BLOCK_LEAST ((size_t)4 * 1024)

struct ta_sortruns {
	const char *folder;
	FILE *file;
	off_t *starts; /* of each run; it ends where the next one starts */
	size_t count;
	size_t room;
	off_t written;
	struct ta_text block; /* of what is put, not yet written */
};

/* A run that is being read. */
struct cursor {
	int fd;
	off_t at;
	off_t end;
	size_t share; /* how much to read at once */
	struct ta_text block;
	size_t used; /* of the block, by those before the one at hand */
};

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
ta_sortruns_put(void *arg, const char *bytes, struct ta_error *error)
{
	struct ta_sortruns *runs = arg;

	ta_text_add(&runs->block, bytes, ta_kept_len(bytes));
	return runs->block.len < BLOCK ? 0 : write_block(runs, error);
}

/* Sees that n bytes of what comes next are in the block, if there are any. */
static int
need(struct cursor *cursor, size_t n, struct ta_error *error)
{
	struct ta_text *block = &cursor->block;
	size_t left = (size_t)(cursor->end - cursor->at), most;

	if (block->len - cursor->used >= n)
		return 0;
	block->len -= cursor->used;
	if (cursor->used > 0)
		memmove(block->data, block->data + cursor->used, block->len);
	cursor->used = 0;
	most = (n > cursor->share ? n : cursor->share) - block->len;
	if (left < most)
		most = left;
	if (ta_whole_read(cursor->fd, ta_text_reserve(block, most), most,
		cursor->at) == -1)
		return ta_temporary_fail(error, "cannot read");
	block->len += most;
	cursor->at += (off_t)most;
	return 0;
}

/* Goes on to the next one: 1, or 0 at the end of the run, or -1. */
static int
advance(struct cursor *cursor, struct ta_in_line *item, struct ta_error *error)
{
	const char *bytes;

	if (cursor->block.len > cursor->used)
		cursor->used += ta_kept_len(cursor->block.data + cursor->used);
	if (need(cursor, TA_KEPT_HEAD, error) == -1)
		return -1;
	if (cursor->block.len == cursor->used)
		return 0;
	if (need(cursor, ta_kept_len(cursor->block.data + cursor->used),
		error) == -1)
		return -1;
	bytes = cursor->block.data + cursor->used;
	item->place = ta_kept_place(bytes);
	item->of = cursor;
	return 1;
}

static int
take_all(
    struct ta_heap *heap, ta_kept_take *take, void *arg, struct ta_error *error)
{
	while (heap->count > 0) {
		struct ta_in_line item = heap->items[0];
		struct cursor *cursor = item.of;
		int got = take(arg, cursor->block.data + cursor->used, error);

		if (got != 0)
			return got == -1 ? -1 : 0;
		got = advance(cursor, &item, error);
		if (got == -1)
			return -1;
		if (got == 1)
			ta_heap_replace(heap, item);
		else
			ta_heap_drop(heap);
	}
	return 0;
}

/* Merges n runs, AT_ONCE at most, from the one at `first` on. */
static int
merge(const struct ta_sortruns *runs, size_t first, size_t n, size_t share,
    ta_kept_take *take, void *arg, struct ta_error *error)
{
	struct cursor cursors[AT_ONCE] = {0};
	struct ta_heap heap = {0};
	int status = 0;

	for (size_t i = 0; status == 0 && i < n; i++) {
		struct ta_in_line item = {.turn = i};
		size_t next = first + i + 1;
		int got;

		cursors[i].fd = fileno(runs->file);
		cursors[i].share = share;
		cursors[i].at = runs->starts[first + i];
		cursors[i].end =
		    next == runs->count ? runs->written : runs->starts[next];
		got = advance(&cursors[i], &item, error);
		if (got == 1)
			ta_heap_add(&heap, item);
		status = got == -1 ? -1 : 0;
	}
	if (status == 0)
		status = take_all(&heap, take, arg, error);
	ta_heap_free(&heap);
	for (size_t i = 0; i < n; i++)
		ta_text_free(&cursors[i].block);
	return status;
}

/* Makes fewer runs of them, in a file of their own, which is then theirs. */
static int
make_fewer(struct ta_sortruns *runs, size_t share, struct ta_error *error)
{
	struct ta_sortruns *fewer = ta_sortruns_open(runs->folder, error);
	struct ta_sortruns old = *runs;
	int status = fewer == NULL ? -1 : 0;

	for (size_t i = 0; status == 0 && i < runs->count; i += AT_ONCE) {
		size_t n = runs->count - i;

		ta_sortruns_begin(fewer);
		status = merge(runs, i, n < AT_ONCE ? n : AT_ONCE, share,
		    ta_sortruns_put, fewer, error);
	}
	if (status == 0)
		status = write_block(fewer, error);
	if (status == 0) {
		*runs = *fewer;
		*fewer = old;
	}
	ta_sortruns_close(fewer);
	return status;
}

int
ta_sortruns_merge(struct ta_sortruns *runs, size_t memory, ta_kept_take *take,
    void *arg, struct ta_error *error)
{
	size_t share = memory / AT_ONCE;

	if (share < BLOCK_LEAST)
		share = BLOCK_LEAST;
	if (write_block(runs, error) == -1)
		return -1;
	while (runs->count > AT_ONCE)
		if (make_fewer(runs, share, error) == -1)
			return -1;
	return merge(runs, 0, runs->count, share, take, arg, error);
}
