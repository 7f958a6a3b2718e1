#include <stdlib.h>
#include <string.h>

#include "board/board.h"
#include "board/group.h"
#include "board/listing.h"
#include "decide/decide.h"
#include "record/columns.h"

/* The columns of ta-due that measures are of. */
enum { DUE_STATUS, DAYS_TAKEN, IN_TARGET, DUE_COLUMNS };

static const char *const due_columns[DUE_COLUMNS] = {
    TA_COL_DUE_STATUS, TA_COL_DAYS_TAKEN, TA_COL_IN_TARGET};

/* Digits of a number of days. */
#define DAYS_DIGITS 9

/* What a table is made of. */
struct tabled {
	struct ta_groups *groups;  /* of figures */
	struct ta_tally total;	   /* the same */
	struct ta_listing listing; /* of a list */
	bool by_period;
};

struct ta_board {
	const struct ta_policy *policy;
	const struct ta_briefing *report;
	struct ta_board_days days;
	const struct ta_header *header;
	int due[DUE_COLUMNS]; /* positions, or -1 where it is not needed */
	size_t n_tables;
	struct ta_board_table *tables;
	struct tabled *tabled;
	struct ta_arena arena; /* columns and cells */
	bool ended;
};

/* The column that a measure is of, or -1: it needs none of ta-due. */
static int
due_of(enum ta_measure measure)
{
	switch (measure) {
	case TA_OPEN_NOW:
	case TA_PAST_TARGET:
	case TA_OLDEST_OPEN:
		return DUE_STATUS;
	case TA_MEDIAN_DAYS:
	case TA_P90_DAYS:
		return DAYS_TAKEN;
	case TA_IN_TARGET:
		return IN_TARGET;
	default:
		return -1;
	}
}

/* Adds a column to those that are needed, once. */
static void
add_need(const char **needs, size_t *n, const char *column)
{
	for (size_t i = 0; needs != NULL && i < *n; i++)
		if (strcmp(needs[i], column) == 0)
			return;
	if (needs != NULL)
		needs[*n] = column;
	++*n;
}

size_t
ta_board_needs(const struct ta_briefing *report, const char **needs)
{
	size_t count = 0;

	for (size_t i = 0; i < report->n_tables; i++) {
		const struct ta_figures *table = &report->tables[i];

		if (table->list != NULL)
			add_need(needs, &count, due_columns[DUE_STATUS]);
		for (size_t j = 0; j < table->n_measures; j++)
			if (due_of(table->measures[j]) != -1)
				add_need(needs, &count,
				    due_columns[due_of(table->measures[j])]);
		for (size_t j = 0; j < table->n_by; j++)
			if (ta_columns_has(ta_slice_of(table->by[j].name)))
				add_need(needs, &count, table->by[j].name);
	}
	return count;
}

static enum ta_board_kind
kind_of(enum ta_measure measure)
{
	switch (measure) {
	case TA_MEDIAN_DAYS:
	case TA_P90_DAYS:
		return TA_BOARD_DAYS;
	case TA_IN_TARGET:
		return TA_BOARD_SHARE;
	case TA_OLDEST_OPEN:
		return TA_BOARD_DAY;
	default:
		return TA_BOARD_COUNT;
	}
}

/* The field of a column, or NULL. */
static const struct ta_field *
field_of(const struct ta_policy *policy, struct ta_slice column)
{
	int field = ta_vocabulary_field(&policy->vocabulary, column);

	return field == -1 ? NULL : &policy->vocabulary.fields[field];
}

/* The columns of a list, by its view. */
static void
set_list_columns(struct ta_board *board, struct ta_board_table *table)
{
	const struct ta_view *view = table->figures->list;

	table->n_columns = view->count;
	table->columns =
	    ta_arena_alloc(&board->arena, view->count, sizeof(*table->columns));
	for (size_t i = 0; i < view->count; i++)
		table->columns[i] = (struct ta_board_column){
		    .name = view->columns[i].name,
		    .label = view->columns[i].label,
		    .column = view->columns[i].column,
		    .kind = TA_BOARD_CELL,
		    .field = field_of(board->policy, view->columns[i].column)};
}

/* The columns of figures: groups, then measures. */
static void
set_columns(struct ta_board *board, struct ta_board_table *table)
{
	const struct ta_figures *figures = table->figures;
	struct ta_board_column *column;

	table->n_groups = figures->n_by;
	table->n_columns = figures->n_by + figures->n_measures;
	column = table->columns =
	    ta_arena_alloc(&board->arena, table->n_columns, sizeof(*column));
	for (size_t i = 0; i < figures->n_by; i++, column++) {
		column->name = ta_slice_of(figures->by[i].name);
		column->label = column->column = column->name;
		column->kind = TA_BOARD_GROUP;
		if (figures->by[i].period == TA_NO_PERIOD)
			column->field = field_of(board->policy, column->name);
	}
	for (size_t i = 0; i < figures->n_measures; i++, column++) {
		enum ta_measure measure = figures->measures[i];

		column->name = ta_slice_of(ta_measure_names[measure]);
		column->label = ta_slice_of(ta_measure_labels[measure]);
		column->kind = kind_of(measure);
	}
}

/* Begins a table: 0, or -1 with the error set. */
static int
begin_table(struct ta_board *board, size_t i, const struct ta_figures *figures,
    const struct ta_place *at, struct ta_error *error)
{
	struct ta_board_table *table = &board->tables[i];
	struct tabled *tabled = &board->tabled[i];

	table->figures = figures;
	if (figures->list != NULL) {
		set_list_columns(board, table);
		return 0;
	}
	set_columns(board, table);
	for (size_t j = 0; j < figures->n_by; j++)
		tabled->by_period |= figures->by[j].period != TA_NO_PERIOD;
	/* Without groups the only row is that of all records. */
	table->has_total = figures->total || figures->n_by == 0;
	tabled->groups = ta_groups_new(board->policy, figures->by,
	    figures->n_by, board->header, at, error);
	return tabled->groups == NULL ? -1 : 0;
}

struct ta_board *
ta_board_new(const struct ta_policy *policy, const struct ta_briefing *report,
    const struct ta_board_days *days, const struct ta_header *header,
    const struct ta_place *at, struct ta_error *error)
{
	struct ta_board *board = ta_alloc(1, sizeof(*board));
	size_t n = report->n_tables;

	board->policy = policy;
	board->report = report;
	board->days = *days;
	board->header = header;
	board->tables = ta_alloc(n, sizeof(*board->tables));
	board->tabled = ta_alloc(n, sizeof(*board->tabled));
	board->n_tables = n;
	for (int i = 0; i < DUE_COLUMNS; i++)
		board->due[i] =
		    ta_header_find(header, ta_slice_of(due_columns[i]), 0);
	for (size_t i = 0; i < n; i++)
		if (begin_table(board, i, &report->tables[i], at, error) ==
		    -1) {
			ta_board_free(board);
			return NULL;
		}
	return board;
}

void
ta_board_free(struct ta_board *board)
{
	if (board == NULL)
		return;
	for (size_t i = 0; i < board->n_tables; i++) {
		ta_groups_free(board->tabled[i].groups);
		ta_tally_free(&board->tabled[i].total);
		ta_listing_free(&board->tabled[i].listing);
	}
	ta_arena_free(&board->arena);
	free(board->tables);
	free(board->tabled);
	free(board);
}

/* Whether a text is one of the statuses of ta-due, and which. */
static bool
read_status(struct ta_slice text, enum ta_due_status *status)
{
	for (int i = 0; i < TA_DUE_STATUSES; i++)
		if (ta_slice_equal(text, ta_slice_of(ta_due_statuses[i]))) {
			*status = (enum ta_due_status)i;
			return true;
		}
	return false;
}

/* Reads yes, no or nothing. */
static bool
read_in_target(struct ta_slice text, struct ta_sample *sample)
{
	sample->has_target = text.len > 0;
	sample->in_target = ta_slice_equal(text, ta_slice_of("yes"));
	return !sample->has_target || sample->in_target ||
	       ta_slice_equal(text, ta_slice_of("no"));
}

/* Reads a number of days or nothing. */
static bool
read_days(struct ta_slice text, struct ta_sample *sample)
{
	size_t days = 0;

	if (text.len > 0 && !ta_slice_number(text, DAYS_DIGITS, &days))
		return false;
	sample->has_days = text.len > 0;
	sample->days = (int)days;
	return true;
}

/*
 * What the columns of ta-due say of the record. *wrong is one that holds what
 * ta-due does not write, which then says nothing.
 */
static void
read_sample(const struct ta_board *board, struct ta_evaluation *evaluation,
    struct ta_sample *sample, enum ta_due_status *status, const char **wrong)
{
	const struct ta_policy *policy = board->policy;
	struct ta_slice cells[DUE_COLUMNS];

	*sample = (struct ta_sample){
	    .received = ta_evaluation_value(evaluation, policy->receipt)->day};
	*status = TA_DUE_UNDECIDED;
	for (int i = 0; i < DUE_COLUMNS; i++)
		cells[i] = ta_slice_trim(
		    ta_record_get(evaluation->record, board->due[i]));
	if (!read_status(cells[DUE_STATUS], status))
		*wrong = due_columns[DUE_STATUS];
	if (!read_days(cells[DAYS_TAKEN], sample))
		*wrong = due_columns[DAYS_TAKEN];
	if (!read_in_target(cells[IN_TARGET], sample)) {
		sample->has_target = false;
		*wrong = due_columns[IN_TARGET];
	}
	sample->open = *status != TA_DUE_FINISHED;
	sample->past_target = *status == TA_DUE_PAST_TARGET;
	sample->answered =
	    policy->answered != -1 &&
	    ta_evaluation_value(evaluation, policy->answered)->day != TA_NO_DAY;
}

/* Whether the record is in the days of a table; one without a day is counted.
 */
static bool
is_in_days(const struct ta_board *board, struct ta_board_table *table,
    const struct tabled *tabled, ta_day day)
{
	const struct ta_board_days *days = &board->days;
	bool asked = tabled->by_period || days->since != TA_NO_DAY ||
		     days->until != TA_NO_DAY;

	if (!asked)
		return true;
	if (day == TA_NO_DAY) {
		table->undated++;
		return false;
	}
	return day >= days->since &&
	       (days->until == TA_NO_DAY || day <= days->until);
}

/* Counts the record in a table, or keeps it there. */
static void
put(struct ta_board *board, size_t i, struct ta_evaluation *evaluation,
    const struct ta_sample *sample, bool late)
{
	struct ta_board_table *table = &board->tables[i];
	struct tabled *tabled = &board->tabled[i];
	const struct ta_figures *figures = table->figures;
	ta_day day = ta_evaluation_value(evaluation, figures->on)->day;

	if (!ta_condition_holds(&figures->when, evaluation) ||
	    !is_in_days(board, table, tabled, day))
		return;
	table->counted++;
	if (figures->list != NULL) {
		ta_listing_add(&tabled->listing, evaluation->record, late);
		return;
	}
	if (table->has_total)
		ta_tally_add(&tabled->total, sample);
	if (figures->n_by > 0)
		table->several |=
		    ta_groups_add(tabled->groups, evaluation, day, sample) > 1;
}

const char *
ta_board_put(struct ta_board *board, struct ta_evaluation *evaluation)
{
	struct ta_sample sample;
	enum ta_due_status status;
	const char *wrong = NULL;
	bool late;

	if (!ta_condition_holds(&board->report->when, evaluation))
		return NULL;
	read_sample(board, evaluation, &sample, &status, &wrong);
	late = status == TA_DUE_PAST_TARGET || status == TA_DUE_PAST_DUE;
	for (size_t i = 0; i < board->n_tables; i++)
		put(board, i, evaluation, &sample, late);
	return wrong;
}

/* Writes the number of a measure as text. */
static void
print_number(struct ta_text *text, enum ta_board_kind kind, int64_t number)
{
	if (kind == TA_BOARD_DAY)
		ta_day_print(text, (ta_day)number);
	else if (kind == TA_BOARD_SHARE)
		ta_text_printf(text, "%lld.%lld", (long long)(number / 10),
		    (long long)(number % 10));
	else
		ta_text_printf(text, "%lld", (long long)number);
}

/* Fills in the measures of a row. */
static void
fill_measures(struct ta_board *board, const struct ta_board_table *table,
    const struct ta_tally *tally, struct ta_board_cell *row)
{
	const struct ta_figures *figures = table->figures;
	struct ta_text text = {0};

	for (size_t i = 0; i < figures->n_measures; i++) {
		struct ta_board_cell *cell = &row[table->n_groups + i];
		enum ta_measure measure = figures->measures[i];

		*cell = (struct ta_board_cell){.text = {"", 0}};
		if ((measure == TA_ANSWERED && board->policy->answered == -1) ||
		    !ta_tally_number(tally, measure, &cell->number))
			continue;
		cell->has_number = true;
		ta_text_clear(&text);
		print_number(&text, kind_of(measure), cell->number);
		cell->text.data =
		    ta_arena_copy(&board->arena, text.data, text.len);
		cell->text.len = text.len;
	}
	ta_text_free(&text);
}

/* Makes the rows of a table of figures. */
static void
make_rows(struct ta_board *board, struct ta_board_table *table,
    const struct tabled *tabled)
{
	size_t n;
	const struct ta_grouped **groups = ta_groups_sorted(tabled->groups, &n);
	struct ta_board_cell *row;

	table->n_rows = n + table->has_total;
	row = ta_arena_alloc(
	    &board->arena, table->n_rows * table->n_columns, sizeof(*row));
	table->cells = row;
	for (size_t i = 0; i < n; i++, row += table->n_columns) {
		for (size_t j = 0; j < table->n_groups; j++)
			row[j].text = groups[i]->values[j].text;
		fill_measures(board, table, &groups[i]->tally, row);
	}
	free(groups);
	if (!table->has_total)
		return;
	for (size_t j = 0; j < table->n_groups; j++)
		row[j].text = ta_slice_of("*");
	fill_measures(board, table, &tabled->total, row);
}

const struct ta_board_table *
ta_board_begun(const struct ta_board *board, size_t *n)
{
	*n = board->n_tables;
	return board->tables;
}

const struct ta_board_table *
ta_board_tables(struct ta_board *board, size_t *n)
{
	for (size_t i = 0; i < board->n_tables && !board->ended; i++) {
		struct ta_board_table *table = &board->tables[i];

		if (table->figures->list != NULL)
			table->n_rows = table->counted;
		else
			make_rows(board, table, &board->tabled[i]);
	}
	board->ended = true;
	*n = board->n_tables;
	return board->tables;
}

const struct ta_record *
ta_board_listed(
    struct ta_board *board, const struct ta_board_table *table, size_t row)
{
	struct tabled *tabled = &board->tabled[table - board->tables];

	return ta_listing_get(&tabled->listing, row, board->header->count);
}
