#include <stdlib.h>

#include "board/chart.h"
#include "board/html.h"
#include "board/pagefigures.h"
#include "board/slot.h"

/* A table with more columns stands as cards on a narrow screen. */
#define NARROW_COLUMNS 4

/* The most places of a chart, and rows of its table: half a year of weeks. */
#define PLACES_MAX 26

/* Bytes of a chart's label that is no period; more would touch the next. */
#define LABEL_MAX 10

static const struct ta_board_cell *
cell_of(const struct ta_board_table *table, size_t row, size_t column)
{
	return &table->cells[row * table->n_columns + column];
}

static bool
is_total(const struct ta_board_table *table, size_t row)
{
	return table->has_total && row == table->n_rows - 1;
}

/* The number of the period in a column of groups; false where it is none. */
static bool
slot_of(
    const struct ta_board_table *table, size_t row, size_t column, int *slot)
{
	enum ta_period period = table->figures->by[column].period;

	return period != TA_NO_PERIOD &&
	       ta_slot_of(period, cell_of(table, row, column)->text, slot);
}

/* Appends what the records of a row have in common. */
static void
add_group(struct ta_text *text, const struct ta_board_table *table, size_t row,
    size_t column)
{
	struct ta_slice words = cell_of(table, row, column)->text;
	int slot;

	if (is_total(table, row))
		words = ta_slice_of("all");
	else if (ta_slice_blank(words))
		words = ta_slice_of("(blank)");
	else if (slot_of(table, row, column, &slot)) {
		ta_slot_words(text, table->figures->by[column].period, slot);
		return;
	}
	ta_html_text(text, words);
}

void
ta_pagefigures_cell(struct ta_text *text, const struct ta_board_table *table,
    size_t row, size_t column)
{
	const struct ta_board_cell *cell = cell_of(table, row, column);

	if (column < table->n_groups)
		add_group(text, table, row, column);
	else if (table->columns[column].kind == TA_BOARD_DAY &&
		 cell->has_number)
		ta_day_brief(text, (ta_day)cell->number);
	else if (cell->has_number)
		ta_html_text(text, cell->text);
	else
		ta_text_add_string(text, "\xe2\x80\x93"); /* an en dash */
}

/* Appends the large numbers of a row for all records. */
static void
add_large(struct ta_text *text, const struct ta_board_table *table)
{
	ta_text_add_string(text, "<dl class=\"figures\">\n");
	for (size_t i = 0; i < table->n_columns; i++) {
		ta_text_add_string(text, "<div><dt>");
		ta_html_name(text, table->columns[i].label);
		ta_text_add_string(text, "</dt><dd>");
		ta_pagefigures_cell(text, table, 0, i);
		ta_text_add_string(text, "</dd></div>\n");
	}
	ta_text_add_string(text, "</dl>\n");
}

/* Whether a chart can draw the column. */
static bool
is_drawn(const struct ta_board_column *column)
{
	return column->kind == TA_BOARD_COUNT ||
	       column->kind == TA_BOARD_DAYS || column->kind == TA_BOARD_SHARE;
}

/* How many columns from this one on stand in one chart: those of one kind. */
static size_t
series_from(const struct ta_board_table *table, size_t column)
{
	size_t n = 0;

	while (n < TA_CHART_SERIES && column + n < table->n_columns &&
	       is_drawn(&table->columns[column + n]) &&
	       table->columns[column + n].kind == table->columns[column].kind)
		n++;
	return n;
}

/* Appends the labels of n columns, with "and" between. */
static void
add_labels(struct ta_text *text, const struct ta_board_table *table,
    size_t column, size_t n, bool keys)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			ta_text_add_string(text, " and ");
		if (keys && n > 1)
			ta_chart_key(text, i);
		ta_html_name(text, table->columns[column + i].label);
	}
}

/* The rows of a chart as its bars: a place for each period, or for each row. */
struct places {
	struct ta_chart_bar *bars;
	size_t count;
	int first;	  /* the number of the first period */
	bool are_periods; /* else they are rows from the first on */
	size_t from;	  /* the row of the first; those before are left out */
	struct ta_text labels;
};

/* The period of the last row that has one; false where none has. */
static bool
last_slot(const struct ta_board_table *table, size_t n, int *slot)
{
	while (n-- > 0)
		if (slot_of(table, n, 0, slot))
			return true;
	return false;
}

/* Lays out the last places of a chart. The rows of periods are in order. */
static void
lay_out(struct places *places, const struct ta_board_table *table)
{
	size_t n = table->n_rows - table->has_total;
	int first, last;

	places->are_periods = last_slot(table, n, &last);
	places->count = n < PLACES_MAX ? n : PLACES_MAX;
	places->from = n - places->count;
	if (places->are_periods) {
		first = last - PLACES_MAX + 1;
		places->from = 0;
		while (!slot_of(table, places->from, 0, &places->first) ||
		       places->first < first)
			places->from++;
		places->count = (size_t)(last - places->first) + 1;
	}
	places->bars = ta_alloc(places->count, sizeof(*places->bars));
}

/* Appends the label of a place, short enough for a chart. */
static void
add_label(struct ta_text *text, const struct ta_board_table *table,
    const struct places *places, size_t i)
{
	enum ta_period period = table->figures->by[0].period;
	struct ta_slice words;

	if (places->are_periods) {
		ta_slot_words(text, period, places->first + (int)i);
		/* the table has the year of a day */
		if (period == TA_WEEK)
			text->len -= sizeof(", 2026") - 1;
		return;
	}
	words = cell_of(table, places->from + i, 0)->text;
	ta_text_add_slice(text, ta_slice_start(words, LABEL_MAX));
	if (words.len > LABEL_MAX)
		ta_text_add_string(text, "\xe2\x80\xa6"); /* … */
}

/* Gives the bars their labels, which share a text. */
static void
label(struct places *places, const struct ta_board_table *table)
{
	const char *at;

	for (size_t i = 0; i < places->count; i++) {
		size_t start = places->labels.len;

		add_label(&places->labels, table, places, i);
		places->bars[i].label.len = places->labels.len - start;
	}
	at = places->labels.data;
	for (size_t i = 0; i < places->count; i++) {
		places->bars[i].label.data = at;
		at += places->bars[i].label.len;
	}
}

/* Puts the numbers of n columns into the bars; the text of the largest. */
static struct ta_slice
fill(struct places *places, const struct ta_board_table *table, size_t column,
    size_t n)
{
	struct ta_slice highest = ta_slice_of("0");
	int64_t most = 0;

	for (size_t i = places->from; i < table->n_rows - table->has_total;
	     i++) {
		int place = (int)(i - places->from);

		if (places->are_periods) {
			if (!slot_of(table, i, 0, &place))
				continue;
			place -= places->first;
		}
		for (size_t k = 0; k < n; k++) {
			const struct ta_board_cell *cell =
			    cell_of(table, i, column + k);

			places->bars[place].has[k] = cell->has_number;
			places->bars[place].numbers[k] = cell->number;
			if (cell->has_number && cell->number > most) {
				most = cell->number;
				highest = cell->text;
			}
		}
	}
	return highest;
}

/* Appends a chart of n columns. */
static void
add_chart(struct ta_text *text, const struct ta_board_table *table,
    struct places *places, size_t column, size_t n)
{
	struct ta_text title = {0};
	struct ta_chart chart = {
	    .bars = places->bars, .n_bars = places->count, .n_series = n};

	for (size_t i = 0; i < places->count; i++)
		places->bars[i].has[0] = places->bars[i].has[1] = false;
	chart.highest = fill(places, table, column, n);
	ta_text_add_string(&title, "Chart; the table below has its numbers");
	chart.title = ta_text_slice(&title, 0);
	ta_text_add_string(text, "<figure><figcaption>");
	add_labels(text, table, column, n, true);
	ta_text_add_string(text, "</figcaption>\n");
	ta_chart_add(text, &chart);
	ta_text_add_string(text, "</figure>\n");
	ta_text_free(&title);
}

static void
add_charts(struct ta_text *text, const struct ta_board_table *table,
    struct places *places)
{
	size_t n;

	label(places, table);
	ta_text_add_string(text, "<div class=\"charts\">\n");
	for (size_t i = table->n_groups; i < table->n_columns;
	     i += n == 0 ? 1 : n) {
		n = series_from(table, i);
		if (n > 0)
			add_chart(text, table, places, i, n);
	}
	ta_text_add_string(text, "</div>\n");
}

/* Appends what has to be known to read a table. */
static void
add_caption(
    struct ta_text *text, const struct ta_board_table *table, size_t left_out)
{
	ta_text_add_string(text, "<caption>By ");
	for (size_t i = 0; i < table->n_groups; i++) {
		ta_text_add_string(text, i == 0 ? "" : " and ");
		ta_html_name(text, table->columns[i].label);
	}
	if (left_out > 0)
		ta_text_printf(text,
		    "<small>%zu earlier rows are left out here.</small>",
		    left_out);
	if (table->several)
		ta_text_add_string(text,
		    "<small>A request counts in several rows, under each of "
		    "its items, so the rows add up to more than there are "
		    "requests.</small>");
	ta_text_add_string(text, "</caption>\n");
}

static void
add_head(struct ta_text *text, const struct ta_board_table *table)
{
	ta_text_add_string(text, "<thead><tr>");
	for (size_t i = 0; i < table->n_columns; i++) {
		ta_text_printf(text, "<th scope=\"col\"%s>",
		    i < table->n_groups ? "" : " class=\"number\"");
		ta_html_name(text, table->columns[i].label);
		ta_text_add_string(text, "</th>");
	}
	ta_text_add_string(text, "</tr></thead>\n<tbody>\n");
}

/* Appends a row. On a narrow screen each cell of a card names its column. */
static void
add_row(struct ta_text *text, const struct ta_board_table *table, size_t row)
{
	ta_text_printf(
	    text, "<tr%s>", is_total(table, row) ? " class=\"total\"" : "");
	for (size_t i = 0; i < table->n_columns; i++) {
		bool group = i < table->n_groups;

		if (group && is_total(table, row)) {
			i = table->n_groups - 1;
			ta_text_printf(text,
			    "<th scope=\"row\" colspan=\"%zu\">",
			    table->n_groups);
		} else if (group) {
			ta_text_add_string(text, "<th scope=\"row\">");
		} else {
			ta_text_add_string(
			    text, "<td class=\"number\" data-label=\"");
			ta_html_name(text, table->columns[i].label);
			ta_text_add_string(text, "\">");
		}
		ta_pagefigures_cell(text, table, row, i);
		ta_text_add_string(text, group ? "</th>" : "</td>");
	}
	ta_text_add_string(text, "</tr>\n");
}

/* Appends the table, from a row on. */
static void
add_table(struct ta_text *text, const struct ta_board_table *table, size_t from)
{
	ta_text_printf(text, "<table%s>\n",
	    table->n_columns > NARROW_COLUMNS ? " class=\"wide\"" : "");
	add_caption(text, table, from);
	add_head(text, table);
	for (size_t row = from; row < table->n_rows; row++)
		add_row(text, table, row);
	ta_text_add_string(text, "</tbody>\n</table>\n");
}

void
ta_pagefigures_add(struct ta_text *text, const struct ta_board_table *table)
{
	bool charted = table->figures->chart && table->n_groups == 1;
	struct places places = {0};

	if (table->n_groups == 0) {
		add_large(text, table);
		return;
	}
	if (charted) {
		lay_out(&places, table);
		ta_text_add_string(text, "<div class=\"charted\">\n");
		add_charts(text, table, &places);
	}
	add_table(text, table, places.are_periods ? places.from : 0);
	ta_text_add_string(text, charted ? "</div>\n" : "");
	free(places.bars);
	ta_text_free(&places.labels);
}
