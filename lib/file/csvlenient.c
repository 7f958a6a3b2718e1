#include "base/bounds.h"
#include "file/csvlenient.h"

/* The part of a line that libcsv gets: all of it, or a copy. */
struct sight {
	struct ta_text *out; /* the copy; NULL: all of it */
	size_t *hidden;
};

static void
show(const struct sight *sight, char c)
{
	if (sight->out != NULL)
		ta_text_add_char(sight->out, c);
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
show_of_cell(struct ta_csv_lenient *lenient, const struct sight *sight, char c,
    size_t number)
{
	if (is_shown(lenient, number))
		show(sight, c);
}

/* Adds the second of two quotes, or takes the first one back. */
static void
show_doubled(
    struct ta_csv_lenient *lenient, const struct sight *sight, size_t number)
{
	if (is_shown(lenient, number) || sight->out == NULL ||
	    sight->out->len == 0)
		show(sight, '"');
	else
		sight->out->len--;
}

/* Takes a byte outside quotes, unless it is text after a closing quote. */
static bool
take_bare(struct ta_csv_lenient *lenient, const struct sight *sight, char c,
    size_t number)
{
	bool closed = lenient->quoting > TA_CELL_QUOTED;

	if (c == ' ' || c == '\t') {
		lenient->blanks = true;
		if (closed)
			lenient->quoting = TA_CELL_CLOSED;
		if (lenient->quoting == TA_CELL_BARE)
			show_of_cell(lenient, sight, c, number);
		return true;
	}
	if (closed)
		return false;
	if (lenient->quoting == TA_CELL_START && c == '"') {
		lenient->quoting = TA_CELL_QUOTED;
		lenient->cell_line = number;
		show(sight, c);
		return true;
	}
	/* A blank inside a cell belongs to it. */
	if (lenient->quoting == TA_CELL_BARE)
		lenient->blanks = lenient->led;
	else
		lenient->led = lenient->blanks;
	lenient->quotes += c == '"';
	lenient->quoting = TA_CELL_BARE;
	show_of_cell(lenient, sight, c, number);
	return true;
}

static bool
follow(struct ta_csv_lenient *lenient, struct ta_slice line, size_t number,
    const struct sight *sight)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.data[i];

		if (lenient->quoting == TA_CELL_QUOTED) {
			if (c != '"') {
				show_of_cell(lenient, sight, c, number);
				continue;
			}
			lenient->quoting = TA_CELL_CLOSING;
			show(sight, c);
			continue;
		}
		if (lenient->quoting == TA_CELL_CLOSING && c == '"') {
			lenient->quoting = TA_CELL_QUOTED;
			show_doubled(lenient, sight, number);
			continue;
		}
		if (c == '\r' &&
		    (i + 1 == line.len || line.data[i + 1] != '\n')) {
			if (*sight->hidden == line.len)
				*sight->hidden = i;
			c = TA_HIDDEN_RETURN;
		}
		if (c == lenient->delimiter || c == '\n' || c == '\r') {
			lenient->blank_cells += lenient->blanks;
			lenient->blanks = false;
			lenient->bytes = 0;
			lenient->quoting = TA_CELL_START;
			show(sight, c);
		} else if (!take_bare(lenient, sight, c, number)) {
			return false;
		}
	}
	return true;
}

bool
ta_csv_follow(struct ta_csv_lenient *lenient, struct ta_slice *line,
    size_t number, size_t *hidden)
{
	bool all = lenient->bytes + line->len <= TA_FIELD_MAX &&
		   ta_text_lone_return(*line, 0) == line->len;
	const struct sight sight = {all ? NULL : &lenient->line, hidden};
	bool fine;

	*hidden = line->len;
	ta_text_clear(&lenient->line);
	fine = follow(lenient, *line, number, &sight);
	if (!all)
		*line = ta_text_slice(&lenient->line, 0);
	return fine;
}
