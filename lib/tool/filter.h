#ifndef TA_FILTER_H
#define TA_FILTER_H

/*
 * The loop of every tool: records in, a callback, records out. The library owns
 * it; a tool declares its columns and options and what to do with a record. No
 * decision is taken here.
 */

#include "tool/cli.h"
#include "decide/explain.h"
#include "record/input.h"
#include "policy/evaluation.h"

struct ta_filter;

/* What a tool is. Every callback but `record` may be NULL. */
struct ta_tool {
	struct ta_cli cli; /* its name, options and words */
	enum ta_manner manner;
	const char *const *sections; /* of the policy, that it decides by: */
	size_t n_sections;	     /* the first one's rule is the reason */
	bool reads_form; /* decides on intake fields: their columns matter */

	/* Before anything is read: 1 to go on, 0 when all is done, or -1. */
	int (*begin)(struct ta_filter *filter, struct ta_error *error);

	/* The header is known: find and add columns. 0 or -1. */
	int (*start)(struct ta_filter *filter, struct ta_error *error);

	/* A record, as wide as the header: 1 to write it, 0 not to, or -1. */
	int (*record)(struct ta_filter *filter, struct ta_record *record,
	    struct ta_error *error);

	/* All has been read: write what is left. 0 or -1. */
	int (*finish)(struct ta_filter *filter, struct ta_error *error);

	/* All has been written and may be put in place. 0 or -1. */
	int (*place)(struct ta_filter *filter, struct ta_error *error);

	/* Appends the summary: "118 read, 109 valid". */
	void (*summary)(struct ta_filter *filter, struct ta_text *text);

	/* Frees what the tool holds. */
	void (*end)(struct ta_filter *filter);
};

struct ta_filter {
	struct ta_tool *tool;
	void *self; /* the tool's own */
	const struct ta_policy *policy;
	const struct ta_naming *naming; /* set by begin, for the door */
	struct ta_reading reading;	/* begin may change it */
	struct ta_source *source; /* set by begin: read instead of files */
	struct ta_input *input;
	struct ta_header *header; /* of what is read; tools append to it */
	struct ta_evaluation *evaluation; /* where the tool reads the form */
	struct ta_explain *explain; /* where it was asked for, else NULL */
	struct ta_output *output;
	const struct ta_format *to;
	void *writer;
	struct ta_header *out_header; /* of what is written; start may set it */
	bool silent; /* set by begin or start: nothing is written here */
	bool wrote_header;
	size_t read;
	size_t written;
	size_t undecided;
	bool partly; /* some records were rejected or not decided */
};

/* Runs the tool from its command line to its exit status. */
int ta_filter_main(struct ta_tool *tool, void *self, int argc, char **argv);

/*
 * The position of a column that an earlier tool supplies; -1 with the error set
 * where it is missing, or there twice.
 */
int ta_filter_need(const struct ta_filter *filter, const char *name,
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

/* Has the subject's decisions explained, where that was asked for. */
void ta_filter_watch(
    struct ta_filter *filter, struct ta_evaluation *evaluation);

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
