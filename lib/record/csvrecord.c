#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "file/csvhead.h"
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
	struct ta_text words; /* the fault of the row */
	size_t headers; /* rows of names that came again and were passed over */
	size_t blank_rows; /* rows of blank cells that were passed over */
	size_t surplus;	   /* rows that lost blank cells at their end */
};

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
	ta_text_free(&reader->words);
	free(reader);
}

/* Finds the delimiter, at intake: 0 or -1. */
static int
find_delimiter(struct reader *reader, struct ta_error *error)
{
	struct ta_slice head, line;

	reader->delimiter = ',';
	if (reader->how.manner != TA_LENIENT)
		return 0;
	if (ta_source_peek(reader->source, 1, &head, error) == -1)
		return -1;
	reader->delimiter = ta_csvhead_delimiter(
	    head, reader->how.delimiter, &reader->sep_line);
	return reader->sep_line &&
		       ta_source_line(reader->source, &line, error) == -1
		   ? -1
		   : 0;
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
	bool lenient;
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
	/* Of so many the last ones are those of a spreadsheet without end. */
	lenient =
	    reader->how.manner == TA_LENIENT && row.count == TA_COLUMNS_MAX;
	while (lenient && row.count > 0 && row.cells[row.count - 1].len == 0)
		row.count--;
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

/* A lenient row may lack last cells, where the columns have no name. */
static bool
is_head(const struct ta_row *row, const struct ta_header *head, bool is_lenient)
{
	struct ta_slice first;

	if (is_lenient ? row->count == 0 || row->count > head->count
		       : row->count != head->count)
		return false;
	for (size_t i = 1; i < head->count; i++)
		if (!ta_slice_equal(
			i < row->count ? row->cells[i] : ta_slice_of(""),
			head->columns[i].name))
			return false;
	/* A file that begins with a byte order mark may be the second one. */
	first = row->cells[0];
	do
		if (ta_slice_equal(first, head->columns[0].name))
			return true;
	while (ta_slice_pass_mark(&first));
	return false;
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
	bool is_lenient = reader->how.manner == TA_LENIENT;

	for (size_t i = 0; i < reader->n_heads; i++)
		if (is_head(row, &reader->heads[i], is_lenient))
			return true;
	return reader->n_heads > 1 && is_head(row, header, is_lenient);
}

/*
 * Drops blank cells after the last column, at intake, and says how many. A
 * spreadsheet writes them for all rows where one has something there.
 */
static size_t
drop_surplus(const struct reader *reader, const struct ta_header *header,
    struct ta_row *row)
{
	size_t count = row->count;

	while (reader->how.manner == TA_LENIENT && row->count > header->count &&
	       ta_slice_blank(row->cells[row->count - 1]))
		row->count--;
	return count - row->count;
}

/* Whether a lenient row lacks only cells of columns without a name. */
static bool
is_wide_enough(const struct reader *reader, const struct ta_header *header,
    const struct ta_row *row)
{
	if (reader->how.manner != TA_LENIENT || row->count > header->count)
		return row->count == header->count;
	for (size_t i = row->count; i < header->count; i++)
		if (header->columns[i].name.len > 0)
			return false;
	return true;
}

/*
 * Lays the row's cells out. A row that is too long as a whole has all its cells
 * as surplus, and nothing in a column.
 */
static void
lay_out(const struct ta_row *row, const struct ta_header *header,
    struct ta_record *record)
{
	size_t at = row->cut ? header->count : 0;

	for (size_t i = 0; row->cut && i < row->count; i++)
		if (row->cells[i].len > TA_FIELD_MAX)
			at = 0;
	ta_record_widen(record, at + row->count);
	record->count = at + row->count;
	for (size_t i = 0; i < at; i++)
		record->fields[i] = (struct ta_slice){NULL, 0};
	if (row->count > 0)
		memcpy(record->fields + at, row->cells,
		    row->count * sizeof(*row->cells));
}

/*
 * The fault of a row in words, of which there are none where it has none. Where
 * the row is too long it may be several, by an open quote: then somebody has to
 * see which lines are in it.
 */
static void
find_words(struct reader *reader, const struct ta_header *header,
    const struct ta_row *row)
{
	size_t last = ta_source_line_number(reader->source);
	struct ta_text *words = &reader->words;

	ta_text_clear(words);
	if (row->fault != NULL) {
		ta_text_add_string(words, "the row");
		if (row->cut && last > row->line)
			ta_text_printf(words, ", down to line %zu,", last);
		ta_text_printf(words, " holds %s", row->fault);
	} else if (!is_wide_enough(reader, header, row)) {
		ta_text_printf(words,
		    "the row has %zu cells and the header %zu", row->count,
		    header->count);
	}
}

static int
refuse(const struct reader *reader, const struct ta_row *row, const char *why,
    struct ta_error *error)
{
	const struct ta_place at = {
	    ta_source_name(reader->source), row->line, 0};

	return ta_error_set(error, &at, "row %zu: %s", row->number, why);
}

/* Reads the next row that is not blank and not the header: 1, 0 or -1. */
static int
next_row(struct reader *reader, const struct ta_header *header,
    struct ta_row *row, struct ta_error *error)
{
	int got;

	while ((got = ta_csv_next(reader->rows, row, error)) == 1) {
		size_t dropped = drop_surplus(reader, header, row);

		if (is_header(reader, header, row)) {
			reader->headers++;
		} else if (is_blank(reader, row)) {
			reader->blank_rows++;
		} else {
			reader->surplus += dropped > 0;
			break;
		}
	}
	if (got == 1 && row->marked && reader->how.manner != TA_LENIENT)
		return refuse(reader, row,
		    "a byte order mark is before a quote, and the row is not "
		    "the header again",
		    error);
	return got;
}

static int
reader_next(void *arg, struct ta_header *header, struct ta_record *record,
    struct ta_error *error)
{
	struct reader *reader = arg;
	struct ta_row row;
	int got = next_row(reader, header, &row, error);

	if (got != 1)
		return got;
	lay_out(&row, header, record);
	record->file = ta_source_name(reader->source);
	record->line = row.line;
	record->row = row.number;
	record->verbatim = row.verbatim;
	record->n_verbatim = row.count;
	record->fault = NULL;
	record->damaged = false;
	record->cut = row.cut;
	record->fault_line = row.fault != NULL ? row.fault_at.line : row.line;
	record->fault_column = row.fault_at.column;
	find_words(reader, header, &row);
	if (reader->words.len > 0)
		record->fault = ta_text_string(&reader->words);
	if (record->fault != NULL && reader->how.manner != TA_LENIENT)
		return refuse(reader, &row, record->fault, error);
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
	tally->of[TA_SURPLUS] += reader->surplus;
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
	const struct ta_style *style;
	size_t columns; /* of the header that was written */
};

static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	struct writer *writer = ta_alloc(1, sizeof(*writer));

	writer->out = out;
	writer->style = style;
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
	       ta_format_is_array(head) || ta_slice_pass_mark(&head);
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
			    writer->out, name, i == 0, writer->style->csv);
	}
	ta_csv_end_row(writer->out, start, writer->style->csv);
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	struct writer *writer = arg;
	size_t start;

	(void)error;
	if (writer->style->bom)
		ta_text_add_string(writer->out, TA_BYTE_ORDER_MARK);
	start = writer->out->len;
	writer->columns = header->count;
	add_names(writer, header, false);
	if (is_mistaken(ta_text_slice(writer->out, start))) {
		writer->out->len = start;
		add_names(writer, header, true);
	}
	return 0;
}

/*
 * The style of a cell: a number below zero that a tool has written, such as
 * ta_days_left, is no formula. What a requester writes is never believed to be
 * a number alone.
 */
static struct ta_csv_style
style_of(const struct writer *writer, const struct ta_column *column,
    struct ta_slice cell)
{
	struct ta_csv_style style = writer->style->csv;
	size_t i = 1;

	if (column->kind != TA_COLUMN_TOOL || cell.len < 2 ||
	    cell.data[0] != '-')
		return style;
	while (i < cell.len && ta_is_digit(cell.data[i]))
		i++;
	style.safe &= i < cell.len;
	return style;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct writer *writer = arg;
	const struct ta_csv_style csv = writer->style->csv;
	struct ta_origin origin;
	size_t start = writer->out->len, done = 0;

	if (header->count > writer->columns)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "the record has a key '%s', which is not among the "
		    "columns: they are those of the policy and of the first "
		    "record",
		    header->columns[writer->columns].name.data);
	if (record->verbatim.data != NULL && !csv.crlf && !csv.safe) {
		ta_text_add_slice(writer->out, record->verbatim);
		done = record->n_verbatim;
	}
	for (size_t i = done; i < writer->columns; i++)
		ta_csv_add_cell(writer->out, record->fields[i], i == 0,
		    style_of(writer, &header->columns[i], record->fields[i]));
	ta_csv_end_row(writer->out, start, writer->style->csv);
	return 0;
}

const struct ta_format ta_format_csv = {
    .name = "csv",
    .suffix = ".csv",
    .has_header = true,
    .names = ta_csvhead_names,
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
