#ifndef TA_OPTION_H
#define TA_OPTION_H

/*
 * The options of forms as values of the policy: by the form's map, by value or
 * label, and courses by their titles. Whole options are compared, by slug;
 * answer.h splits answers into options.
 */

#include "intake/map.h"

/* How the answers of one form are read; borrowed. */
struct ta_answers {
	const struct ta_policy *policy;
	bool canonical; /* the records have been through intake before, */
	bool exact;	/* and no spreadsheet has had them since */
	const struct ta_map *map; /* of the form, or NULL */
	const size_t *separators; /* by field, from ta_answer_separators */
	/* by field, set where an answer is none of the form's, and where it has
	   a word that means no answer; or NULL */
	bool *strange;
	bool *none;
};

/*
 * The value of an option of a field, as ta_answer_choice gives it. The map's
 * names of a value count before the policy's. In a list without values the
 * words of the policy's conditions are known; "Part I" at the end of a title is
 * "Part 1", and text in brackets after it is a remark. `sure`, if not 0, always
 * separates options: an option has it only as often as its label.
 */
struct ta_slice ta_option_value(const struct ta_answers *answers, size_t index,
    struct ta_slice text, char sure);

#endif
