#ifndef TA_CLI_H
#define TA_CLI_H

/*
 * What all tools share on the command line: the common options, the policy, the
 * day, the switches, help and exit status. A tool declares its options, a row
 * each; parsing, help and synopsis come from the rows. This is the one place
 * that reads the environment. It opens the input and reads no records.
 */

#include <stddef.h>
#include <stdint.h>

#include "decide/context.h"
#include "file/sandbox.h"
#include "record/format.h"
#include "record/input.h"
#include "record/part.h"
#include "record/report.h"

/* Exit status: done; done, but for some records; not done. */
enum ta_status { TA_DONE = 0, TA_PARTLY = 1, TA_FAILED = 2 };

/* What an option leaves in its place, and the type of that place. */
enum ta_option_kind {
	TA_FLAG,	 /* bool */
	TA_TEXT,	 /* const char *, of `least` bytes */
	TA_FILE_READ,	 /* the same: a file, or what is in a folder */
	TA_FILE_WRITTEN, /* the same */
	TA_DAY,		 /* the same: a date */
	TA_NUMBER,	 /* size_t, from least to most */
	TA_SIZE,	 /* size_t, in bytes, such as 512M; from least */
	TA_LIST,	 /* struct ta_list: it may be given again */
	TA_FILES_READ,	 /* the same, of files */
	TA_FORMAT,	 /* const struct ta_format * */
	TA_PART,	 /* struct ta_part */
	TA_SHOW_HELP,	 /* none: it prints and ends */
	TA_SHOW_VERSION	 /* the same */
};

/* The arguments of an option that may be given again, in order. */
struct ta_list {
	const char **items;
	size_t count;
	size_t room;
};

/* A row of a table of options; what is left out at its end is 0. */
struct ta_option {
	int letter;	      /* 0: it has a long name only */
	const char *name;     /* the long one; NULL ends a table */
	const char *argument; /* what it is called in help; NULL: none */
	enum ta_option_kind kind;
	size_t place; /* of its value in the tool's struct: offsetof */
	const char *help;
	size_t least;
	size_t most;
};

/* One way to call a tool: a line of its synopsis. */
struct ta_form {
	const char *needs;    /* the option that makes it; NULL: none */
	const char *with;     /* letters or names that it may have, with blanks
				 between; NULL: all that make no form */
	const char *operands; /* NULL: none */
};

/* Options that have no use together: some of the first and of the second. */
struct ta_clash {
	const char *these; /* names with blanks between; NULL ends a table */
	const char *those; /* the same; "file" is an operand */
	const char *why;
};

struct ta_cli {
	/* the tool's own */
	const char *name;
	const char *purpose; /* one sentence, as in the manual's NAME */
	const struct ta_option *options;
	const struct ta_form *forms; /* n_forms of them; NULL: the one that */
	size_t n_forms;		     /* filters have, all options and files */
	const struct ta_clash *clashes; /* or NULL */
	bool decides;			/* by rules, which it can explain */
	const char *common; /* letters of the common options; NULL: all */
	void *self;	    /* the struct that options are put into */

	/* from the command line and the environment */
	const char *policy_path;
	const char *today_text;
	const char *output_path; /* NULL: standard output */
	struct ta_list switch_words;
	bool explain;
	const struct ta_format *from; /* NULL: told by content */
	const struct ta_format *to;   /* NULL: as the input */
	struct ta_style style;
	struct ta_part part; /* of all records */
	bool by_libcsv;	     /* TA_CSV=libcsv: no quicker way through CSV */
	const char *folder;  /* for temporary files: TMPDIR, or /tmp */
	const char *const *paths;
	size_t n_paths;
	uint64_t given; /* a bit an option, the tool's first */
	struct ta_sandbox sandbox;
	struct ta_report report;

	/* made of them */
	struct ta_text policy_text; /* as it was read: a pipe is read once */
	struct ta_policy *policy;
	struct ta_context context; /* the policy, today, the switches */
	bool *switches;
	bool *automatic; /* by index: which were asked to be `auto` */
};

/*
 * Makes sure of descriptors 0 to 2, so that no file of ours becomes one of
 * them. A closed one fails on use.
 */
void ta_cli_guard_descriptors(void);

/*
 * Reads options and operands into the cli and the tool's struct. Returns a
 * status to exit with, or -1 to go on.
 */
int ta_cli_parse(struct ta_cli *cli, int argc, char **argv);

/* Appends what --help prints: the synopsis, the purpose, the options. */
void ta_cli_usage(const struct ta_cli *cli, struct ta_text *text);

/* The bit of an option in `given`: the tool's own come first. */
uint64_t ta_cli_bit(const struct ta_cli *cli, const struct ta_option *option);

/*
 * Do the options and operands that were given go together: are they those of
 * one form, and do none clash? 0, or -1 with the error set.
 */
int ta_cli_check(const struct ta_cli *cli, struct ta_error *error);

/* The options that all tools have, a table as a tool's own. */
extern const struct ta_option ta_cli_common[];

/* Does the tool have the common option? */
bool ta_cli_has(const struct ta_cli *cli, const struct ta_option *option);

/*
 * Loads the policy, the day and the switches: 0, or -1 with the error set. From
 * then on the process can do with files only what its command line asks for
 * (see sandbox.h).
 */
int ta_cli_load(struct ta_cli *cli, struct ta_error *error);

/*
 * Loads another policy for the same day and switches into `beside`, which
 * borrows from the first; free with ta_cli_free. 0, or -1 with the error set.
 */
int ta_cli_load_beside(const struct ta_cli *cli, const char *path,
    struct ta_cli *beside, struct ta_error *error);

/*
 * The operands, n of them, or standard input where there are none, with a hint
 * where that is a terminal.
 */
const char *const *ta_cli_paths(struct ta_cli *cli, size_t *n);

/* How the command line has files read, as far as it says. */
struct ta_files_options ta_cli_reading(
    const struct ta_cli *cli, enum ta_manner manner);

/* The path of the policy in force, NULL for the built-in one. */
const char *ta_cli_policy_path(const struct ta_cli *cli);

/* Writes a text to standard output, whole: 0, or -1 with the error set. */
int ta_cli_print(const struct ta_text *text, struct ta_error *error);

/* Says the error and frees everything: TA_FAILED. */
int ta_cli_fail(struct ta_cli *cli, const struct ta_error *error);

void ta_cli_free(struct ta_cli *cli);

#endif
