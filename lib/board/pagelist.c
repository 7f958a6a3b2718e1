#include <stdlib.h>

#include "board/html.h"
#include "board/pagelist.h"
#include "decide/decide.h"
#include "record/columns.h"

/* The tools' columns that a row is made of, where the records have them. */
enum {
	DUE,
	DAYS_LEFT,
	DUE_STATUS,
	FINDINGS,
	OUTCOME,
	TO,
	CC,
	SUBJECT,
	LETTER,
	CELLS
};

static const char *const names[CELLS] = {TA_COL_DUE, TA_COL_DAYS_LEFT,
    TA_COL_DUE_STATUS, TA_COL_FINDINGS, TA_COL_OUTCOME, TA_COL_TO, TA_COL_CC,
    TA_COL_SUBJECT, TA_COL_LETTER};

/* A list while it is written, and the cells of its current row. */
struct list {
	const struct ta_page *page;
	const struct ta_board_table *table;
	struct ta_text *text;
	int at[CELLS]; /* positions of the columns, or -1 */
	struct ta_slice cells[CELLS];
	bool
	    *beside; /* of the view's columns: those that stand by themselves */
	const struct ta_header *view_header;
	const struct ta_record *viewed; /* the row by the list's view */
};

/* Whether a status, without outer blanks, is that of a late request. */
static bool
is_late(struct ta_slice status)
{
	return ta_slice_equal(
		   status, ta_slice_of(ta_due_statuses[TA_DUE_PAST_TARGET])) ||
	       ta_slice_equal(
		   status, ta_slice_of(ta_due_statuses[TA_DUE_PAST_DUE]));
}

/* Finds the columns; those that have a place of their own come once. */
static void
find_columns(struct list *list)
{
	const struct ta_page *page = list->page;
	const struct ta_board_table *table = list->table;
	int who = page->policy->next.who;

	for (int i = 0; i < CELLS; i++)
		list->at[i] = ta_header_find(
		    page->evaluation->header, ta_slice_of(names[i]), 0);
	for (size_t i = 0; i < table->n_columns; i++) {
		const struct ta_board_column *column = &table->columns[i];

		list->beside[i] =
		    ta_page_shows(page, column) &&
		    !(who != -1 && column->field != NULL &&
			column->field == &page->policy->vocabulary.fields[who]);
		for (int k = DUE; k <= DUE_STATUS; k++)
			if (ta_slice_equal(
				column->column, ta_slice_of(names[k])))
				list->beside[i] = false;
	}
}

/* Appends a line of small print, unless it is blank. */
static void
add_line(struct ta_text *text, struct ta_slice line)
{
	if (ta_slice_blank(line))
		return;
	ta_text_add_string(text, "<small>");
	ta_html_text(text, line);
	ta_text_add_string(text, "</small>");
}

/* Appends the items of a list. */
static void
add_items(const struct ta_page *page, struct ta_text *text,
    const struct ta_field *field, struct ta_slice list)
{
	const char *between = "";

	while (!ta_slice_blank(list)) {
		struct ta_slice item = ta_slice_trim(ta_slice_next(&list, ';'));

		ta_text_add_string(text, between);
		ta_html_text(text, ta_page_value(page, field, item));
		between = "; ";
	}
}

/*
 * Appends what a column of the view has, after the label that the policy gives
 * it. A day does not tell what it is of.
 */
static void
add_cell(const struct ta_page *page, struct ta_text *text,
    const struct ta_board_column *column, struct ta_slice cell)
{
	bool is_list =
	    column->field != NULL && column->field->type == TA_TYPE_LIST;
	bool is_day;
	ta_day day;

	if (ta_slice_blank(cell))
		return;
	if (!is_list)
		cell = ta_page_value(page, column->field, cell);
	is_day = ta_day_parse(cell, &day);
	ta_text_add_string(text, "<small>");
	if (is_day || !ta_slice_equal(column->label, column->column)) {
		ta_html_name(text, column->label);
		ta_text_add_string(text, ": ");
	}
	if (is_day)
		ta_day_brief(text, day);
	else if (is_list)
		add_items(page, text, column->field, cell);
	else
		ta_html_text(text, cell);
	ta_text_add_string(text, "</small>");
}

/* Appends how many days are left, or that it is late. */
static void
add_left(struct list *list)
{
	struct ta_slice left = list->cells[DAYS_LEFT], number = left;
	bool late = is_late(list->cells[DUE_STATUS]);
	bool past = left.len > 1 && left.data[0] == '-';
	bool one;

	if (past)
		ta_slice_pass(&number, 1);
	one = ta_slice_equal(number, ta_slice_of("1"));
	ta_text_add_string(
	    list->text, late ? "<strong class=\"late\">" : "<small>");
	if (ta_slice_equal(left, ta_slice_of("0"))) {
		ta_text_add_string(list->text, "today");
	} else {
		ta_text_add_string(list->text, past ? "" : "in ");
		ta_html_text(list->text, number);
		ta_text_printf(list->text, " day%s%s", one ? "" : "s",
		    past ? " late" : "");
	}
	ta_text_add_string(list->text, late ? "</strong>" : "</small>");
}

static void
add_due(struct list *list)
{
	ta_day day;

	ta_text_add_string(list->text, "<tr><th scope=\"row\">");
	if (ta_day_parse(list->cells[DUE], &day))
		ta_day_brief(list->text, day);
	else
		ta_text_add_string(list->text, "no date");
	if (!ta_slice_blank(list->cells[DAYS_LEFT]))
		add_left(list);
	if (ta_slice_equal(list->cells[DUE_STATUS],
		ta_slice_of(ta_due_statuses[TA_DUE_ON_HOLD])))
		add_line(list->text, list->cells[DUE_STATUS]);
	ta_text_add_string(list->text, "</th>\n");
}

/* The step of the record that the evaluation is turned to, or NULL. */
static const struct ta_step *
step_of(struct list *list)
{
	const struct ta_policy *policy = list->page->policy;
	struct ta_evaluation *evaluation = list->page->evaluation;

	if (!ta_check_recall(policy, evaluation, list->cells[FINDINGS]))
		return NULL;
	for (int i = TA_OUTCOME_ACCEPT; i < TA_OUTCOMES; i++)
		if (ta_slice_equal(
			list->cells[OUTCOME], ta_slice_of(ta_outcome_names[i])))
			evaluation->outcome = (enum ta_outcome)i;
	return ta_next_step(&policy->next, evaluation);
}

/* Appends what is to be done next, and who does it. */
static void
add_next(struct list *list)
{
	const struct ta_next *next = &list->page->policy->next;
	const struct ta_step *step = step_of(list);
	struct ta_slice who = {0};

	if (next->who != -1)
		who = ta_evaluation_text(list->page->evaluation, next->who);
	if (step != NULL && step->who.data != NULL)
		who = step->who;
	if (ta_slice_blank(who))
		who = next->nobody;
	ta_text_add_string(list->text, "<td><strong>");
	if (step != NULL)
		ta_html_text(list->text, step->says);
	ta_text_add_string(list->text, "</strong>");
	add_line(list->text, who);
	ta_text_add_string(list->text, "</td>\n");
}

/* Appends a link that opens the letter, where there is one. */
static void
add_link(struct list *list)
{
	const struct ta_html_letter letter = {.to = list->cells[TO],
	    .cc = list->cells[CC],
	    .subject = list->cells[SUBJECT],
	    .body = list->cells[LETTER]};

	if (!list->page->private || !ta_email_is_valid(letter.to))
		return;
	ta_text_add_string(list->text, "<small><a href=\"");
	ta_html_mailto(list->text, &letter);
	ta_text_add_string(list->text, "\">");
	ta_html_text(list->text, letter.to);
	ta_text_add_string(list->text, "</a></small>");
}

/* Appends what the view's other columns have, a line each. */
static void
add_request(struct list *list)
{
	ta_text_add_string(list->text, "<td>");
	for (size_t i = 0; i < list->table->n_columns; i++)
		if (list->beside[i])
			add_cell(list->page, list->text,
			    &list->table->columns[i],
			    ta_record_get(list->viewed, (int)i));
	add_link(list);
	ta_text_add_string(list->text, "</td></tr>\n");
}

static void
add_row(struct list *list, const struct ta_record *record)
{
	for (int i = 0; i < CELLS; i++)
		list->cells[i] =
		    ta_slice_trim(ta_record_get(record, list->at[i]));
	ta_evaluation_set(list->page->evaluation, record);
	add_due(list);
	add_next(list);
	add_request(list);
}

static int
write_rows(struct list *list, struct ta_viewed *viewed, struct ta_board *board,
    struct ta_output *output, struct ta_error *error)
{
	for (size_t row = 0; row < list->table->n_rows; row++) {
		const struct ta_record *record =
		    ta_board_listed(board, list->table, row);

		list->view_header = list->page->evaluation->header;
		list->viewed = record;
		ta_viewed_take(viewed, &list->view_header, &list->viewed);
		add_row(list, record);
		if (ta_output_drain(output, error) == -1)
			return -1;
	}
	return 0;
}

int
ta_pagelist_write(const struct ta_page *page, struct ta_board *board,
    const struct ta_board_table *table, struct ta_output *output,
    struct ta_error *error)
{
	struct list list = {.page = page,
	    .table = table,
	    .text = ta_output_text(output),
	    .beside = ta_alloc(table->n_columns, sizeof(*list.beside))};
	struct ta_viewed *viewed =
	    ta_viewed_new(table->figures->list, &page->policy->form);
	int status = -1;

	find_columns(&list);
	ta_text_add_string(list.text,
	    "<table class=\"work\">\n<caption><small>Days are business days."
	    "</small></caption>\n<thead><tr><th scope=\"col\">Due</th>"
	    "<th scope=\"col\">Next, and who does it</th>"
	    "<th scope=\"col\">Request</th></tr></thead>\n<tbody>\n");
	if (ta_viewed_begin(viewed, page->evaluation->header, error) != NULL)
		status = write_rows(&list, viewed, board, output, error);
	ta_text_add_string(list.text, "</tbody>\n</table>\n");
	ta_viewed_free(viewed);
	free(list.beside);
	return status;
}
