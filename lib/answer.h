#ifndef TA_ANSWER_H
#define TA_ANSWER_H

/*
 * What a form's answer is in the policy's spelling: choices and multi-selects
 * by value or label, yes and no, dates in the order that the policy gives. What
 * fits nothing is kept as it is, for ta-validate to report.
 */

#include "policy.h"

/*
 * Appends the answer to the field at an index, in canonical form. `separators`
 * is what ta_answer_separators says of the field.
 */
void ta_answer_write(const struct ta_policy *policy, size_t index,
    size_t separators, struct ta_slice text, struct ta_text *out);

/* The most separators of multi-selects that any option of the field holds. */
size_t ta_answer_separators(const struct ta_field *field);

#endif
