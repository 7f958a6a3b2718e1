#include "base/bounds.h"
#include "file/csvlenient.h"

/* Stands for a lone carriage return in libcsv: no text has this byte. */
#define HIDDEN_RETURN '\xfe'

static void
show(struct ta_text *out, char c)
{
	if (out != NULL)
		ta_text_add_char(out, c);
}

/*
 * Counts one more byte of the cell: whether libcsv gets it. It gets one byte
 * more than a field may have, so that the cell is known to be too long.
 */
static bool
is_shown(struct ta_csv_lenient *lenient, size_t number)
{
	if (++lenient->bytes > TA_FIELD_MAX && lenient->long_line == 0)
		lenient->long_line = lenient->quoting == TA_CELL_BARE
					 ? number
					 : lenient->cell_line;
	return lenient->bytes <= TA_FIELD_MAX + 1;
}

static void
show_of_cell(
    struct ta_csv_lenient *lenient, struct ta_text *out, char c, size_t number)
{
	if (is_shown(lenient, number))
		show(out, c);
}

/* Adds the second of two quotes, or takes the first one back. */
static void
show_doubled(struct ta_csv_lenient *lenient, struct ta_text *out, size_t number)
{
	if (is_shown(lenient, number) || out == NULL || out->len == 0)
		show(out, '"');
	else
		out->len--;
}

/* Takes a byte outside quotes, unless it is text after a closing quote. */
static bool
take_bare(
    struct ta_csv_lenient *lenient, struct ta_text *out, char c, size_t number)
{
	bool closed = lenient->quoting > TA_CELL_QUOTED;

	if (c == ' ' || c == '\t') {
		lenient->blanks = true;
		if (closed)
			lenient->quoting = TA_CELL_CLOSED;
		if (lenient->quoting == TA_CELL_BARE)
			show_of_cell(lenient, out, c, number);
		return true;
	}
	if (closed)
		return false;
	if (lenient->quoting == TA_CELL_START && c == '"') {
		lenient->quoting = TA_CELL_QUOTED;
		lenient->cell_line = number;
		show(out, c);
		return true;
	}
	/* A blank inside a cell belongs to it. */
	if (lenient->quoting == TA_CELL_BARE)
		lenient->blanks = lenient->led;
	else
		lenient->led = lenient->blanks;
	lenient->quotes += c == '"';
	lenient->quoting = TA_CELL_BARE;
	show_of_cell(lenient, out, c, number);
	return true;
}

/* Follows a line; `out` gets what libcsv gets, unless that is all of it. */
static bool
follow(struct ta_csv_lenient *lenient, struct ta_slice line, size_t number,
    struct ta_text *out)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.data[i];

		if (lenient->quoting == TA_CELL_QUOTED) {
			if (c != '"') {
				show_of_cell(lenient, out, c, number);
				continue;
			}
			lenient->quoting = TA_CELL_CLOSING;
			show(out, c);
			continue;
		}
		if (lenient->quoting == TA_CELL_CLOSING && c == '"') {
			lenient->quoting = TA_CELL_QUOTED;
			show_doubled(lenient, out, number);
			continue;
		}
		if (c == '\r' &&
		    (i + 1 == line.len || line.data[i + 1] != '\n')) {
			if (lenient->hidden == SIZE_MAX)
				lenient->hidden = i;
			c = HIDDEN_RETURN;
		}
		if (c == lenient->delimiter || c == '\n' || c == '\r') {
			lenient->blank_cells += lenient->blanks;
			lenient->blanks = false;
			lenient->bytes = 0;
			lenient->quoting = TA_CELL_START;
			show(out, c);
		} else if (!take_bare(lenient, out, c, number)) {
			return false;
		}
	}
	return true;
}

void
ta_csv_begin_row(struct ta_csv_lenient *lenient)
{
	lenient->row_bytes = lenient->cell_line = lenient->long_line = 0;
	lenient->hides = false;
}

const char *
ta_csv_follow(
    struct ta_csv_lenient *lenient, struct ta_slice *line, size_t number)
{
	bool all = lenient->bytes + line->len <= TA_FIELD_MAX &&
		   ta_text_lone_return(*line, 0) == line->len;

	lenient->hidden = SIZE_MAX;
	lenient->row_bytes += line->len;
	ta_text_clear(&lenient->line);
	if (!follow(lenient, *line, number, all ? NULL : &lenient->line))
		return "text follows the closing quote of the cell that begins "
		       "here; the rest of the file cannot be read safely";
	lenient->hides |= lenient->hidden != SIZE_MAX;
	if (!all)
		*line = ta_text_slice(&lenient->line, 0);
	return lenient->quoting == TA_CELL_QUOTED &&
		       lenient->row_bytes > TA_LINE_MAX
		   ? "the quoted cell that begins here goes on for more "
		     "than " TA_LINE_WORDS ": the quote may never be closed"
		   : NULL;
}

void
ta_csv_show_returns(const struct ta_csv_lenient *lenient, struct ta_text *bytes)
{
	for (size_t i = 0; lenient->hides && i < bytes->len; i++)
		if (bytes->data[i] == HIDDEN_RETURN)
			bytes->data[i] = '\r';
}
