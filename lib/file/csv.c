#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/bounds.h"
#include "file/csv.h"
#include "file/csvlenient.h"
#include "file/csvscan.h"
#include "base/mem.h"

/* Lenient lines come in parts of so many bytes where they are longer. */
#define PART_MAX TA_FIELD_MAX

struct ta_csv_reader {
	struct csv_parser parser;
	struct ta_source *source;
	bool strict;
	bool quick;		/* plain rows go through the scanner */
	struct ta_text bytes;	/* the cells of the row, end to end */
	struct ta_slice *cells; /* their data is set when the row is whole */
	size_t count;
	size_t room;
	size_t line;	   /* physical line that is being read */
	size_t offset;	   /* in that line, of the current part */
	size_t behind;	   /* and of the part after it */
	size_t first_line; /* of the row, or 0 */
	size_t cell_line;  /* on which the cell that is being read begins */
	size_t blank_lines;
	size_t rows;
	struct ta_csv_lenient lenient;
	struct ta_scanner scanner;
	bool marked; /* the row has a byte order mark before it */
	bool row_done;
	bool too_wide;
	bool too_long;	/* strict: some field, or the record */
	bool overflows; /* lenient: the record is too long */
	const char *fault;
	struct ta_place fault_at;
};

/* Strict reading drops no blanks. */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

/*
 * libcsv grows its cell without bound. A cell longer than a field may be ends
 * that here, with CSV_ENOMEM.
 */
static void *
bounded_realloc(void *p, size_t size)
{
	return size > TA_FIELD_MAX + 65536 ? NULL : ta_resize(p, size, 1);
}

struct ta_csv_reader *
ta_csv_new(struct ta_source *source, enum ta_manner manner, char delimiter)
{
	struct ta_csv_reader *reader = ta_alloc(1, sizeof(*reader));
	bool strict = manner == TA_STRICT;
	unsigned char options = strict ? CSV_STRICT | CSV_STRICT_FINI : 0;

	reader->source = source;
	reader->strict = strict;
	reader->quick = TA_BLOCK_IS_QUICK && delimiter != '"' &&
			delimiter != '\r' && delimiter != '\n';
	reader->scanner.delimiter = delimiter;
	reader->scanner.lenient = !strict;
	reader->lenient.delimiter = delimiter;
	if (!strict)
		ta_source_allow(source, PART_MAX);
	csv_init(&reader->parser, options);
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	if (strict)
		csv_set_space_func(&reader->parser, never_space);
	csv_set_blk_size(&reader->parser, 65536);
	csv_set_realloc_func(&reader->parser, bounded_realloc);
	return reader;
}

void
ta_csv_free(struct ta_csv_reader *reader)
{
	if (reader == NULL)
		return;
	csv_free(&reader->parser);
	ta_scanner_free(&reader->scanner);
	ta_text_free(&reader->bytes);
	ta_text_free(&reader->lenient.line);
	free(reader->cells);
	free(reader);
}

void
ta_csv_by_libcsv(struct ta_csv_reader *reader)
{
	reader->quick = false;
}

struct ta_csv_counts
ta_csv_counts(const struct ta_csv_reader *reader)
{
	return (struct ta_csv_counts){.blank_lines = reader->blank_lines,
	    .blanks = reader->lenient.blank_cells,
	    .quotes = reader->lenient.quotes};
}

static void
cell_read(void *data, size_t len, void *arg)
{
	struct ta_csv_reader *reader = arg;
	bool overflows = reader->bytes.len + len > TA_RECORD_MAX;

	reader->cell_line = reader->line;
	/* A spreadsheet may write blank cells to its last column. */
	if (reader->count == TA_COLUMNS_MAX)
		reader->too_wide |= len > 0 || reader->strict;
	reader->overflows |= overflows;
	reader->too_long |= len > TA_FIELD_MAX || overflows;
	if (reader->count == TA_COLUMNS_MAX || reader->overflows ||
	    (reader->too_long && reader->strict))
		return;
	if (reader->count == reader->room)
		ta_grow((void **)&reader->cells, &reader->room, reader->count,
		    sizeof(*reader->cells));
	reader->cells[reader->count++].len = len;
	ta_text_add(&reader->bytes, data, len);
}

static void
row_read(int end, void *arg)
{
	struct ta_csv_reader *reader = arg;

	(void)end;
	reader->row_done = true;
}

static int
refuse(struct ta_csv_reader *reader, size_t line, size_t column,
    struct ta_error *error, const char *why)
{
	struct ta_place at = {ta_source_name(reader->source), line, column};

	return ta_error_set(error, &at, "row %zu: %s", reader->rows + 1, why);
}

/* Whether the line is bare, and no row is open. */
static bool
is_blank_line(const struct ta_csv_reader *reader, struct ta_slice line)
{
	return reader->first_line == 0 &&
	       (line.len == 0 || ta_slice_equal(line, ta_slice_of("\n")) ||
		   ta_slice_equal(line, ta_slice_of("\r\n")));
}

/* Lenient: remembers the first fault of the row. */
static void
find_fault(
    struct ta_csv_reader *reader, size_t line, size_t column, const char *why)
{
	if (reader->fault != NULL)
		return;
	reader->fault = why;
	reader->fault_at =
	    (struct ta_place){ta_source_name(reader->source), line, column};
}

/*
 * The offset of the first lone carriage return of a strict line outside quotes,
 * or its length. A quote is open where the row began on an earlier line.
 */
static size_t
stray_return(const struct ta_csv_reader *reader, struct ta_slice line)
{
	bool quoted = reader->first_line != reader->line;
	size_t at = 0, next = ta_text_lone_return(line, 0);

	while (next < line.len) {
		for (; at < next; at++)
			quoted ^= line.data[at] == '"';
		if (!quoted)
			break;
		next = ta_text_lone_return(line, next + 1);
	}
	return next;
}

/* Looks for bytes that no record may hold: strict reading stops there. */
static int
check_bytes(
    struct ta_csv_reader *reader, struct ta_slice line, struct ta_error *error)
{
	size_t at = line.len, stray;
	const char *why;
	char words[80];

	if (!ta_text_is_plain(line))
		at = ta_text_check(line, &why);
	stray = reader->strict ? stray_return(reader, line) : line.len;
	if (stray < at) {
		at = stray;
		why = TA_LONE_RETURN;
	}
	if (at == line.len)
		return 0;
	if (!reader->strict) {
		find_fault(reader, reader->line, reader->offset + at + 1, why);
		return 0;
	}
	snprintf(words, sizeof(words), "the line holds %s", why);
	return refuse(
	    reader, reader->line, reader->offset + at + 1, error, words);
}

/*
 * Gives libcsv a line, or the next part of one; `last` is a line without an
 * end. What it complains of becomes the error.
 */
static int
parse_line(struct ta_csv_reader *reader, struct ta_slice line, bool last,
    struct ta_error *error)
{
	size_t n = csv_parse(
	    &reader->parser, line.data, line.len, cell_read, row_read, reader);

	if (n == line.len && last)
		csv_parse(
		    &reader->parser, "\n", 1, cell_read, row_read, reader);
	if (n != line.len && csv_error(&reader->parser) == CSV_EPARSE)
		return refuse(reader, reader->line, reader->offset + n + 1,
		    error,
		    "a quote is misplaced: a cell with a quote in it has to be "
		    "quoted, and the quote doubled");
	if (!reader->strict && n == line.len)
		return 0;
	if (n != line.len || reader->too_long)
		return refuse(reader, reader->cell_line, 0, error,
		    reader->cell_line == reader->line
			? "a field is " TA_TOO_LONG
			: "the quoted cell that begins here is " TA_TOO_LONG
			  ": the quote may never be closed");
	if (reader->too_wide)
		return refuse(reader, reader->line, 0, error, TA_TOO_WIDE);
	return 0;
}

/* Lenient: whether the row is too long, or too wide, which is its fault then.
 */
static bool
find_excess(struct ta_csv_reader *reader)
{
	size_t long_line = reader->lenient.long_line;
	bool seen = false;

	if (long_line == 0 && !reader->overflows && !reader->too_wide)
		return false;
	for (size_t i = 0; i < reader->count; i++)
		seen |= reader->cells[i].len > TA_FIELD_MAX;
	reader->fault = NULL;
	if (reader->too_wide)
		find_fault(reader, reader->first_line, 0, TA_MORE_CELLS);
	else if (reader->overflows || !seen)
		find_fault(reader, reader->first_line, 0, TA_MORE_BYTES);
	else
		find_fault(reader, long_line, 0, TA_LONG_FIELD);
	return true;
}

/* Hands the row out. */
static void
finish_row(struct ta_csv_reader *reader, struct ta_row *row)
{
	const char *data = ta_text_slice(&reader->bytes, 0).data;
	bool cut = false;

	ta_csv_show_returns(&reader->lenient, &reader->bytes);
	for (size_t i = 0; i < reader->count; i++) {
		reader->cells[i].data = data;
		data += reader->cells[i].len;
	}
	if (!reader->strict)
		cut = find_excess(reader);
	*row = (struct ta_row){.cells = reader->cells,
	    .count = reader->count,
	    .line = reader->first_line,
	    .number = ++reader->rows,
	    .marked = reader->marked,
	    .fault = reader->fault,
	    .fault_at = reader->fault_at,
	    .cut = cut};
}

static void
begin_row(struct ta_csv_reader *reader)
{
	ta_text_clear(&reader->bytes);
	reader->count = 0;
	reader->first_line = 0;
	ta_csv_begin_row(&reader->lenient);
	reader->row_done = false;
	reader->too_wide = reader->too_long = reader->overflows = false;
	reader->fault = NULL;
	reader->fault_at = (struct ta_place){NULL, 0, 0};
}

/*
 * Whether the line had only blanks. Lenient libcsv drops it like an empty one.
 */
static bool
was_blanks_only(struct ta_csv_reader *reader)
{
	if (reader->strict || reader->count > 0 ||
	    reader->lenient.quoting != TA_CELL_START)
		return false;
	reader->blank_lines++;
	reader->lenient.blank_cells--; /* they are not in a cell */
	reader->rows++;
	return true;
}

/* The next line, or lenient a part of it: 1, 0 at the end, -1. */
static int
next_line(struct ta_csv_reader *reader, struct ta_slice *line, bool *part,
    struct ta_error *error)
{
	int got;

	*part = false;
	if (!reader->strict)
		got = ta_source_part(reader->source, line, part, error);
	else
		got = ta_source_line(reader->source, line, error);
	reader->line = ta_source_line_number(reader->source) + *part;
	reader->offset = reader->behind;
	reader->behind = *part ? reader->offset + line->len : 0;
	return got;
}

/*
 * Passes over byte order marks before a row, as there are where two files are
 * one: strict ones that no quote follows may be the cell's own.
 */
static void
pass_mark(struct ta_csv_reader *reader, struct ta_slice *line)
{
	struct ta_slice rest = *line;

	while (ta_slice_pass_mark(&rest))
		continue;
	reader->marked =
	    rest.len < line->len &&
	    (!reader->strict || (rest.len > 0 && rest.data[0] == '"'));
	if (reader->marked) {
		reader->offset += line->len - rest.len;
		*line = rest;
	}
}

/* Follows the quotes of a lenient line, and makes it one for libcsv. */
static int
follow_quotes(
    struct ta_csv_reader *reader, struct ta_slice *line, struct ta_error *error)
{
	struct ta_csv_lenient *lenient = &reader->lenient;
	const char *why = ta_csv_follow(lenient, line, reader->line);

	if (why != NULL)
		return refuse(reader, lenient->cell_line, 0, error, why);
	if (lenient->hidden != SIZE_MAX)
		find_fault(reader, reader->line,
		    reader->offset + lenient->hidden + 1, TA_LONE_RETURN);
	return 0;
}

/* Reads a line of the row, which is not blank: 0 or -1. */
static int
read_line(struct ta_csv_reader *reader, struct ta_slice line, bool part,
    struct ta_error *error)
{
	bool last = !part && line.data[line.len - 1] != '\n';

	if (reader->first_line == 0)
		reader->first_line = reader->cell_line = reader->line;
	if (check_bytes(reader, line, error) == -1)
		return -1;
	if (!reader->strict && follow_quotes(reader, &line, error) == -1)
		return -1;
	return parse_line(reader, line, last, error);
}

/* Reads a row through libcsv: 1, 0 at the end, -1. */
static int
next_by_libcsv(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error)
{
	struct ta_slice line;
	bool part;
	int got;

	begin_row(reader);
	while ((got = next_line(reader, &line, &part, error)) == 1) {
		if (reader->first_line == 0)
			pass_mark(reader, &line);
		if (is_blank_line(reader, line)) {
			reader->blank_lines++;
			reader->rows++;
			continue;
		}
		if (read_line(reader, line, part, error) == -1)
			return -1;
		if (reader->row_done) {
			finish_row(reader, row);
			return 1;
		}
		if (!part && was_blanks_only(reader))
			begin_row(reader);
	}
	if (got == 0 && reader->first_line != 0)
		return refuse(reader,
		    !reader->strict ? reader->lenient.cell_line
				    : reader->cell_line,
		    0, error, "the quote that begins here is never closed");
	return got;
}

/*
 * Takes the row that the scanner has cut from the front of the window; false
 * for a blank line.
 */
static bool
take_scanned(
    struct ta_csv_reader *reader, struct ta_slice window, struct ta_row *row)
{
	struct ta_scanner *scanner = &reader->scanner;

	*row = (struct ta_row){.cells = scanner->cells,
	    .count = scanner->count,
	    .line = ta_source_line_number(reader->source) + 1,
	    .number = ++reader->rows};
	if (scanner->canonical && reader->strict)
		row->verbatim =
		    (struct ta_slice){window.data, scanner->bytes - 1};
	ta_source_skip(reader->source, scanner->bytes, scanner->lines);
	if (scanner->count > 1 || scanner->bytes > 2 ||
	    scanner->cells[0].len > 0)
		return true;
	reader->blank_lines++;
	return false;
}

int
ta_csv_next(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error)
{
	struct ta_slice window, rest;
	bool ended;

	if (!reader->quick)
		return next_by_libcsv(reader, row, error);
	for (;;) {
		window = ta_source_window(reader->source, &ended);
		rest = window;
		if (!reader->strict && ta_slice_pass_mark(&rest))
			return next_by_libcsv(reader, row, error);
		switch (ta_csv_scan(&reader->scanner, window)) {
		case TA_SCAN_ROW:
			if (take_scanned(reader, window, row))
				return 1;
			break;
		case TA_SCAN_MORE:
			if (ended || window.len > TA_FIELD_MAX)
				return next_by_libcsv(reader, row, error);
			if (ta_source_widen(reader->source, error) == -1)
				return -1;
			break;
		default:
			return next_by_libcsv(reader, row, error);
		}
	}
}
