#ifndef TA_FORMGUESS_H
#define TA_FORMGUESS_H

/*
 * What the columns of an unknown form mean. The sources, in order: the map if
 * there is one, the policy's labels, words that headings and labels share, the
 * cells. If two readings are equally good, neither is taken.
 */

#include "intake/formfit.h"

enum ta_meant {
	TA_MEANT_NOT,	   /* not a field: it passes through */
	TA_MEANT_BY_MAP,   /* the map says what it is, if anything */
	TA_MEANT_BY_LABEL, /* the policy knows the heading */
	TA_MEANT_BY_WORDS,
	TA_MEANT_BY_CELLS
};

/* The meaning of a column. */
struct ta_meaning {
	enum ta_meant how;
	const struct ta_field *field; /* NULL: it is not a field */
	const struct ta_field *maybe; /* it fits, but another column has it */
	struct ta_slice item; /* the item of that list, if each has a column */
	struct ta_fit fit;    /* how its answers fit the field */
};

/* The meanings of all columns of a form. Free with ta_guess_free. */
struct ta_guess {
	const struct ta_policy *policy;
	const struct ta_look *look;
	struct ta_meaning *meanings; /* a column of the look each */
	char separator;		   /* between items of lists, or 0 if unsure */
	struct ta_map none;	   /* used where there is no map */
	struct ta_answers answers; /* read with the map, or with `none` */
	size_t *separators;
	struct ta_strangers strangers; /* of all columns */
	bool late; /* in the second pass, see read_columns */
};

/*
 * Guesses the columns of a look, with the map if there is one (or NULL). Look,
 * policy and map must outlive the guess.
 */
struct ta_guess *ta_guess_new(const struct ta_policy *policy,
    const struct ta_map *map, const struct ta_look *look);
void ta_guess_free(struct ta_guess *guess);

/*
 * The required fields that no column is: one a call, from *next = 0 on, then
 * NULL.
 */
const struct ta_field *ta_guess_missing(
    const struct ta_guess *guess, size_t *next);

#endif
