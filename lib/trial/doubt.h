#ifndef TA_DOUBT_H
#define TA_DOUBT_H

/*
 * Doubts about a policy that can be loaded: what may not be meant. Each kind
 * looks at the policy file as a tree, since that has the places.
 */

#include "base/mem.h"
#include "policy/policy.h"

struct ta_doubt {
	struct ta_place at;
	const char *words;
};

struct ta_doubts {
	const struct ta_policy *policy;
	const struct ta_node *root; /* of the file of that policy */
	struct ta_slice text;	    /* the file */
	struct ta_slice *lines;	    /* the file from each line on */
	size_t n_lines;
	struct ta_place reached; /* the last place that was looked up, and … */
	struct ta_slice rest;	 /* … the file from there on */
	struct ta_arena *arena;
	struct ta_doubt *items; /* those found so far */
	size_t count;
	size_t room;
};

/* Adds a doubt in words, at a place of the file. */
void ta_doubt_add(struct ta_doubts *doubts, const struct ta_place *at,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A kind: adds all doubts of the policy that are of it. */
typedef void ta_doubt_kind(struct ta_doubts *doubts);

/*
 * A value of the form's that no condition has though it has most others, or
 * that none of the lists has which sort its field.
 */
ta_doubt_kind ta_doubt_values;

/*
 * A rule that another one above it hides, by what their conditions say: any
 * record for which it holds is decided before.
 */
ta_doubt_kind ta_doubt_order;

/* What is said: a redirect without words, a note with the word "please". */
ta_doubt_kind ta_doubt_words;

/*
 * A number in a sentence that the policy does not have in its own place: a
 * telephone number of no referral, a time that is neither target nor `within`.
 */
ta_doubt_kind ta_doubt_numbers;

/*
 * What changes nothing: a key that something else in the policy makes idle, and
 * a check that one above it asks for, and does not see.
 */
ta_doubt_kind ta_doubt_effects;

/* A condition on what ta-history says, where that is always blank. */
ta_doubt_kind ta_doubt_history;

/* A weekday of a month that is nearly always the day after another holiday. */
ta_doubt_kind ta_doubt_holidays;

/* A label that a comma has cut, or that has the separator of lists in it. */
ta_doubt_kind ta_doubt_labels;

/* A character that nobody sees. */
ta_doubt_kind ta_doubt_unseen;

/* A letter that lacks what is asked for, noted, or where to turn. */
ta_doubt_kind ta_doubt_letters;

/*
 * The rules of a section: of a list, or of all lists that a mapping has, in
 * their order. *n is their number; the array lives in the arena.
 */
const struct ta_node **ta_doubt_rules(
    struct ta_doubts *doubts, const struct ta_node *section, size_t *n);

/*
 * The bytes of the file from a place on; empty where it has no such place.
 * Places in their order take time in proportion to the file.
 */
struct ta_slice ta_doubt_bytes(
    struct ta_doubts *doubts, const struct ta_place *at);

/* A walk through a text of the policy, beside the file that it is read from. */
struct ta_doubt_walk {
	const struct ta_node *node;
	size_t passed; /* bytes of its text */
	struct ta_slice rest;
	struct ta_place at; /* of the rest, in the file */
	char quote;	    /* around the text; another character: none */
};

/* Begins at a node that is a text, which outlives the walk. */
struct ta_doubt_walk ta_doubt_walk(
    struct ta_doubts *doubts, const struct ta_node *node);

/*
 * Goes on to an offset of the text, which is not below the last one. Its place
 * in the file; that of the node where an escape such as "\u00A0" is before it.
 */
struct ta_place ta_doubt_walk_to(struct ta_doubt_walk *walk, size_t offset);

#endif
