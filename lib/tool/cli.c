#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tool/cli.h"

#define OPTIONS_MOST 64

enum { OPT_CRLF = 256, OPT_BOM, OPT_SAFE, OPT_SHARD, OPT_SHOW };

static const struct ta_option common[] = {
    {'d', "today", "date", "the day to work on (TA_TODAY; else the office's)"},
    {'e', "explain", NULL, "say each rule that is tried, and why"},
    {'f', "from", "format", "input is csv, yaml or jsonl (else by content)"},
    {'h', "help", NULL, "show this and exit"},
    {'o', "output", "file", "write to a file, which appears whole or not"},
    {'p', "policy", "file", "the policy (TA_POLICY; else the system's)"},
    {'q', "quiet", NULL, "no warnings and no summary"},
    {'s', "switch", "name[=state]", "turn a switch on, off or auto"},
    {'t', "to", "format", "output is csv, yaml or jsonl (else as input)"},
    {'V', "version", NULL, "show the version and exit"},
    {'v', "verbose", NULL, "say more"},
    {OPT_BOM, "bom", NULL, "begin CSV with a byte order mark"},
    {OPT_CRLF, "crlf", NULL, "end CSV lines with CRLF"},
    {OPT_SHARD, "shard", "part", "part k/n of the records alone, by their ids"},
    {OPT_SHOW, "show-values", NULL, "show choices and dates in messages"},
    {OPT_SAFE, "spreadsheet-safe", NULL,
	"an apostrophe before cells that a spreadsheet would run"},
};

#define N_COMMON (sizeof(common) / sizeof(common[0]))

void
ta_cli_guard_descriptors(void)
{
	/* Opened the wrong way round, so that using it is an error. */
	static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", modes[fd]) != fd)
			_exit(TA_FAILED);
}

static int
usage_error(struct ta_cli *cli, const char *what, const char *word)
{
	struct ta_error error;

	ta_error_set(
	    &error, NULL, "%s '%s'; try '%s --help'", what, word, cli->name);
	return ta_cli_fail(cli, &error);
}

static void
add_help(struct ta_text *text, const struct ta_option *option)
{
	size_t start = text->len;

	if (option->letter < 256)
		ta_text_printf(
		    text, "  -%c, --%s", option->letter, option->name);
	else
		ta_text_printf(text, "      --%s", option->name);
	if (option->argument != NULL)
		ta_text_printf(text, " %s", option->argument);
	do
		ta_text_add_char(text, ' ');
	while (text->len - start < 31);
	ta_text_printf(text, "%s\n", option->help);
}

/* Does a tool without records have the common option too? */
static bool
is_for(const struct ta_cli *cli, const struct ta_option *option)
{
	if (option->letter == 'e')
		return cli->decides;
	if (option->letter == 't' && cli->also_to != NULL)
		return true;
	return !cli->no_records || memchr("dhopqsV", option->letter, 7) != NULL;
}

int
ta_cli_print(const struct ta_text *text, struct ta_error *error)
{
	struct ta_output *output = ta_output_open(NULL, error);
	int status;

	ta_text_add_slice(ta_output_text(output), ta_text_slice(text, 0));
	status = ta_output_finish(output, error);
	ta_output_close(output);
	return status;
}

/* Prints and frees a text, and that is all there is to do. */
static int
print_and_end(struct ta_cli *cli, struct ta_text *text)
{
	struct ta_error error;
	int status = ta_cli_print(text, &error);

	ta_text_free(text);
	if (status == -1)
		return ta_cli_fail(cli, &error);
	ta_cli_free(cli);
	return TA_DONE;
}

static int
help(struct ta_cli *cli)
{
	struct ta_text text = {0};

	ta_text_printf(&text, "usage: %s %s\n\n%s - %s\n\n", cli->name,
	    cli->synopsis, cli->name, cli->purpose);
	for (size_t i = 0; i < cli->n_options; i++)
		add_help(&text, &cli->options[i]);
	for (size_t i = 0; i < N_COMMON; i++) {
		struct ta_option option = common[i];

		if (option.letter == 't' && cli->also_to != NULL)
			option.help = cli->to_help;
		if (is_for(cli, &option))
			add_help(&text, &option);
	}
	ta_text_printf(&text,
	    "\nThe manual is %s(1); ta(7) is about all tools.\n", cli->name);
	return print_and_end(cli, &text);
}

static int
version(struct ta_cli *cli)
{
	struct ta_text text = {0};

	ta_text_printf(&text, "%s (ta-utils) %s\n", cli->name, TA_VERSION);
	return print_and_end(cli, &text);
}

static int
set_format(
    struct ta_cli *cli, const char *name, const struct ta_format **format)
{
	size_t n;
	const char *const *names = ta_format_names(&n);
	struct ta_error error;

	if (ta_name_index(
		ta_slice_of(name), NULL, "a format", names, n, &error) == -1)
		return ta_cli_fail(cli, &error);
	*format = ta_format_named(name);
	return -1;
}

static bool
is_among(const int *letters, int letter)
{
	for (; letters != NULL && *letters != 0; letters++)
		if (*letters == letter)
			return true;
	return false;
}

static int
take_own(struct ta_cli *cli, int letter)
{
	struct ta_error error;

	if (is_among(cli->reads, letter))
		ta_sandbox_allow(&cli->sandbox, optarg, TA_READS);
	if (is_among(cli->writes, letter))
		ta_sandbox_allow(&cli->sandbox, optarg, TA_WRITES);
	if (cli->option(cli->self, letter, optarg, &error) == -1)
		return ta_cli_fail(cli, &error);
	return -1;
}

static int
set_shard(struct ta_cli *cli, const char *part)
{
	struct ta_error error;

	if (ta_part_parse(ta_slice_of(part), &cli->shard))
		return -1;
	ta_error_set(&error, NULL,
	    "--shard: expected a part and of how many, such as 1/4");
	return ta_cli_fail(cli, &error);
}

/* One option: a status to exit with, or -1 to go on. */
static int
take(struct ta_cli *cli, int letter)
{
	switch (letter) {
	case 'd':
		cli->today_text = optarg;
		return -1;
	case 'f':
		return set_format(cli, optarg, &cli->from);
	case 'e':
		cli->explain = true;
		return -1;
	case 'h':
		return help(cli);
	case 'o':
		cli->output_path = strcmp(optarg, "-") == 0 ? NULL : optarg;
		return -1;
	case 'p':
		cli->policy_path = optarg;
		return -1;
	case 'q':
		cli->report.quiet = true;
		return -1;
	case 's':
		ta_text_printf(&cli->switch_words, "%s ", optarg);
		return -1;
	case 't':
		cli->to_other =
		    cli->also_to != NULL && strcmp(optarg, cli->also_to) == 0;
		return cli->to_other ? -1 : set_format(cli, optarg, &cli->to);
	case 'V':
		return version(cli);
	case 'v':
		cli->report.verbose = true;
		return -1;
	case OPT_CRLF:
		cli->style.crlf = true;
		return -1;
	case OPT_BOM:
		cli->bom = true;
		return -1;
	case OPT_SAFE:
		cli->style.safe = true;
		return -1;
	case OPT_SHARD:
		return set_shard(cli, optarg);
	case OPT_SHOW:
		cli->report.show_values = true;
		return -1;
	default:
		return take_own(cli, letter);
	}
}

/* The tables that getopt_long wants, own options and common ones. */
struct tables {
	char letters[2 * OPTIONS_MOST + 2];
	struct option options[OPTIONS_MOST + 1];
	size_t count;
};

static void
add_option(struct tables *tables, const struct ta_option *option)
{
	size_t n = strlen(tables->letters);

	if (tables->count == OPTIONS_MOST)
		return;
	tables->options[tables->count++] = (struct option){option->name,
	    option->argument == NULL ? no_argument : required_argument, NULL,
	    option->letter};
	if (option->letter < 256)
		snprintf(tables->letters + n, sizeof(tables->letters) - n,
		    "%c%s", option->letter,
		    option->argument == NULL ? "" : ":");
}

static int
refuse_option(struct ta_cli *cli, int problem, char **argv)
{
	char word[3] = {'-', (char)optopt, '\0'};
	const char *shown = argv[optind - 1];

	if (optopt > 0 && optopt < 256 && strncmp(shown, "--", 2) != 0)
		shown = word;
	return usage_error(cli,
	    problem == ':' ? "an argument is missing for" : "unknown option",
	    shown);
}

int
ta_cli_parse(struct ta_cli *cli, int argc, char **argv)
{
	struct tables tables = {.letters = ":"};
	int letter, status = -1;

	ta_cli_guard_descriptors();
	cli->report.tool = cli->name;
	cli->report.terminal = isatty(STDERR_FILENO) == 1;
	cli->report.show_values = cli->report.terminal;
	for (size_t i = 0; i < cli->n_options; i++)
		add_option(&tables, &cli->options[i]);
	for (size_t i = 0; i < N_COMMON; i++)
		if (is_for(cli, &common[i]))
			add_option(&tables, &common[i]);
	opterr = 0;
	while (status == -1 && (letter = getopt_long(argc, argv, tables.letters,
				    tables.options, NULL)) != -1)
		status = letter == ':' || letter == '?'
			     ? refuse_option(cli, letter, argv)
			     : take(cli, letter);
	cli->paths = argv + optind;
	cli->n_paths = (size_t)(argc - optind);
	return status;
}

void
ta_cli_free(struct ta_cli *cli)
{
	ta_policy_free(cli->policy);
	free(cli->switches);
	free(cli->automatic);
	ta_text_free(&cli->switch_words);
	ta_sandbox_free(&cli->sandbox);
	ta_report_free(&cli->report);
}

int
ta_cli_fail(struct ta_cli *cli, const struct ta_error *error)
{
	ta_report_error(&cli->report, error);
	ta_cli_free(cli);
	return TA_FAILED;
}
