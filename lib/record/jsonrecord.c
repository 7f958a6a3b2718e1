#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/bounds.h"
#include "file/jsonscan.h"
#include "file/jsonwriter.h"
#include "record/columns.h"
#include "record/jsonlines.h"
#include "record/jsonobject.h"
#include "record/keyed.h"
#include "base/digest.h"

/*
 * Records as JSON Lines: one object on each physical line. Plain lines are cut
 * by jsonscan.h, several times as fast as by jansson, which reads all others
 * and alone says what is an error.
 */

struct reader {
	struct ta_json_lines lines;
	bool quick; /* plain lines are scanned */
	struct ta_json_scanner scanner;
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
reader_open(struct ta_source *source, const struct ta_header *form,
    const struct ta_reading *how)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	reader->lines.source = source;
	reader->lines.lenient = how->manner == TA_LENIENT;
	reader->lines.sealed = how->sealed;
	reader->lines.wanted = how->wanted;
	reader->quick = TA_BLOCK_IS_QUICK && !how->by_jansson;
	ta_source_allow(source, TA_LINE_MAX);
	reader->keyed.form = form;
	reader->keyed.manner = how->manner;
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_json_scanner_free(&reader->scanner);
	ta_keyed_free(&reader->keyed);
	free(reader);
}

/*
 * Reads the line by jansson: 1 or -1. Where it is lenient, a line that is not a
 * record gets a fault.
 */
static int
read_line(
    struct reader *reader, struct ta_header *header, struct ta_error *error)
{
	size_t had = header->count;

	ta_keyed_begin(&reader->keyed);
	if (reader->fault.text[0] == '\0' &&
	    ta_json_object_read(
		&reader->lines, &reader->keyed, header, &reader->fault) == 0)
		return 1;
	if (!reader->lines.lenient) {
		*error = reader->fault;
		return -1;
	}
	ta_keyed_refuse(&reader->keyed, header, had, reader->lines.line,
	    reader->fault.text, &reader->lines.at);
	return 1;
}

static int
next_line(struct reader *reader, struct ta_error *error)
{
	return ta_json_lines_next(&reader->lines, &reader->fault, error);
}

/* The first record is read by jansson: its names become the header. */
static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;

	if (ta_json_lines_begin(&reader->lines, error) == -1)
		return -1;
	ta_keyed_columns(&reader->keyed, header);
	reader->held = next_line(reader, error);
	if (reader->held == 1)
		reader->held = read_line(reader, header, error);
	return reader->held;
}

/*
 * Reads the line as a record by the scanner. False where it is not plain, a
 * name of it is new or occurs twice, or a sum is not the line's own: jansson
 * knows what to do or to say.
 */
static bool
scan_line(struct reader *reader, const struct ta_header *header,
    struct ta_record *record)
{
	const struct ta_slice sum = ta_slice_of(TA_COL_SUM);
	struct ta_json_scanner *scanner = &reader->scanner;
	size_t next = 0;

	if (!reader->quick || reader->fault.text[0] != '\0' ||
	    !ta_json_scan(scanner, reader->lines.line))
		return false;
	*record =
	    (struct ta_record){.fields = record->fields, .room = record->room};
	ta_record_widen(record, header->count);
	for (size_t i = 0; i < scanner->count; i++) {
		const struct ta_json_pair *pair = &scanner->pairs[i];
		int at;

		if (ta_slice_equal(pair->name, sum))
			return reader->lines.fits && i + 1 == scanner->count;
		/* Mostly it is one of the next, as we write them. */
		at = ta_header_find(header, pair->name, next);
		if (at == -1 && next > 0)
			at = ta_header_find(header, pair->name, 0);
		if (at == -1 || record->fields[at].data != NULL)
			return false;
		record->fields[at] = pair->text;
		next = (size_t)at + 1;
	}
	return true;
}

static int
reader_next(void *arg, struct ta_header *header, struct ta_record *record,
    struct ta_error *error)
{
	struct reader *reader = arg;
	int got = reader->held;

	if (got == 0) {
		got = next_line(reader, error);
		if (got != 1)
			return got;
	}
	if (reader->held == 1 || !scan_line(reader, header, record)) {
		if (reader->held == 0 && read_line(reader, header, error) == -1)
			return -1;
		ta_keyed_record(&reader->keyed, header, record);
	}
	reader->held = 0;
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

/* Appends the items of a list; false where one is not UTF-8. */
static bool
add_list(struct ta_text *out, struct ta_slice list)
{
	char before = '[';
	bool fine = true;

	while (list.data != NULL) {
		ta_text_add_char(out, before);
		fine &= ta_json_add_string(out, ta_slice_next(&list, ';'));
		before = ',';
	}
	ta_text_add_char(out, ']');
	return fine;
}

/* Appends the record as an object; false where a text is not UTF-8. */
static bool
add_object(struct ta_text *out, const struct ta_header *header,
    const struct ta_record *record)
{
	size_t next = 0, i;
	char before = '{';
	bool fine = true;

	while (ta_keyed_next(header, record, &next, &i)) {
		const struct ta_column *column = &header->columns[i];
		struct ta_slice cell = ta_record_get(record, (int)i);

		ta_text_add_char(out, before);
		fine &= ta_json_add_string(out, column->name);
		ta_text_add_char(out, ':');
		fine &= ta_keyed_is_list(column, cell)
			    ? add_list(out, cell)
			    : ta_json_add_string(out, cell);
		before = ',';
	}
	if (before == '{')
		ta_text_add_char(out, before);
	ta_text_add_char(out, '}');
	return fine;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_text *out = arg;
	struct ta_origin origin;

	if (ta_header_find(header, ta_slice_of(TA_COL_SUM), 0) != -1)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "there is a column '" TA_COL_SUM
		    "', which in JSON Lines is the sum of a ledger's line: "
		    "leave it out");
	if (!add_object(out, header, record))
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
