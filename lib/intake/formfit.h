#ifndef TA_FORMFIT_H
#define TA_FORMFIT_H

/*
 * How many answers of a form's column are values of a field, and which are not.
 * Answers that somebody may have written are counted, and not shown.
 */

#include "intake/answer.h"
#include "intake/formlook.h"

/* An answer that is not a value of its field. */
struct ta_stranger {
	const struct ta_field *field;
	struct ta_slice text; /* lives as long as all of them */
	size_t count;
	bool own; /* most answers beside it are not values either */
};

/* Zero-initialised it is empty and ready. Free with ta_strangers_free. */
struct ta_strangers {
	bool own; /* of the column that is added: most are not values */
	struct ta_stranger *items;
	size_t count;
	size_t room;
	struct ta_arena arena;
};

void ta_strangers_free(struct ta_strangers *strangers);

/* Cells that say there is none, and uploads, are not counted. */
struct ta_fit {
	size_t cells;
	size_t known; /* with a value of the field */
	size_t kinds; /* different ones of them */
};

/*
 * How the first `most` different answers of a column fit a field of the policy.
 * Of a choice, list or yes-no those that do not are added to `strangers`, which
 * may be NULL.
 */
struct ta_fit ta_fit_of(const struct ta_answers *answers,
    const struct ta_look_column *column, const struct ta_field *field,
    size_t most, struct ta_strangers *strangers);

/* In how many cells do known items of a list stand apart by the separator? */
size_t ta_fit_split(const struct ta_answers *answers,
    const struct ta_look_column *column, const struct ta_field *list,
    char separator);

/*
 * Whether the answer may be shown: it stands more than once, or it looks like
 * an option of the form. An address, a long number or several lines never may.
 */
bool ta_stranger_may_tell(const struct ta_stranger *stranger);

#endif
