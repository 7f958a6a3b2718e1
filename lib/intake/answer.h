#ifndef TA_ANSWER_H
#define TA_ANSWER_H

/*
 * What a form's answer is in the policy's spelling: choices and multi-selects
 * by value or label, yes and no, dates in the order that the policy gives. What
 * fits nothing is kept as it is, for ta-validate to report. References of HTML
 * are read as the characters that they are; texts and addresses are not read.
 */

#include "intake/option.h"

/* Appends the answer to the field at an index, in canonical form. */
void ta_answer_write(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_text *out);

/*
 * The most separators of multi-selects that an option of the field has, by the
 * labels of the policy and of the map, which may be NULL.
 */
size_t ta_answer_separators(
    const struct ta_policy *policy, const struct ta_map *map, size_t index);

/* The separator between the items of a list. */
char ta_answer_separator(const struct ta_answers *answers);

/* Is the item chosen for which a cell of a column of its own stands? */
bool ta_answer_is_chosen(
    const struct ta_answers *answers, size_t index, struct ta_slice cell);

/*
 * The canonical value of a choice or item: "" where the map says that it is not
 * an answer, absent where it is not a value. Borrowed as long as policy and
 * map.
 */
struct ta_slice ta_answer_choice(
    const struct ta_answers *answers, size_t index, struct ta_slice text);

#endif
