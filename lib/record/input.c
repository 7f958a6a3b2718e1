#include <stdlib.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/input.h"

struct ta_input {
	struct ta_files *files;
	const struct ta_header *form;
	struct ta_header header;
	size_t first_columns; /* of the first file, without those that the
				 caller appended; 0 before that */
	struct ta_record record;
	int *map; /* of each column of the file: its place in the header */
	size_t mapped;
	size_t room;
	int event;     /* the file's column that makes a row an event, or -1 */
	bool straight; /* each column of the file has the same place in the
			  header */
};

void
ta_input_close(struct ta_input *input)
{
	if (input == NULL)
		return;
	ta_files_close(input->files);
	ta_header_free(&input->header);
	ta_record_free(&input->record);
	free(input->map);
	free(input);
}

struct ta_header *
ta_input_header(struct ta_input *input)
{
	return &input->header;
}

struct ta_files *
ta_input_files(struct ta_input *input)
{
	return input->files;
}

/* Whether an earlier column of this file has the place. */
static bool
is_taken(const struct ta_input *input, int place)
{
	for (size_t i = 0; i < input->mapped; i++)
		if (input->map[i] == place)
			return true;
	return false;
}

/* The place of a name that no earlier column of this file has, or -1. */
static int
find_place(const struct ta_input *input, struct ta_slice name)
{
	int place = ta_header_find(&input->header, name, 0);

	while (place != -1 && is_taken(input, place))
		place = ta_header_find(&input->header, name, (size_t)place + 1);
	return place;
}

/* Whether this file may have columns that the first one lacks. */
static bool
may_grow(const struct ta_input *input)
{
	return input->first_columns == 0 ||
	       (!ta_files_first_format(input->files)->has_header &&
		   !ta_files_format(input->files)->has_header);
}

/*
 * Refuses a file for column i of a header, by name where some column is one of
 * the policy or a tool. Otherwise the header may be answers, of a file without
 * a header, and only its number is shown.
 */
static int
refuse_column(const struct ta_input *input, const struct ta_header *header,
    size_t i, const char *what, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(input->files);

	for (size_t k = 0; k < header->count; k++)
		if (header->columns[k].kind != TA_COLUMN_OTHER)
			return ta_error_set(error, &at, "the column '%s' %s",
			    header->columns[i].name.data, what);
	return ta_error_set(error, &at, "column %zu %s", i + 1, what);
}

/* Maps the next column of the file: 0 or -1. */
static int
map_column(struct ta_input *input, struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(input->files);
	const struct ta_place at = ta_files_place(input->files);
	struct ta_slice name = found->columns[input->mapped].name;
	int place = find_place(input, name);

	if (place == -1 && !may_grow(input))
		return refuse_column(input, found, input->mapped,
		    "is not in the first file", error);
	if (place == -1 && input->header.count >= TA_COLUMNS_MAX)
		return ta_error_set(error, &at, TA_TOO_WIDE);
	if (place == -1)
		place = (int)ta_header_add(&input->header, name, input->form);
	input->straight &= place == (int)input->mapped;
	ta_grow((void **)&input->map, &input->room, input->mapped,
	    sizeof(*input->map));
	if (ta_slice_equal(name, ta_slice_of(TA_COL_EVENT)))
		input->event = (int)input->mapped;
	input->map[input->mapped++] = place;
	return 0;
}

/* Maps the columns that the file's header has gained. */
static int
map_columns(struct ta_input *input, struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(input->files);

	while (input->mapped < found->count)
		if (map_column(input, error) == -1)
			return -1;
	return 0;
}

/* Turns to the next file that fits the first: 1, 0 or -1. */
static int
turn(struct ta_input *input, struct ta_error *error)
{
	int got = ta_files_turn(input->files, error);

	if (got != 1)
		return got;
	input->mapped = 0;
	input->event = -1;
	input->straight = true;
	if (map_columns(input, error) == -1)
		return -1;
	for (size_t i = 0; !may_grow(input) && i < input->first_columns; i++)
		if (!is_taken(input, (int)i))
			return refuse_column(input, &input->header, i,
			    "of the first file is missing", error);
	if (input->first_columns == 0)
		input->first_columns = input->header.count;
	return 1;
}

struct ta_input *
ta_input_open(const char *const *paths, size_t n,
    const struct ta_files_options *options, struct ta_error *error)
{
	struct ta_input *input = ta_alloc(1, sizeof(*input));

	input->files = ta_files_open(paths, n, options);
	input->form = options->form;
	if (turn(input, error) != 1) {
		ta_input_close(input);
		return NULL;
	}
	return input;
}

/* Puts the file's fields where the common header has them. */
static void
lay_out(struct ta_input *input)
{
	const struct ta_record *raw = ta_files_record(input->files);
	struct ta_record *record = &input->record;

	ta_record_follow(record, raw, input->header.count);
	for (size_t i = 0; i < raw->count; i++)
		record->fields[input->map[i]] = raw->fields[i];
}

/* Refuses an event, which is no record until it has met its request: 0, -1. */
static int
refuse_event(const struct ta_input *input, struct ta_error *error)
{
	const struct ta_record *row = ta_files_record(input->files);
	const struct ta_place at = {ta_files_place(input->files).file, 0, 0};

	if (ta_slice_blank(ta_record_get(row, input->event)))
		return 0;
	return ta_error_set(error, &at,
	    "line %zu is an event; ta-submit makes records of this file",
	    row->line);
}

int
ta_input_next(
    struct ta_input *input, struct ta_record **record, struct ta_error *error)
{
	int got = ta_files_next(input->files, error);

	while (got == 0 && (got = turn(input, error)) == 1)
		got = ta_files_next(input->files, error);
	if (got != 1)
		return got;
	if (map_columns(input, error) == -1 || refuse_event(input, error) == -1)
		return -1;
	*record = &input->record;
	if (input->straight) {
		*record = ta_files_record(input->files);
		ta_record_widen(*record, input->header.count);
	} else {
		lay_out(input);
	}
	return 1;
}
