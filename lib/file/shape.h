#ifndef TA_SHAPE_H
#define TA_SHAPE_H

/*
 * The shape of a YAML file, in static tables: the keys of each mapping, what
 * their values may be, and a sentence on each for people. Files are checked by
 * these tables before anything is loaded from them, and schema.h writes the
 * same tables for editors: so neither knows a key that the other does not. What
 * names mean, and what texts say, is for the loaders to check.
 */

#include "file/yamltree.h"

/* The kinds of value. */
enum ta_want {
	TA_WANT_TEXT,
	TA_WANT_LIST,
	TA_WANT_MAP,
	TA_WANT_TEXTS, /* a sequence of texts; one text counts as that */
	TA_WANT_EITHER /* one of several shapes */
};

struct ta_shape;

/* A key of a mapping. Members that are left out are 0. */
struct ta_key {
	const char *name;
	const struct ta_shape *shape; /* of its value */
	bool required;
	const char *says;     /* what it is for */
	unsigned scope;	      /* where it may stand, as bits; 0: everywhere */
	const char *with;     /* another key that has to be there, too; or */
	struct ta_names bars; /* those that cannot be, for the schema alone */
};

/* What follows from a key that has one of some words, for the schema alone. */
struct ta_case {
	const char *key;
	struct ta_names words;
	const char *needs; /* another key, or NULL */
	const char *bars;  /* the same: it cannot be there */
};

/* What a value may be. Members that are left out are 0. */
struct ta_shape {
	enum ta_want want;
	const char *name; /* in the schema, where it is used more than once */
	const char *says;

	/* Its loader refuses another kind of value, in words of its own; and */
	bool own_kind;
	bool own_keys; /* unknown keys and all below, by the same tables */

	/* Of a text: the words that it can be, and what one of them is. */
	struct ta_names words;
	const char *kind;

	/* For the schema alone: what loaders check in words of their own. */
	const char *pattern;	/* of a text (ECMA-262), or of other keys */
	bool wordy;		/* it is no number, true or false */
	bool null;		/* it can be null, which is a word */
	long least, most;	/* most > 0: it is a number */
	struct ta_names never;	/* words that a text cannot be */
	bool filled;		/* a list or mapping of at least one */
	size_t items_most;	/* of a list; 0: any number */
	const char *const *one; /* keys of which one has to be there, NULL */
	bool only_one;		/* behind the last; and no more than one */

	const struct ta_case *cases; /* of a mapping; n_cases of them */
	size_t n_cases;

	/* Of a mapping: its keys, n of a size; values of all other keys. */
	const struct ta_key *keys;
	size_t n, size;
	unsigned scope;		     /* the keys of which scopes it has */
	const struct ta_shape *each; /* NULL: there are no others */

	const struct ta_shape *items; /* of a list, of texts */

	/* The shapes of which it is one; NULL behind the last. */
	const struct ta_shape *const *either;
};

/* The keys of a shape: an array of keys, or of things that begin with one. */
#define TA_KEYS(array) \
	.keys = (array), .n = TA_COUNT(array), .size = sizeof(*(array))
#define TA_KEYS_IN(array) \
	.keys = &(array)->key, .n = TA_COUNT(array), .size = sizeof(*(array))

/* The words of an array of strings, for a shape. */
#define TA_WORDS(array)                                                   \
	{                                                                 \
		(array), TA_COUNT(array), sizeof(*(array)), 0, NULL, NULL \
	}

/* A text of any words; yes or no; one text or several. */
extern const struct ta_shape ta_shape_text, ta_shape_yes_no, ta_shape_texts;

/* The key of a mapping's shape at an index below n. */
const struct ta_key *ta_shape_key(const struct ta_shape *shape, size_t i);

/*
 * Checks that the node is a mapping with the keys of the shape, each value of
 * its kind: 0, or -1 with the error set, and "did you mean" for a key that is
 * nearly one. ta_shape_check checks all below it, too.
 */
int ta_shape_check_keys(const struct ta_node *node,
    const struct ta_shape *shape, struct ta_error *error);
int ta_shape_check(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error);

/* The index of a text among the words of the shape; -1 with the error set. */
int ta_shape_word(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error);

#endif
