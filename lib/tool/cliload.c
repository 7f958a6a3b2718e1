#include <sys/ioctl.h>
#include <sys/stat.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool/cli.h"
#include "policy/load.h"
#include "record/columns.h"

/*
 * Loads what command line and environment ask for: the policy, the day and the
 * switches. Then restricts the process to the files of its command line.
 */

#define SYSTEM_POLICY TA_SYSCONFDIR "/ta/policy.yaml"

/* Cells of a line of text: where nothing says how many, and at least. */
#define LINE_WIDTH 80
#define LINE_LEAST 20

/* The value of a variable; NULL where it is empty or not set. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

/*
 * It is never a file in the working directory: a policy must not change with
 * the folder in which cron starts. A file that is there and cannot be read is
 * an error.
 */
const char *
ta_cli_policy_path(const struct ta_cli *cli)
{
	struct stat st;

	if (cli->policy_path != NULL)
		return cli->policy_path;
	if (variable("TA_POLICY") != NULL)
		return variable("TA_POLICY");
	if (stat(SYSTEM_POLICY, &st) == -1 &&
	    (errno == ENOENT || errno == ENOTDIR))
		return NULL;
	return SYSTEM_POLICY;
}

static int
load_policy(struct ta_cli *cli, struct ta_error *error)
{
	const char *path = ta_cli_policy_path(cli);

	if (ta_policy_read(path, &cli->policy_text, error) == -1)
		return -1;
	cli->policy = path == NULL
			  ? ta_policy_builtin(error)
			  : ta_policy_load(path,
				ta_text_slice(&cli->policy_text, 0), error);
	return cli->policy == NULL ? -1 : 0;
}

static int
load_today(struct ta_cli *cli, struct ta_error *error)
{
	const char *text = cli->today_text;

	if (text == NULL)
		text = variable("TA_TODAY");
	if (text == NULL)
		ta_zone_now(cli->policy->zone, &cli->now);
	else if (!ta_day_parse(ta_slice_of(text), &cli->now.day))
		return ta_error_set(error, NULL,
		    "today is '%s', but it has to be a date such as "
		    "2026-11-24",
		    text);
	cli->context.today = cli->now.day;
	return 0;
}

/*
 * Whether a switch is on where nobody says so: by the policy's days, or by
 * default.
 */
static bool
is_on(const struct ta_cli *cli, size_t i)
{
	const struct ta_switch *entry = &cli->policy->switches[i];

	return entry->on || ta_switch_during(entry, cli->context.today) != NULL;
}

/* Leaves the i-th switch to the policy, as `auto` says: 0 or -1. */
static int
set_auto(struct ta_cli *cli, size_t i, bool for_pipe, struct ta_error *error)
{
	const char *name = cli->policy->vocabulary.switches[i];

	if (cli->policy->switches[i].open_requests_over == -1)
		return ta_error_set(error, NULL,
		    "the switch '%s' cannot be auto: the policy does not say "
		    "with how many open requests it is on",
		    name);
	if (!for_pipe && !cli->sees_all)
		return ta_error_set(error, NULL,
		    "ta-submit, which sees all requests, decides whether '%s' "
		    "is on; it tells the tools behind it by the "
		    "column " TA_COL_SWITCHES,
		    name);
	cli->said[i] = false;
	cli->switches[i] = is_on(cli, i);
	return 0;
}

/* Sets a switch by a word: NAME, NAME=on, NAME=off or NAME=auto. */
static int
set_switch(struct ta_cli *cli, struct ta_slice word, bool for_pipe,
    struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &cli->policy->vocabulary;
	struct ta_slice state = word;
	struct ta_slice name = ta_slice_next(&state, '=');
	int i = ta_names_index(name, NULL, "a switch of the policy",
	    ta_names_of(vocabulary->switches, vocabulary->n_switches), error);

	if (i == -1)
		return -1;
	if (ta_slice_equal(state, ta_slice_of("auto")))
		return set_auto(cli, (size_t)i, for_pipe, error);
	cli->said[i] = true;
	cli->switches[i] =
	    state.data == NULL || ta_slice_equal(state, ta_slice_of("on"));
	if (cli->switches[i] || ta_slice_equal(state, ta_slice_of("off")))
		return 0;
	return ta_error_set(error, NULL,
	    "the switch '%s' can only be on, off or auto",
	    vocabulary->switches[i]);
}

static int
set_switches(struct ta_cli *cli, const char *words, bool for_pipe,
    struct ta_error *error)
{
	struct ta_slice rest = ta_slice_of(words);

	while (rest.data != NULL) {
		struct ta_slice group = ta_slice_next(&rest, ' ');

		while (group.data != NULL) {
			struct ta_slice word = ta_slice_next(&group, ',');

			if (word.len > 0 &&
			    set_switch(cli, word, for_pipe, error) == -1)
				return -1;
		}
	}
	return 0;
}

/* The environment is for a whole pipe; the command line overrules it. */
static int
load_switches(struct ta_cli *cli, struct ta_error *error)
{
	size_t n = cli->policy->vocabulary.n_switches;

	cli->switches = ta_alloc(n, sizeof(*cli->switches));
	cli->said = ta_alloc(n, sizeof(*cli->said));
	for (size_t i = 0; i < n; i++)
		cli->switches[i] = is_on(cli, i);
	if (set_switches(cli, variable("TA_SWITCHES"), true, error) == -1)
		return -1;
	for (size_t i = 0; i < cli->switch_words.count; i++)
		if (set_switches(
			cli, cli->switch_words.items[i], false, error) == -1)
			return -1;
	return 0;
}

/*
 * The cells of a line of text: what a person says in COLUMNS, as POSIX has it,
 * else the terminal's, else 80. Nothing is decided by it.
 */
static size_t
line_width(const struct ta_cli *cli)
{
	struct winsize size;
	size_t cells = LINE_WIDTH;
	size_t said;

	if (ta_slice_number(ta_slice_of(variable("COLUMNS")), 5, &said))
		cells = said;
	else if (cli->output_path == NULL &&
		 ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
		 size.ws_col > 0)
		cells = size.ws_col;
	return cells < LINE_LEAST ? LINE_LEAST : cells;
}

/* Loads how records are written: 0 or -1. */
static int
load_style(struct ta_cli *cli, struct ta_error *error)
{
	struct ta_style *style = &cli->style;

	style->title = cli->policy->name;
	style->today = cli->context.today;
	style->form = &cli->policy->form;
	style->folder = cli->folder;
	style->width = line_width(cli);
	if (cli->columns == NULL)
		return 0;
	style->view = ta_policy_view(cli->policy, cli->columns, error);
	return style->view == NULL ? -1 : 0;
}

static int
load(struct ta_cli *cli, struct ta_error *error)
{
	const char *folder = variable("TMPDIR"), *csv = variable("TA_CSV");
	const char *json = variable("TA_JSON");

	cli->folder = folder == NULL ? "/tmp" : folder;
	cli->by_libcsv = csv != NULL && strcmp(csv, "libcsv") == 0;
	cli->by_jansson = json != NULL && strcmp(json, "jansson") == 0;
	if (load_policy(cli, error) == -1 || load_today(cli, error) == -1 ||
	    load_switches(cli, error) == -1)
		return -1;
	cli->context.policy = cli->policy;
	cli->context.switches = cli->switches;
	cli->context.said = cli->said;
	return load_style(cli, error);
}

/*
 * Restricts the process. The tool's own options have permitted their files
 * already. /usr has the tables of zones and encodings, which the C library
 * reads when it needs them.
 */
static int
enter_sandbox(struct ta_cli *cli, struct ta_error *error)
{
	const char *policy = ta_cli_policy_path(cli);
	const char *state = variable("TA_SANDBOX");

	if (state != NULL && strcmp(state, "off") == 0)
		return 0;
	ta_sandbox_allow(&cli->sandbox, "/usr", TA_READS);
	ta_sandbox_allow(&cli->sandbox, cli->folder, TA_WRITES);
	if (policy != NULL)
		ta_sandbox_allow(&cli->sandbox, policy, TA_READS);
	for (size_t i = 0; i < cli->n_paths; i++)
		if (strcmp(cli->paths[i], "-") != 0)
			ta_sandbox_allow(&cli->sandbox, cli->paths[i],
			    cli->form != NULL && cli->form->written ? TA_WRITES
								    : TA_READS);
	for (size_t i = 0; i < cli->n_words; i++) {
		const char *value = strchr(cli->words[i], '=');

		if (value != NULL && value[1] == '@')
			ta_sandbox_allow(&cli->sandbox, value + 2, TA_READS);
	}
	return ta_sandbox_enter(&cli->sandbox, error);
}

/*
 * Takes the first operand for the name of a report, where the policy has one of
 * this name: 0, or -1 with the error set, where it is neither that nor a file.
 */
static int
take_report(struct ta_cli *cli, struct ta_error *error)
{
	const struct ta_policy *policy = cli->policy;
	struct ta_slice name;
	struct stat st;

	if (!cli->names_report || cli->n_paths == 0)
		return 0;
	name = ta_slice_of(cli->paths[0]);
	if (ta_policy_report(policy, name) != NULL) {
		cli->words = cli->paths++;
		cli->n_words = 1;
		cli->n_paths--;
		return 0;
	}
	if (!ta_slug_is(name) || stat(cli->paths[0], &st) == 0)
		return 0;
	ta_names_index(name, NULL, "a report of this policy or a file",
	    TA_NAMES(
		policy->reports, policy->n_reports, struct ta_briefing, id),
	    error);
	return -1;
}

int
ta_cli_load(struct ta_cli *cli, struct ta_error *error)
{
	return load(cli, error) == -1 || take_report(cli, error) == -1
		   ? -1
		   : enter_sandbox(cli, error);
}

int
ta_cli_load_beside(const struct ta_cli *cli, const char *path,
    struct ta_cli *beside, struct ta_error *error)
{
	*beside = (struct ta_cli){.name = cli->name,
	    .policy_path = path,
	    .today_text = cli->today_text};
	for (size_t i = 0; i < cli->switch_words.count; i++)
		ta_list_add(&beside->switch_words, cli->switch_words.items[i]);
	return load(beside, error);
}

const char *const *
ta_cli_paths(struct ta_cli *cli, size_t *n)
{
	static const char *const standard[] = {"-"};

	*n = cli->n_paths;
	if (cli->n_paths > 0)
		return cli->paths;
	*n = 1;
	if (isatty(STDIN_FILENO) == 1)
		ta_report_warn(&cli->report,
		    "reading records from the terminal; end with control-D");
	return standard;
}

struct ta_files_options
ta_cli_reading(const struct ta_cli *cli, enum ta_manner manner)
{
	return (struct ta_files_options){.format = cli->from,
	    .form = &cli->policy->form,
	    .behind = manner == TA_STRICT && !cli->report.verbose,
	    .reading = {.manner = manner,
		.by_libcsv = cli->by_libcsv,
		.by_jansson = cli->by_jansson}};
}

void
ta_cli_note_places(
    const struct ta_cli *cli, bool reads_input, struct ta_places *places)
{
	const char *policy = ta_cli_policy_path(cli);

	if (policy != NULL)
		ta_places_read(places, policy, -1);
	for (size_t i = 0; i < cli->sandbox.count; i++)
		if (cli->sandbox.permits[i].access == TA_READS)
			ta_places_read(
			    places, cli->sandbox.permits[i].path, -1);
	for (size_t i = 0; i < cli->n_paths; i++)
		ta_places_read(places,
		    strcmp(cli->paths[i], "-") == 0 ? NULL : cli->paths[i],
		    STDIN_FILENO);
	if (cli->n_paths == 0 && reads_input)
		ta_places_read(places, NULL, STDIN_FILENO);
}
