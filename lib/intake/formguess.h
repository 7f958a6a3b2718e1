#ifndef TA_FORMGUESS_H
#define TA_FORMGUESS_H

/*
 * What the columns of an unknown form mean: by the map that there is, by the
 * policy's labels, by words that headings and labels share, and by what the
 * cells hold. Where two readings are as good it takes none.
 */

#include "intake/formfit.h"

enum ta_meant {
	TA_MEANT_NOT,	   /* no field: it passes through */
	TA_MEANT_BY_MAP,   /* the map says what it is, if anything */
	TA_MEANT_BY_LABEL, /* the policy knows the heading */
	TA_MEANT_BY_WORDS,
	TA_MEANT_BY_CELLS
};

/* What a column means. */
struct ta_meaning {
	enum ta_meant how;
	const struct ta_field *field; /* NULL: none … */
	const struct ta_field *maybe; /* … as another column is this one */
	struct ta_slice item; /* of that list, a column a choice; or absent */
	struct ta_fit fit;    /* of its answers with the field */
};

/* The form as it is understood; free with ta_guess_free. */
struct ta_guess {
	const struct ta_policy *policy;
	const struct ta_look *look;
	struct ta_meaning *meanings; /* a column of the look each */
	char separator;	    /* of the items of lists, where it is sure, or 0 */
	struct ta_map none; /* a map that says no more than that */
	struct ta_answers answers; /* by the map that there is, or by that */
	size_t *separators;
	struct ta_strangers strangers; /* of all columns */
	bool late; /* what suits has been taken, and now the rest is */
};

/*
 * Understands what a look has seen, with the map that there is, or NULL. Look,
 * policy and map outlive the guess.
 */
struct ta_guess *ta_guess_new(const struct ta_policy *policy,
    const struct ta_map *map, const struct ta_look *look);
void ta_guess_free(struct ta_guess *guess);

/*
 * The fields that the policy requires and no column is, one a call, from *next
 * = 0 on; NULL when there are no more.
 */
const struct ta_field *ta_guess_missing(
    const struct ta_guess *guess, size_t *next);

#endif
