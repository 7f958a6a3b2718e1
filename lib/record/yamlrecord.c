#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/keyed.h"
#include "file/yaml.h"

/*
 * Records as YAML mappings: a stream of documents, or one sequence. A sequence
 * of scalars is a list field, and a mapping inside is flattened one level.
 */

#define NO_RECORD "expected a record: a mapping of names to values"

struct reader {
	struct ta_source *source;
	struct ta_yaml_reader *events;
	struct ta_keyed keyed;
	size_t line;
	size_t last_line; /* that the record is known to have */
	size_t records;
	bool in_sequence;
	bool broken;	       /* nothing more can be read */
	struct ta_error fault; /* why it is not a record; else "" */
	struct ta_place at;    /* of the current event; lenient: no file */
	int held; /* 1: a record was read that the caller does not have yet */
};

/*
 * Whether a line begins like "word: " or, without a comma that would make it a
 * header of CSV, like "Several words: ".
 */
static bool
is_pair(struct ta_slice line)
{
	bool header = memchr(line.data, ',', line.len) != NULL;
	size_t n = 0;

	for (; n < line.len && line.data[n] != ':'; n++) {
		char c = line.data[n];

		if (!ta_is_latin(c) && !ta_is_digit(c) && c != '_' &&
		    c != '-' && (header || c != ' '))
			return false;
	}
	return n > 0 && n < line.len &&
	       (n + 1 == line.len || line.data[n + 1] == ' ');
}

static bool
looks_like(struct ta_slice line)
{
	if (line.data[0] == '%')
		return true;
	if (line.data[0] == '-')
		return (line.len > 2 && memcmp(line.data, "---", 3) == 0) ||
		       line.len == 1 || line.data[1] == ' ';
	return is_pair(line);
}

/* Whether a line begins with the name as a key. */
static bool
names(struct ta_slice head, const char *name)
{
	size_t len = strlen(name);
	const char *at = head.data, *end = head.data + head.len;

	while (at != NULL && (size_t)(end - at) > len) {
		if (memcmp(at, name, len) == 0 && at[len] == ':')
			return true;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at == NULL ? NULL : at + 1;
	}
	return false;
}

static void *
reader_open(struct ta_source *source, const struct ta_header *form,
    const struct ta_reading *how)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	reader->source = source;
	ta_source_allow(source, TA_LINE_MAX);
	reader->keyed.form = form;
	reader->keyed.manner = how->manner;
	reader->at.file =
	    how->manner == TA_LENIENT ? NULL : ta_source_name(source);
	reader->events = ta_yaml_new(source, how->manner == TA_LENIENT);
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_yaml_free(reader->events);
	ta_keyed_free(&reader->keyed);
	free(reader);
}

static int
refuse(const struct reader *reader, struct ta_error *error, const char *why)
{
	return ta_error_set(error, &reader->at, "%s", why);
}

/* The next event, and its place: 0, or -1 with the error set. */
static int
next(struct reader *reader, struct ta_yaml_event *event, struct ta_error *error)
{
	int status = ta_yaml_next(reader->events, event, error);

	reader->broken =
	    status == -1 && ta_yaml_refusal(reader->events) == NULL;
	if (reader->broken)
		return -1;
	reader->at.line = event->line;
	reader->at.column = event->column;
	if (event->last_line > reader->last_line)
		reader->last_line = event->last_line;
	return status == -1
		   ? refuse(reader, error, ta_yaml_refusal(reader->events))
		   : 0;
}

/* The text of a scalar; absent for one without a meaning. */
static struct ta_slice
text_of(const struct ta_yaml_event *event)
{
	return ta_yaml_is_null(event) ? (struct ta_slice){NULL, 0}
				      : event->text;
}

static int
read_list(
    struct reader *reader, struct ta_yaml_event *event, struct ta_error *error)
{
	for (;;) {
		if (next(reader, event, error) == -1)
			return -1;
		if (event->kind == TA_YAML_SEQUENCE_END)
			return 0;
		if (event->kind != TA_YAML_SCALAR)
			return refuse(
			    reader, error, "an item of a list has to be text");
		if (ta_keyed_item(&reader->keyed, text_of(event), &reader->at,
			error) == -1)
			return -1;
	}
}

/*
 * Reads a value, which `event` begins, into the field of the key: a scalar or a
 * sequence of them.
 */
static int
read_value(struct reader *reader, struct ta_header *header,
    const struct ta_place *key_at, struct ta_yaml_event *event,
    struct ta_error *error)
{
	const struct ta_place value_at = reader->at;

	reader->at = *key_at;
	if (ta_keyed_field(&reader->keyed, header, key_at, error) == -1)
		return -1;
	reader->at = value_at;
	if (event->kind == TA_YAML_MAPPING)
		return refuse(
		    reader, error, "a record may nest one level only");
	if (event->kind != TA_YAML_SEQUENCE)
		ta_keyed_text(&reader->keyed, text_of(event));
	else if (read_list(reader, event, error) == -1)
		return -1;
	return ta_keyed_end(&reader->keyed, &reader->at, error);
}

/*
 * Reads the pairs of a mapping, with the first `prefix` bytes of the key before
 * each name. Only a mapping without prefix may have others inside.
 */
static int
read_pairs(struct reader *reader, struct ta_header *header, size_t prefix,
    struct ta_error *error)
{
	struct ta_text *key = &reader->keyed.key;
	struct ta_yaml_event event;
	struct ta_place at;

	for (;;) {
		if (next(reader, &event, error) == -1)
			return -1;
		if (event.kind == TA_YAML_MAPPING_END)
			return 0;
		if (event.kind != TA_YAML_SCALAR)
			return refuse(reader, error, "a key has to be text");
		at = reader->at;
		if (ta_keyed_key(
			&reader->keyed, prefix, event.text, &at, error) == -1 ||
		    next(reader, &event, error) == -1)
			return -1;
		if (event.kind == TA_YAML_MAPPING && prefix == 0) {
			ta_text_add_char(key, '_');
			if (read_pairs(reader, header, key->len, error) == -1)
				return -1;
		} else if (read_value(reader, header, &at, &event, error) ==
			   -1) {
			return -1;
		}
	}
}

static bool
is_lenient(const struct reader *reader)
{
	return reader->keyed.manner == TA_LENIENT;
}

/* Whether records may come as a sequence; strictly only as the first. */
static bool
may_begin_sequence(const struct reader *reader)
{
	return !reader->in_sequence &&
	       (reader->records == 0 || is_lenient(reader));
}

/* Moves to the mapping of the next record: 1, 0 at the end, -1. */
static int
find_record(struct reader *reader, struct ta_error *error)
{
	struct ta_yaml_event event = {0};

	for (;;) {
		int status = next(reader, &event, error);

		reader->line = event.line;
		if (status == -1)
			return -1;
		switch (event.kind) {
		case TA_YAML_END:
			return 0;
		case TA_YAML_MAPPING:
			return 1;
		case TA_YAML_SEQUENCE:
			if (!may_begin_sequence(reader))
				return refuse(reader, error, NO_RECORD);
			reader->in_sequence = true;
			break;
		case TA_YAML_SEQUENCE_END:
			reader->in_sequence &= !is_lenient(reader);
			break;
		case TA_YAML_SCALAR:
			if (!ta_yaml_is_null(&event) || reader->in_sequence)
				return refuse(reader, error, NO_RECORD);
			break;
		default:
			break;
		}
	}
}

/* Passes over the rest of a record that was refused: 0 or -1. */
static int
pass_record(struct reader *reader, struct ta_error *error)
{
	const struct ta_place at = reader->at;
	struct ta_yaml_event event;
	struct ta_error more;

	while (ta_yaml_depth(reader->events) > (reader->in_sequence ? 1 : 0))
		if (next(reader, &event, &more) == -1 && reader->broken) {
			*error = more;
			return -1;
		}
	reader->at = at;
	return 0;
}

/* Makes a byte of its lines that no text may have the record's fault. */
static void
find_flaw(struct reader *reader)
{
	const struct ta_yaml_flaw *flaw = ta_yaml_lines_flaw(
	    ta_yaml_lines(reader->events), reader->last_line);

	if (flaw == NULL || reader->fault.text[0] != '\0')
		return;
	reader->at.line = flaw->line;
	reader->at.column = flaw->column;
	ta_error_set(&reader->fault, NULL, "the record holds %s", flaw->why);
}

/* Reads the fields of the next record: 1, 0 at the end, -1. */
static int
read_fields(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	int got = find_record(reader, error);

	if (got == 0)
		return 0;
	ta_yaml_lines_forget(ta_yaml_lines(reader->events), reader->line);
	reader->records++;
	if (got == -1)
		return -1;
	return read_pairs(reader, header, 0, error) == -1 ? -1 : 1;
}

/*
 * Reads the next record: 1, 0 at the end, -1. At intake one that is refused is
 * remembered as a fault, where the next can be found behind it.
 */
static int
read_record(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	size_t had = header->count;
	int got;

	ta_keyed_begin(&reader->keyed);
	reader->fault.text[0] = '\0';
	reader->last_line = 0;
	got = read_fields(reader, header, error);
	if (got == -1 && (reader->broken || !is_lenient(reader)))
		return -1;
	if (got == -1) {
		reader->fault = *error;
		if (pass_record(reader, error) == -1)
			return -1;
	}
	if (got != 0)
		find_flaw(reader);
	if (reader->fault.text[0] != '\0')
		ta_keyed_refuse(&reader->keyed, header, had,
		    ta_yaml_lines_until(
			ta_yaml_lines(reader->events), reader->last_line),
		    reader->fault.text, &reader->at);
	return got == 0 ? 0 : 1;
}

static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;

	ta_keyed_columns(&reader->keyed, header);
	reader->held = read_record(reader, header, error);
	return reader->held;
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
	ta_keyed_record(&reader->keyed, header, record);
	record->file = ta_source_name(reader->source);
	record->line = reader->line;
	record->row = reader->records;
	return 1;
}

static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	(void)style;
	return ta_yaml_writer_new(out);
}

static void
writer_close(void *arg)
{
	ta_yaml_writer_free(arg);
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	(void)arg;
	return ta_keyed_writable(header, "YAML", error);
}

static void
write_list(struct ta_yaml_writer *writer, struct ta_slice cell)
{
	ta_yaml_begin_list(writer);
	while (cell.data != NULL)
		ta_yaml_put(writer, ta_slice_next(&cell, ';'));
	ta_yaml_end_list(writer);
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_yaml_writer *writer = arg;
	struct ta_origin origin;
	size_t next = 0, i;

	ta_yaml_begin(writer);
	while (ta_keyed_next(header, record, &next, &i)) {
		struct ta_slice value = ta_record_get(record, (int)i);

		ta_yaml_put(writer, header->columns[i].name);
		if (ta_keyed_is_list(&header->columns[i], value))
			write_list(writer, value);
		else
			ta_yaml_put(writer, value);
	}
	if (ta_yaml_end(writer) == -1)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "the record cannot be written as YAML");
	return 0;
}

const struct ta_format ta_format_yaml = {
    .name = "yaml",
    .suffix = ".yaml",
    .other = ".yml",
    .empty = "--- []\n",
    .looks_like = looks_like,
    .names = names,
    .open = reader_open,
    .begin = reader_begin,
    .next = reader_next,
    .close = reader_close,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_close = writer_close,
};
