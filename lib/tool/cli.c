#include <fcntl.h>
#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/output.h"
#include "file/yamltree.h"
#include "tool/cli.h"

#define OPTIONS_MOST 40 /* of a tool, and of all tools */

/* getopt's value for the i-th option of a table, beyond all letters. */
#define OWN 256
#define COMMON (OWN + OPTIONS_MOST)

void
ta_cli_guard_descriptors(void)
{
	/*
	 * Each is opened for the wrong direction, so that using it is an error.
	 */
	static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", modes[fd]) != fd)
			_exit(TA_FAILED);
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

/* Prints the help, the version or the schema. */
static int
show(struct ta_cli *cli, enum ta_option_kind kind)
{
	struct ta_text text = {0};
	struct ta_error error;
	int status;

	if (kind == TA_SHOW_HELP)
		ta_cli_usage(cli, &text);
	else if (kind == TA_SHOW_SCHEMA)
		cli->add_schema(&text);
	else
		ta_text_printf(
		    &text, "%s (ta-utils) %s\n", cli->name, TA_VERSION);
	status = ta_cli_print(&text, &error);
	ta_text_free(&text);
	if (status == -1)
		return ta_cli_fail(cli, &error);
	ta_cli_free(cli);
	return TA_DONE;
}

/* Takes a format. Only --to may have one that is never read. */
static int
take_format(const struct ta_option *option, const char *name,
    const struct ta_format **format, struct ta_error *error)
{
	size_t n, n_read;
	const char *const *names = ta_format_names(&n, &n_read);
	bool reads = option->letter != 't';

	*format = ta_format_named(name);
	if (reads && *format != NULL && (*format)->open == NULL)
		return ta_error_set(error, NULL,
		    "--%s: '%s' is only written, and never read back",
		    option->name, name);
	if (ta_names_index(ta_slice_of(name), NULL, "a format",
		ta_names_of(names, reads ? n_read : n), error) == -1)
		return -1;
	return 0;
}

static int
take_number(const struct ta_option *option, const char *argument,
    size_t *number, struct ta_error *error)
{
	const char *problem = NULL;
	long long value = strtonum(argument, (long long)option->least,
	    (long long)option->most, &problem);

	*number = (size_t)value;
	if (problem == NULL)
		return 0;
	if (option->most >= INT64_MAX)
		return ta_error_set(error, NULL,
		    "--%s: expected a %s of at least %zu", option->name,
		    option->argument, option->least);
	return ta_error_set(error, NULL, "--%s: expected a %s from %zu to %zu",
	    option->name, option->argument, option->least, option->most);
}

/*
 * Takes a size as sort(1) does: a number of KiB, or of the unit K, M or G after
 * it.
 */
static int
take_size(const struct ta_option *option, const char *argument, size_t *size,
    struct ta_error *error)
{
	static const char units[] = "KMG";
	char digits[24];
	size_t len = strlen(argument), shift = 10;
	const char *unit = len == 0 ? NULL : strchr(units, argument[len - 1]);
	const char *problem = "none";

	if (unit != NULL)
		shift = 10 * (size_t)(unit - units + 1);
	len -= unit != NULL;
	if (strlcpy(digits, argument, sizeof(digits)) < sizeof(digits)) {
		digits[len] = '\0';
		*size = (size_t)strtonum(
		    digits, 1, (long long)(SIZE_MAX >> shift >> 1), &problem);
	}
	if (problem == NULL && *size << shift >= option->least) {
		*size <<= shift;
		return 0;
	}
	return ta_error_set(error, NULL,
	    "--%s: expected a %s such as 512M, at least %zuK", option->name,
	    option->argument, option->least / 1024);
}

static int
take_part(const struct ta_option *option, const char *argument,
    struct ta_part *part, struct ta_error *error)
{
	if (ta_part_parse(ta_slice_of(argument), part))
		return 0;
	return ta_error_set(
	    error, NULL, "--%s: expected a part such as 1/4", option->name);
}

static int
take_text(const struct ta_option *option, const char *argument,
    const char **text, struct ta_error *error)
{
	bool file =
	    option->kind == TA_FILE_WRITTEN || option->kind == TA_FOLDER_MADE;

	*text = argument;
	if (argument[0] == '\0' && (file || option->least > 0))
		return ta_error_set(error, NULL,
		    "--%s: expected a %s, but it is empty", option->name,
		    option->argument);
	/* Standard output has the records, and only --output means it. */
	if (file && option->letter != 'o' && strcmp(argument, "-") == 0)
		return ta_error_set(error, NULL,
		    "--%s: expected a file, not standard output", option->name);
	return 0;
}

static int
take_day(const struct ta_option *option, const char *argument,
    const char **text, struct ta_error *error)
{
	ta_day day;

	*text = argument;
	if (ta_day_parse(ta_slice_of(argument), &day))
		return 0;
	return ta_error_set(error, NULL,
	    "--%s: expected a date such as 2026-11-24", option->name);
}

/* Permits the file of an option, for when the process is restricted. */
static void
allow(struct ta_cli *cli, enum ta_option_kind kind, const char *path)
{
	const char *value = kind == TA_VALUES ? strchr(path, '=') : NULL;

	if (value != NULL && value[1] == '@')
		ta_sandbox_allow(&cli->sandbox, value + 2, TA_READS);
	if (kind == TA_FILE_READ || kind == TA_FILES_READ)
		ta_sandbox_allow(&cli->sandbox, path, TA_READS);
	if (kind == TA_FILE_WRITTEN && strcmp(path, "-") != 0)
		ta_sandbox_allow(&cli->sandbox, path, TA_WRITES);
	if (kind == TA_FOLDER_MADE)
		ta_sandbox_allow(&cli->sandbox, path, TA_MOVES);
}

/* Puts an option's value into its place in `self`: 0, or -1. */
static int
take(struct ta_cli *cli, const struct ta_option *option, void *self,
    char *argument, struct ta_error *error)
{
	void *place = (char *)self + option->place;

	allow(cli, option->kind, argument);
	switch (option->kind) {
	case TA_FLAG:
		*(bool *)place = true;
		return 0;
	case TA_TEXT:
	case TA_FILE_READ:
	case TA_FILE_WRITTEN:
	case TA_FOLDER_MADE:
		return take_text(option, argument, place, error);
	case TA_DAY:
		return take_day(option, argument, place, error);
	case TA_NUMBER:
		return take_number(option, argument, place, error);
	case TA_SIZE:
		return take_size(option, argument, place, error);
	case TA_LIST:
	case TA_FILES_READ:
	case TA_VALUES:
		ta_list_add(place, argument);
		return 0;
	case TA_FORMAT:
		return take_format(option, argument, place, error);
	case TA_PART:
		return take_part(option, argument, place, error);
	default:
		return 0;
	}
}

/* The tables that getopt_long wants, own options and common ones. */
struct tables {
	char letters[4 * OPTIONS_MOST + 2];
	struct option options[2 * OPTIONS_MOST + 1];
	size_t count;
};

static void
add_option(struct tables *tables, const struct ta_option *option, int value)
{
	size_t n = strlen(tables->letters);
	bool takes = option->argument != NULL;

	if (tables->count == 2 * OPTIONS_MOST)
		return;
	tables->options[tables->count++] = (struct option){option->name,
	    takes ? required_argument : no_argument, NULL,
	    option->letter == 0 ? value : option->letter};
	if (option->letter != 0) {
		tables->letters[n] = (char)option->letter;
		tables->letters[n + 1] = takes ? ':' : '\0';
	}
}

/* The option of a table that getopt has found, or NULL. */
static const struct ta_option *
find_option(const struct ta_option *table, int found, int base)
{
	for (int i = 0; table != NULL && table[i].name != NULL; i++)
		if (table[i].letter == 0 ? found == base + i
					 : found == table[i].letter)
			return &table[i];
	return NULL;
}

static int
refuse_option(struct ta_cli *cli, int problem, char **argv)
{
	char word[3] = {'-', (char)optopt, '\0'};
	const char *shown = argv[optind - 1];
	struct ta_error error;

	if (optopt > 0 && optopt < OWN && strncmp(shown, "--", 2) != 0)
		shown = word;
	/* The text after the name may be an answer, so it is not shown. */
	ta_error_set(&error, NULL, "%s '%.*s'; try '%s --help'",
	    problem == ':' ? "an argument is missing for" : "unknown option",
	    (int)strcspn(shown, "="), shown, cli->name);
	return ta_cli_fail(cli, &error);
}

/* One option: a status to exit with, or -1 to go on. */
static int
take_found(struct ta_cli *cli, int found, char **argv)
{
	const struct ta_option *option = find_option(cli->options, found, OWN);
	void *self = cli->self;
	struct ta_error error;

	if (option == NULL) {
		option = find_option(ta_cli_common, found, COMMON);
		self = cli;
	}
	if (option == NULL)
		return refuse_option(cli, found, argv);
	cli->given |= ta_cli_bit(cli, option);
	if (option->kind >= TA_SHOW_HELP)
		return show(cli, option->kind);
	if (take(cli, option, self, optarg, &error) == -1)
		return ta_cli_fail(cli, &error);
	return -1;
}

int
ta_cli_parse(struct ta_cli *cli, int argc, char **argv)
{
	const struct ta_option *own = cli->options;
	struct tables tables = {.letters = ":"};
	struct ta_error error;
	int found, status = -1;

	ta_cli_guard_descriptors();
	cli->report.tool = cli->name;
	cli->report.terminal = isatty(STDERR_FILENO) == 1;
	cli->report.show_values = cli->report.terminal;
	for (int i = 0; own != NULL && own[i].name != NULL; i++)
		add_option(&tables, &own[i], OWN + i);
	for (int i = 0; ta_cli_common[i].name != NULL; i++)
		if (ta_cli_has(cli, &ta_cli_common[i]))
			add_option(&tables, &ta_cli_common[i], COMMON + i);
	opterr = 0;
	while (status == -1 && (found = getopt_long(argc, argv, tables.letters,
				    tables.options, NULL)) != -1)
		status = take_found(cli, found, argv);
	cli->paths = (const char *const *)argv + optind;
	cli->n_paths = (size_t)(argc - optind);
	if (cli->output_path != NULL && strcmp(cli->output_path, "-") == 0)
		cli->output_path = NULL;
	if (status == -1 && ta_cli_check(cli, &error) == -1)
		return ta_cli_fail(cli, &error);
	return status;
}

void
ta_cli_free(struct ta_cli *cli)
{
	const struct ta_option *own = cli->options;

	for (; own != NULL && own->name != NULL; own++)
		if (ta_option_is_list(own))
			free(((struct ta_list *)(void *)((char *)cli->self +
							 own->place))
				 ->items);
	free(cli->switch_words.items);
	ta_policy_free(cli->policy);
	ta_text_free(&cli->policy_text);
	free(cli->switches);
	free(cli->said);
	ta_sandbox_free(&cli->sandbox);
	ta_report_free(&cli->report);
}

int
ta_cli_end(
    struct ta_cli *cli, int status, bool partly, const struct ta_error *error)
{
	if (status == -1)
		return ta_cli_fail(cli, error);
	status = cli->report.failed ? TA_FAILED : partly ? TA_PARTLY : TA_DONE;
	ta_cli_free(cli);
	return status;
}

int
ta_cli_fail(struct ta_cli *cli, const struct ta_error *error)
{
	if (error->text[0] != '\0')
		ta_report_error(&cli->report, error);
	ta_cli_free(cli);
	return TA_FAILED;
}
