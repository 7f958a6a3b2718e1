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
	TA_DOCUMENT, /* a text, to which `finish` appends */
	TA_SINK	     /* nothing by itself */
};

/* A tool. Every callback but `record` may be NULL. */
struct ta_tool {
	struct ta_cli cli; /* its name, options and purpose */
	bool is_intake;	   /* it reads rows as they are in the files of forms */
	const char *const *sections; /* of the policy, by which it decides; */
	size_t n_sections;	     /* the first has the reason */
	bool reads_form;	     /* it decides by fields of the form */
	const char *const *needs;    /* the columns that it reads, n_needs of */
	size_t n_needs;		     /* them */
	const char *const *own; /* the columns that it may write, n_own of */
	size_t n_own;		/* them; they are empty before it decides */
	bool sees_all;	/* records of other parts, too, which are not written */
	bool gives_why; /* the last of these is the reason, of --explain */

	/* Before anything is read: 1 to go on, 0 where all is done, -1. */
	int (*begin)(struct ta_filter *filter, struct ta_error *error);

	/*
	 * After a header was read, and columns were found and added. At intake
	 * this is once for each file. 0 or -1.
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
	size_t n_cells; /* how many of the own columns it writes, without the
			   reason; all of them, unless `begin` says less */
	bool elsewhere; /* the record is another part's */
	bool partly;	/* some records were rejected or not decided */
	size_t read;	/* records; `record` takes back what was none */

	/* for callbacks to read */
	struct ta_header *header; /* of the input, with own columns */
	int *columns;		  /* positions of `needs`, then of own ones */
	struct ta_files *files;	  /* the files that are read */
	struct ta_evaluation *evaluation; /* where the tool reads the form */
	struct ta_explain *explain;	  /* NULL without --explain */
	struct ta_batch batch;		  /* all that appears in the end */
	struct ta_text *text; /* a document; borrowed until the tool ends */

	/* the loop's own */
	struct ta_input *input; /* NULL at intake */
	struct ta_output *output;
	struct ta_writer *writer;
	size_t n_looked; /* columns of the header when it was looked at */
	size_t undecided;
};

/* Runs the tool from its command line to its exit status. */
int ta_filter_main(struct ta_tool *tool, void *self, int argc, char **argv);

/*
 * Sets the tool's own fields of a record: n_cells of them, and the reason where
 * --explain was given.
 */
void ta_filter_set(struct ta_filter *filter, struct ta_record *record,
    const struct ta_slice *cells);

/*
 * Opens another file of records, beside the input and read strictly; the
 * caller's to close. The path is borrowed until then. NULL with the error set.
 */
struct ta_input *ta_filter_also(
    struct ta_filter *filter, const char *const *path, struct ta_error *error);

/* The format that is written. */
const struct ta_format *ta_filter_format(const struct ta_filter *filter);

/*
 * Writes a record with its header: 0, or -1 with the error set. It is a
 * ta_spool_take, whose argument is the filter.
 */
int ta_filter_write(void *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* Says a message about the record, which then counts as not decided. */
void ta_filter_undecided(struct ta_filter *filter,
    const struct ta_record *record, const char *field, const char *rule,
    const char *sentence);

/*
 * Adds the findings of the record's cell to the evaluation. False, and the
 * record counts as not decided, where the cell names one that the policy does
 * not have.
 */
bool ta_filter_recall(
    struct ta_filter *filter, const struct ta_record *record, int column);

#endif
