#include <stdlib.h>

#include "base/width.h"
#include "record/format.h"
#include "record/spool.h"
#include "record/view.h"

/*
 * Records as a table for a terminal, which is never read back. A record is one
 * line, whose cells are escaped as messages are; white space of any kind is one
 * blank. Widths need all records, so they are set aside in a temporary file,
 * each cell no longer than a line. Where the table is wider than a line, the
 * widest columns are cut, and what does not fit even so is left out at the
 * right.
 */

#define NARROW 12 /* cells of a column that is never cut */
#define LEAST 6	  /* cells that a wider one keeps */
#define MARK "…"  /* what is cut ends so */

struct column {
	struct ta_text heading;
	size_t wanted;	/* cells of the widest, the heading's too */
	size_t content; /* without the heading's */
	size_t width;	/* cells that it gets */
	bool filled;	/* some record has it, … */
	bool words;	/* … and another one has no number there */
};

struct writer {
	struct ta_text *out;
	const struct ta_style *style;
	struct column *columns;
	size_t count;
	size_t room;
	struct ta_spool *spool; /* NULL before the first record */
	struct ta_record row;
	struct ta_text cells; /* of one row */
	struct ta_text safe;  /* one of them, as a terminal may have it */
	bool laid_out;
	size_t shown; /* columns that fit */
	size_t gap;   /* blanks between them */
};

static void *
writer_open(struct ta_text *out, const struct ta_style *style)
{
	struct writer *writer = ta_alloc(1, sizeof(*writer));

	writer->out = out;
	writer->style = style;
	return writer;
}

static void
writer_close(void *arg)
{
	struct writer *writer = arg;

	for (size_t i = 0; i < writer->count; i++)
		ta_text_free(&writer->columns[i].heading);
	free(writer->columns);
	ta_spool_close(writer->spool);
	ta_record_free(&writer->row);
	ta_text_free(&writer->cells);
	ta_text_free(&writer->safe);
	free(writer);
}

/* Appends a text that is safe, cut to so many cells. How many it takes. */
static size_t
add_cut(struct ta_text *out, struct ta_slice text, size_t cells)
{
	struct ta_slice all = ta_text_within(text, cells);
	bool cut = all.len < text.len;

	if (cut)
		all = ta_slice_trim(ta_text_within(text, cells - 1));
	ta_text_add_slice(out, all);
	if (cut)
		ta_text_add_string(out, MARK);
	return ta_text_width(all) + cut;
}

/* Appends a value as a cell, no longer than a line. How many cells it takes. */
static size_t
add_cell(struct writer *writer, struct ta_text *out, struct ta_slice value)
{
	struct ta_text *safe = &writer->safe;
	size_t width = 0;

	ta_text_clear(safe);
	value = ta_slice_trim(value);
	while (value.len > 0 && width <= writer->style->width) {
		size_t from = safe->len, n = ta_white_run(value);

		if (n > 0) {
			ta_text_add_char(safe, ' ');
		} else {
			ta_char_first(value, &n);
			n += n == 0;
			ta_text_add_escaped(
			    safe, (struct ta_slice){value.data, n});
		}
		width += ta_text_width(ta_text_slice(safe, from));
		ta_slice_pass(&value, n);
	}
	return add_cut(out, ta_text_slice(safe, 0), writer->style->width);
}

/* Adds the columns that the header has and the table has not. */
static void
add_columns(struct writer *writer, const struct ta_header *header)
{
	const struct ta_view *view = writer->style->view;

	for (size_t i = writer->count; i < header->count; i++) {
		struct ta_slice heading = header->columns[i].name;
		struct column *column;

		if (view != NULL)
			heading = view->columns[i].label;
		ta_grow((void **)&writer->columns, &writer->room, i,
		    sizeof(*writer->columns));
		column = &writer->columns[writer->count++];
		*column = (struct column){.content = 0};
		column->wanted = add_cell(writer, &column->heading, heading);
	}
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	(void)error;
	add_columns(arg, header);
	return 0;
}

/* Whether the cell is a whole number. */
static bool
is_number(struct ta_slice cell)
{
	size_t i = cell.len > 1 && cell.data[0] == '-';

	while (i < cell.len && ta_is_digit(cell.data[i]))
		i++;
	return i == cell.len;
}

/* Sets the cells of a record aside. */
static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct writer *writer = arg;
	const char *data;

	if (writer->spool == NULL)
		writer->spool = ta_spool_open(writer->style->folder, error);
	if (writer->spool == NULL)
		return -1;
	add_columns(writer, header);
	ta_record_follow(&writer->row, record, writer->count);
	ta_text_clear(&writer->cells);
	for (size_t i = 0; i < writer->count; i++) {
		struct column *column = &writer->columns[i];
		size_t start = writer->cells.len;
		size_t width = add_cell(
		    writer, &writer->cells, ta_record_get(record, (int)i));
		struct ta_slice cell = ta_text_slice(&writer->cells, start);

		if (width > column->content)
			column->content = width;
		if (width > column->wanted)
			column->wanted = width;
		column->filled |= cell.len > 0;
		column->words |= !is_number(cell);
		writer->row.fields[i].len = cell.len;
	}
	data = ta_text_string(&writer->cells);
	for (size_t i = 0; i < writer->count; i++) {
		writer->row.fields[i].data = data;
		data += writer->row.fields[i].len;
	}
	return ta_spool_put(writer->spool, &writer->row, error);
}

/* The least cells of a column. A heading is cut before what is below it. */
static size_t
least_of(const struct column *column)
{
	size_t least = column->content;

	if (least > NARROW)
		return LEAST;
	if (least < LEAST)
		least = column->wanted < LEAST ? column->wanted : LEAST;
	return least;
}

/* Gives the columns that are shown so many cells at most: their sum. */
static size_t
give(struct writer *writer, size_t most)
{
	size_t sum = 0;

	for (size_t i = 0; i < writer->shown; i++) {
		struct column *column = &writer->columns[i];
		size_t least = least_of(column);

		column->width = column->wanted < most ? column->wanted : most;
		if (column->width < least)
			column->width = least;
		sum += column->width;
	}
	return sum;
}

/*
 * The cells that a line has for its columns: those of the blanks between them
 * are taken off, and of the mark, where a column is left out. It may be 0.
 */
static size_t
room_of(const struct writer *writer)
{
	size_t taken = writer->gap * writer->shown;

	if (writer->shown == writer->count)
		taken -= writer->gap;
	else
		taken++;
	return writer->style->width < taken ? 0 : writer->style->width - taken;
}

/* Gives each column its width, so that no line is longer than it may be. */
static void
lay_out(struct writer *writer)
{
	size_t most = writer->style->width, rest;

	writer->laid_out = true;
	writer->shown = writer->count;
	writer->gap = 2;
	if (give(writer, most) <= room_of(writer))
		return;
	writer->gap = 1;
	while (writer->shown > 1 && give(writer, 0) > room_of(writer))
		writer->shown--;
	while (most > 0 && give(writer, most) > room_of(writer))
		most--;
	rest = room_of(writer) - give(writer, most);
	for (size_t i = 0; i < writer->shown; i++) {
		struct column *column = &writer->columns[i];

		if (rest > 0 && column->width < column->wanted) {
			column->width++;
			rest--;
		}
	}
}

/* Whether the column is one of numbers, which stand at its right. */
static bool
is_of_numbers(const struct column *column)
{
	return column->filled && !column->words;
}

/*
 * Appends the line of a record, or of the headings for NULL. Blanks are written
 * before what follows them, so none ends a line.
 */
static void
add_line(struct writer *writer, const struct ta_record *row)
{
	struct ta_text *cell = &writer->safe;
	size_t blanks = 0;

	for (size_t i = 0; i < writer->shown; i++) {
		const struct column *column = &writer->columns[i];
		bool right = is_of_numbers(column);
		size_t rest;

		ta_text_clear(cell);
		rest = column->width -
		       add_cut(cell,
			   row != NULL ? ta_record_get(row, (int)i)
				       : ta_text_slice(&column->heading, 0),
			   column->width);
		if (cell->len > 0) {
			ta_text_printf(writer->out, "%*s%.*s",
			    (int)(blanks + (right ? rest : 0)), "",
			    (int)cell->len, cell->data);
			blanks = right ? 0 : rest;
		} else {
			blanks += rest;
		}
		blanks += writer->gap;
	}
	if (row == NULL && writer->shown < writer->count)
		ta_text_printf(writer->out, "%*s" MARK, (int)blanks, "");
	ta_text_add_char(writer->out, '\n');
}

static int
write_end(void *arg, struct ta_error *error)
{
	struct writer *writer = arg;
	int got;

	if (!writer->laid_out) {
		lay_out(writer);
		add_line(writer, NULL);
		return writer->spool != NULL;
	}
	got = ta_spool_next(writer->spool, &writer->row, error);
	if (got == 1)
		add_line(writer, &writer->row);
	return got;
}

const struct ta_format ta_format_text = {
    .name = "text",
    .suffix = ".txt",
    .has_header = true,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_end = write_end,
    .write_close = writer_close,
};
