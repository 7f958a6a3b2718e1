#ifndef TA_HEADINGS_H
#define TA_HEADINGS_H

/*
 * The headings of a form's files: which field a column is, by the map or the
 * policy's labels, and its place in the header of all records. It looks only at
 * names, never at answers.
 */

#include "intake/map.h"
#include "record/files.h"

/* A column of the current file. */
struct ta_heading {
	struct ta_slice name; /* in the header; NULL data: it is left out */
	int place;	      /* in the header, or -1 */
	bool waits;	      /* for a record that has it */
	int field;	      /* of the policy, or -1 */
	const struct ta_map_column *rule; /* of the map, or NULL */
	size_t next; /* the next column of the same field, or 0 */
	bool again;  /* an earlier column is the same field */
};

/*
 * Zero-initialised it is ready for ta_headings_begin. Free with
 * ta_headings_free.
 */
struct ta_headings {
	const struct ta_policy *policy;
	const struct ta_map *form_map; /* or NULL */
	bool *expected;	    /* by field: ta_intake_expect was called */
	const bool *wanted; /* by field: ta_intake_only; NULL: all columns */
	bool *met;	    /* by column of the map: some file has had it */
	bool met_form;	    /* some file so far came from the form */
	struct ta_header header; /* of all records */
	size_t told; /* how many columns ta_headings_nearly has looked at */

	/* of the current file */
	const struct ta_map *map; /* NULL for a file that we have written */
	bool canonical;
	struct ta_heading *columns;
	size_t count;
	size_t room;
};

/*
 * Begins with a policy and a form's map, which may be NULL; both are borrowed
 * until ta_headings_free.
 */
void ta_headings_begin(struct ta_headings *headings,
    const struct ta_policy *policy, const struct ta_map *map);
void ta_headings_free(struct ta_headings *headings);

/*
 * The field that a heading means, by name or label, or -1. Headings compare by
 * slug, after references of HTML are decoded (entity.h). `by_name`: exactly by
 * name, as we have written it.
 */
int ta_headings_field(
    const struct ta_policy *policy, struct ta_slice heading, bool by_name);

/* Whether several columns can be one field of the type together. */
bool ta_headings_unite(enum ta_type type);

/*
 * Takes the columns of the current file: 0, or -1 with the error set. Two
 * columns for one field are an error, unless the map unites them: texts with a
 * blank between, lists as one list. A header without a field that the policy
 * requires is an error, too.
 */
int ta_headings_turn(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error);

/* Takes the columns that the file's header has gained: 0 or -1. */
int ta_headings_take(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error);

/*
 * Called with *next = 0 at first, gives one heading of the map at a time that
 * no file of the form has had; NULL when there are no more. Borrowed as long as
 * the map.
 */
const char *ta_headings_unmet(const struct ta_headings *headings, size_t *next);

/*
 * Gives one heading at a time of the current file that is nearly a field's
 * (nearly.h) but is not read as that, in *heading. Returns the name or label
 * that it is near to; NULL when there are no more. Each is given once, over all
 * files.
 */
const char *ta_headings_nearly(
    struct ta_headings *headings, struct ta_slice *heading);

#endif
