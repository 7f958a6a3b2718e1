#ifndef TA_NAMES_H
#define TA_NAMES_H

/*
 * Looks a word up among names: the answer is its index, or an error that
 * suggests the name that may be meant. The names are members of the caller's
 * array and are not copied. They compare as bytes.
 */

#include "base/diag.h"
#include "base/table.h"
#include "base/text.h"

/* Names in an array, borrowed for the length of a call. */
struct ta_names {
	const void *things; /* may be NULL where there are none */
	size_t count;
	size_t size;   /* of a thing */
	size_t offset; /* in a thing, of its name: a `const char *` */
	const struct ta_names *more;  /* further names after these, or NULL */
	const struct ta_table *table; /* of these, in their order, or NULL */
};

/* The names of n things of a type, each in a member: TA_NAMES(fields, n, struct
 * ta_field, name.data). */
#define TA_NAMES(things, n, type, member) \
	((struct ta_names){               \
	    (things), (n), sizeof(type), offsetof(type, member), NULL, NULL})

/* The names of an array of strings. */
static inline struct ta_names
ta_names_of(const char *const *names, size_t n)
{
	return (struct ta_names){names, n, sizeof(*names), 0, NULL, NULL};
}

/*
 * The next of the names, from *i, which begins at 0; NULL after the last. Both
 * go on.
 */
const char *ta_names_next(struct ta_names *names, size_t *i);

/*
 * The index of a word among the names; -1 with the error set, saying what
 * `kind` of name was expected and which one may be meant. `at` may be NULL.
 */
int ta_names_index(struct ta_slice word, const struct ta_place *at,
    const char *kind, struct ta_names names, struct ta_error *error);

/*
 * The name that a writer of `word` may have meant: at most a third of it, and
 * no more than three letters, have to change. NULL where none is near.
 */
const char *ta_names_nearest(struct ta_slice word, struct ta_names names);

/* Appends "BEFORE a, b or c" where the names are few enough to be listed. */
void ta_names_list(
    struct ta_text *text, const char *before, struct ta_names names);

#endif
