#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "stream.h"
#include "yamlio.h"

/*
 * Records as YAML mappings: a stream of documents, or one sequence. A sequence
 * of scalars is a list field, a mapping one level down is flattened.
 */

/* A field while its record is being read: the bytes may still move. */
struct pending {
	size_t column;
	size_t start;
	size_t len;
};

struct reader {
	struct ta_source *source;
	const struct ta_header *form;
	enum ta_manner manner;
	struct ta_yaml_reader *events;
	struct ta_text bytes; /* of the record, field behind field */
	struct ta_text key;   /* of the field that is being read */
	struct pending *pending;
	size_t count;
	size_t room;
	size_t next_column; /* where the next key most likely is */
	size_t line;
	size_t records;
	bool in_sequence;
	const char *fault; /* lenient: what no record may hold */
	struct ta_place fault_at;
	int held; /* 1: a record has been read that nobody has taken */
};

/*
 * Does a line begin like "word: " or, with no comma to make it a header of CSV,
 * like "Several words: "?
 */
static bool
is_pair(struct ta_slice line)
{
	bool header = memchr(line.data, ',', line.len) != NULL;
	size_t n = 0;

	for (; n < line.len && line.data[n] != ':'; n++) {
		char c = line.data[n];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && !(c >= '0' && c <= '9') && c != '_' &&
		    c != '-' && (header || c != ' '))
			return false;
	}
	return n > 0 && n < line.len &&
	       (n + 1 == line.len || line.data[n + 1] == ' ' ||
		   line.data[n + 1] == '\r');
}

static bool
looks_like(struct ta_slice head)
{
	struct ta_slice line;

	do
		line = ta_slice_next(&head, '\n');
	while (line.len == 0 && head.data != NULL);
	if (line.len == 0)
		return false;
	if (line.data[0] == '%' || line.data[0] == '#')
		return true;
	if (line.data[0] == '-')
		return (line.len > 2 && memcmp(line.data, "---", 3) == 0) ||
		       line.len == 1 || line.data[1] == ' ';
	return is_pair(line);
}

static void *
reader_open(struct ta_source *source, const struct ta_header *form,
    enum ta_manner manner)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	reader->source = source;
	reader->form = form;
	reader->manner = manner;
	reader->events = ta_yaml_new(source);
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_yaml_free(reader->events);
	ta_text_free(&reader->bytes);
	ta_text_free(&reader->key);
	free(reader->pending);
	free(reader);
}

static int
refuse(const struct reader *reader, const struct ta_yaml_event *event,
    struct ta_error *error, const char *why)
{
	struct ta_place at = {
	    ta_source_name(reader->source), event->line, event->column};

	return ta_error_set(error, &at, "%s", why);
}

/* Begins a field of the name in reader->key. */
static int
begin_field(struct reader *reader, struct ta_header *header,
    const struct ta_yaml_event *event, struct ta_error *error)
{
	struct ta_slice name = ta_text_slice(&reader->key, 0);
	int at = (int)reader->next_column;

	if (reader->next_column >= header->count ||
	    !ta_slice_equal(header->columns[at].name, name))
		at = ta_header_find(header, name, 0);
	if (at == -1 && header->count == TA_COLUMNS_MAX)
		return refuse(reader, event, error,
		    "there are more than 1024 different keys");
	if (at == -1)
		at = (int)ta_header_add(header, name, reader->form);
	for (size_t i = 0; i < reader->count; i++)
		if (reader->pending[i].column == (size_t)at)
			return refuse(reader, event, error,
			    "this key stands twice in one record");
	reader->next_column = (size_t)at + 1;
	ta_grow((void **)&reader->pending, &reader->room, reader->count,
	    sizeof(*reader->pending));
	reader->pending[reader->count++] =
	    (struct pending){(size_t)at, reader->bytes.len, 0};
	return 0;
}

/*
 * An escape in double quotes can name what no file may hold. Strict reading
 * stops there, lenient reading remembers it for the record.
 */
static int
check_text(struct reader *reader, struct ta_slice text,
    const struct ta_yaml_event *event, struct ta_error *error)
{
	const char *why;
	char words[80];

	if (ta_text_is_plain(text) || ta_text_check(text, &why) == text.len)
		return 0;
	snprintf(words, sizeof(words), "the text holds %s", why);
	if (reader->manner != TA_LENIENT)
		return refuse(reader, event, error, words);
	reader->fault = "a text in it holds a control character";
	reader->fault_at = (struct ta_place){NULL, event->line, event->column};
	return 0;
}

static int
end_field(struct reader *reader, const struct ta_yaml_event *event,
    struct ta_error *error)
{
	struct pending *field = &reader->pending[reader->count - 1];

	field->len = reader->bytes.len - field->start;
	if (check_text(reader, ta_text_slice(&reader->bytes, field->start),
		event, error) == -1)
		return -1;
	if (field->len > TA_FIELD_MAX || reader->bytes.len > TA_RECORD_MAX)
		return refuse(reader, event, error,
		    "a field is longer than 1 MiB, or the record than 4 MiB");
	return 0;
}

/* A ";" would end an item; at the door it becomes a comma. */
static int
add_item(struct reader *reader, const struct ta_yaml_event *event,
    struct ta_error *error)
{
	size_t start = reader->bytes.len;

	if (!ta_yaml_is_null(event))
		ta_text_add_slice(&reader->bytes, event->text);
	for (size_t i = start; i < reader->bytes.len; i++) {
		if (reader->bytes.data[i] != ';')
			continue;
		if (reader->manner != TA_LENIENT)
			return refuse(reader, event, error,
			    "an item of a list may not hold ';'");
		reader->bytes.data[i] = ',';
	}
	return 0;
}

static int
read_list(
    struct reader *reader, struct ta_yaml_event *event, struct ta_error *error)
{
	for (size_t n = 0;; n++) {
		if (ta_yaml_next(reader->events, event, error) == -1)
			return -1;
		if (event->kind == TA_YAML_SEQUENCE_END)
			return 0;
		if (event->kind != TA_YAML_SCALAR)
			return refuse(reader, event, error,
			    "an item of a list has to be text");
		if (n > 0)
			ta_text_add_char(&reader->bytes, ';');
		if (add_item(reader, event, error) == -1)
			return -1;
	}
}

/* Reads the value that begins with `event`: a scalar or a sequence of them. */
static int
read_value(struct reader *reader, struct ta_header *header,
    struct ta_yaml_event *event, struct ta_error *error)
{
	if (begin_field(reader, header, event, error) == -1)
		return -1;
	if (event->kind == TA_YAML_MAPPING)
		return refuse(
		    reader, event, error, "a record may nest one level only");
	if (event->kind == TA_YAML_SEQUENCE) {
		if (read_list(reader, event, error) == -1)
			return -1;
	} else if (!ta_yaml_is_null(event)) {
		ta_text_add_slice(&reader->bytes, event->text);
	}
	return end_field(reader, event, error);
}

/*
 * Reads the pairs of a mapping that has begun, putting `prefix` bytes of the
 * key before each name; only a mapping without prefix may hold others.
 */
static int
read_pairs(struct reader *reader, struct ta_header *header, size_t prefix,
    struct ta_error *error)
{
	struct ta_yaml_event event;

	for (;;) {
		if (ta_yaml_next(reader->events, &event, error) == -1)
			return -1;
		if (event.kind == TA_YAML_MAPPING_END)
			return 0;
		if (event.kind != TA_YAML_SCALAR)
			return refuse(
			    reader, &event, error, "a key has to be text");
		reader->key.len = prefix;
		ta_text_add_slice(&reader->key, event.text);
		if (check_text(reader, event.text, &event, error) == -1)
			return -1;
		if (ta_yaml_next(reader->events, &event, error) == -1)
			return -1;
		if (event.kind == TA_YAML_MAPPING && prefix == 0) {
			ta_text_add_char(&reader->key, '_');
			if (read_pairs(
				reader, header, reader->key.len, error) == -1)
				return -1;
		} else if (read_value(reader, header, &event, error) == -1) {
			return -1;
		}
	}
}

/* Moves to the mapping of the next record: 1, 0 at the end, -1. */
static int
find_record(struct reader *reader, struct ta_error *error)
{
	struct ta_yaml_event event;

	for (;;) {
		if (ta_yaml_next(reader->events, &event, error) == -1)
			return -1;
		switch (event.kind) {
		case TA_YAML_END:
			return 0;
		case TA_YAML_MAPPING:
			reader->line = event.line;
			return 1;
		case TA_YAML_SEQUENCE:
			if (reader->in_sequence || reader->records > 0)
				return refuse(reader, &event, error,
				    "expected a record: a mapping of names to "
				    "values");
			reader->in_sequence = true;
			break;
		case TA_YAML_SCALAR:
			if (!ta_yaml_is_null(&event) || reader->in_sequence)
				return refuse(reader, &event, error,
				    "expected a record: a mapping of names to "
				    "values");
			break;
		default:
			break;
		}
	}
}

/* Reads the next record into `pending`: 1, 0 at the end, -1. */
static int
read_record(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	int got = find_record(reader, error);

	if (got != 1)
		return got;
	ta_text_clear(&reader->bytes);
	ta_text_clear(&reader->key);
	reader->count = 0;
	reader->next_column = 0;
	reader->fault = NULL;
	reader->records++;
	return read_pairs(reader, header, 0, error) == -1 ? -1 : 1;
}

static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;

	/* At the door keys are a form's own; the door knows the fields. */
	for (size_t i = 0;
	     reader->manner != TA_LENIENT && i < reader->form->count; i++)
		ta_header_add(
		    header, reader->form->columns[i].name, reader->form);
	reader->held = read_record(reader, header, error);
	return reader->held == -1 ? -1 : 0;
}

static int
reader_next(void *arg, struct ta_header *header, struct ta_record *record,
    struct ta_error *error)
{
	struct reader *reader = arg;
	int got = reader->held;

	reader->held = 0;
	if (got == 0)
		got = read_record(reader, header, error);
	if (got != 1)
		return got;
	record->count = 0;
	ta_record_widen(record, header->count);
	for (size_t i = 0; i < reader->count; i++) {
		const struct pending *field = &reader->pending[i];

		record->fields[field->column] = (struct ta_slice){
		    ta_text_slice(&reader->bytes, 0).data + field->start,
		    field->len};
	}
	record->file = ta_source_name(reader->source);
	record->line = reader->line;
	record->row = reader->records;
	record->fault = reader->fault;
	record->fault_line = reader->fault_at.line;
	record->fault_column = reader->fault_at.column;
	return 1;
}

static struct ta_skipped
reader_skipped(const void *arg)
{
	(void)arg;
	return (struct ta_skipped){0, 0};
}

static void *
writer_open(struct ta_text *out, struct ta_csv_style style)
{
	(void)style;
	return ta_yaml_writer_new(out);
}

static void
writer_close(void *arg)
{
	ta_yaml_writer_free(arg);
}

/* A mapping holds a name once, and no name is empty. */
static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	(void)arg;
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;
		int again = ta_header_find(header, name, i + 1);

		if (name.len == 0)
			return ta_error_set(error, NULL,
			    "column %zu has no name, which YAML cannot hold",
			    i + 1);
		if (again != -1)
			return ta_error_set(error, NULL,
			    "columns %zu and %d have the same name, which "
			    "YAML cannot hold",
			    i + 1, again + 1);
	}
	return 0;
}

/* Would the items of the cell, joined again, be the very same cell? */
static bool
splits_exactly(struct ta_slice cell)
{
	struct ta_slice rest = cell;
	size_t len = 0;

	while (rest.data != NULL)
		len += ta_slice_next(&rest, ';').len + 1;
	return len == cell.len + 1;
}

static void
write_list(struct ta_yaml_writer *writer, struct ta_slice cell)
{
	ta_yaml_begin_list(writer);
	while (cell.data != NULL)
		ta_yaml_put(writer, ta_slice_next(&cell, ';'));
	ta_yaml_end_list(writer);
}

/*
 * Writes the fields of one side: the record's own, or the tools'. An empty
 * intake field is left out, and so is one that the record never had.
 */
static void
write_fields(struct ta_yaml_writer *writer, const struct ta_header *header,
    const struct ta_record *record, bool tools)
{
	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];
		struct ta_slice value = ta_record_get(record, (int)i);

		if ((column->kind == TA_COLUMN_TOOL) != tools)
			continue;
		if (value.len == 0 && !tools &&
		    (value.data == NULL || column->kind != TA_COLUMN_OTHER))
			continue;
		ta_yaml_put(writer, column->name);
		if (column->kind == TA_COLUMN_LIST && splits_exactly(value))
			write_list(writer, value);
		else
			ta_yaml_put(writer, value);
	}
}

/* The tools' columns last: a later record may have brought a key of its own. */
static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_yaml_writer *writer = arg;
	struct ta_place at = {record->file, record->line, 0};

	ta_yaml_begin(writer);
	write_fields(writer, header, record, false);
	write_fields(writer, header, record, true);
	if (ta_yaml_end(writer) == -1)
		return ta_error_set(
		    error, &at, "the record cannot be written as YAML");
	return 0;
}

const struct ta_format ta_format_yaml = {
    .name = "yaml",
    .suffix = ".yaml",
    .other = ".yml",
    .empty = "--- []\n",
    .looks_like = looks_like,
    .open = reader_open,
    .begin = reader_begin,
    .next = reader_next,
    .skipped = reader_skipped,
    .close = reader_close,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_close = writer_close,
};
