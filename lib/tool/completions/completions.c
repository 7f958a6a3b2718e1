/*
 * Prints what a shell completes after a tool's name, from the tables of options
 * that --help is printed from. The linker puts it in the place of
 * ta_cli_parse, so each tool has a program of its own that is run when the
 * tools are built. Its argument is bash, fish or zsh.
 */

#include <stdio.h>
#include <string.h>

#include "record/format.h"
#include "tool/cli.h"

int __wrap_ta_cli_parse(struct ta_cli *cli, int argc, char **argv);

/* The options of a tool, own and common, as --help has them. */
struct options {
	const struct ta_option *at[128];
	size_t count;
};

/* What is completed after an option. */
enum what { NOTHING, FILES, FOLDERS, WORDS, NAMES };

/* Arguments that are names in a section of the policy. */
static const struct {
	const char *argument;
	const char *section;
} named[] = {{"switch", "switches"}, {"list", "views"}};

#define N_NAMED (sizeof(named) / sizeof(named[0]))

/* Prints the command, in any shell, for the names in a section of the policy.
 */
static void
print_list(const char *section)
{
	printf("ta-policy -q 2>/dev/null | "
	       "sed -n '/^%s:/,/^[^ ]/s/^  \\([a-z0-9_]*\\):.*/\\1/p'",
	    section);
}

/* The section of the policy that has the option's names, or NULL. */
static const char *
section_of(const struct ta_option *option)
{
	bool text = option->kind == TA_TEXT || option->kind == TA_LIST;

	for (size_t i = 0; text && i < N_NAMED; i++)
		if (strcmp(option->argument, named[i].argument) == 0)
			return named[i].section;
	return NULL;
}

static enum what
what_follows(const struct ta_option *option)
{
	switch (option->kind) {
	case TA_FILE_READ:
	case TA_FILE_WRITTEN:
	case TA_FILES_READ:
	case TA_FOLDER_MADE:
		return strcmp(option->argument, "folder") == 0 ? FOLDERS
							       : FILES;
	case TA_FORMAT:
		return WORDS;
	default:
		return section_of(option) != NULL ? NAMES : NOTHING;
	}
}

/* Prints the formats that the option takes, with blanks between. */
static void
print_formats(const struct ta_option *option)
{
	size_t n, n_read;
	const char *const *names = ta_format_names(&n, &n_read);

	if (option->letter != 't')
		n = n_read;
	for (size_t i = 0; i < n; i++)
		printf("%s%s", i > 0 ? " " : "", names[i]);
}

/*
 * Prints a text that is between single quotes, with a backslash before each of
 * the characters, and `quote` before each single quote.
 */
static void
print_escaped(const char *text, const char *characters, const char *quote)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs(quote, stdout);
		else if (strchr(characters, *text) != NULL)
			putchar('\\');
		putchar(*text);
	}
}

static void
print_bash_case(const struct ta_option *option)
{
	printf("\t");
	if (option->letter != 0)
		printf("-%c | ", option->letter);
	printf("--%s)", option->name);
	switch (what_follows(option)) {
	case FILES:
		printf(" compopt -o default ;;\n");
		break;
	case FOLDERS:
		printf(" compopt -o dirnames ;;\n");
		break;
	case WORDS:
		printf(" words='");
		print_formats(option);
		printf("' ;;\n");
		break;
	case NAMES:
		printf(" words=$(");
		print_list(section_of(option));
		printf(") ;;\n");
		break;
	case NOTHING:
		printf(" ;;\n");
	}
}

static void
print_bash(const struct ta_cli *cli, const struct options *options)
{
	const char *name = cli->name;

	printf("# bash completion of %s\n\n_%s() {\n", name, name);
	printf("\tlocal cur=${COMP_WORDS[COMP_CWORD]} words=\n"
	       "\tlocal option=${COMP_WORDS[COMP_CWORD - 1]}\n"
	       "\t# the = in --to=csv is a word of its own\n"
	       "\tif [[ $cur == = ]]; then\n"
	       "\t\tcur=\n"
	       "\telif [[ $option == = ]]; then\n"
	       "\t\toption=${COMP_WORDS[COMP_CWORD - 2]}\n"
	       "\tfi\n"
	       "\tCOMPREPLY=()\n"
	       "\tcase $option in\n");
	for (size_t i = 0; i < options->count; i++)
		if (options->at[i]->argument != NULL)
			print_bash_case(options->at[i]);
	printf("\t*)\n"
	       "\t\tif [[ $cur == -* ]]; then\n"
	       "\t\t\twords='");
	for (size_t i = 0; i < options->count; i++) {
		if (options->at[i]->letter != 0)
			printf("-%c ", options->at[i]->letter);
		printf("--%s%s", options->at[i]->name,
		    i + 1 < options->count ? " " : "");
	}
	printf("'\n"
	       "\t\telse\n"
	       "\t\t\tcompopt -o default\n"
	       "\t\tfi ;;\n"
	       "\tesac\n"
	       "\t[[ -z $words ]] ||\n"
	       "\t\tmapfile -t COMPREPLY < "
	       "<(compgen -W \"$words\" -- \"$cur\")\n"
	       "}\n\ncomplete -F _%s %s\n",
	    name, name);
}

static void
print_zsh_names(const struct options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		const char *section = section_of(options->at[i]);

		if (section == NULL)
			continue;
		printf("_ta_%s() {\n\tcompadd -- ${(f)\"$(", section);
		print_list(section);
		printf(")\"}\n}\n\n");
	}
}

static void
print_zsh_option(const struct ta_option *option)
{
	bool last = option->kind >= TA_SHOW_HELP;
	bool takes = option->argument != NULL;

	if (ta_option_is_list(option))
		printf("'*'");
	else if (last)
		printf("'(- *)'");
	else if (option->letter != 0)
		printf("'(-%c --%s)'", option->letter, option->name);
	if (option->letter != 0)
		printf("{-%c%s,--%s%s}", option->letter, takes ? "+" : "",
		    option->name, takes ? "=" : "");
	else
		printf("--%s%s", option->name, takes ? "=" : "");
	printf("'[");
	print_escaped(option->help, "[]\\", "'\\'");
	printf("]");
	if (takes)
		printf(":%s:", option->argument);
	switch (what_follows(option)) {
	case FILES:
		printf("_files");
		break;
	case FOLDERS:
		printf("_files -/");
		break;
	case WORDS:
		printf("(");
		print_formats(option);
		printf(")");
		break;
	case NAMES:
		printf("_ta_%s", section_of(option));
		break;
	case NOTHING:
		printf("%s", takes ? " " : "");
	}
	printf("'");
}

static void
print_zsh(const struct ta_cli *cli, const struct options *options)
{
	printf("#compdef %s\n\n", cli->name);
	print_zsh_names(options);
	printf("_arguments -s -S");
	for (size_t i = 0; i < options->count; i++) {
		printf(" \\\n\t");
		print_zsh_option(options->at[i]);
	}
	printf(" \\\n\t'*:file:_files'\n");
}

static void
print_fish_option(const char *tool, const struct ta_option *option)
{
	printf("complete -c %s", tool);
	if (option->letter != 0)
		printf(" -s %c", option->letter);
	printf(" -l %s", option->name);
	switch (what_follows(option)) {
	case FILES:
		printf(" -rF");
		break;
	case FOLDERS:
		printf(" -xa '(__fish_complete_directories)'");
		break;
	case WORDS:
		printf(" -xa '");
		print_formats(option);
		printf("'");
		break;
	case NAMES:
		printf(" -xa \"(");
		print_list(section_of(option));
		printf(")\"");
		break;
	case NOTHING:
		printf("%s", option->argument != NULL ? " -x" : "");
	}
	printf(" -d '");
	print_escaped(option->help, "\\", "\\");
	printf("'\n");
}

static void
print_fish(const struct ta_cli *cli, const struct options *options)
{
	printf("# fish completion of %s\n\n", cli->name);
	for (size_t i = 0; i < options->count; i++)
		print_fish_option(cli->name, options->at[i]);
}

static struct options
list_options(const struct ta_cli *cli)
{
	struct options options = {.count = 0};
	const struct ta_option *option = cli->options;

	for (; option != NULL && option->name != NULL; option++)
		options.at[options.count++] = option;
	for (option = ta_cli_common; option->name != NULL; option++)
		if (ta_cli_has(cli, option))
			options.at[options.count++] = option;
	return options;
}

/* Returns an exit status, with which the tool ends. */
int
__wrap_ta_cli_parse(struct ta_cli *cli, int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*print)(const struct ta_cli *, const struct options *);
	} shells[] = {
	    {"bash", print_bash}, {"fish", print_fish}, {"zsh", print_zsh}};
	struct options options = list_options(cli);

	for (size_t i = 0; argc == 2 && i < sizeof(shells) / sizeof(shells[0]);
	     i++) {
		if (strcmp(shells[i].name, argv[1]) != 0)
			continue;
		shells[i].print(cli, &options);
		return fflush(stdout) == 0 && !ferror(stdout) ? TA_DONE
							      : TA_FAILED;
	}
	return TA_FAILED;
}
