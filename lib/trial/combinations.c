#include <stdlib.h>

#include "decide/decided.h"
#include "trial/combinations.h"
#include "file/csv.h"

static const struct ta_csv_style plain = {false, false};

struct combine {
	const struct ta_policy *policy;
	struct ta_evaluation *evaluation;
	struct ta_record record; /* a form, filled in */
	struct ta_decided decided;
	struct ta_text today;
	bool *shown;  /* by field: some combination fills it in */
	bool *routes; /* by index: which decided */
	bool *due_rules;
	struct ta_text *csv;
	size_t count;
	size_t left; /* to the last route */
	size_t unreached;
};

static void
fill(struct combine *combine, const struct ta_filling *filling)
{
	for (size_t i = 0; i < filling->count; i++) {
		const struct ta_filled *filled = &filling->fields[i];

		combine->record.fields[filled->field] =
		    filled->today ? ta_text_slice(&combine->today, 0)
				  : filled->text;
	}
}

/* The time of a target is a column only where some rule counts hours. */
static bool
is_written(const struct ta_policy *policy, int cell)
{
	return cell != TA_CELLS_OF_DUE + TA_CELL_DUE_TIME ||
	       policy->counts_hours;
}

static void
write_row(struct combine *combine, const char *id)
{
	size_t start = combine->csv->len;

	ta_csv_add_cell(combine->csv, ta_slice_of(id), true, plain);
	for (size_t i = 0; i < combine->record.count; i++)
		if (combine->shown[i])
			ta_csv_add_cell(combine->csv, combine->record.fields[i],
			    false, plain);
	for (int i = 0; i < TA_ALL_CELLS; i++)
		if (is_written(combine->policy, i))
			ta_csv_add_cell(combine->csv, combine->decided.cells[i],
			    false, plain);
	ta_csv_end_row(combine->csv, start, plain);
}

/* Decides one combination: the filling of each that `taken` says. */
static void
decide(struct combine *combine, const struct ta_combination *combination,
    const size_t *taken)
{
	const struct ta_policy *policy = combine->policy;
	const struct ta_decided *decided = &combine->decided;
	size_t route;

	combine->record.count = 0;
	ta_record_widen(&combine->record, policy->form.count);
	for (size_t i = 0; i < combination->n_varied; i++)
		fill(combine, &combination->varied[i].fillings[taken[i]]);
	ta_decided_set(
	    &combine->decided, policy, combine->evaluation, &combine->record);
	route = (size_t)(decided->route - policy->routes);
	combine->routes[route] = true;
	if (decided->due.rule != NULL)
		combine->due_rules[decided->due.rule - policy->due_rules] =
		    true;
	combine->count++;
	combine->left += route == policy->n_routes - 1;
	write_row(combine, combination->id);
}

/* Goes through an entry as an odometer does, the last one fastest. */
static void
try_all(struct combine *combine, const struct ta_combination *combination)
{
	size_t *taken = ta_alloc(combination->n_varied, sizeof(*taken));
	size_t i;

	do {
		decide(combine, combination, taken);
		for (i = combination->n_varied; i > 0; i--) {
			if (++taken[i - 1] < combination->varied[i - 1].count)
				break;
			taken[i - 1] = 0;
		}
	} while (i > 0);
	free(taken);
}

static void
note_shown(struct combine *combine, const struct ta_combination *combination)
{
	for (size_t i = 0; i < combination->n_varied; i++) {
		const struct ta_varied *varied = &combination->varied[i];

		for (size_t k = 0; k < varied->count; k++)
			for (size_t f = 0; f < varied->fillings[k].count; f++)
				combine->shown
				    [varied->fillings[k].fields[f].field] =
				    true;
	}
}

static void
write_header(struct combine *combine)
{
	const struct ta_header *form = &combine->policy->form;

	ta_text_add_string(combine->csv, "combination");
	for (size_t i = 0; i < form->count; i++)
		if (combine->shown[i])
			ta_csv_add_cell(
			    combine->csv, form->columns[i].name, false, plain);
	for (int i = 0; i < TA_ALL_CELLS; i++)
		if (is_written(combine->policy, i))
			ta_csv_add_cell(combine->csv,
			    ta_slice_of(ta_cell_column(i)), false, plain);
	ta_text_add_char(combine->csv, '\n');
}

static void
say_unreached(struct combine *combine, struct ta_report *report, bool reached,
    const struct ta_condition *when)
{
	if (reached)
		return;
	combine->unreached++;
	ta_report_warn(
	    report, "%s: '%s' decides no combination", when->section, when->id);
}

static void
say_all(struct combine *combine, struct ta_report *report)
{
	const struct ta_policy *policy = combine->policy;

	for (size_t i = 0; i < policy->n_due_rules; i++)
		say_unreached(combine, report, combine->due_rules[i],
		    &policy->due_rules[i].when);
	for (size_t i = 0; i + 1 < policy->n_routes; i++)
		say_unreached(combine, report, combine->routes[i],
		    &policy->routes[i].when);
	ta_report_warn(report,
	    "%zu combinations, %zu left to the last route, %zu rules unreached",
	    combine->count, combine->left, combine->unreached);
}

int
ta_combinations_run(struct ta_cli *cli, struct ta_text *csv, bool *found,
    struct ta_error *error)
{
	const struct ta_policy *policy = cli->policy;
	struct combine combine = {.policy = policy, .csv = csv};

	if (policy->n_combinations == 0)
		return ta_error_set(error, NULL,
		    "the policy has no 'combinations'; ta-policy(5) says what "
		    "they are");
	combine.evaluation = ta_evaluation_new(
	    &policy->vocabulary, &policy->form, cli->today, cli->switches);
	combine.shown = ta_alloc(policy->form.count, sizeof(*combine.shown));
	combine.routes = ta_alloc(policy->n_routes, sizeof(*combine.routes));
	combine.due_rules =
	    ta_alloc(policy->n_due_rules, sizeof(*combine.due_rules));
	ta_day_print(&combine.today, cli->today);
	for (size_t i = 0; i < policy->n_combinations; i++)
		note_shown(&combine, &policy->combinations[i]);
	write_header(&combine);
	for (size_t i = 0; i < policy->n_combinations; i++)
		try_all(&combine, &policy->combinations[i]);
	say_all(&combine, &cli->report);
	*found = combine.left > 0 || combine.unreached > 0;
	ta_evaluation_free(combine.evaluation);
	ta_record_free(&combine.record);
	ta_decided_free(&combine.decided);
	ta_text_free(&combine.today);
	free(combine.shown);
	free(combine.routes);
	free(combine.due_rules);
	return 0;
}
