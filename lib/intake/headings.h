#ifndef TA_HEADINGS_H
#define TA_HEADINGS_H

/*
 * What the headings of a form's files mean: which field a column is, by the map
 * or the policy's labels, and where it goes under the one header of all
 * records. It looks at names alone, never at answers.
 */

#include "intake/map.h"
#include "record/files.h"

/* What becomes of a column of the file. */
struct ta_heading {
	int place;			  /* in the header, or -1: left out */
	int field;			  /* that it is, or -1 */
	const struct ta_map_column *rule; /* of the map, or NULL */
	size_t next;			  /* column of the same field, or 0 */
	bool again;			  /* an earlier one is the same field */
};

/* Zero-initialised, then ta_headings_begin. Free with ta_headings_free. */
struct ta_headings {
	const struct ta_policy *policy;
	const struct ta_map *form_map; /* or NULL */
	bool *expected;		       /* by field: the caller fills it in */
	bool *met;		 /* by column of the map: some file has it */
	bool met_form;		 /* some file came from the form */
	struct ta_header header; /* of all records */
	size_t told;		 /* of its columns, those looked at as near */

	/* of the file that was turned to */
	const struct ta_map *map; /* NULL: what we have written */
	bool canonical;
	struct ta_heading *columns;
	size_t count;
	size_t room;
};

/* For a policy and a form's map, which may be NULL; both outlive it. */
void ta_headings_begin(struct ta_headings *headings,
    const struct ta_policy *policy, const struct ta_map *map);
void ta_headings_free(struct ta_headings *headings);

/*
 * The field that a form's heading means, by name or label, or -1. A heading
 * compares by slug, as a person sees it (see entity.h). `by_name`: exactly by
 * name, as we have written it.
 */
int ta_headings_field(
    const struct ta_policy *policy, struct ta_slice heading, bool by_name);

/* Can several columns be one field of the type together? */
bool ta_headings_unite(enum ta_type type);

/*
 * Takes the columns of the file that has just been turned to: 0, or -1 with the
 * error set. Two columns for one field are an error, unless the map unites
 * them: texts with a blank between, lists as one. So is a header without a
 * field that the policy requires.
 */
int ta_headings_turn(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error);

/* Takes what the file's header has gained since the last time: 0 or -1. */
int ta_headings_take(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error);

/*
 * The headings of the map that no file of the form has had, one a call, from
 * *next = 0 on; NULL when there are no more.
 */
const char *ta_headings_unmet(const struct ta_headings *headings, size_t *next);

/*
 * The next heading of the file that was turned to which is read as no field and
 * is nearly one's (see nearly.h), in *heading: the name or label that it is
 * nearly; NULL when there are no more. Each is told once, of all files.
 */
const char *ta_headings_nearly(
    struct ta_headings *headings, struct ta_slice *heading);

#endif
