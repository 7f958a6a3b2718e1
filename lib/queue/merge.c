#include <stdlib.h>

#include "queue/heap.h"
#include "queue/merge.h"

/* One of the files. */
struct file {
	struct ta_input *input;
	struct ta_record *record;
	struct ta_text text;
	uint64_t before; /* the place of the record before it, and its id */
	struct ta_text id;
};

struct ta_merge {
	struct file *files;
	size_t count;
	size_t room;
	ta_merge_place *place;
	void *arg;
	struct ta_heap heap;
	bool begun;
};

struct ta_merge *
ta_merge_open(struct ta_input *first, ta_merge_place *place, void *arg,
    struct ta_error *error)
{
	struct ta_merge *merge = ta_alloc(1, sizeof(*merge));
	struct ta_input *input = first;
	int got;

	merge->place = place;
	merge->arg = arg;
	do {
		ta_grow((void **)&merge->files, &merge->room, merge->count,
		    sizeof(*merge->files));
		merge->files[merge->count++] = (struct file){.input = input};
	} while ((got = ta_input_beside(first, &input, error)) == 1);
	if (got == 0)
		return merge;
	ta_merge_close(merge);
	return NULL;
}

void
ta_merge_close(struct ta_merge *merge)
{
	if (merge == NULL)
		return;
	for (size_t i = 0; i < merge->count; i++) {
		ta_text_free(&merge->files[i].text);
		ta_text_free(&merge->files[i].id);
	}
	free(merge->files);
	ta_heap_free(&merge->heap);
	free(merge);
}

/* A record may not be before the one before it, which is then forgotten. */
static int
check_order(struct file *file, const struct ta_place_in_line *place,
    struct ta_error *error)
{
	struct ta_place at = {file->record->file, file->record->line, 0};
	struct ta_place_in_line last = {
	    file->before, ta_text_slice(&file->id, 0)};

	if (ta_place_compare(place, &last) < 0)
		return ta_error_set(error, &at,
		    "the record belongs before the one before it, so this is "
		    "no queue in the order of this policy and these switches; "
		    "sort it without --merge");
	file->before = place->before;
	ta_text_clear(&file->id);
	ta_text_add_slice(&file->id, place->id);
	return 0;
}

/* The next record of a file: 1, or 0 after the last, or -1. */
static int
advance(struct ta_merge *merge, struct file *file, struct ta_in_line *item,
    struct ta_error *error)
{
	int got = ta_input_next(file->input, &file->record, error);

	if (got != 1)
		return got;
	ta_text_clear(&file->text);
	if (merge->place(merge->arg, file->record, &file->text, &item->place,
		error) == -1 ||
	    check_order(file, &item->place, error) == -1)
		return -1;
	item->of = file;
	return 1;
}

/* The first record of each file. */
static int
begin(struct ta_merge *merge, struct ta_error *error)
{
	merge->begun = true;
	for (size_t i = 0; i < merge->count; i++) {
		struct ta_in_line item = {.turn = i};
		int got = advance(merge, &merge->files[i], &item, error);

		if (got == -1)
			return -1;
		if (got == 1)
			ta_heap_add(&merge->heap, item);
	}
	return 0;
}

/* Goes on in the file whose record has been handed out. */
static int
go_on(struct ta_merge *merge, struct ta_error *error)
{
	struct ta_in_line item = merge->heap.items[0];
	int got = advance(merge, item.of, &item, error);

	if (got == 1)
		ta_heap_replace(&merge->heap, item);
	else if (got == 0)
		ta_heap_drop(&merge->heap);
	return got == -1 ? -1 : 0;
}

int
ta_merge_next(
    struct ta_merge *merge, struct ta_record **record, struct ta_error *error)
{
	const struct file *file;
	int status = merge->begun ? go_on(merge, error) : begin(merge, error);

	if (status == -1 || merge->heap.count == 0)
		return status;
	file = merge->heap.items[0].of;
	*record = file->record;
	return 1;
}
