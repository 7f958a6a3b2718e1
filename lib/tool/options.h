#ifndef TA_OPTIONS_H
#define TA_OPTIONS_H

/*
 * The options of a tool as a table, one row each, and their values from the
 * command line. Help, synopsis and the check of which options go together come
 * from the rows. They are parsed in cli.c.
 */

#include <stddef.h>
#include <stdint.h>

#include "decide/context.h"
#include "file/sandbox.h"
#include "record/format.h"
#include "record/input.h"
#include "record/part.h"
#include "record/report.h"

/* Exit status: done; done, with some records to look at; not done. */
enum ta_status { TA_DONE = 0, TA_PARTLY = 1, TA_FAILED = 2 };

/* What an option takes, and the type of its place in the tool's struct. */
enum ta_option_kind {
	TA_FLAG,	 /* bool */
	TA_TEXT,	 /* const char *, of at least `least` bytes */
	TA_FILE_READ,	 /* the same: a file, or a folder, that is read */
	TA_FILE_WRITTEN, /* the same: one that is written */
	TA_FOLDER_MADE,	 /* the same: a folder with others in it */
	TA_DAY,		 /* the same: a date */
	TA_NUMBER,	 /* size_t, from least to most */
	TA_SIZE,	 /* size_t, in bytes, such as 512M; from least */
	TA_LIST,	 /* struct ta_list: it may be repeated, in order */
	TA_FILES_READ,	 /* the same, of files */
	TA_VALUES,	 /* the same, NAME=VALUE or NAME=@FILE to read */
	TA_FORMAT,	 /* const struct ta_format * */
	TA_PART,	 /* struct ta_part */
	TA_SHOW_HELP,	 /* nothing: prints the help and ends */
	TA_SHOW_VERSION, /* nothing: prints the version and ends */
	TA_SHOW_SCHEMA	 /* nothing: prints the schema and ends */
};

/* A row of a table of options. Members that are left out are 0. */
struct ta_option {
	int letter;	      /* 0: it has only a long name */
	const char *name;     /* the long one; NULL ends a table */
	const char *argument; /* its name in help; NULL: it takes none */
	enum ta_option_kind kind;
	size_t place; /* offset of its value in the tool's struct */
	const char *help;
	size_t least;
	size_t most;
};

/* A way to call a tool: a line of its synopsis. The first that fits counts. */
struct ta_form {
	const char *needs; /* the option that says it is this form, or NULL */
	const char *with;  /* options that it may have: letters or names with
			      blanks between; NULL: all that no form needs */
	const char *operands; /* in the synopsis; NULL: there are none */
	const char *also;     /* another option that it needs, or NULL */
	bool words;	      /* its operands are words, not files */
	bool written;	      /* its operands are files that are written */
};

/* Options that cannot be combined: any of the first with any of the second. */
struct ta_clash {
	const char *these; /* names with blanks between; NULL ends a table */
	const char *those; /* the same; "file" is an operand */
	const char *why;
};

struct ta_cli {
	/* what the tool is */
	const char *name;
	const char *purpose; /* one sentence, as in the manual's NAME */
	const struct ta_option *options;
	const struct ta_form *forms; /* n_forms of them; NULL: the form of */
	size_t n_forms;		     /* filters, with all options and files */
	const struct ta_clash *clashes; /* or NULL */
	bool decides;			/* by rules, so that it has --explain */
	bool names_report;		/* its first operand may be a report */
	bool makes_pages;		/* so that --to may be html */
	bool sees_all;	    /* all requests, so that a switch can be `auto` */
	const char *common; /* letters of the common options; NULL: all */
	void (*add_schema)(struct ta_text *text); /* appends what TA_SHOW_SCHEMA
						     prints */
	void *self; /* the struct that options are put into */

	/* from the command line and the environment */
	const char *policy_path;
	const char *today_text;
	const char *output_path; /* NULL: standard output */
	const char *columns;	 /* a view or names; NULL: all columns */
	struct ta_list switch_words;
	bool explain;
	const struct ta_format *from; /* NULL: told by content */
	const struct ta_format *to;   /* NULL: as the input */
	struct ta_style style;
	struct ta_part part; /* of all records */
	bool by_libcsv;	     /* TA_CSV=libcsv: no quicker way through CSV */
	bool by_jansson;     /* TA_JSON=jansson: the same of JSON Lines */
	const char *folder;  /* for temporary files: TMPDIR, or /tmp */
	const char *const *paths; /* the operands that are files */
	size_t n_paths;
	const char *const *words; /* the operands that are words: of a form that
				     has these, or the name of a report */
	size_t n_words;
	uint64_t given;		    /* a bit for each option that was given */
	const struct ta_form *form; /* of `forms`: the one that fits */
	struct ta_sandbox sandbox;
	struct ta_report report;

	/* loaded from them */
	struct ta_text policy_text; /* as it was read, since a pipe can be read
				       only once */
	struct ta_policy *policy;
	struct ta_context context; /* the policy, today, the switches */
	struct ta_time now; /* the day that was given, or the clock's time */
	bool *switches;	    /* by index: which are on; */
	bool *said;	    /* which are said to be on or off */
};

/* Appends what --help prints: the synopsis, the purpose, the options. */
void ta_cli_usage(const struct ta_cli *cli, struct ta_text *text);

/* Whether its value is a ta_list. */
bool ta_option_is_list(const struct ta_option *option);

/* The bit of an option in `given`. */
uint64_t ta_cli_bit(const struct ta_cli *cli, const struct ta_option *option);

/*
 * Checks that the options and operands go together: all are of one form, and no
 * two clash. 0, or -1 with the error set.
 */
int ta_cli_check(struct ta_cli *cli, struct ta_error *error);

/* The common options, a table like a tool's own. */
extern const struct ta_option ta_cli_common[];

/* Whether the tool has the common option. */
bool ta_cli_has(const struct ta_cli *cli, const struct ta_option *option);

#endif
