#ifndef TA_OPTION_H
#define TA_OPTION_H

/*
 * Which value of the policy an option of a form is: by the form's map, by value
 * or label, and of courses by their titles. It compares whole options by slug;
 * taking several of them apart is the answer's (see answer.h).
 */

#include "intake/map.h"

/* How the answers of one form are read; all of it is borrowed. */
struct ta_answers {
	const struct ta_policy *policy;
	bool canonical; /* the records have been through the door before */
	const struct ta_map *map; /* of the form, or NULL */
	const size_t *separators; /* by field, of ta_answer_separators */
};

/* Does the answer say that there is none? */
bool ta_option_is_none(const struct ta_field *field, struct ta_slice text);

/*
 * The value that an option of the field at an index means, as ta_answer_choice
 * gives it. What the form calls a value goes before what the policy knows. In a
 * list without values the words of the policy's conditions are known: "Part I"
 * at the end of a title is "Part 1", and what stands in brackets behind it is a
 * remark. `sure`, if any, is a character between options: it stands in one only
 * where the label has it as often.
 */
struct ta_slice ta_option_value(const struct ta_answers *answers, size_t index,
    struct ta_slice text, char sure);

#endif
