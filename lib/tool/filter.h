#ifndef TA_FILTER_H
#define TA_FILTER_H

/*
 * The loop of every tool: it reads records, calls the tool for each, and writes
 * records, a document, or nothing. A tool declares its columns, its options and
 * what it does with a record. Nothing is decided here.
 */

#include "decide/explain.h"
#include "file/batch.h"
#include "record/writer.h"
#include "tool/cli.h"

struct ta_filter;

/* What a run writes. */
enum ta_kind {
	TA_RECORDS,  /* the records that the callback passes */
	TA_DOCUMENT, /* a text, which `finish` appends: see ta_filter_text */
	TA_SINK	     /* nothing by itself */
};

/* A tool. Every callback but `record` may be NULL. */
struct ta_tool {
	struct ta_cli cli; /* its name, options and purpose */
	bool is_intake;	   /* it reads rows as they are in the files of forms */
	const char *const *sections; /* of the policy, by which it decides; */
	size_t n_sections;	     /* the first has the reason */
	bool reads_form;	     /* it decides by fields of the form */
	const char *const *own; /* the columns that it may write, n_own of */
	size_t n_own;		/* them; they are empty before it decides */

	/* Before anything is read: 1 to go on, 0 where all is done, -1. */
	int (*begin)(struct ta_filter *filter, struct ta_error *error);

	/*
	 * After a header was read: finds and adds columns. At intake this is
	 * once for each file. 0 or -1.
	 */
	int (*start)(struct ta_filter *filter, struct ta_error *error);

	/*
	 * For each record, as wide as the header, or at intake each row: 1 to
	 * write it, 0 not to write it, -1.
	 */
	int (*record)(struct ta_filter *filter, struct ta_record *record,
	    struct ta_error *error);

	/*
	 * After the last record: writes what is left, and appends to the
	 * summary, such as ", 109 valid". 0 or -1.
	 */
	int (*finish)(struct ta_filter *filter, struct ta_text *summary,
	    struct ta_error *error);

	/* Frees what the tool holds; always called. */
	void (*end)(struct ta_filter *filter);
};

struct ta_filter {
	struct ta_tool *tool;
	void *self; /* the tool's own struct */
	const struct ta_policy *policy;

	/* set by `begin` or `start`, where they are needed */
	enum ta_kind kind;
	struct ta_files_options reading;
	struct ta_source *source; /* instead of files; closed by the filter */
	const struct ta_header *out_header; /* to write; NULL: `header` */
	bool partly; /* some records were rejected or not decided */
	size_t read; /* records; `record` takes back what was none */

	/* for callbacks to read */
	struct ta_header *header;	  /* of the input; tools append to it */
	struct ta_files *files;		  /* the files that are read */
	struct ta_evaluation *evaluation; /* where the tool reads the form */
	struct ta_explain *explain;	  /* NULL without --explain */
	struct ta_batch batch;		  /* all that appears in the end */

	/* the loop's own */
	struct ta_input *input; /* NULL at intake */
	struct ta_output *output;
	struct ta_writer *writer;
	size_t *own; /* the tool's own columns in the header, n_own of them */
	size_t n_own;
	size_t own_room;
	size_t n_looked; /* columns of the header that were looked at */
	size_t undecided;
};

/* Runs the tool from its command line to its exit status. */
int ta_filter_main(struct ta_tool *tool, void *self, int argc, char **argv);

/*
 * The position of a column that an earlier tool writes; -1 with the error set
 * where it is missing, or there twice. A stream without a header and records
 * has all such columns.
 */
int ta_filter_need(struct ta_filter *filter, const char *name,
    const char *supplier, struct ta_error *error);

/* Finds or appends n columns of the tool's own, into `columns`: 0 or -1. */
int ta_filter_add(struct ta_filter *filter, const char *const *names, size_t n,
    int *columns, struct ta_error *error);

/*
 * As ta_filter_add, for the column of --explain: without it *column is -1, and
 * that is fine: 0.
 */
int ta_filter_add_why(struct ta_filter *filter, const char *name, int *column,
    struct ta_error *error);

/* Explains the decisions of the evaluation, if --explain was given. */
void ta_filter_watch(
    struct ta_filter *filter, struct ta_evaluation *evaluation);

/*
 * Opens another file of records, beside the input and read strictly; the
 * caller's to close. NULL with the error set.
 */
struct ta_input *ta_filter_also(
    struct ta_filter *filter, const char *const *path, struct ta_error *error);

/* The format that is written. */
const struct ta_format *ta_filter_format(const struct ta_filter *filter);

/* The text that a document is appended to, borrowed until the tool ends. */
struct ta_text *ta_filter_text(struct ta_filter *filter);

/* Writes a record with its header: 0, or -1 with the error set. */
int ta_filter_write(struct ta_filter *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* The same as a ta_spool_take, whose argument is the filter. */
int ta_filter_take(void *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* Says a message about the record, which then counts as not decided. */
void ta_filter_undecided(struct ta_filter *filter,
    const struct ta_record *record, const char *field, const char *rule,
    const char *sentence);

#endif
