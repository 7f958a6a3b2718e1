#include <stdlib.h>
#include <string.h>

#include "record/format.h"

/* Records as rows under a header. Each row is as wide as the header. */

#define HEADERS_MOST 2

struct reader {
	struct ta_source *source;
	const struct ta_header *form;
	struct ta_reading how;
	char delimiter;
	bool sep_line; /* the file has one */
	struct ta_csv_reader *rows;
	struct ta_header heads[HEADERS_MOST]; /* the file's rows of names */
	size_t n_heads;
	struct ta_text text; /* a fault */
	size_t headers; /* rows of names that came again and were passed over */
	size_t blank_rows; /* rows of blank cells that were passed over */
};

/*
 * Whether a cell of the first row is the name. The file may be one of ours
 * after a spreadsheet: with cells in quotes, and with another delimiter.
 */
static bool
names(struct ta_slice head, const char *name)
{
	struct ta_slice cell = {head.data, 0};
	bool quoted = false, any = false, end = false;

	for (size_t i = 0; i < head.len && !end; i++) {
		char c = head.data[i];

		quoted ^= c == '"';
		end = !quoted && any && c == '\n';
		any |= c != '\n' && c != '\r';
		if (quoted || memchr(",;\t\n", c, 4) == NULL)
			continue;
		cell.len = (size_t)(head.data + i - cell.data);
		cell = ta_slice_trim(cell);
		if (cell.len > 1 && cell.data[0] == '"')
			cell = (struct ta_slice){cell.data + 1, cell.len - 2};
		if (ta_slice_equal(cell, ta_slice_of(name)))
			return true;
		cell.data = head.data + i + 1;
	}
	return false;
}

static void *
reader_open(struct ta_source *source, const struct ta_header *form,
    const struct ta_reading *how)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	reader->source = source;
	reader->form = form;
	reader->how = *how;
	reader->n_heads = how->header_rows == 2 ? 2 : 1;
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_csv_free(reader->rows);
	for (size_t i = 0; i < HEADERS_MOST; i++)
		ta_header_free(&reader->heads[i]);
	ta_text_free(&reader->text);
	free(reader);
}

/*
 * The delimiter that the header has most often outside quotes; a comma where
 * none is ahead.
 */
static char
count_delimiters(struct ta_slice head)
{
	static const char delimiters[] = {',', ';', '\t'};
	size_t counts[sizeof(delimiters)] = {0}, best = 0;
	struct ta_slice line, rest = head;
	bool quoted = false;

	/* A blank line before the header does not count. */
	while (line = ta_slice_next(&rest, '\n'),
	    line.len == 0 && rest.data != NULL)
		head = rest;
	for (size_t i = 0; i < head.len; i++) {
		char c = head.data[i];

		if (c == '\n' && !quoted)
			break;
		quoted ^= c == '"';
		for (size_t k = 0; k < sizeof(delimiters); k++)
			counts[k] += !quoted && c == delimiters[k];
	}
	for (size_t k = 1; k < sizeof(delimiters); k++)
		if (counts[k] > counts[best])
			best = k;
	return delimiters[best];
}

/* Takes a line "sep=;", by which Excel names the delimiter: 0 or -1. */
static int
take_sep_line(
    struct reader *reader, struct ta_slice head, struct ta_error *error)
{
	struct ta_slice line = {head.data, 4};

	if (head.len < 6 || head.data[4] == '"' ||
	    (head.data[5] != '\n' && head.data[5] != '\r') ||
	    !ta_slice_equal_nocase(line, ta_slice_of("sep=")))
		return 0;
	reader->sep_line = true;
	reader->delimiter = head.data[4];
	return ta_source_line(reader->source, &line, error) == -1 ? -1 : 0;
}

/* Finds the delimiter, at intake: 0 or -1. */
static int
find_delimiter(struct reader *reader, struct ta_error *error)
{
	struct ta_slice head;

	reader->delimiter = ',';
	if (reader->how.manner != TA_LENIENT)
		return 0;
	if (ta_source_peek(reader->source, 1, &head, error) == -1)
		return -1;
	reader->delimiter = reader->how.delimiter != '\0'
				? reader->how.delimiter
				: count_delimiters(head);
	return take_sep_line(reader, head, error);
}

/*
 * Whether a lenient row has only blank cells, as spreadsheets write below a
 * table.
 */
static bool
is_blank(const struct reader *reader, const struct ta_row *row)
{
	if (reader->how.manner != TA_LENIENT || row->fault != NULL)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!ta_slice_blank(row->cells[i]))
			return false;
	return true;
}

/* Reads one row of names: 0 or -1. */
static int
read_head(struct reader *reader, struct ta_header *head, struct ta_error *error)
{
	struct ta_place at = {.file = ta_source_name(reader->source)};
	struct ta_row row;
	int got;

	while ((got = ta_csv_next(reader->rows, &row, error)) == 1 &&
	       head == reader->heads && is_blank(reader, &row))
		reader->blank_rows++;
	if (got == -1)
		return -1;
	if (got == 0)
		return ta_error_set(error, &at,
		    head == reader->heads
			? "there is no header: the file has no line of text"
			: "there is one header row, and the map says two");
	if (row.fault != NULL)
		return ta_error_set(
		    error, &row.fault_at, "the header holds %s", row.fault);
	for (size_t i = 0; i < row.count; i++)
		ta_header_add(head, row.cells[i], reader->form);
	return 0;
}

static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;

	if (find_delimiter(reader, error) == -1)
		return -1;
	reader->rows =
	    ta_csv_new(reader->source, reader->how.manner, reader->delimiter);
	if (reader->how.by_libcsv)
		ta_csv_by_libcsv(reader->rows);
	for (size_t i = 0; i < reader->n_heads; i++)
		if (read_head(reader, &reader->heads[i], error) == -1)
			return -1;
	if (reader->n_heads == 2) {
		ta_header_join(
		    header, &reader->heads[0], &reader->heads[1], reader->form);
		return 1;
	}
	for (size_t i = 0; i < reader->heads[0].count; i++)
		ta_header_add(
		    header, reader->heads[0].columns[i].name, reader->form);
	return 1;
}

static bool
is_head(const struct ta_row *row, const struct ta_header *head)
{
	if (row->count != head->count)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!ta_slice_equal(row->cells[i], head->columns[i].name))
			return false;
	return true;
}

/*
 * Whether the row is a header, as in the second of two files that cat(1) has
 * joined. Where two rows are joined, the row that would be written for them is
 * one, too.
 */
static bool
is_header(const struct reader *reader, const struct ta_header *header,
    const struct ta_row *row)
{
	for (size_t i = 0; i < reader->n_heads; i++)
		if (is_head(row, &reader->heads[i]))
			return true;
	return reader->n_heads > 1 && is_head(row, header);
}

/*
 * Refuses a row that is not as wide as the header; a lenient one gets a fault.
 */
static int
ragged(struct reader *reader, const struct ta_row *row, size_t columns,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_place at = {ta_source_name(reader->source), row->line, 0};

	ta_text_clear(&reader->text);
	ta_text_printf(&reader->text,
	    "the row has %zu cells and the header %zu", row->count, columns);
	if (reader->how.manner != TA_LENIENT)
		return ta_error_set(error, &at, "row %zu: %s", row->number,
		    ta_text_string(&reader->text));
	record->fault = ta_text_string(&reader->text);
	record->fault_line = row->line;
	record->fault_column = 0;
	return 1;
}

static int
reader_next(void *arg, struct ta_header *header, struct ta_record *record,
    struct ta_error *error)
{
	struct reader *reader = arg;
	struct ta_row row;
	int got;

	while ((got = ta_csv_next(reader->rows, &row, error)) == 1) {
		if (is_header(reader, header, &row))
			reader->headers++;
		else if (is_blank(reader, &row))
			reader->blank_rows++;
		else
			break;
	}
	if (got != 1)
		return got;
	ta_record_widen(record, row.count);
	record->count = row.count;
	if (row.count > 0)
		memcpy(
		    record->fields, row.cells, row.count * sizeof(*row.cells));
	record->file = ta_source_name(reader->source);
	record->line = row.line;
	record->row = row.number;
	record->verbatim = row.verbatim;
	record->n_verbatim = row.count;
	record->fault = NULL;
	record->damaged = false;
	if (row.fault != NULL) {
		ta_text_clear(&reader->text);
		ta_text_printf(&reader->text, "the row holds %s", row.fault);
		record->fault = ta_text_string(&reader->text);
	}
	record->fault_line = row.fault_at.line;
	record->fault_column = row.fault_at.column;
	if (row.fault == NULL && row.count != header->count)
		return ragged(reader, &row, header->count, record, error);
	return 1;
}

static void
reader_tally(const void *arg, struct ta_tally *tally)
{
	const struct reader *reader = arg;
	struct ta_csv_counts counts = {0};

	if (reader->rows != NULL)
		counts = ta_csv_counts(reader->rows);
	tally->of[TA_HEADERS_AGAIN] += reader->headers;
	tally->of[TA_BLANK_LINES] += counts.blank_lines + reader->blank_rows;
	tally->of[TA_BLANKS] += counts.blanks;
	tally->of[TA_STRAY_QUOTES] += counts.quotes;
	tally->of[TA_SEMICOLONS] += reader->delimiter == ';';
	tally->of[TA_TABS] += reader->delimiter == '\t';
	tally->of[TA_DELIMITERS] += reader->delimiter != '\0' &&
				    strchr(",;\t", reader->delimiter) == NULL;
	tally->of[TA_SEP_LINES] += reader->sep_line;
	tally->of[TA_TWO_HEADERS] += reader->n_heads == 2;
}

struct writer {
	struct ta_text *out;
	struct ta_csv_style style;
	bool bom;
	bool is_canonical; /* no style was asked for */
	size_t columns;	   /* of the header that was written */
};

static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	struct writer *writer = ta_alloc(1, sizeof(*writer));

	writer->out = out;
	writer->style = style->csv;
	writer->bom = style->bom;
	writer->is_canonical = !style->csv.crlf && !style->csv.safe;
	return writer;
}

/*
 * Whether a reader would take a file that begins so for another format, now or
 * by the rows to come, or its first bytes for a byte order mark. The first name
 * is then written in quotes.
 */
static bool
is_mistaken(struct ta_slice head)
{
	return ta_format_line(head).len == 0 ||
	       ta_format_of("", head) != &ta_format_csv ||
	       ta_format_is_array(head) ||
	       (head.len >= 3 && memcmp(head.data, "\xef\xbb\xbf", 3) == 0);
}

/* Writes the row of names; the first is in quotes where `quoted` is true. */
static void
add_names(struct writer *writer, const struct ta_header *header, bool quoted)
{
	size_t start = writer->out->len;

	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;

		if (quoted && i == 0)
			ta_text_printf(
			    writer->out, "\"%.*s\"", (int)name.len, name.data);
		else
			ta_csv_add_cell(
			    writer->out, name, i == 0, writer->style);
	}
	ta_csv_end_row(writer->out, start, writer->style);
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	struct writer *writer = arg;
	size_t start;

	(void)error;
	if (writer->bom)
		ta_text_add_string(writer->out, "\xef\xbb\xbf");
	start = writer->out->len;
	writer->columns = header->count;
	add_names(writer, header, false);
	if (is_mistaken(ta_text_slice(writer->out, start))) {
		writer->out->len = start;
		add_names(writer, header, true);
	}
	return 0;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct writer *writer = arg;
	struct ta_place at = {record->file, record->line, 0};
	size_t start = writer->out->len, done = 0;

	if (header->count > writer->columns)
		return ta_error_set(error, &at,
		    "the record has a key '%s', which is not among the "
		    "columns: they are those of the policy and of the first "
		    "record",
		    header->columns[writer->columns].name.data);
	if (record->verbatim.data != NULL && writer->is_canonical) {
		ta_text_add_slice(writer->out, record->verbatim);
		done = record->n_verbatim;
	}
	for (size_t i = done; i < writer->columns; i++)
		ta_csv_add_cell(
		    writer->out, record->fields[i], i == 0, writer->style);
	ta_csv_end_row(writer->out, start, writer->style);
	return 0;
}

const struct ta_format ta_format_csv = {
    .name = "csv",
    .suffix = ".csv",
    .has_header = true,
    .names = names,
    .open = reader_open,
    .begin = reader_begin,
    .next = reader_next,
    .tally = reader_tally,
    .close = reader_close,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_close = free,
};
