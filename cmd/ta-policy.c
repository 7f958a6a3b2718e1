#include "policy/load.h"
#include "record/writer.h"
#include "tool/cli.h"
#include "trial/blankform.h"
#include "trial/casetable.h"
#include "trial/closeddays.h"
#include "trial/combinations.h"
#include "trial/doubts.h"
#include "trial/twopolicies.h"

struct policy {
	const char *check; /* a file */
	bool fields;
	size_t year;	      /* of --holidays, or 0 */
	struct ta_list cases; /* tables */
	bool coverage;
	size_t least; /* per cent of coverage; or 0 */
	bool combinations;
	const char *compare; /* another policy */
	bool all;	     /* compares finished requests too */
	bool found;	     /* what a trial is to find: status 1 */
	struct ta_output *output;
	struct ta_writer *writer; /* of the modes that write records */
};

static int
print_policy(struct ta_cli *cli, struct ta_error *error)
{
	const struct policy *policy = cli->self;

	(void)error;
	ta_text_add_slice(ta_output_text(policy->output),
	    ta_text_slice(&cli->policy_text, 0));
	return 0;
}

static int
print_fields(struct ta_cli *cli, struct ta_error *error)
{
	const struct policy *policy = cli->self;

	(void)error;
	ta_blankform_add(cli->policy, ta_output_text(policy->output));
	return 0;
}

static int
write_holidays(struct ta_cli *cli, struct ta_error *error)
{
	const struct policy *policy = cli->self;

	return ta_closeddays_write(
	    cli->policy, (int)policy->year, policy->writer, error);
}

static int
write_combinations(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;

	return ta_combinations_run(
	    &cli->context, &cli->report, policy->writer, &policy->found, error);
}

static int
compare(struct ta_cli *cli, struct ta_error *error)
{
	const struct policy *policy = cli->self;
	const struct ta_files_options reading = ta_cli_reading(cli, TA_STRICT);
	struct ta_cli other;
	const struct ta_twopolicies two = {
	    {&cli->context, &other.context}, policy->all};
	int status = ta_cli_load_beside(cli, policy->compare, &other, error);
	struct ta_input *input = NULL;
	size_t n;

	if (status == 0) {
		const char *const *paths = ta_cli_paths(cli, &n);

		input = ta_input_open(paths, n, &reading, error);
	}
	if (input != NULL)
		status = ta_twopolicies_compare(
		    &two, input, &cli->report, policy->writer, error);
	ta_cli_free(&other);
	if (input == NULL)
		return -1;
	ta_input_close(input);
	return status;
}

/* Runs the tables of cases; the coverage is the output. */
static int
run_cases(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	struct ta_casetable *cases =
	    ta_casetable_new(&cli->context, &cli->report);
	int status = 0;

	for (size_t i = 0; status == 0 && i < policy->cases.count; i++)
		status = ta_casetable_run(cases, policy->cases.items[i], error);
	if (status == 0)
		status = ta_casetable_end(cases, policy->writer, policy->least,
		    &policy->found, error);
	ta_casetable_free(cases);
	return status;
}

/* That it could be loaded is what was asked. */
static int
check(struct ta_cli *cli, struct ta_error *error)
{
	(void)error;
	ta_doubts_say(cli->policy, &cli->report);
	return 0;
}

/* What the tool can be asked for, and what goes with it. */
struct mode {
	int (*run)(struct ta_cli *cli, struct ta_error *error);
	bool writes;  /* something, to an output */
	bool records; /* which are records in a format */
};

static const struct mode *
mode_of(const struct policy *policy)
{
	static const struct mode checked = {check, false, false},
				 tests = {run_cases, false, false},
				 coverage = {run_cases, true, true},
				 combinations = {write_combinations, true,
				     true},
				 comparison = {compare, true, true},
				 fields = {print_fields, true, false},
				 holidays = {write_holidays, true, true},
				 print = {print_policy, true, false};

	if (policy->check != NULL)
		return &checked;
	if (policy->cases.count > 0)
		return policy->coverage ? &coverage : &tests;
	if (policy->combinations)
		return &combinations;
	if (policy->compare != NULL)
		return &comparison;
	if (policy->fields)
		return &fields;
	return policy->year != 0 ? &holidays : &print;
}

/* Runs a mode that writes, and puts the output in place: 0 or -1. */
static int
run_to_output(
    struct ta_cli *cli, const struct mode *mode, struct ta_error *error)
{
	struct policy *policy = cli->self;
	int status;

	policy->output = ta_output_open(cli->output_path, error);
	if (policy->output == NULL)
		return -1;
	if (mode->records)
		policy->writer = ta_writer_new(policy->output,
		    cli->to == NULL ? &ta_format_csv : cli->to, &cli->style);
	status = mode->run(cli, error);
	ta_writer_free(policy->writer);
	if (status == 0)
		status = ta_output_finish(policy->output, error);
	if (status == 0)
		status = ta_output_place(policy->output, error);
	ta_output_close(policy->output);
	return status;
}

static int
run(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	const struct mode *mode;

	policy->coverage |= policy->least > 0;
	mode = mode_of(policy);
	if (policy->check != NULL)
		cli->policy_path = policy->check;
	if (ta_cli_load(cli, error) == -1)
		return -1;
	return mode->writes ? run_to_output(cli, mode, error)
			    : mode->run(cli, error);
}

#define AT(member) offsetof(struct policy, member)

static const struct ta_option options[] = {
    {0, "all", NULL, TA_FLAG, AT(all), "compare finished requests too"},
    {0, "check", "file", TA_FILE_READ, AT(check),
	"load a policy, say what it has, exit"},
    {0, "combinations", NULL, TA_FLAG, AT(combinations),
	"decide every combination that the policy names"},
    {0, "compare", "policy", TA_FILE_READ, AT(compare),
	"what another policy would change"},
    {0, "coverage", NULL, TA_FLAG, AT(coverage),
	"which rules and answers no case has"},
    {0, "fields", NULL, TA_FLAG, AT(fields), "print the blank form as YAML"},
    {0, "holidays", "year", TA_NUMBER, AT(year),
	"print the closed days of a year", TA_YEAR_MIN, TA_YEAR_MAX},
    {0, "min-coverage", "percentage", TA_NUMBER, AT(least),
	"status 1 where less is covered", 1, 100},
    {0, "test", "cases", TA_FILES_READ, AT(cases),
	"run a table of cases, say what differs; repeatable"},
    {0},
};

static const struct ta_form forms[] = {
    {NULL, "h q V o p", NULL},
    {"check", "q", NULL},
    {"fields", "o p", NULL},
    {"holidays", "d o p t", NULL},
    {"combinations", "q d o p s t", NULL},
    {"compare", "q d o p s t all", "[file ...]"},
    {"test", "q d o p s t coverage min-coverage", NULL},
};

int
main(int argc, char **argv)
{
	struct policy policy = {0};
	struct ta_cli cli = {.name = "ta-policy",
	    .purpose = "print, check and try the policy",
	    .options = options,
	    .forms = forms,
	    .n_forms = sizeof(forms) / sizeof(forms[0]),
	    .common = "dhopqstV",
	    .self = &policy};
	struct ta_error error;
	int status = ta_cli_parse(&cli, argc, argv);

	if (status != -1)
		return status;
	if (run(&cli, &error) == -1)
		return ta_cli_fail(&cli, &error);
	ta_cli_free(&cli);
	return policy.found ? TA_PARTLY : TA_DONE;
}
