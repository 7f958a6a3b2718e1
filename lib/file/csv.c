#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/bounds.h"
#include "file/csv.h"
#include "file/csvscan.h"
#include "base/mem.h"

/*
 * Stands for a lone carriage return while libcsv reads: no text has this byte.
 */
#define HIDDEN '\xfe'

/* The part of a cell that a lenient line has come to. */
enum quoting { CELL_START, CELL_BARE, CELL_QUOTED, CELL_CLOSED };

struct ta_csv_reader {
	struct csv_parser parser;
	struct ta_source *source;
	enum ta_manner manner;
	bool quick; /* plain rows are read by the scanner */
	char delimiter;
	struct ta_text bytes;	/* the cells of the row, end to end */
	struct ta_slice *cells; /* their data is set when the row is whole */
	size_t count;
	size_t room;
	size_t first_line; /* of the row */
	size_t cell_line;  /* where the current cell begins */
	struct ta_csv_counts counts;
	size_t rows;
	enum quoting quoting;
	bool led;    /* the current cell has blanks before it */
	bool blanks; /* it has blanks before it, or so far after it */
	struct ta_scanner scanner;
	bool row_done;
	bool too_wide;
	bool too_long;
	bool hides; /* the row has a lone carriage return */
	const char *fault;
	struct ta_place fault_at;
	struct ta_text repaired; /* a faulty line, as libcsv can read it */
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
	bool strict = manner != TA_LENIENT;
	unsigned char options = strict ? CSV_STRICT | CSV_STRICT_FINI : 0;

	reader->source = source;
	reader->manner = manner;
	reader->quick = strict && TA_BLOCK_IS_QUICK;
	reader->delimiter = delimiter;
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
	ta_text_free(&reader->repaired);
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
	return reader->counts;
}

static void
cell_read(void *data, size_t len, void *arg)
{
	struct ta_csv_reader *reader = arg;

	reader->cell_line = ta_source_line_number(reader->source);
	reader->too_wide |= reader->count == TA_COLUMNS_MAX;
	reader->too_long |=
	    len > TA_FIELD_MAX || reader->bytes.len + len > TA_RECORD_MAX;
	if (reader->too_wide || reader->too_long)
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

/*
 * Follows the quotes of a line of lenient CSV: false where text follows a
 * closing quote. Lenient libcsv takes such a quote for an ordinary character
 * and stays in the cell; whole rows vanish into it, and the count of cells may
 * still be right.
 */
static bool
follow_quotes(struct ta_csv_reader *reader, struct ta_slice line)
{
	enum quoting state = reader->quoting;
	struct ta_csv_counts *counts = &reader->counts;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.data[i];
		bool end = c == '\n' || c == '\r';

		if (state == CELL_QUOTED) {
			if (c != '"')
				continue;
			if (i + 1 < line.len && line.data[i + 1] == '"')
				i++;
			else
				state = CELL_CLOSED;
		} else if (c == reader->delimiter || end) {
			counts->blanks += reader->blanks;
			reader->blanks = false;
			state = CELL_START;
		} else if (c == ' ' || c == '\t') {
			reader->blanks = true;
		} else if (state == CELL_CLOSED) {
			return false;
		} else if (state == CELL_START && c == '"') {
			state = CELL_QUOTED;
			reader->cell_line =
			    ta_source_line_number(reader->source);
		} else {
			/* A blank inside a cell belongs to it. */
			if (state == CELL_BARE)
				reader->blanks = reader->led;
			else
				reader->led = reader->blanks;
			counts->quotes += c == '"';
			state = CELL_BARE;
		}
	}
	reader->quoting = state;
	return true;
}

static int
refuse(struct ta_csv_reader *reader, size_t line, size_t column,
    struct ta_error *error, const char *why)
{
	struct ta_place at = {ta_source_name(reader->source), line, column};

	return ta_error_set(error, &at, "row %zu: %s", reader->rows + 1, why);
}

/* A bare line end, and no row is open. */
static bool
is_blank_line(const struct ta_csv_reader *reader, struct ta_slice line)
{
	return reader->count == 0 && reader->bytes.len == 0 &&
	       reader->first_line == 0 &&
	       (line.data[0] == '\n' ||
		   (line.data[0] == '\r' && line.len == 2 &&
		       line.data[1] == '\n'));
}

/*
 * Looks for bytes that no record may hold. Strict reading stops there. Lenient
 * reading remembers the first of them for the row, and hides a lone carriage
 * return from libcsv, which would end the row there.
 */
static int
check_bytes(
    struct ta_csv_reader *reader, struct ta_slice *line, struct ta_error *error)
{
	struct ta_slice body = *line;
	const char *why;
	size_t at;

	if (body.len >= 2 && memcmp(body.data + body.len - 2, "\r\n", 2) == 0)
		body.len -= 2;
	if (ta_text_is_plain(body))
		return 0;
	at = ta_text_check(*line, &why);
	if (at == line->len)
		return 0;
	if (reader->manner != TA_LENIENT) {
		char words[80];

		snprintf(words, sizeof(words), "the line holds %s", why);
		return refuse(reader, ta_source_line_number(reader->source),
		    at + 1, error, words);
	}
	if (reader->fault == NULL) {
		reader->fault = why;
		reader->fault_at =
		    (struct ta_place){ta_source_name(reader->source),
			ta_source_line_number(reader->source), at + 1};
	}
	ta_text_clear(&reader->repaired);
	ta_text_add_slice(&reader->repaired, *line);
	for (size_t i = 0; i + 1 < line->len; i++)
		if (line->data[i] == '\r' && line->data[i + 1] != '\n') {
			reader->repaired.data[i] = HIDDEN;
			reader->hides = true;
		}
	*line = ta_text_slice(&reader->repaired, 0);
	return 0;
}

/* Gives libcsv one line. What it complains of becomes the error. */
static int
parse_line(
    struct ta_csv_reader *reader, struct ta_slice line, struct ta_error *error)
{
	size_t at = ta_source_line_number(reader->source);
	size_t n = csv_parse(
	    &reader->parser, line.data, line.len, cell_read, row_read, reader);

	if (n == line.len && line.data[line.len - 1] != '\n')
		csv_parse(
		    &reader->parser, "\n", 1, cell_read, row_read, reader);
	if (n != line.len && csv_error(&reader->parser) == CSV_EPARSE)
		return refuse(reader, at, n + 1, error,
		    "a quote is misplaced: a cell with a quote in it has to be "
		    "quoted, and the quote doubled");
	if (n != line.len || reader->too_long)
		return refuse(reader, reader->cell_line, 0, error,
		    reader->cell_line == at
			? "a field is " TA_TOO_LONG
			: "the quoted cell that begins here is " TA_TOO_LONG
			  ": the quote may never be closed");
	if (reader->too_wide)
		return refuse(reader, at, 0, error, TA_TOO_WIDE);
	return 0;
}

/* Hands the row out and makes ready for the next. */
static void
finish_row(struct ta_csv_reader *reader, struct ta_row *row)
{
	const char *data = ta_text_slice(&reader->bytes, 0).data;

	for (size_t i = 0; reader->hides && i < reader->bytes.len; i++)
		if (reader->bytes.data[i] == HIDDEN)
			reader->bytes.data[i] = '\r';
	for (size_t i = 0; i < reader->count; i++) {
		reader->cells[i].data = data;
		data += reader->cells[i].len;
	}
	reader->rows++;
	row->cells = reader->cells;
	row->count = reader->count;
	row->line = reader->first_line;
	row->number = reader->rows;
	row->verbatim = (struct ta_slice){NULL, 0};
	row->fault = reader->fault;
	row->fault_at = reader->fault_at;
}

static void
begin_row(struct ta_csv_reader *reader)
{
	ta_text_clear(&reader->bytes);
	reader->count = 0;
	reader->first_line = 0;
	reader->row_done = false;
	reader->fault = NULL;
	reader->hides = false;
}

/*
 * Whether the line had only blanks. Lenient libcsv drops it like an empty one.
 */
static bool
was_blanks_only(struct ta_csv_reader *reader)
{
	if (reader->manner != TA_LENIENT || reader->count > 0 ||
	    reader->quoting != CELL_START)
		return false;
	reader->counts.blank_lines++;
	reader->counts.blanks--; /* they are not in a cell */
	reader->rows++;
	return true;
}

/* Reads a row through libcsv: 1, 0 at the end, -1. */
static int
next_by_libcsv(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error)
{
	struct ta_slice line;
	int got;

	begin_row(reader);
	while ((got = ta_source_line(reader->source, &line, error)) == 1) {
		if (is_blank_line(reader, line)) {
			reader->counts.blank_lines++;
			reader->rows++;
			continue;
		}
		if (reader->first_line == 0)
			reader->first_line = reader->cell_line =
			    ta_source_line_number(reader->source);
		if (check_bytes(reader, &line, error) == -1)
			return -1;
		if (reader->manner == TA_LENIENT &&
		    !follow_quotes(reader, line))
			return refuse(reader, reader->cell_line, 0, error,
			    "text follows the closing quote of the cell "
			    "that begins here; the rest of the file cannot "
			    "be read safely");
		if (parse_line(reader, line, error) == -1)
			return -1;
		if (reader->row_done) {
			finish_row(reader, row);
			return 1;
		}
		if (was_blanks_only(reader))
			begin_row(reader);
	}
	if (got == 0 && reader->first_line != 0)
		return refuse(reader, reader->cell_line, 0, error,
		    "the quote that begins here is never closed");
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

	row->verbatim = (struct ta_slice){NULL, 0};
	if (scanner->canonical)
		row->verbatim =
		    (struct ta_slice){window.data, scanner->bytes - 1};
	row->line = ta_source_line_number(reader->source) + 1;
	ta_source_skip(reader->source, scanner->bytes, scanner->lines);
	row->number = ++reader->rows;
	row->cells = scanner->cells;
	row->count = scanner->count;
	row->fault = NULL;
	if (scanner->count > 1 || scanner->bytes > 2 ||
	    scanner->cells[0].len > 0)
		return true;
	reader->counts.blank_lines++;
	return false;
}

int
ta_csv_next(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error)
{
	struct ta_slice window;
	bool ended;

	if (!reader->quick)
		return next_by_libcsv(reader, row, error);
	for (;;) {
		window = ta_source_window(reader->source, &ended);
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

/* The bytes for which RFC 4180 needs quotes. */
static const bool quoted_bytes[256] = {
    ['\n'] = true, ['\r'] = true, ['"'] = true, [','] = true};

/*
 * Writes a cell in quotes, its own quotes doubled, to `out`, which has room for
 * it.
 */
static char *
put_quoted(char *out, struct ta_slice cell, bool apostrophe)
{
	const char *quote;
	size_t n;

	*out++ = '"';
	if (apostrophe)
		*out++ = '\'';
	while (cell.len > 0) {
		quote = memchr(cell.data, '"', cell.len);
		n = quote == NULL ? cell.len : (size_t)(quote - cell.data) + 1;
		memcpy(out, cell.data, n);
		out += n;
		if (quote != NULL)
			*out++ = '"';
		cell.data += n;
		cell.len -= n;
	}
	*out++ = '"';
	return out;
}

void
ta_csv_add_cell(struct ta_text *text, struct ta_slice cell, bool first,
    struct ta_csv_style style)
{
	bool apostrophe = style.safe && cell.len > 0 &&
			  memchr("=+-@\t\r\n", cell.data[0], 7) != NULL;
	char *out = ta_text_reserve(text, 2 * cell.len + 4);
	char *start;
	size_t i;

	if (!first)
		*out++ = ',';
	start = out;
	if (apostrophe)
		*out++ = '\'';
	for (i = 0; i < cell.len; i++) {
		if (quoted_bytes[(unsigned char)cell.data[i]])
			break;
		*out++ = cell.data[i];
	}
	if (i < cell.len)
		out = put_quoted(start, cell, apostrophe);
	text->len = (size_t)(out - text->data);
}

void
ta_csv_end_row(struct ta_text *text, size_t start, struct ta_csv_style style)
{
	if (text->len == start)
		ta_text_add_string(text, "\"\"");
	ta_text_add_string(text, style.crlf ? "\r\n" : "\n");
}
