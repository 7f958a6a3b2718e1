#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/jsonlines.h"
#include "record/keyed.h"
#include "base/digest.h"

/*
 * Records as JSON Lines by jansson: one object on each physical line. An array
 * is a list field, and an object inside is flattened one level.
 */

/* The largest whole number that every reader of JSON keeps exactly. */
#define WHOLE_MOST (INT64_C(1) << 53)

struct reader {
	struct ta_json_lines lines;
	struct ta_keyed keyed;
	struct ta_error fault; /* why the line is not a record, or "" */
	int held; /* 1: a record was read that the caller does not have yet */
};

static bool
looks_like(struct ta_slice line)
{
	return line.data[0] == '{';
}

/*
 * Whether the first line has the name as a key: quotes inside a text have a
 * backslash before them, so the quoted name with a colon after it is a key. The
 * first line of a ledger may be damaged; all its lines have been through
 * intake.
 */
static bool
names(struct ta_slice head, const char *name)
{
	const struct ta_slice all = head;
	struct ta_slice line;
	size_t len = strlen(name);

	do
		line = ta_slice_next(&head, '\n');
	while (line.len == 0 && head.data != NULL);
	for (size_t i = 0; i + len + 2 < line.len; i++) {
		const char *at = line.data + i;
		struct ta_slice rest = {at + len + 2, line.len - i - len - 2};

		if (at[0] != '"' || at[len + 1] != '"' ||
		    memcmp(at + 1, name, len) != 0 || (i > 0 && at[-1] == '\\'))
			continue;
		rest = ta_slice_trim(rest);
		if (rest.len > 0 && rest.data[0] == ':')
			return true;
	}
	return strcmp(name, TA_COL_SOURCE) == 0 && ta_seal_is_in(all);
}

static void *
allocate(size_t size)
{
	return ta_resize(NULL, size, 1);
}

/*
 * Without memory jansson would say that a line is not JSON, or leave an item
 * out, and the line would then be taken for damaged. So it gets its memory from
 * functions that end the program.
 */
static void
set_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}

static void *
reader_open(struct ta_source *source, const struct ta_header *form,
    const struct ta_reading *how)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	set_memory();
	reader->lines.source = source;
	reader->lines.lenient = how->manner == TA_LENIENT;
	reader->lines.sealed = how->sealed;
	ta_source_allow(source, TA_LINE_MAX);
	reader->keyed.form = form;
	reader->keyed.manner = how->manner;
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_keyed_free(&reader->keyed);
	free(reader);
}

/*
 * A scalar as text. Only whole numbers are taken: jansson would change others.
 */
static int
text_of(const struct reader *reader, const json_t *value, char number[32],
    struct ta_slice *text, struct ta_error *error)
{
	json_int_t whole;

	*text = (struct ta_slice){NULL, 0};
	switch (json_typeof(value)) {
	case JSON_NULL:
		return 0;
	case JSON_STRING:
		text->data = json_string_value(value);
		text->len = json_string_length(value);
		return 0;
	case JSON_TRUE:
	case JSON_FALSE:
		*text = ta_slice_of(json_is_true(value) ? "true" : "false");
		return 0;
	case JSON_INTEGER:
		whole = json_integer_value(value);
		if (whole < -WHOLE_MOST || whole > WHOLE_MOST)
			break;
		snprintf(number, 32, "%" JSON_INTEGER_FORMAT, whole);
		*text = ta_slice_of(number);
		return 0;
	case JSON_REAL:
		break;
	default:
		return ta_error_set(error, &reader->lines.at,
		    "an item of a list has to be text, and a record may nest "
		    "one level only");
	}
	return ta_error_set(error, &reader->lines.at,
	    "a number that is not whole, or is beyond 2^53, would change: "
	    "write it as a string");
}

static int
read_list(struct reader *reader, json_t *list, struct ta_error *error)
{
	struct ta_slice text;
	char number[32];
	json_t *item;
	size_t i;

	json_array_foreach (list, i, item)
		if (text_of(reader, item, number, &text, error) == -1 ||
		    ta_keyed_item(
			&reader->keyed, text, &reader->lines.at, error) == -1)
			return -1;
	return 0;
}

/* Reads the value of the key. */
static int
read_value(struct reader *reader, struct ta_header *header, json_t *value,
    struct ta_error *error)
{
	struct ta_slice text;
	char number[32];

	if (ta_keyed_field(&reader->keyed, header, &reader->lines.at, error) ==
	    -1)
		return -1;
	if (json_is_array(value)) {
		if (read_list(reader, value, error) == -1)
			return -1;
	} else {
		if (text_of(reader, value, number, &text, error) == -1)
			return -1;
		ta_keyed_text(&reader->keyed, text);
	}
	return ta_keyed_end(&reader->keyed, &reader->lines.at, error);
}

/*
 * Reads the pairs of an object, with the first `prefix` bytes of the key before
 * each name. Only an object without prefix may have others inside.
 */
static int
read_pairs(struct reader *reader, struct ta_header *header, size_t prefix,
    json_t *object, struct ta_error *error)
{
	struct ta_text *key = &reader->keyed.key;
	const char *name;
	json_t *value;

	json_object_foreach (object, name, value) {
		int status;

		if (strcmp(name, TA_COL_SUM) == 0 && reader->lines.fits)
			continue;
		if (strcmp(name, TA_COL_SUM) == 0)
			return ta_error_set(error, &reader->lines.at,
			    "the line is damaged: its " TA_COL_SUM
			    " is not where it was written");
		if (ta_keyed_key(&reader->keyed, prefix, ta_slice_of(name),
			&reader->lines.at, error) == -1)
			return -1;
		if (json_is_object(value) && prefix == 0) {
			ta_text_add_char(key, '_');
			status =
			    read_pairs(reader, header, key->len, value, error);
		} else {
			status = read_value(reader, header, value, error);
		}
		if (status == -1)
			return -1;
	}
	return 0;
}

/* The problem in words that show nothing of the line. */
static const char *
words_for(const json_error_t *problem)
{
	switch (json_error_code(problem)) {
	case json_error_premature_end_of_input:
		return "the line ends inside the record: JSON Lines has one "
		       "record a physical line";
	case json_error_end_of_input_expected:
		return "something follows the record on its line";
	case json_error_duplicate_key:
		return "a key occurs twice in one record";
	case json_error_invalid_utf8:
		return "the line holds bytes that are not UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "the line holds a NUL";
	case json_error_numeric_overflow:
		return "a number would change: write it as a string";
	default:
		return "the line is not JSON";
	}
}

static int
read_object(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	struct ta_slice line = reader->lines.line;
	const char *nul = memchr(line.data, '\0', line.len);
	json_error_t problem;
	json_t *object;
	int status;

	/* jansson does not notice a NUL after a number or a word. */
	if (nul != NULL) {
		reader->lines.at.column = (size_t)(nul - line.data) + 1;
		return ta_error_set(
		    error, &reader->lines.at, "the line holds a NUL");
	}
	object =
	    json_loadb(line.data, line.len, JSON_REJECT_DUPLICATES, &problem);
	if (object == NULL) {
		reader->lines.at.column = (size_t)problem.position;
		return ta_error_set(
		    error, &reader->lines.at, "%s", words_for(&problem));
	}
	status = json_is_object(object)
		     ? read_pairs(reader, header, 0, object, error)
		     : ta_error_set(error, &reader->lines.at,
			   "expected a record: an object of names and values");
	json_decref(object);
	return status;
}

/*
 * Reads the next record: 1, 0 at the end, -1. A lenient line that is not a
 * record gets a fault, and the next line is read.
 */
static int
read_record(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	int got = ta_json_lines_next(&reader->lines, &reader->fault, error);
	size_t had = header->count;

	ta_keyed_begin(&reader->keyed);
	if (got != 1 || (reader->fault.text[0] == '\0' &&
			    read_object(reader, header, &reader->fault) == 0))
		return got;
	if (!reader->lines.lenient) {
		*error = reader->fault;
		return -1;
	}
	ta_keyed_refuse(&reader->keyed, header, had, reader->lines.line,
	    reader->fault.text, &reader->lines.at);
	return 1;
}

static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;

	if (ta_json_lines_begin(&reader->lines, error) == -1)
		return -1;
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
	record->damaged = reader->fault.text[0] != '\0' && reader->lines.sealed;
	record->file = ta_source_name(reader->lines.source);
	record->line = record->row = reader->lines.at.line;
	return 1;
}

static void
reader_tally(const void *arg, struct ta_tally *tally)
{
	const struct reader *reader = arg;

	tally->of[TA_BLANK_LINES] += reader->lines.blank;
}

/* The text is all that writing needs. */
static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	(void)style;
	set_memory();
	return out;
}

static void
writer_close(void *out)
{
	(void)out;
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	(void)arg;
	return ta_keyed_writable(header, "JSON", error);
}

/* A value with its own copy of the text; NULL where that is not UTF-8. */
static json_t *
value_of(const struct ta_column *column, struct ta_slice cell)
{
	json_t *list;

	if (!ta_keyed_is_list(column, cell))
		return json_stringn(
		    cell.data == NULL ? "" : cell.data, cell.len);
	list = json_array();
	while (cell.data != NULL) {
		struct ta_slice item = ta_slice_next(&cell, ';');

		json_array_append_new(list, json_stringn(item.data, item.len));
	}
	return list;
}

/* Puts the fields of the record into the object: 0 or -1. */
static int
put_fields(json_t *object, const struct ta_header *header,
    const struct ta_record *record)
{
	size_t next = 0, i;

	while (ta_keyed_next(header, record, &next, &i)) {
		const struct ta_column *column = &header->columns[i];

		if (json_object_set_new(object, column->name.data,
			value_of(column, ta_record_get(record, (int)i))) == -1)
			return -1;
	}
	return 0;
}

static int
add_bytes(const char *bytes, size_t n, void *out)
{
	ta_text_add(out, bytes, n);
	return 0;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_text *out = arg;
	struct ta_origin origin;
	json_t *object;
	int status = -1;

	if (ta_header_find(header, ta_slice_of(TA_COL_SUM), 0) != -1)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "there is a column '" TA_COL_SUM
		    "', which in JSON Lines is the sum of a ledger's line: "
		    "leave it out");
	object = json_object();
	if (put_fields(object, header, record) == 0)
		status =
		    json_dump_callback(object, add_bytes, out, JSON_COMPACT);
	json_decref(object);
	if (status == -1)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "the record cannot be written as JSON");
	ta_text_add_char(out, '\n');
	return 0;
}

const struct ta_format ta_format_jsonl = {
    .name = "jsonl",
    .suffix = ".jsonl",
    .other = ".ndjson",
    .empty = "\n",
    .looks_like = looks_like,
    .names = names,
    .open = reader_open,
    .begin = reader_begin,
    .next = reader_next,
    .tally = reader_tally,
    .close = reader_close,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_close = writer_close,
};
