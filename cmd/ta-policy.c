#include <stdlib.h>
#include <string.h>

#include "policy/calendar.h"
#include "trial/casetable.h"
#include "tool/cli.h"
#include "trial/combinations.h"
#include "trial/twopolicies.h"
#include "file/csv.h"
#include "file/ics.h"
#include "policy/load.h"

enum {
	OPT_ALL = 512,
	OPT_CHECK,
	OPT_COMBINATIONS,
	OPT_COMPARE,
	OPT_COVERAGE,
	OPT_FIELDS,
	OPT_HOLIDAYS,
	OPT_LEAST,
	OPT_TEST
};

struct policy {
	const char *check; /* a file */
	bool fields;
	int year;	    /* of --holidays, or 0 */
	const char **cases; /* tables */
	size_t n_cases;
	size_t room;
	bool coverage;
	int least; /* per cent of coverage; or 0 */
	bool combinations;
	const char *compare; /* another policy */
	bool all;	     /* compares finished requests too */
	bool found;	     /* what a trial is to find: status 1 */
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct policy *policy = self;
	const char *problem = NULL;

	if (letter == OPT_CHECK) {
		policy->check = argument;
	} else if (letter == OPT_COMBINATIONS) {
		policy->combinations = true;
	} else if (letter == OPT_COMPARE) {
		policy->compare = argument;
	} else if (letter == OPT_ALL) {
		policy->all = true;
	} else if (letter == OPT_TEST) {
		ta_grow((void **)&policy->cases, &policy->room, policy->n_cases,
		    sizeof(*policy->cases));
		policy->cases[policy->n_cases++] = argument;
	} else if (letter == OPT_COVERAGE) {
		policy->coverage = true;
	} else if (letter == OPT_LEAST) {
		policy->coverage = true;
		policy->least = (int)strtonum(argument, 0, 100, &problem);
		if (problem != NULL)
			return ta_error_set(error, NULL,
			    "--min-coverage: expected per cent, 0 to 100");
	} else if (letter == OPT_FIELDS) {
		policy->fields = true;
	} else {
		policy->year =
		    (int)strtonum(argument, TA_YEAR_MIN, TA_YEAR_MAX, &problem);
		if (problem != NULL)
			return ta_error_set(error, NULL,
			    "--holidays: expected a year from %d to %d",
			    TA_YEAR_MIN, TA_YEAR_MAX);
	}
	return 0;
}

/* What may be answered, as comments before the field. */
static void
print_field(const struct ta_field *field, struct ta_text *text)
{
	size_t n;

	ta_text_printf(text, "# %s%s", ta_type_names(&n)[field->type],
	    field->missing == TA_SEVERITY_NONE ? "" : ", required");
	if (field->open)
		ta_text_add_string(text, " of any names");
	for (size_t i = 0; i < field->n_choices && !field->open; i++)
		ta_text_printf(text, "%s %s", i == 0 ? ":" : ",",
		    field->choices[i].slug.data);
	ta_text_printf(text, "\n%s:%s\n", field->name.data,
	    field->type == TA_TYPE_LIST ? " []" : "");
}

/* The blank form: what staff fill in is no part of it. */
static void
print_fields(const struct ta_policy *policy, struct ta_text *text)
{
	ta_text_add_string(text, "---\n");
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (!policy->vocabulary.fields[i].staff)
			print_field(&policy->vocabulary.fields[i], text);
}

static void
print_day(const struct ta_closed_day *day, void *arg)
{
	const struct ta_csv_style style = {false, false};
	struct ta_text *text = arg;
	size_t start = text->len;

	ta_day_print(text, day->day);
	ta_csv_add_cell(text,
	    ta_slice_of(ta_weekday_name(ta_day_weekday(day->day))), false,
	    style);
	ta_csv_add_cell(text, ta_slice_of(day->name), false, style);
	ta_csv_end_row(text, start, style);
}

static void
add_day(const struct ta_closed_day *day, void *arg)
{
	struct ta_text key = {0};

	ta_day_print(&key, day->day);
	ta_text_printf(&key, " %s", day->name);
	ta_ics_add(
	    arg, ta_text_slice(&key, 0), day->day, ta_slice_of(day->name));
	ta_text_free(&key);
}

/* The closed days of a year. */
static void
print_holidays(const struct ta_cli *cli, struct ta_text *text)
{
	const struct policy *policy = cli->self;
	const struct ta_calendar *calendar = cli->policy->vocabulary.calendar;
	struct ta_ics ics;

	if (!cli->to_other) {
		ta_text_add_string(text, "date,weekday,name\n");
		ta_calendar_year(calendar, policy->year, print_day, text);
		return;
	}
	ta_ics_begin(&ics, text, cli->policy->name, cli->today);
	ta_calendar_year(calendar, policy->year, add_day, &ics);
	ta_ics_end(&ics);
	ta_ics_free(&ics);
}

/* Runs the table of cases; the coverage is the output. */
static int
run_cases(struct ta_cli *cli, struct ta_text *text, struct ta_error *error)
{
	struct policy *policy = cli->self;
	struct ta_casetable *cases = ta_casetable_new(
	    cli->policy, cli->today, cli->switches, &cli->report);
	int status = 0, share = 100;

	for (size_t i = 0; status == 0 && i < policy->n_cases; i++)
		status = ta_casetable_run(cases, policy->cases[i], error);

	if (status == 0 && policy->coverage)
		share = ta_casetable_coverage(cases, text);
	if (status == 0)
		ta_report_warn(&cli->report,
		    policy->coverage ? "%zu cases, %zu differ, %d %% covered"
				     : "%zu cases, %zu differ",
		    ta_casetable_count(cases), ta_casetable_failed(cases),
		    share);
	policy->found = ta_casetable_failed(cases) > 0 || share < policy->least;
	ta_casetable_free(cases);
	return status;
}

static int
make_text(struct ta_cli *cli, struct ta_text *text, struct ta_error *error)
{
	struct policy *policy = cli->self;

	if (policy->n_cases > 0) {
		return run_cases(cli, text, error);
	} else if (policy->combinations) {
		return ta_combinations_run(cli, text, &policy->found, error);
	} else if (policy->compare != NULL) {
		return ta_twopolicies_compare(
		    cli, policy->compare, policy->all, text, error);
	} else if (policy->fields) {
		print_fields(cli->policy, text);
	} else if (policy->year != 0) {
		print_holidays(cli, text);
	} else {
		return ta_policy_read(ta_cli_policy_path(cli), text, error);
	}
	return 0;
}

static void
say_good(struct ta_cli *cli)
{
	const struct ta_policy *policy = cli->policy;

	ta_report_warn(&cli->report,
	    "%s %s: %zu fields, %zu findings, %zu routes (%zu early) to "
	    "%zu queues",
	    policy->name, policy->edition, policy->vocabulary.n_fields,
	    policy->vocabulary.n_findings, policy->n_routes, policy->n_early,
	    policy->n_queues);
	if (policy->n_due_rules > 0 &&
	    policy->due_rules[policy->n_due_rules - 1].when.count > 0)
		ta_report_warn(&cli->report,
		    "a request that no rule of 'due' matches gets no dates; a "
		    "last rule without 'when' would take what is left");
}

static int
run(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	struct ta_output *output;
	int status;

	if (policy->all && policy->compare == NULL)
		return ta_error_set(
		    error, NULL, "--all is of --compare POLICY");
	if (cli->n_paths > 0 && policy->compare == NULL)
		return ta_error_set(error, NULL,
		    "there are no operands; a policy is given by --policy or "
		    "--check");
	if (policy->coverage && policy->n_cases == 0)
		return ta_error_set(error, NULL,
		    "--coverage and --min-coverage are of --test CASES");
	if ((cli->to_other || cli->to != NULL) && policy->year == 0)
		return ta_error_set(error, NULL, "--to is of --holidays YEAR");
	if (cli->to != NULL && cli->to != &ta_format_csv)
		return ta_error_set(
		    error, NULL, "the closed days are written as csv or ics");
	if (policy->check != NULL)
		cli->policy_path = policy->check;
	if (ta_cli_load(cli, error) == -1)
		return -1;
	if (policy->check != NULL) {
		say_good(cli);
		return 0;
	}
	output = ta_output_open(cli->output_path, error);
	if (output == NULL)
		return -1;
	status = make_text(cli, ta_output_text(output), error);
	if (status == 0)
		status = ta_output_finish(output, error);
	if (status == 0)
		status = ta_output_place(output, error);
	ta_output_close(output);
	return status;
}

static const struct ta_option options[] = {
    {OPT_ALL, "all", NULL, "compare finished requests too"},
    {OPT_CHECK, "check", "file", "load a policy, say what it has, exit"},
    {OPT_COMBINATIONS, "combinations", NULL,
	"decide every combination that the policy names"},
    {OPT_COMPARE, "compare", "policy", "what another policy would change"},
    {OPT_COVERAGE, "coverage", NULL, "which rules and answers no case has"},
    {OPT_FIELDS, "fields", NULL, "print the blank form as YAML"},
    {OPT_HOLIDAYS, "holidays", "year", "print the closed days of a year"},
    {OPT_LEAST, "min-coverage", "per cent", "status 1 where less is covered"},
    {OPT_TEST, "test", "cases",
	"run a table of cases, say what differs; repeatable"},
};

static const int reads[] = {OPT_COMPARE, OPT_TEST, 0};

int
main(int argc, char **argv)
{
	struct policy policy = {0};
	struct ta_cli cli = {.name = "ta-policy",
	    .purpose = "print, check and try the policy",
	    .synopsis =
		"[-hqV] [-o file] [-p policy]\n"
		"       ta-policy [-q] --check file\n"
		"       ta-policy [-o file] [-p policy] --fields\n"
		"       ta-policy [-d date] [-o file] [-p policy] "
		"[-t csv | ics] --holidays year\n"
		"       ta-policy [-q] [-d date] [-o file] [-p policy]\n"
		"                 [-s switch] --combinations\n"
		"       ta-policy [-q] [-d date] [-o file] [-p policy] "
		"[-s switch]\n"
		"                 [--all] --compare policy [file ...]\n"
		"       ta-policy [-q] [-d date] [-o file] [-p policy] "
		"[-s switch]\n"
		"                 [--coverage] [--min-coverage per cent] "
		"--test cases...",
	    .options = options,
	    .n_options = sizeof(options) / sizeof(options[0]),
	    .reads = reads,
	    .no_records = true,
	    .also_to = "ics",
	    .to_help = "the closed days as csv or ics",
	    .option = option,
	    .self = &policy};
	struct ta_error error;
	int status = ta_cli_parse(&cli, argc, argv);

	if (status != -1) {
		free(policy.cases);
		return status;
	}
	status = run(&cli, &error);
	free(policy.cases);
	if (status == -1)
		return ta_cli_fail(&cli, &error);
	ta_cli_free(&cli);
	return policy.found ? TA_PARTLY : TA_DONE;
}
