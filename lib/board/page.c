#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "board/html.h"
#include "board/page.h"
#include "board/pagefigures.h"
#include "board/pagelist.h"

/* The style, from page.css; the build makes it. */
extern const char ta_page_style[];
extern const size_t ta_page_style_size;

/* Appends the head, whose policy lets the page's own style be and nothing else.
 */
static void
add_head(const struct ta_page *page, struct ta_text *text)
{
	struct ta_slice style = {ta_page_style, ta_page_style_size};

	ta_text_add_string(text,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; base-uri 'none'; form-action 'none'; "
	    "style-src 'sha256-");
	ta_digest_base64(text, style);
	ta_text_add_string(text,
	    "'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\">\n<title>");
	ta_html_text(text, ta_slice_of(page->title));
	ta_text_add_string(text, ", ");
	ta_day_brief(text, page->today);
	ta_text_add_string(text, "</title>\n<style>");
	ta_text_add_slice(text, style);
	ta_text_add_string(text, "</style>\n</head>\n");
}

/* Whether a table is a few figures of all records, which stand at the top. */
static bool
is_of_all(const struct ta_board_table *table)
{
	return table->figures->list == NULL && table->n_groups == 0 &&
	       table->n_rows > 0;
}

/* Appends links to the tables below. */
static void
add_contents(
    const struct ta_board_table *tables, size_t n, struct ta_text *text)
{
	ta_text_add_string(text, "<nav aria-label=\"On this page\"><ul>\n");
	for (size_t i = 0; i < n; i++) {
		if (is_of_all(&tables[i]))
			continue;
		ta_text_add_string(text, "<li><a href=\"#");
		ta_html_text(text, ta_slice_of(tables[i].figures->id));
		ta_text_add_string(text, "\">");
		ta_html_text(text, ta_slice_of(tables[i].figures->title));
		ta_text_add_string(text, "</a></li>\n");
	}
	ta_text_add_string(text, "</ul></nav>\n");
}

/* Appends the days that the report is limited to, if it is. */
static void
add_days(const struct ta_page *page, struct ta_text *text)
{
	if (page->days.since == TA_NO_DAY && page->days.until == TA_NO_DAY)
		return;
	ta_text_add_string(text, "<p>Counted: days");
	if (page->days.since != TA_NO_DAY) {
		ta_text_add_string(text, " from ");
		ta_day_words(text, page->days.since);
	}
	if (page->days.until != TA_NO_DAY) {
		ta_text_add_string(text, " to ");
		ta_day_words(text, page->days.until);
	}
	ta_text_add_string(text, "</p>\n");
}

static void
add_header(const struct ta_page *page, const struct ta_board_table *tables,
    size_t n, struct ta_text *text)
{
	ta_text_add_string(text, "<body>\n<header>\n<p>");
	ta_html_text(text, ta_slice_of(page->policy->name));
	ta_text_add_string(text, "</p>\n<h1>");
	ta_html_text(text, ta_slice_of(page->title));
	ta_text_add_string(text, "</h1>\n<p>");
	ta_day_words(text, page->today);
	ta_text_add_string(text, "</p>\n");
	add_days(page, text);
	for (size_t i = 0; i < n; i++)
		if (is_of_all(&tables[i]))
			ta_pagefigures_add(text, &tables[i]);
	if (n > 1)
		add_contents(tables, n, text);
	ta_text_add_string(text, "</header>\n<main>\n");
}

static void
add_footer(const struct ta_page *page, struct ta_text *text)
{
	ta_text_add_string(
	    text, "</main>\n<footer><p>Made by ta-report, by the policy ");
	ta_html_text(text, ta_slice_of(page->policy->name));
	ta_text_add_string(text, ", edition ");
	ta_html_text(text, ta_slice_of(page->policy->edition));
	ta_text_printf(text, ".%s</p></footer>\n</body>\n</html>\n",
	    page->private ? " It has private values: keep it as you keep the "
			    "requests."
			  : "");
}

/* Whether all groups of a table may stand in the page. */
static bool
shows_groups(const struct ta_page *page, const struct ta_board_table *table)
{
	for (size_t i = 0; i < table->n_groups; i++)
		if (!ta_page_shows(page, &table->columns[i]))
			return false;
	return true;
}

/* Appends how many of a list are late, in words. */
static void
add_late(const struct ta_board_table *table, struct ta_text *text)
{
	size_t late = table->n_late;

	ta_text_add_string(text, "<p class=\"lead\">");
	if (late == 0)
		ta_text_printf(text, "%zu, and none is late.", table->n_rows);
	else
		ta_text_printf(text,
		    "%zu of %zu %s late: past the target or the work-by "
		    "date.",
		    late, table->n_rows, late == 1 ? "is" : "are");
	ta_text_add_string(text, "</p>\n");
}

/* Appends the records that a table does not have, in words. */
static void
add_undated(const struct ta_page *page, const struct ta_board_table *table,
    struct ta_text *text)
{
	if (table->undated == 0)
		return;
	ta_text_printf(text,
	    "<p class=\"quiet\">Left out: %zu without a day in ",
	    table->undated);
	ta_html_text(
	    text, page->policy->vocabulary.fields[table->figures->on].name);
	ta_text_add_string(text, ".</p>\n");
}

/* Writes a table under its title: 0 or -1. */
static int
write_table(const struct ta_page *page, struct ta_board *board,
    const struct ta_board_table *table, struct ta_output *output,
    struct ta_error *error)
{
	struct ta_text *text = ta_output_text(output);
	int status = 0;

	ta_text_add_string(text, "<section>\n<h2 id=\"");
	ta_html_text(text, ta_slice_of(table->figures->id));
	ta_text_add_string(text, "\">");
	ta_html_text(text, ta_slice_of(table->figures->title));
	ta_text_add_string(text, "</h2>\n");
	if (table->n_rows == 0 ||
	    (table->n_groups > 0 && table->n_rows == table->has_total)) {
		ta_text_add_string(text, "<p>There are none.</p>\n");
	} else if (table->figures->list != NULL) {
		add_late(table, text);
		status = ta_pagelist_write(page, board, table, output, error);
	} else if (shows_groups(page, table)) {
		ta_pagefigures_add(text, table);
	} else {
		ta_text_add_string(text,
		    "<p>This table has a row for each value of a private "
		    "field, so it is left out.</p>\n");
	}
	add_undated(page, table, text);
	ta_text_add_string(text, "</section>\n");
	return status;
}

/*
 * Makes what the rows have in common what the page may show. The new cells are
 * the caller's to free; NULL where the table has no groups.
 */
static struct ta_board_cell *
mask_groups(const struct ta_page *page, struct ta_board_table *table)
{
	size_t n = table->n_rows - table->has_total;
	struct ta_board_cell *cells;

	if (table->n_groups == 0 || table->n_rows == 0)
		return NULL;
	cells = ta_alloc(table->n_rows * table->n_columns, sizeof(*cells));
	memcpy(cells, table->cells,
	    table->n_rows * table->n_columns * sizeof(*cells));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < table->n_groups; j++) {
			struct ta_board_cell *cell =
			    &cells[i * table->n_columns + j];

			cell->text = ta_page_value(
			    page, table->columns[j].field, cell->text);
		}
	table->cells = cells;
	return cells;
}

int
ta_page_write(const struct ta_page *page, struct ta_board *board,
    struct ta_output *output, struct ta_error *error)
{
	struct ta_text *text = ta_output_text(output);
	size_t n;
	const struct ta_board_table *tables = ta_board_tables(board, &n);

	add_head(page, text);
	add_header(page, tables, n, text);
	for (size_t i = 0; i < n; i++) {
		struct ta_board_table table = tables[i];
		struct ta_board_cell *cells;
		int status;

		if (is_of_all(&table))
			continue;
		cells = mask_groups(page, &table);
		/* the board knows a list by its place */
		status = write_table(page, board,
		    cells == NULL ? &tables[i] : &table, output, error);
		free(cells);
		if (status == -1)
			return -1;
	}
	add_footer(page, text);
	return ta_output_drain(output, error);
}
