#ifndef TA_CLI_H
#define TA_CLI_H

/*
 * What all tools share on the command line: the common options, the policy, the
 * day, the switches, help and exit status. This is the one place that reads the
 * environment. It opens the input and reads no records.
 */

#include "record/input.h"
#include "file/output.h"
#include "policy/policy.h"
#include "record/report.h"
#include "file/sandbox.h"
#include "record/part.h"
#include "record/format.h"

/* Exit status: done; done, but for some records; not done. */
enum ta_status { TA_DONE = 0, TA_PARTLY = 1, TA_FAILED = 2 };

/* An option; a letter above 255 has a long name only. */
struct ta_option {
	int letter;
	const char *name;
	const char *argument; /* what it is called in help; NULL: none */
	const char *help;
};

struct ta_cli {
	/* the tool's own */
	const char *name;
	const char *purpose;  /* one sentence, as in the manual's NAME */
	const char *synopsis; /* as in the manual, after the name */
	const struct ta_option *options;
	size_t n_options;
	const int *reads;    /* options whose argument is a file to read … */
	const int *writes;   /* … or to write; 0 ends each list, or NULL */
	bool decides;	     /* by rules, which it can explain */
	bool no_records;     /* takes neither input nor --from */
	const char *also_to; /* what --to may name besides; or NULL */
	const char *to_help; /* what is said of it there */
	int (*option)(
	    void *self, int letter, char *argument, struct ta_error *error);
	void *self;

	/* from the command line and the environment */
	const char *policy_path;
	const char *today_text;
	const char *output_path;
	bool explain;
	const struct ta_format *from; /* NULL: told by content */
	const struct ta_format *to;   /* NULL: as the input */
	bool to_other;		      /* `also_to` was asked for */
	struct ta_csv_style style;
	bool bom;
	struct ta_part shard;
	bool by_libcsv;	    /* TA_CSV=libcsv: no quicker way through CSV */
	const char *folder; /* for temporary files: TMPDIR, or /tmp */
	struct ta_text switch_words; /* "name=state" and a blank, each */
	char **paths;
	size_t n_paths;
	struct ta_sandbox sandbox;
	struct ta_report report;

	/* made of them */
	struct ta_policy *policy;
	ta_day today;
	bool *switches;	 /* by index: which are on */
	bool *automatic; /* by index: which were asked to be `auto` */
};

/*
 * Makes sure of descriptors 0 to 2, so that no file of ours becomes one of
 * them. A closed one fails on use.
 */
void ta_cli_guard_descriptors(void);

/*
 * Reads options and operands. Returns a status to exit with, or -1 to go on.
 */
int ta_cli_parse(struct ta_cli *cli, int argc, char **argv);

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
 * Opens the operands as ta_input_open does, or standard input where there are
 * none, with a hint where that is a terminal.
 */
struct ta_input *ta_cli_open_input(struct ta_cli *cli,
    const struct ta_input_options *options, struct ta_error *error);

/* The path of the policy in force, NULL for the built-in one. */
const char *ta_cli_policy_path(const struct ta_cli *cli);

/* Writes a text to standard output, whole: 0, or -1 with the error set. */
int ta_cli_print(const struct ta_text *text, struct ta_error *error);

/* Says the error and frees everything: TA_FAILED. */
int ta_cli_fail(struct ta_cli *cli, const struct ta_error *error);

void ta_cli_free(struct ta_cli *cli);

#endif
