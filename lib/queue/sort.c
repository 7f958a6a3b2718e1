#include <stdlib.h>
#include <unistd.h>

#include "queue/sortruns.h"
#include "queue/sort.h"

#define LEAST ((size_t)64 * 1024)
#define UNKNOWN ((size_t)256 * 1024 * 1024)

/* A packed record: an offset while the block may still grow, then a pointer. */
struct entry {
	uint64_t before;
	union {
		size_t at;
		const char *bytes;
	};
};

struct ta_sort {
	size_t memory;
	const char *folder;
	struct ta_text block;
	struct entry *entries;
	size_t count;
	size_t room;
	struct ta_sortruns *runs; /* NULL while everything fits in memory */
	bool ended;		  /* all are there, and are handed out */
	size_t next;		  /* the entry to hand out */
};

/* A quarter of the machine's memory. */
static size_t
find_memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);

	if (pages <= 0 || size <= 0)
		return UNKNOWN;
	return (size_t)pages / 4 * (size_t)size;
}

struct ta_sort *
ta_sort_open(size_t memory, const char *folder)
{
	struct ta_sort *sort = ta_alloc(1, sizeof(*sort));

	sort->memory = memory > 0 ? memory : find_memory();
	sort->folder = folder;
	return sort;
}

void
ta_sort_close(struct ta_sort *sort)
{
	if (sort == NULL)
		return;
	ta_text_free(&sort->block);
	free(sort->entries);
	ta_sortruns_close(sort->runs);
	free(sort);
}

static int
by_number(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return (left->before > right->before) - (left->before < right->before);
}

static int
by_place(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	struct ta_place_in_line one = ta_sorted_place(left->bytes);
	struct ta_place_in_line other = ta_sorted_place(right->bytes);

	return ta_place_compare(&one, &other);
}

static int
sort_entries(struct entry *entries, size_t n,
    int (*compare)(const void *, const void *), struct ta_error *error)
{
	if (n > 1 && mergesort(entries, n, sizeof(*entries), compare) == -1)
		return ta_error_system(error, NULL, "cannot sort");
	return 0;
}

/*
 * Sorts by number first, then those with equal numbers by id. The ids are
 * anywhere in memory, and most comparisons do without them.
 */
static int
put_in_order(struct ta_sort *sort, struct ta_error *error)
{
	struct entry *entries = sort->entries;
	size_t end;

	for (size_t i = 0; i < sort->count; i++)
		entries[i].bytes = sort->block.data + entries[i].at;
	if (sort_entries(entries, sort->count, by_number, error) == -1)
		return -1;
	for (size_t i = 0; i < sort->count; i = end) {
		for (end = i + 1; end < sort->count &&
				  entries[end].before == entries[i].before;
		     end++)
			;
		if (sort_entries(entries + i, end - i, by_place, error) == -1)
			return -1;
	}
	return 0;
}

/* Makes a run of the records in memory, and empties it. */
static int
spill(struct ta_sort *sort, struct ta_error *error)
{
	if (sort->runs == NULL)
		sort->runs = ta_sortruns_open(sort->folder, error);
	if (sort->runs == NULL || put_in_order(sort, error) == -1)
		return -1;
	ta_sortruns_begin(sort->runs);
	for (size_t i = 0; i < sort->count; i++)
		if (ta_sortruns_put(
			sort->runs, sort->entries[i].bytes, error) == -1)
			return -1;
	ta_text_clear(&sort->block);
	sort->count = 0;
	return 0;
}

/* Sorting needs each entry twice. */
static size_t
size_of(const struct ta_sort *sort)
{
	return sort->block.len + 2 * sort->count * sizeof(*sort->entries);
}

int
ta_sort_put(struct ta_sort *sort, const struct ta_record *record,
    const struct ta_place_in_line *place, struct ta_error *error)
{
	ta_grow((void **)&sort->entries, &sort->room, sort->count,
	    sizeof(*sort->entries));
	sort->entries[sort->count++] =
	    (struct entry){.before = place->before, .at = sort->block.len};
	ta_sorted_pack(&sort->block, record, place);
	return size_of(sort) < sort->memory ? 0 : spill(sort, error);
}

/* Sorts what is in memory, or begins to merge the runs: 0 or -1. */
static int
end_putting(struct ta_sort *sort, struct ta_error *error)
{
	sort->ended = true;
	if (sort->runs == NULL)
		return put_in_order(sort, error);
	if (spill(sort, error) == -1)
		return -1;
	ta_text_free(&sort->block);
	free(sort->entries);
	sort->entries = NULL;
	sort->count = 0;
	return ta_sortruns_merge(sort->runs, sort->memory, error);
}

int
ta_sort_next(
    struct ta_sort *sort, struct ta_record *record, struct ta_error *error)
{
	const char *bytes;
	int got = 1;

	if (!sort->ended && end_putting(sort, error) == -1)
		return -1;
	if (sort->runs != NULL)
		got = ta_sortruns_next(sort->runs, &bytes, error);
	else if (sort->next < sort->count)
		bytes = sort->entries[sort->next++].bytes;
	else
		got = 0;
	if (got == 1)
		ta_sorted_record(bytes, record);
	return got;
}
