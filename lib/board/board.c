#include <stdlib.h>

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
#define DAYS_DIGITS 5

/* What a table is made of. */
struct tabled {
	struct ta_groups *groups;  /* of figures; NULL: of a list */
	struct ta_tally total;	   /* of figures */
	struct ta_listing listing; /* of a list */
};

struct ta_board {
	const struct ta_policy *policy;
	const struct ta_briefing *report;
	struct ta_board_days days;
	const struct ta_header *header;
	int due[DUE_COLUMNS]; /* positions, or -1 */
	struct ta_board_table *tables;
	struct tabled *tabled;
	struct ta_arena arena; /* of columns and cells */
	bool complete;
};

/* Whether a table needs what ta-due writes. */
static bool
needs_due(const struct ta_figures *table)
{
	bool needs = table->list != NULL;

	for (size_t i = 0; i < table->n_measures; i++)
		needs |= table->measures[i] != TA_RECEIVED &&
			 table->measures[i] != TA_ANSWERED;
	return needs;
}

size_t
ta_board_needs(const struct ta_briefing *report, const char **needs)
{
	size_t n = 0;
	bool due = false;

	for (size_t i = 0; i < report->n_tables; i++) {
		const struct ta_figures *table = &report->tables[i];

		due |= needs_due(table);
		for (size_t j = 0; j < table->n_by; j++)
			if (ta_columns_has(ta_slice_of(table->by[j].name)))
				needs[n++] = table->by[j].name;
	}
	for (int i = 0; i < DUE_COLUMNS && due; i++)
		needs[n++] = due_columns[i];
	return n;
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

/* A column whose cells are of a column of the records, or of a period. */
static struct ta_board_column
column_of(
    const struct ta_board *board, struct ta_slice name, enum ta_board_kind kind)
{
	int field = ta_vocabulary_field(&board->policy->vocabulary, name);

	return (struct ta_board_column){name, name, name, kind,
	    field == -1 || ta_period_named(name) != TA_NO_PERIOD
		? NULL
		: &board->policy->vocabulary.fields[field]};
}

static void
set_columns(struct ta_board *board, struct ta_board_table *table)
{
	const struct ta_figures *figures = table->figures;
	const struct ta_view *list = figures->list;
	struct ta_board_column *column;

	table->n_groups = figures->n_by;
	table->n_columns =
	    list != NULL ? list->count : figures->n_by + figures->n_measures;
	column = table->columns =
	    ta_arena_alloc(&board->arena, table->n_columns, sizeof(*column));
	for (size_t i = 0; list != NULL && i < list->count; i++, column++) {
		*column =
		    column_of(board, list->columns[i].column, TA_BOARD_CELL);
		column->name = list->columns[i].name;
		column->label = list->columns[i].label;
	}
	for (size_t i = 0; i < figures->n_by; i++)
		*column++ = column_of(
		    board, ta_slice_of(figures->by[i].name), TA_BOARD_GROUP);
	for (size_t i = 0; i < figures->n_measures; i++, column++) {
		enum ta_measure measure = figures->measures[i];

		column->name = ta_slice_of(ta_measure_names[measure]);
		column->label = ta_slice_of(ta_measure_labels[measure]);
		column->kind = kind_of(measure);
	}
}

/* Begins a table: 0, or -1 with the error set. */
static int
begin_table(struct ta_board *board, size_t i, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_figures *figures = &board->report->tables[i];
	struct ta_board_table *table = &board->tables[i];
	struct tabled *tabled = &board->tabled[i];

	table->figures = figures;
	table->by_day =
	    board->days.since != TA_NO_DAY || board->days.until != TA_NO_DAY;
	for (size_t j = 0; j < figures->n_by; j++)
		table->by_day |= figures->by[j].period != TA_NO_PERIOD;
	set_columns(board, table);
	if (figures->list != NULL)
		return 0;
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
	for (int i = 0; i < DUE_COLUMNS; i++)
		board->due[i] =
		    ta_header_find(header, ta_slice_of(due_columns[i]), 0);
	for (size_t i = 0; i < n; i++)
		if (begin_table(board, i, at, error) == -1) {
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
	for (size_t i = 0; i < board->report->n_tables; i++) {
		ta_groups_free(board->tabled[i].groups);
		ta_tally_free(&board->tabled[i].total);
		ta_listing_free(&board->tabled[i].listing);
	}
	ta_arena_free(&board->arena);
	free(board->tables);
	free(board->tabled);
	free(board);
}

/*
 * Reads what is known of the record. NULL, or the column that holds what ta-due
 * does not write.
 */
static const char *
read_sample(const struct ta_board *board, struct ta_evaluation *evaluation,
    struct ta_sample *sample, bool *late)
{
	const struct ta_policy *policy = board->policy;
	struct ta_slice cells[DUE_COLUMNS];
	int status = 0, in_target;
	size_t days = 0;
	const char *wrong = NULL;

	for (int i = 0; i < DUE_COLUMNS; i++)
		cells[i] = ta_slice_trim(
		    ta_record_get(evaluation->record, board->due[i]));
	while (status < TA_DUE_STATUSES &&
	       !ta_slice_equal(
		   cells[DUE_STATUS], ta_slice_of(ta_due_statuses[status])))
		status++;
	in_target = ta_slice_equal(cells[IN_TARGET], ta_slice_of("yes"));
	*late = status == TA_DUE_PAST_TARGET || status == TA_DUE_PAST_DUE;
	*sample = (struct ta_sample){
	    .counts = {[TA_RECEIVED] = true,
		[TA_OPEN_NOW] =
		    status != TA_DUE_FINISHED && status != TA_DUE_STATUSES,
		[TA_ANSWERED] =
		    policy->answered != -1 &&
		    ta_evaluation_value(evaluation, policy->answered)->day !=
			TA_NO_DAY,
		[TA_PAST_TARGET] = status == TA_DUE_PAST_TARGET},
	    .days = -1,
	    .in_target = cells[IN_TARGET].len == 0 ? -1 : in_target,
	    .received = ta_evaluation_value(evaluation, policy->receipt)->day};
	if (status == TA_DUE_STATUSES)
		wrong = due_columns[DUE_STATUS];
	if (sample->in_target == 0 &&
	    !ta_slice_equal(cells[IN_TARGET], ta_slice_of("no"))) {
		sample->in_target = -1;
		wrong = due_columns[IN_TARGET];
	}
	if (cells[DAYS_TAKEN].len == 0)
		return wrong;
	if (!ta_slice_number(cells[DAYS_TAKEN], DAYS_DIGITS, &days) ||
	    days > TA_DAYS_TAKEN_MAX)
		return due_columns[DAYS_TAKEN];
	sample->days = (int)days;
	return wrong;
}

/* Whether a table counts a day. One that is missing is itself counted. */
static bool
takes_day(
    const struct ta_board_days *days, ta_day day, struct ta_board_table *table)
{
	if (!table->by_day)
		return true;
	table->undated += day == TA_NO_DAY;
	return day != TA_NO_DAY && day >= days->since &&
	       (days->until == TA_NO_DAY || day <= days->until);
}

const char *
ta_board_put(struct ta_board *board, struct ta_evaluation *evaluation)
{
	struct ta_sample sample;
	bool late;
	const char *wrong;

	if (!ta_condition_holds(&board->report->when, evaluation))
		return NULL;
	wrong = read_sample(board, evaluation, &sample, &late);
	for (size_t i = 0; i < board->report->n_tables; i++) {
		struct ta_board_table *table = &board->tables[i];
		struct tabled *tabled = &board->tabled[i];
		const struct ta_figures *figures = table->figures;
		ta_day day = ta_evaluation_value(evaluation, figures->on)->day;

		if (!ta_condition_holds(&figures->when, evaluation) ||
		    !takes_day(&board->days, day, table))
			continue;
		table->counted++;
		if (tabled->groups == NULL) {
			table->n_late += late;
			ta_listing_add(&tabled->listing, evaluation->record,
			    ta_priority_is_ahead(board->policy, evaluation)
				? TA_LISTED_AHEAD
			    : late ? TA_LISTED_LATE
				   : TA_LISTED_OTHERS);
			continue;
		}
		if (table->has_total)
			ta_tally_add(&tabled->total, &sample);
		if (figures->n_by > 0 &&
		    ta_groups_add(tabled->groups, evaluation, day, &sample) > 1)
			table->several = true;
	}
	return wrong;
}

/* Fills in a measure. */
static void
fill_cell(struct ta_board *board, const struct ta_tally *tally,
    enum ta_measure measure, struct ta_board_cell *cell)
{
	struct ta_text text = {0};
	int64_t number = 0;

	cell->text = ta_slice_of("");
	if ((measure == TA_ANSWERED && board->policy->answered == -1) ||
	    !ta_tally_number(tally, measure, &number))
		return;
	cell->has_number = true;
	cell->number = number;
	if (kind_of(measure) == TA_BOARD_DAY)
		ta_day_print(&text, (ta_day)number);
	else if (kind_of(measure) == TA_BOARD_SHARE)
		ta_text_printf(
		    &text, "%d.%d", (int)number / 10, (int)number % 10);
	else
		ta_text_printf(&text, "%lld", (long long)number);
	cell->text.data = ta_arena_copy(&board->arena, text.data, text.len);
	cell->text.len = text.len;
	ta_text_free(&text);
}

/* Makes the rows of a table of figures. */
static void
make_rows(struct ta_board *board, struct ta_board_table *table,
    const struct tabled *tabled)
{
	size_t n;
	struct ta_grouped *groups = ta_groups_sorted(tabled->groups, &n);
	const struct ta_figures *figures = table->figures;
	struct ta_board_cell *cell;

	table->n_rows = n + table->has_total;
	table->cells = cell = ta_arena_alloc(
	    &board->arena, table->n_rows * table->n_columns, sizeof(*cell));
	for (size_t i = 0; i < table->n_rows; i++) {
		struct ta_slice key = {NULL, 0};

		if (i < n)
			key = groups[i].key;
		for (size_t j = 0; j < figures->n_by; j++, cell++)
			cell->text =
			    i < n ? ta_group_value(&key) : ta_slice_of("*");
		for (size_t j = 0; j < figures->n_measures; j++, cell++)
			fill_cell(board,
			    i < n ? &groups[i].tally : &tabled->total,
			    figures->measures[j], cell);
	}
	free(groups);
}

const struct ta_board_table *
ta_board_begun(const struct ta_board *board, size_t *n)
{
	*n = board->report->n_tables;
	return board->tables;
}

const struct ta_board_table *
ta_board_tables(struct ta_board *board, size_t *n)
{
	*n = board->report->n_tables;
	for (size_t i = 0; i < *n && !board->complete; i++) {
		struct ta_board_table *table = &board->tables[i];

		table->n_rows = table->counted;
		if (board->tabled[i].groups != NULL)
			make_rows(board, table, &board->tabled[i]);
	}
	board->complete = true;
	return board->tables;
}

const struct ta_record *
ta_board_listed(
    struct ta_board *board, const struct ta_board_table *table, size_t row)
{
	return ta_listing_get(&board->tabled[table - board->tables].listing,
	    row, board->header->count);
}
