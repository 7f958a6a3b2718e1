#ifndef TA_FORMWORDS_H
#define TA_FORMWORDS_H

/*
 * Which field a heading means, by the words that it shares with the labels of
 * the policy. A word that many fields have weighs little, so a list of idle
 * words is not needed.
 */

#include "policy/policy.h"

/*
 * The field with the label that is most like the heading: both share at least
 * half of the weight of all words in the two (Jaccard). NULL if no label is
 * that near, or two are equally near. Fields for staff are left out.
 */
const struct ta_field *ta_words_field(
    const struct ta_policy *policy, struct ta_slice heading);

/*
 * Whether the heading names a part of a name, such as "First name". These words
 * have no weight.
 */
bool ta_words_has_part(struct ta_slice heading);

#endif
