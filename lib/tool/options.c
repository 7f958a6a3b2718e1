#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tool/options.h"

/*
 * Help and synopsis, made from the tables of options; and which options go
 * together. A synopsis has the letters without an argument first, then those
 * with one, then the long names, each sorted. The option that makes a form is
 * last.
 */

#define AT(member) offsetof(struct ta_cli, member)

const struct ta_option ta_cli_common[] = {
    {'d', "today", "date", TA_TEXT, AT(today_text),
	"the day to work on (TA_TODAY; else the office's)"},
    {'e', "explain", NULL, TA_FLAG, AT(explain),
	"say each rule that is tried, and why"},
    {'f', "from", "format", TA_FORMAT, AT(from),
	"input is csv, yaml or jsonl (else by content)"},
    {'h', "help", NULL, TA_SHOW_HELP, 0, "show this and exit"},
    {'o', "output", "file", TA_FILE_WRITTEN, AT(output_path),
	"write to a file, which appears whole or not"},
    {'p', "policy", "policy", TA_FILE_READ, AT(policy_path),
	"the policy (TA_POLICY; else the system's)"},
    {'q', "quiet", NULL, TA_FLAG, AT(report.quiet),
	"no warnings and no summary"},
    {'s', "switch", "switch", TA_LIST, AT(switch_words),
	"turn a switch on, or name=off (ta-submit: auto)"},
    {'t', "to", "format", TA_FORMAT, AT(to),
	"output is csv, yaml, jsonl or text (else as input)"},
    {'V', "version", NULL, TA_SHOW_VERSION, 0, "show the version and exit"},
    {'v', "verbose", NULL, TA_FLAG, AT(report.verbose), "say more in messages"},
    {0, "bom", NULL, TA_FLAG, AT(style.bom),
	"begin CSV with a byte order mark"},
    {0, "columns", "list", TA_TEXT, AT(columns),
	"write these columns only: a view, or names and commas", 1},
    {0, "crlf", NULL, TA_FLAG, AT(style.csv.crlf), "end CSV lines with CRLF"},
    {0, "shard", "part", TA_PART, AT(part),
	"only part k/n of the records, by their ids"},
    {0, "show-values", NULL, TA_FLAG, AT(report.show_values),
	"show choices and dates in messages"},
    {0, "spreadsheet-safe", NULL, TA_FLAG, AT(style.csv.safe),
	"an apostrophe before cells that a spreadsheet would run"},
    {0},
};

bool
ta_option_is_list(const struct ta_option *option)
{
	return option->kind == TA_LIST || option->kind == TA_FILES_READ ||
	       option->kind == TA_VALUES;
}

/* Columns of a line of the synopsis, and the indent of its further lines. */
#define WIDTH 78
#define INDENT 4

/* Columns before the help of an option. */
#define HELP_AT 31

struct usage {
	const struct ta_cli *cli;
	const struct ta_form *form;
	const struct ta_option *sorted[128];
	size_t count;
	struct ta_text *text;
	size_t line; /* where the current line begins */
};

/* Whether the word is one of several with blanks between. */
static bool
is_among(const char *words, struct ta_slice word)
{
	struct ta_slice rest = ta_slice_of(words);

	while (rest.data != NULL)
		if (ta_slice_equal(ta_slice_next(&rest, ' '), word))
			return true;
	return false;
}

/* Whether some form of the tool needs the option. */
static bool
makes_form(const struct ta_cli *cli, const struct ta_option *option)
{
	for (size_t i = 0; i < cli->n_forms; i++)
		if (cli->forms[i].needs != NULL &&
		    strcmp(cli->forms[i].needs, option->name) == 0)
			return true;
	return false;
}

/* Whether the form may have the option. */
static bool
is_in(const struct ta_cli *cli, const struct ta_form *form,
    const struct ta_option *option)
{
	const char letter = (char)option->letter;
	const struct ta_slice word = {&letter, option->letter != 0};

	if (form->with == NULL)
		return !makes_form(cli, option);
	return (word.len > 0 && is_among(form->with, word)) ||
	       is_among(form->with, ta_slice_of(option->name));
}

bool
ta_cli_has(const struct ta_cli *cli, const struct ta_option *option)
{
	bool has = cli->n_forms == 0;

	if (option->letter == 'e')
		return cli->decides;
	if (cli->common != NULL)
		return option->letter != 0 &&
		       strchr(cli->common, option->letter) != NULL;
	for (size_t i = 0; i < cli->n_forms && !has; i++)
		has = is_in(cli, &cli->forms[i], option);
	return has;
}

/* Letters without an argument, letters with one, long names. */
static int
group_of(const struct ta_option *option)
{
	return option->letter == 0 ? 2 : option->argument != NULL;
}

/* By letter, the capital first. */
static int
compare(const void *a, const void *b)
{
	const struct ta_option *one = *(const struct ta_option *const *)a;
	const struct ta_option *two = *(const struct ta_option *const *)b;
	int order = group_of(one) - group_of(two);

	if (order == 0 && one->letter == 0)
		return strcmp(one->name, two->name);
	if (order == 0)
		order =
		    ta_lower((char)one->letter) - ta_lower((char)two->letter);
	return order != 0 ? order : one->letter - two->letter;
}

static void
find_options(struct usage *usage)
{
	const struct ta_option *own = usage->cli->options;

	usage->count = 0;
	for (; own != NULL && own->name != NULL; own++)
		if (is_in(usage->cli, usage->form, own))
			usage->sorted[usage->count++] = own;
	for (own = ta_cli_common; own->name != NULL; own++)
		if (ta_cli_has(usage->cli, own) &&
		    is_in(usage->cli, usage->form, own))
			usage->sorted[usage->count++] = own;
	qsort(usage->sorted, usage->count, sizeof(struct ta_option *), compare);
}

/* Appends a word, on a new line where the current one is full. */
static void
add_word(struct usage *usage, const char *word)
{
	struct ta_text *text = usage->text;

	if (text->len - usage->line + 1 + strlen(word) > WIDTH) {
		ta_text_add_char(text, '\n');
		usage->line = text->len;
		ta_text_printf(text, "%*s", INDENT - 1, "");
	}
	ta_text_printf(text, " %s", word);
}

/*
 * Appends "-a ledger" or "--join file", with brackets around what may be left
 * out.
 */
static void
add_option(struct usage *usage, const struct ta_option *option, bool may_miss)
{
	struct ta_text word = {0};

	if (may_miss)
		ta_text_add_char(&word, '[');
	if (option->letter != 0)
		ta_text_printf(&word, "-%c", option->letter);
	else
		ta_text_printf(&word, "--%s", option->name);
	if (option->argument != NULL)
		ta_text_printf(&word, " %s", option->argument);
	if (may_miss)
		ta_text_add_char(&word, ']');
	if (ta_option_is_list(option))
		ta_text_add_string(&word, "...");
	add_word(usage, ta_text_string(&word));
	ta_text_free(&word);
}

static void
add_form(struct usage *usage, const char *before)
{
	const struct ta_option *own = usage->cli->options;
	struct ta_text flags = {0};
	size_t i = 0;

	find_options(usage);
	usage->line = usage->text->len;
	ta_text_printf(usage->text, "%s%s", before, usage->cli->name);
	for (; i < usage->count && group_of(usage->sorted[i]) == 0; i++)
		ta_text_printf(&flags, "%s%c", i == 0 ? "[-" : "",
		    usage->sorted[i]->letter);
	if (i > 0) {
		ta_text_add_char(&flags, ']');
		add_word(usage, ta_text_string(&flags));
	}
	ta_text_free(&flags);
	for (; i < usage->count; i++)
		add_option(usage, usage->sorted[i], true);
	for (; usage->form->needs != NULL && own->name != NULL; own++)
		if (strcmp(own->name, usage->form->needs) == 0 ||
		    (usage->form->also != NULL &&
			strcmp(own->name, usage->form->also) == 0))
			add_option(usage, own, false);
	if (usage->form->operands != NULL)
		add_word(usage, usage->form->operands);
	ta_text_add_char(usage->text, '\n');
}

static void
add_help(struct ta_text *text, const struct ta_option *option)
{
	size_t start = text->len;

	if (option->letter != 0)
		ta_text_printf(
		    text, "  -%c, --%s", option->letter, option->name);
	else
		ta_text_printf(text, "      --%s", option->name);
	if (option->argument != NULL)
		ta_text_printf(text, " %s", option->argument);
	do
		ta_text_add_char(text, ' ');
	while (text->len - start < HELP_AT);
	ta_text_printf(text, "%s\n", option->help);
}

void
ta_cli_usage(const struct ta_cli *cli, struct ta_text *text)
{
	static const struct ta_form ordinary = {NULL, NULL, "[file ...]"};
	struct usage usage = {.cli = cli, .text = text, .form = &ordinary};
	const struct ta_option *option = cli->options;

	if (cli->n_forms == 0)
		add_form(&usage, "usage: ");
	for (size_t i = 0; i < cli->n_forms; i++) {
		usage.form = &cli->forms[i];
		add_form(&usage, i == 0 ? "usage: " : "       ");
	}
	ta_text_printf(text, "\n%s - %s\n\n", cli->name, cli->purpose);
	for (; option != NULL && option->name != NULL; option++)
		add_help(text, option);
	for (option = ta_cli_common; option->name != NULL; option++)
		if (ta_cli_has(cli, option))
			add_help(text, option);
	ta_text_printf(text,
	    "\nThe manual is %s(1); ta(7) is about all tools.\n", cli->name);
}

uint64_t
ta_cli_bit(const struct ta_cli *cli, const struct ta_option *option)
{
	size_t own = 0;

	while (cli->options != NULL && cli->options[own].name != NULL)
		if (option == &cli->options[own++])
			return UINT64_C(1) << (own - 1);
	return UINT64_C(1) << (own + (size_t)(option - ta_cli_common));
}

static bool
is_given(const struct ta_cli *cli, const struct ta_option *option)
{
	return (cli->given & ta_cli_bit(cli, option)) != 0;
}

/* The first option of a table that was given and is one of the words. */
static const struct ta_option *
find_given(
    const struct ta_cli *cli, const struct ta_option *table, const char *words)
{
	for (; table != NULL && table->name != NULL; table++)
		if (is_given(cli, table) &&
		    is_among(words, ta_slice_of(table->name)))
			return table;
	return NULL;
}

static bool
any_given(const struct ta_cli *cli, const char *words)
{
	return find_given(cli, cli->options, words) != NULL ||
	       find_given(cli, ta_cli_common, words) != NULL ||
	       (cli->n_paths > 0 && is_among(words, ta_slice_of("file")));
}

/* Refuses an option that only other forms have, and names these. */
static int
refuse(const struct ta_cli *cli, const struct ta_option *option,
    struct ta_error *error)
{
	struct ta_text forms = {0};
	size_t n = 0;

	for (size_t i = 0; i < cli->n_forms; i++)
		if (cli->forms[i].needs != NULL &&
		    is_in(cli, &cli->forms[i], option))
			ta_text_printf(&forms, "%s--%s", n++ > 0 ? ", " : "",
			    cli->forms[i].needs);
	if (n > 0)
		ta_error_set(error, NULL, "--%s needs %s%s; try '%s --help'",
		    option->name, n > 1 ? "one of " : "",
		    ta_text_string(&forms), cli->name);
	else
		ta_error_set(error, NULL,
		    "--%s has no use here; try '%s --help'", option->name,
		    cli->name);
	ta_text_free(&forms);
	return -1;
}

/* Checks that options and operands are those of the form. */
static int
check_form(const struct ta_cli *cli, const struct ta_form *form,
    struct ta_error *error)
{
	const struct ta_option *option = cli->options;

	if (form->needs == NULL && form->with == NULL)
		return 0;
	for (; option->name != NULL; option++)
		if (is_given(cli, option) && !is_in(cli, form, option) &&
		    (form->needs == NULL ||
			strcmp(form->needs, option->name) != 0) &&
		    (form->also == NULL ||
			strcmp(form->also, option->name) != 0))
			return refuse(cli, option, error);
	for (option = ta_cli_common; option->name != NULL; option++)
		if (is_given(cli, option) && !is_in(cli, form, option))
			return refuse(cli, option, error);
	if (cli->n_paths > 0 && form->operands == NULL)
		return ta_error_set(error, NULL,
		    "unexpected operand '%s'; try '%s --help'", cli->paths[0],
		    cli->name);
	return 0;
}

/* The form whose options were given, else the first. */
static const struct ta_form *
find_form(const struct ta_cli *cli)
{
	for (size_t i = 0; i < cli->n_forms; i++) {
		const struct ta_form *form = &cli->forms[i];

		if (form->needs != NULL &&
		    find_given(cli, cli->options, form->needs) != NULL &&
		    (form->also == NULL ||
			find_given(cli, cli->options, form->also) != NULL))
			return form;
	}
	return &cli->forms[0];
}

int
ta_cli_check(struct ta_cli *cli, struct ta_error *error)
{
	const struct ta_clash *clash = cli->clashes;

	for (; clash != NULL && clash->these != NULL; clash++)
		if (any_given(cli, clash->these) &&
		    any_given(cli, clash->those))
			return ta_error_set(error, NULL, "%s", clash->why);
	if (cli->makes_pages && cli->to == NULL && cli->output_path != NULL &&
	    ta_format_suits(&ta_format_html, cli->output_path))
		cli->to = &ta_format_html;
	if (cli->to == &ta_format_html && !cli->makes_pages)
		return ta_error_set(error, NULL,
		    "--to: 'html' is a page, which ta-report makes");
	if (cli->n_forms == 0)
		return 0;
	cli->form = find_form(cli);
	if (check_form(cli, cli->form, error) == -1)
		return -1;
	if (cli->form->words) {
		cli->words = cli->paths;
		cli->n_words = cli->n_paths;
		cli->n_paths = 0;
	}
	return 0;
}
