#include "file/batch.h"
#include "file/schema.h"
#include "policy/load.h"
#include "tool/cli.h"
#include "trial/trial.h"

struct policy {
	const char *check;    /* a file */
	bool named;	      /* an option names the form, and no more */
	struct ta_list cases; /* tables */
	bool coverage;
	const char *compare;   /* another policy */
	struct ta_cli other;   /* of the other policy */
	struct ta_trial trial; /* options are put into it, too */
};

static const struct ta_form forms[] = {
    {NULL, "h q V o p schema", NULL},
    {"check", "q strict", NULL},
    {"fields", "o p", NULL},
    {"holidays", "d o p t columns", NULL},
    {"letters", "d o p", NULL},
    {"combinations", "q d o p s t columns", NULL},
    {"compare", "q d o p s t all columns", "[file ...]"},
    {"test", "q d o p s t columns coverage min-coverage", NULL},
    {"words", "o p", NULL},
};

/* The mode of each form, in their order. */
static ta_trial_run *const modes[] = {ta_trial_print, ta_trial_doubts,
    ta_trial_blankform, ta_trial_closeddays, ta_trial_letters,
    ta_trial_combinations, ta_trial_twopolicies, ta_trial_cases,
    ta_trial_words};

/* Loads the other policy, and opens the records for both: 0 or -1. */
static int
begin_comparison(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	const struct ta_files_options reading = ta_cli_reading(cli, TA_STRICT);
	const char *const *paths;
	size_t n;

	if (ta_cli_load_beside(cli, policy->compare, &policy->other, error) ==
	    -1)
		return -1;
	policy->trial.other = &policy->other.context;
	policy->trial.other_policy =
	    ta_text_slice(&policy->other.policy_text, 0);
	paths = ta_cli_paths(cli, &n);
	policy->trial.input = ta_input_open(paths, n, &reading, error);
	return policy->trial.input == NULL ? -1 : 0;
}

static int
begin(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	struct ta_trial *trial = &policy->trial;

	if (policy->check != NULL)
		cli->policy_path = policy->check;
	if (ta_cli_load(cli, error) == -1)
		return -1;
	trial->context = &cli->context;
	trial->report = &cli->report;
	trial->name = ta_cli_policy_path(cli);
	if (trial->name == NULL)
		trial->name = TA_BUILTIN;
	trial->policy = ta_text_slice(&cli->policy_text, 0);
	trial->tables = policy->cases.items;
	trial->n_tables = policy->cases.count;
	return policy->compare == NULL ? 0 : begin_comparison(cli, error);
}

/* Runs a mode that writes, then puts the output in place: 0 or -1. */
static int
run_to_output(struct ta_cli *cli, ta_trial_run *mode, struct ta_error *error)
{
	struct policy *policy = cli->self;
	struct ta_trial *trial = &policy->trial;
	struct ta_batch batch = {0};
	struct ta_output *output;
	int status = -1;

	ta_cli_note_places(cli, policy->compare != NULL, &batch.places);
	output = ta_batch_open(&batch, cli->output_path, error);
	if (output != NULL) {
		trial->text = ta_output_text(output);
		trial->writer = ta_writer_new(output,
		    cli->to == NULL ? &ta_format_csv : cli->to, &cli->style);
		status = mode(trial, error);
		ta_writer_free(trial->writer);
	}
	if (status == 0 && cli->report.failed)
		status = ta_report_refuse(error);
	if (status == 0)
		status = ta_batch_finish(&batch, error);
	ta_batch_close(&batch);
	return status;
}

static int
run(struct ta_cli *cli, struct ta_error *error)
{
	struct policy *policy = cli->self;
	ta_trial_run *mode = modes[cli->form - forms];
	bool silent = mode == ta_trial_doubts ||
		      (mode == ta_trial_cases && !policy->coverage &&
			  policy->trial.least == 0);

	if (begin(cli, error) == -1)
		return -1;
	return silent ? mode(&policy->trial, error)
		      : run_to_output(cli, mode, error);
}

static void
add_schema(struct ta_text *text)
{
	ta_schema_add(text, &ta_policy_shape, "urn:ta-utils:policy",
	    "A policy of ta-utils");
}

#define AT(member) offsetof(struct policy, member)

static const struct ta_option options[] = {
    {0, "all", NULL, TA_FLAG, AT(trial.all), "compare finished requests too"},
    {0, "check", "file", TA_FILE_READ, AT(check),
	"load a policy, say what it has, exit"},
    {0, "combinations", NULL, TA_FLAG, AT(named),
	"decide every combination that the policy names"},
    {0, "compare", "policy", TA_FILE_READ, AT(compare),
	"what another policy would change"},
    {0, "coverage", NULL, TA_FLAG, AT(coverage),
	"which rules and answers no case has"},
    {0, "fields", NULL, TA_FLAG, AT(named), "print the blank form as YAML"},
    {0, "holidays", "year", TA_NUMBER, AT(trial.year),
	"print the closed days of a year", TA_YEAR_MIN, TA_YEAR_MAX},
    {0, "letters", NULL, TA_FLAG, AT(named),
	"show every letter, with sample values"},
    {0, "min-coverage", "percentage", TA_NUMBER, AT(trial.least),
	"status 1 where less is covered", 1, 100},
    {0, "schema", NULL, TA_SHOW_SCHEMA, 0,
	"print the JSON Schema of policies, and exit"},
    {0, "strict", NULL, TA_FLAG, AT(trial.strict),
	"status 1 where --check has a doubt"},
    {0, "test", "cases", TA_FILES_READ, AT(cases),
	"run a table of cases, say what differs; repeatable"},
    {0, "words", NULL, TA_FLAG, AT(named),
	"print what the policy says to people"},
    {0},
};

int
main(int argc, char **argv)
{
	struct policy policy = {0};
	struct ta_cli cli = {.name = "ta-policy",
	    .purpose = "print, check and try the policy",
	    .options = options,
	    .forms = forms,
	    .n_forms = TA_COUNT(forms),
	    .add_schema = add_schema,
	    .self = &policy};
	struct ta_error error;
	int status = ta_cli_parse(&cli, argc, argv);

	if (status != -1)
		return status;
	status = run(&cli, &error);
	ta_input_close(policy.trial.input);
	ta_cli_free(&policy.other);
	return ta_cli_end(&cli, status, policy.trial.found, &error);
}
