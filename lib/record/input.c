#include <sys/stat.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/input.h"

/* How much of a file tells what it is. */
#define HEAD ((size_t)64 * 1024)

struct ta_input {
	char *const *paths;
	size_t n;
	size_t next_path;
	struct ta_input_options options;
	const struct ta_format *first_format;
	struct ta_header header;
	size_t first_columns; /* of the first file that has any, before anyone
			       * appended; 0 before that */
	struct ta_record record;

	/* the file that is being read */
	struct ta_source *source;
	const struct ta_format *format;
	void *reader;
	struct ta_header raw_header;
	struct ta_record raw;
	int *map; /* a raw column's place in the header, or -1 */
	size_t mapped;
	size_t room;
	bool straight;	       /* each raw column is at its own place */
	struct ta_tally tally; /* of the files before */
	uint64_t bytes;	       /* of them too */
};

struct ta_tally
ta_input_tally(const struct ta_input *input)
{
	struct ta_tally tally = input->tally;

	if (input->reader == NULL)
		return tally;
	tally.of[TA_CONVERTED] += ta_source_is_decoded(input->source);
	input->format->tally(input->reader, &tally);
	return tally;
}

uint64_t
ta_input_bytes(const struct ta_input *input)
{
	return input->bytes +
	       (input->source == NULL ? 0 : ta_source_bytes(input->source));
}

uint64_t
ta_input_size(char *const *paths, size_t n)
{
	uint64_t size = 0;
	struct stat st;

	for (size_t i = 0; i < n; i++) {
		if (stat(paths[i], &st) == -1 || !S_ISREG(st.st_mode))
			return 0;
		size += (uint64_t)st.st_size;
	}
	return size;
}

static void
close_file(struct ta_input *input)
{
	input->tally = ta_input_tally(input);
	input->bytes = ta_input_bytes(input);
	if (input->reader != NULL)
		input->format->close(input->reader);
	ta_source_close(input->source);
	ta_header_free(&input->raw_header);
	input->reader = NULL;
	input->source = NULL;
	input->mapped = 0;
	input->straight = true;
}

void
ta_input_close(struct ta_input *input)
{
	if (input == NULL)
		return;
	close_file(input);
	ta_header_free(&input->header);
	ta_record_free(&input->record);
	ta_record_free(&input->raw);
	free(input->map);
	free(input);
}

struct ta_header *
ta_input_header(struct ta_input *input)
{
	return &input->header;
}

struct ta_place
ta_input_place(const struct ta_input *input)
{
	return (struct ta_place){.file = ta_source_name(input->source)};
}

const struct ta_format *
ta_input_format(const struct ta_input *input)
{
	return input->first_format;
}

const struct ta_record *
ta_input_raw(const struct ta_input *input, const struct ta_header **header)
{
	*header = &input->raw_header;
	return &input->raw;
}

/* Has an earlier column of this file taken the place already? */
static bool
is_taken(const struct ta_input *input, int place)
{
	for (size_t i = 0; i < input->mapped; i++)
		if (input->map[i] == place)
			return true;
	return false;
}

/* At the door several columns may mean one field. */
static bool
may_share(const struct ta_input *input, int place)
{
	enum ta_column_kind kind = input->header.columns[place].kind;

	return input->options.naming != NULL &&
	       (kind == TA_COLUMN_FIELD || kind == TA_COLUMN_LIST ||
		   !input->format->has_header);
}

/* The place of a name that no earlier column of the file has, or -1. */
static int
find_place(const struct ta_input *input, struct ta_slice name)
{
	int place = ta_header_find(&input->header, name, 0);

	if (place != -1 && may_share(input, place))
		return place;
	while (place != -1 && is_taken(input, place))
		place = ta_header_find(&input->header, name, (size_t)place + 1);
	return place;
}

/* May this file bring columns that the first one does not have? */
static bool
may_grow(const struct ta_input *input)
{
	return input->options.naming != NULL || input->first_columns == 0 ||
	       (!input->format->has_header && !input->first_format->has_header);
}

/*
 * Does the header have a column that the policy or a tool knows? One that has
 * none may be somebody's answers, of a file without a header.
 */
static bool
is_header(const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind != TA_COLUMN_OTHER)
			return true;
	return false;
}

/* Says that column i of a header is in one file only: by name, where it has
 * one. */
static int
refuse_column(const struct ta_place *at, const struct ta_header *header,
    size_t i, const char *what, struct ta_error *error)
{
	if (!is_header(header))
		return ta_error_set(error, at, "column %zu %s", i + 1, what);
	return ta_error_set(error, at, "the column '%s' %s",
	    header->columns[i].name.data, what);
}

static int
map_column(
    struct ta_input *input, struct ta_slice found, struct ta_error *error)
{
	const struct ta_naming *naming = input->options.naming;
	struct ta_place at = {.file = ta_source_name(input->source)};
	struct ta_slice name = found;
	int place = -1;

	if (naming != NULL &&
	    naming->name(naming->context, found, &name, error) == -1)
		return -1;
	if (name.data != NULL)
		place = find_place(input, name);
	if (name.data != NULL && place == -1) {
		if (!may_grow(input))
			return refuse_column(&at, &input->raw_header,
			    input->mapped, "is not in the first file", error);
		if (input->header.count >= TA_COLUMNS_MAX)
			return ta_error_set(error, &at,
			    "there are more than 1024 different columns");
		place = (int)ta_header_add(
		    &input->header, name, input->options.form);
	}
	ta_grow((void **)&input->map, &input->room, input->mapped,
	    sizeof(*input->map));
	input->map[input->mapped++] = place;
	return 0;
}

/* Maps what the file's header has gained since the last time. */
static int
map_columns(struct ta_input *input, struct ta_error *error)
{
	while (input->mapped < input->raw_header.count) {
		size_t i = input->mapped;

		if (map_column(
			input, input->raw_header.columns[i].name, error) == -1)
			return -1;
		input->straight &= input->map[i] == (int)i;
	}
	return 0;
}

/* A column of the first file that this one lacks is an error behind the door.
 */
static int
check_columns(struct ta_input *input, struct ta_error *error)
{
	const struct ta_naming *naming = input->options.naming;
	struct ta_place at = {.file = ta_source_name(input->source)};

	if (naming != NULL && naming->check == NULL)
		return 0;
	if (naming != NULL && input->format->has_header)
		return naming->check(
		    naming->context, &input->raw_header, &at, error);
	if (may_grow(input))
		return 0;
	for (size_t i = 0; i < input->first_columns; i++)
		if (!is_taken(input, (int)i))
			return refuse_column(&at, &input->header, i,
			    "of the first file is missing", error);
	return 0;
}

/*
 * At the door: what we have written, rejects or records, is as we write it,
 * whatever the form's own files look like; and records have their names
 * already. Anything else may have an encoding of its own.
 */
static int
begin_leniently(struct ta_input *input, const char *path,
    struct ta_reading *reading, struct ta_error *error)
{
	const struct ta_naming *naming = input->options.naming;
	const struct ta_format *format = input->options.format;
	struct ta_slice head;
	bool canonical;

	if (ta_source_peek(input->source, HEAD, &head, error) == -1)
		return -1;
	if (format == NULL)
		format = ta_format_of(path, head);
	canonical = format->names(head, TA_COL_SOURCE) || reading->sealed;
	if (naming->begin != NULL)
		naming->begin(naming->context, canonical);
	if (!canonical && !format->names(head, TA_COL_MESSAGE))
		return ta_source_decode(
		    input->source, reading->encoding, error);
	*reading = (struct ta_reading){
	    .manner = reading->manner, .sealed = reading->sealed};
	return 0;
}

/* The next file: 1, or 0 where it has neither a header nor a record, or -1. */
static int
open_file(struct ta_input *input, struct ta_error *error)
{
	const char *path = input->paths[input->next_path++];
	struct ta_reading reading = input->options.reading;
	struct ta_place at = {.file = path};
	struct ta_slice head;
	int got;

	input->source = input->options.source;
	input->options.source = NULL;
	if (input->source == NULL)
		input->source = ta_source_open(path, error);
	if (input->source == NULL)
		return -1;
	at.file = ta_source_name(input->source);
	if (input->options.naming != NULL &&
	    begin_leniently(input, path, &reading, error) == -1)
		return -1;
	got = ta_source_peek(input->source, 1, &head, error);
	if (got == 0)
		ta_error_set(
		    error, &at, "there is nothing in it, not even a header");
	if (got != 1)
		return -1;
	input->format = input->options.format != NULL
			    ? input->options.format
			    : ta_format_of(path, head);
	if (input->options.format == NULL && input->format->has_header &&
	    ta_format_is_array(head))
		return ta_error_set(error, &at,
		    "this looks like a JSON array; JSON Lines has one record a "
		    "line, which jq -c '.[]' makes of it");
	if (input->first_format == NULL)
		input->first_format = input->format;
	input->reader =
	    input->format->open(input->source, input->options.form, &reading);
	return input->format->begin(input->reader, &input->raw_header, error);
}

/*
 * Opens the next file that has columns, or the last: one that has neither a
 * header nor a record could be of any, and is passed over. 0 or -1.
 */
static int
open_next(struct ta_input *input, struct ta_error *error)
{
	int got = open_file(input, error);

	while (got == 0 && input->next_path < input->n) {
		close_file(input);
		got = open_file(input, error);
	}
	if (got == 0 && input->first_columns > 0)
		return 0;
	if (got == -1 || map_columns(input, error) == -1 ||
	    check_columns(input, error) == -1)
		return -1;
	if (input->first_columns == 0)
		input->first_columns = input->header.count;
	return 0;
}

struct ta_input *
ta_input_open(char *const *paths, size_t n,
    const struct ta_input_options *options, struct ta_error *error)
{
	struct ta_input *input = ta_alloc(1, sizeof(*input));

	input->paths = paths;
	input->n = n;
	input->options = *options;
	input->straight = true;
	if (open_next(input, error) == -1) {
		ta_input_close(input);
		return NULL;
	}
	return input;
}

/* Lays the file's record out under the common header. */
static void
lay_out(struct ta_input *input)
{
	const struct ta_naming *naming = input->options.naming;
	struct ta_record *record = &input->record;
	const struct ta_record *raw = &input->raw;

	record->file = raw->file;
	record->line = raw->line;
	record->row = raw->row;
	record->fault = raw->fault;
	record->damaged = raw->damaged;
	record->fault_line = raw->fault_line;
	record->fault_column = raw->fault_column;
	record->count = 0;
	ta_record_widen(record, input->header.count);
	if (raw->fault != NULL)
		return;
	if (naming != NULL && naming->lay_out != NULL) {
		naming->lay_out(naming->context, raw, input->map, record);
		return;
	}
	for (size_t i = 0; i < raw->count; i++) {
		struct ta_slice *field;

		if (input->map[i] == -1 || raw->fields[i].data == NULL)
			continue;
		field = &record->fields[input->map[i]];
		if (field->data != NULL)
			record->fault = "two of its keys mean the same field";
		*field = raw->fields[i];
	}
}

int
ta_input_next(
    struct ta_input *input, struct ta_record **record, struct ta_error *error)
{
	int got;

	for (;;) {
		input->raw.verbatim = (struct ta_slice){NULL, 0};
		got = input->format->next(
		    input->reader, &input->raw_header, &input->raw, error);
		if (got == 1)
			break;
		if (got == -1 || input->next_path == input->n)
			return got;
		close_file(input);
		if (open_next(input, error) == -1)
			return -1;
	}
	if (map_columns(input, error) == -1)
		return -1;
	if (input->straight && input->options.naming == NULL &&
	    input->raw.fault == NULL) {
		ta_record_widen(&input->raw, input->header.count);
		*record = &input->raw;
		return 1;
	}
	lay_out(input);
	*record = &input->record;
	return 1;
}
