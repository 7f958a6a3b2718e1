#ifndef TA_FORMFIT_H
#define TA_FORMFIT_H

/*
 * How many answers of a form's column are values of a field, which are not, and
 * which field they fit best. Answers that a person may have typed are counted
 * but never shown.
 */

#include "intake/answer.h"
#include "intake/formlook.h"

/* An answer that is not a value of its field. */
struct ta_stranger {
	const struct ta_field *field;
	struct ta_slice text; /* borrowed until ta_strangers_free */
	size_t count;
	bool own; /* most answers of its column are not values */
};

/* Zero-initialised it is empty and ready. Free with ta_strangers_free. */
struct ta_strangers {
	bool own; /* the same, for the column being read */
	struct ta_stranger *items;
	size_t count;
	size_t room;
	struct ta_arena arena;
};

void ta_strangers_free(struct ta_strangers *strangers);

/* Cells without an answer, and uploads, are not counted. */
struct ta_fit {
	size_t cells;
	size_t known; /* with a value of the field */
	size_t kinds; /* different ones of them */
};

/*
 * How well the first `most` different answers of a column fit a field of the
 * policy. For a choice, a list or a yes-no the answers that do not fit are
 * added to `strangers`, unless it is NULL.
 */
struct ta_fit ta_fit_of(const struct ta_answers *answers,
    const struct ta_look_column *column, const struct ta_field *field,
    size_t most, struct ta_strangers *strangers);

/* Different answers that are tried against a field that is not known yet. */
#define TA_FIT_SAMPLE 100

/*
 * The field of a type, an address or a date, that most cells are values of,
 * among so many records; NULL where there is none. A required field is one that
 * is filled in nearly all records.
 */
const struct ta_field *ta_fit_type(const struct ta_answers *answers,
    const struct ta_look_column *column, enum ta_type type, size_t records);

/*
 * The one choice or list that most cells are answers of, with at least two
 * different ones; NULL where there is none, or two are equally good.
 */
const struct ta_field *ta_fit_choice(
    const struct ta_answers *answers, const struct ta_look_column *column);

/* The number of cells in which the separator splits known items of a list. */
size_t ta_fit_split(const struct ta_answers *answers,
    const struct ta_look_column *column, const struct ta_field *list,
    char separator);

/*
 * Whether the answer may be shown: it occurs more than once, or it looks like
 * an option of the form. An address, a long number and a text of several lines
 * never may.
 */
bool ta_stranger_may_tell(const struct ta_stranger *stranger);

#endif
