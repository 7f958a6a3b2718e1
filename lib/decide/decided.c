#include "decide/decided.h"

const char *const ta_check_columns[TA_CHECK_CELLS] = {
    TA_COL_VALID, TA_COL_FINDINGS};

const char *const ta_due_columns[TA_DUE_COLUMNS] = {TA_COL_TARGET, TA_COL_DUE,
    TA_COL_DUE_RULE, TA_COL_DAYS_LEFT, TA_COL_DAYS_TAKEN, TA_COL_IN_TARGET,
    TA_COL_DUE_STATUS, TA_COL_DUE_TIME, TA_COL_DUE_WHY};

const char *const ta_route_columns[TA_ROUTE_COLUMNS] = {TA_COL_OUTCOME,
    TA_COL_QUEUE, TA_COL_ROUTE_RULE, TA_COL_CC, TA_COL_REFER, TA_COL_CALL,
    TA_COL_POLICY, TA_COL_ROUTE_WHY};

/*
 * Cuts the text at `ends` into cells. It comes last, since the text moves as it
 * grows.
 */
static void
cut(const struct ta_text *text, const size_t *ends, size_t n, const int *which,
    struct ta_slice *cells)
{
	size_t start = 0;

	for (size_t i = 0; i < n; i++) {
		cells[which[i]] = (struct ta_slice){
		    ta_text_slice(text, 0).data + start, ends[i] - start};
		start = ends[i];
	}
}

void
ta_check_cells(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, struct ta_text *text,
    struct ta_slice *cells)
{
	ta_text_clear(text);
	for (size_t i = 0; i < evaluation->n_found; i++)
		ta_text_add_item(text, 0,
		    ta_slice_of(policy->findings[evaluation->found[i]].id));
	cells[TA_CELL_VALID] =
	    ta_slice_of(ta_check_is_valid(evaluation) ? "yes" : "no");
	cells[TA_CELL_FINDINGS] = ta_text_slice(text, 0);
}

void
ta_due_cells(
    const struct ta_due *due, struct ta_text *text, struct ta_slice *cells)
{
	static const int which[] = {TA_CELL_TARGET, TA_CELL_DUE,
	    TA_CELL_DAYS_LEFT, TA_CELL_DAYS_TAKEN, TA_CELL_DUE_TIME};
	const struct ta_answer *answer = &due->answer;
	size_t ends[TA_COUNT(which)];

	ta_text_clear(text);
	if (due->target != TA_NO_DAY)
		ta_day_print(text, due->target);
	ends[0] = text->len;
	if (due->due != TA_NO_DAY)
		ta_day_print(text, due->due);
	ends[1] = text->len;
	if (due->due != TA_NO_DAY)
		ta_text_add_number(text, due->days_left);
	ends[2] = text->len;
	if (answer->day != TA_NO_DAY)
		ta_text_add_number(text, answer->days);
	ends[3] = text->len;
	if (due->time.has_time)
		ta_time_print(text, &due->time);
	ends[4] = text->len;
	cut(text, ends, TA_COUNT(which), which, cells);
	cells[TA_CELL_IN_TARGET] =
	    ta_slice_of(answer->target.day == TA_NO_DAY ? ""
			: answer->in_target		? "yes"
							: "no");
	cells[TA_CELL_DUE_RULE] =
	    ta_slice_of(due->rule == NULL ? "" : due->rule->id);
	cells[TA_CELL_DUE_STATUS] =
	    ta_slice_of(ta_due_status_name(due->status));
}

const struct ta_call *
ta_route_cells(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const struct ta_route *route, struct ta_text *text, struct ta_slice *cells)
{
	static const int which[] = {
	    TA_CELL_CC, TA_CELL_REFER, TA_CELL_CALL, TA_CELL_POLICY};
	const struct ta_call *call;
	size_t ends[4];
	ta_day day;

	ta_text_clear(text);
	ta_route_copies(policy, evaluation, text);
	ends[0] = text->len;
	call = ta_route_refer(policy, evaluation, route, text, &day);
	ends[1] = text->len;
	if (call != NULL)
		ta_day_print(text, day);
	ends[2] = text->len;
	ta_text_add_string(text, policy->name);
	ta_text_add_char(text, ' ');
	ta_text_add_string(text, policy->edition);
	ends[3] = text->len;
	cut(text, ends, 4, which, cells);
	cells[TA_CELL_OUTCOME] = ta_slice_of(ta_outcome_names[route->outcome]);
	cells[TA_CELL_QUEUE] = ta_slice_of(policy->queues[route->queue]);
	cells[TA_CELL_ROUTE_RULE] = ta_slice_of(route->id);
	return call;
}

const char *
ta_cell_column(int cell)
{
	if (cell == TA_CELL_GROUPS)
		return TA_COL_GROUPS;
	if (cell >= TA_CELLS_OF_ROUTE)
		return ta_route_columns[cell - TA_CELLS_OF_ROUTE];
	return cell >= TA_CELLS_OF_DUE ? ta_due_columns[cell - TA_CELLS_OF_DUE]
				       : ta_check_columns[cell];
}

void
ta_decided_set(struct ta_decided *decided, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_record *record)
{
	struct ta_slice *cells = decided->cells;
	struct ta_text *groups = &decided->texts[3];
	struct ta_due *due = &decided->due;

	ta_text_clear(groups);
	ta_evaluation_set(evaluation, record);
	ta_check(policy, evaluation);
	ta_check_cells(policy, evaluation, &decided->texts[0], cells);
	ta_due_decide(policy, evaluation, due);
	ta_due_cells(due, &decided->texts[1], cells + TA_CELLS_OF_DUE);
	ta_priority_decide(
	    policy, evaluation, due->target, due->due, &decided->place, groups);
	cells[TA_CELL_GROUPS] = ta_text_slice(groups, 0);
	decided->route = ta_route_decide(policy, evaluation);
	ta_route_cells(policy, evaluation, decided->route, &decided->texts[2],
	    cells + TA_CELLS_OF_ROUTE);
}

void
ta_decided_free(struct ta_decided *decided)
{
	for (size_t i = 0; i < 4; i++)
		ta_text_free(&decided->texts[i]);
}
