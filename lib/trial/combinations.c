#include <stdlib.h>

#include "decide/decided.h"
#include "trial/trial.h"

struct combine {
	const struct ta_policy *policy;
	struct ta_evaluation *evaluation;
	struct ta_record record; /* the form, filled in */
	struct ta_decided decided;
	struct ta_text today;
	bool *shown;  /* by field: whether some combination fills it in */
	bool *routes; /* by index: whether it decided some combination */
	bool *due_rules;
	struct ta_writer *writer;
	struct ta_header header; /* the header that is written */
	struct ta_record row;
	size_t count;
	size_t left; /* combinations that were left to the last route */
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

/* The time of a target is written only where some rule counts hours. */
static bool
is_written(const struct ta_policy *policy, int cell)
{
	return cell != TA_CELLS_OF_DUE + TA_CELL_DUE_TIME ||
	       policy->counts_hours;
}

static int
write_row(struct combine *combine, const char *id, struct ta_error *error)
{
	struct ta_slice *field = combine->row.fields;

	*field++ = ta_slice_of(id);
	for (size_t i = 0; i < combine->record.count; i++)
		if (combine->shown[i])
			*field++ = combine->record.fields[i];
	for (int i = 0; i < TA_ALL_CELLS; i++)
		if (is_written(combine->policy, i))
			*field++ = combine->decided.cells[i];
	return ta_writer_write(
	    combine->writer, &combine->header, &combine->row, error);
}

/*
 * Decides one combination: of each list the filling that `taken` has. 0 or -1.
 */
static int
decide(struct combine *combine, const struct ta_combination *combination,
    const size_t *taken, struct ta_error *error)
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
	return write_row(combine, combination->id, error);
}

/* Turns to the next combination as an odometer does; false after the last. */
static bool
turn(const struct ta_combination *combination, size_t *taken)
{
	for (size_t i = combination->n_varied; i > 0; i--) {
		if (++taken[i - 1] < combination->varied[i - 1].count)
			return true;
		taken[i - 1] = 0;
	}
	return false;
}

static int
try_all(struct combine *combine, const struct ta_combination *combination,
    struct ta_error *error)
{
	size_t *taken = ta_alloc(combination->n_varied, sizeof(*taken));
	int status;

	do
		status = decide(combine, combination, taken, error);
	while (status == 0 && turn(combination, taken));
	free(taken);
	return status;
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
make_header(struct combine *combine)
{
	const struct ta_header *form = &combine->policy->form;
	struct ta_header *header = &combine->header;

	ta_header_add(header, ta_slice_of("combination"), NULL);
	for (size_t i = 0; i < form->count; i++)
		if (combine->shown[i])
			ta_header_add(header, form->columns[i].name, form);
	for (int i = 0; i < TA_ALL_CELLS; i++)
		if (is_written(combine->policy, i))
			ta_header_add(
			    header, ta_slice_of(ta_cell_column(i)), NULL);
	ta_record_widen(&combine->row, header->count);
}

static void
say_unreached(struct combine *combine, struct ta_report *report, bool reached,
    const struct ta_condition *when)
{
	if (reached)
		return;
	combine->unreached++;
	ta_report_warn(report, "%s: '%s' is never the rule that decides",
	    when->section, when->id);
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

/* Tries all entries and says the result: 0 or -1. */
static int
run(struct combine *combine, struct ta_report *report, struct ta_error *error)
{
	const struct ta_policy *policy = combine->policy;

	for (size_t i = 0; i < policy->n_combinations; i++)
		note_shown(combine, &policy->combinations[i]);
	make_header(combine);
	for (size_t i = 0; i < policy->n_combinations; i++)
		if (try_all(combine, &policy->combinations[i], error) == -1)
			return -1;
	if (ta_writer_end(combine->writer, &combine->header, error) == -1)
		return -1;
	say_all(combine, report);
	return 0;
}

int
ta_trial_combinations(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_context *context = trial->context;
	const struct ta_policy *policy = context->policy;
	struct combine combine = {.policy = policy, .writer = trial->writer};
	int status;

	if (policy->n_combinations == 0)
		return ta_error_set(error, NULL,
		    "the policy has no 'combinations'; ta-policy(5) says what "
		    "they are");
	combine.evaluation = ta_context_evaluation(context, &policy->form);
	combine.shown = ta_alloc(policy->form.count, sizeof(*combine.shown));
	combine.routes = ta_alloc(policy->n_routes, sizeof(*combine.routes));
	combine.due_rules =
	    ta_alloc(policy->n_due_rules, sizeof(*combine.due_rules));
	ta_day_print(&combine.today, context->today);
	status = run(&combine, trial->report, error);
	trial->found = combine.left > 0 || combine.unreached > 0;
	ta_evaluation_free(combine.evaluation);
	ta_header_free(&combine.header);
	ta_record_free(&combine.record);
	ta_record_free(&combine.row);
	ta_decided_free(&combine.decided);
	ta_text_free(&combine.today);
	free(combine.shown);
	free(combine.routes);
	free(combine.due_rules);
	return status;
}
