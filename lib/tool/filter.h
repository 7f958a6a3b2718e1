#ifndef TA_FILTER_H
#define TA_FILTER_H

/*
 * The loop of every tool: records in, a callback, and out come records, a
 * document, or nothing. The library owns it; a tool declares its columns and
 * options and what to do with a record. No decision is taken here.
 */

#include "decide/explain.h"
#include "file/batch.h"
#include "record/writer.h"
#include "tool/cli.h"

struct ta_filter;

/* What a run writes. */
enum ta_kind {
	TA_RECORDS,  /* each record that the callback passes */
	TA_DOCUMENT, /* a text, by `finish`: see ta_filter_text */
	TA_SINK	     /* nothing of the filter's own */
};

/* What a tool is. Every callback but `record` may be NULL. */
struct ta_tool {
	struct ta_cli cli; /* its name, options and words */
	bool is_intake;	   /* reads rows as forms have them, file by file */
	const char *const *sections; /* of the policy, that it decides by: */
	size_t n_sections;	     /* the first one's rule is the reason */
	bool reads_form; /* decides on intake fields: their columns matter */
	const char *const *own; /* all columns that it may write, n_own of */
	size_t n_own;		/* them: of each record they are empty first */

	/* Before anything is read: 1 to go on, 0 when all is done, or -1. */
	int (*begin)(struct ta_filter *filter, struct ta_error *error);

	/*
	 * The header is known: find and add columns. At intake, the header of
	 * the next file. 0 or -1.
	 */
	int (*start)(struct ta_filter *filter, struct ta_error *error);

	/*
	 * A record, as wide as the header, or at intake a row: 1 to write it, 0
	 * not to, or -1.
	 */
	int (*record)(struct ta_filter *filter, struct ta_record *record,
	    struct ta_error *error);

	/*
	 * All has been read: write what is left, and append to the summary:
	 * ", 109 valid". 0 or -1.
	 */
	int (*finish)(struct ta_filter *filter, struct ta_text *summary,
	    struct ta_error *error);

	/* Frees what the tool holds. */
	void (*end)(struct ta_filter *filter);
};

struct ta_filter {
	struct ta_tool *tool;
	void *self; /* the tool's own */
	const struct ta_policy *policy;

	/* `begin` or `start` may set these */
	enum ta_kind kind;
	struct ta_files_options reading;
	struct ta_source *source; /* read instead of files, and closed */
	const struct ta_header *out_header; /* NULL: `header` */
	bool partly; /* some records were rejected or not decided */

	/* for the callbacks to read */
	struct ta_header *header; /* of what is read; tools append to it */
	struct ta_files *files;	  /* what is read, file by file */
	struct ta_evaluation *evaluation; /* where the tool reads the form */
	struct ta_explain *explain; /* where it was asked for, else NULL */
	struct ta_batch batch;	    /* all that appears in the end */

	/* the loop's own */
	struct ta_input *input; /* NULL at intake */
	struct ta_output *output;
	struct ta_writer *writer;
	int *own; /* the tool's columns that are in the header, n_own */
	size_t n_own;
	size_t read;
	size_t undecided;
};

/* Runs the tool from its command line to its exit status. */
int ta_filter_main(struct ta_tool *tool, void *self, int argc, char **argv);

/*
 * The position of a column that an earlier tool supplies; -1 with the error set
 * where it is missing, or there twice. A stream that has neither a header nor a
 * record lacks none.
 */
int ta_filter_need(struct ta_filter *filter, const char *name,
    const char *supplier, struct ta_error *error);

/* Finds or appends n columns of the tool's own, into `columns`: 0 or -1. */
int ta_filter_add(struct ta_filter *filter, const char *const *names, size_t n,
    int *columns, struct ta_error *error);

/*
 * As ta_filter_add for one column that --explain adds: -1 in *column, and 0,
 * where that was not asked for.
 */
int ta_filter_add_why(struct ta_filter *filter, const char *name, int *column,
    struct ta_error *error);

/* Has the evaluation's decisions explained, where that was asked for. */
void ta_filter_watch(
    struct ta_filter *filter, struct ta_evaluation *evaluation);

/*
 * Opens another file of records, to be read strictly beside the input. The
 * caller's to close. NULL with the error set.
 */
struct ta_input *ta_filter_also(
    struct ta_filter *filter, const char *path, struct ta_error *error);

/* The format that is written. */
const struct ta_format *ta_filter_format(const struct ta_filter *filter);

/* Where a document is appended; borrowed. */
struct ta_text *ta_filter_text(struct ta_filter *filter);

/* Writes a record under a header: 0, or -1 with the error set. */
int ta_filter_write(struct ta_filter *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* The same as a ta_spool_take, whose argument is the filter. */
int ta_filter_take(void *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* A message about the record, which then counts as not decided. */
void ta_filter_undecided(struct ta_filter *filter,
    const struct ta_record *record, const char *field, const char *rule,
    const char *sentence);

#endif
