#ifndef TA_FORMWORDS_H
#define TA_FORMWORDS_H

/*
 * Which field a heading speaks of by the words that it shares with the labels
 * of the policy. A word counts the less, the more fields have it, so that no
 * list of idle words is needed.
 */

#include "policy/policy.h"

/*
 * The field with the label that is most like the heading: at least half of the
 * weight of all words of the two is in both (Jaccard). NULL where there is
 * none, or two are as near. What staff fill in is none.
 */
const struct ta_field *ta_words_field(
    const struct ta_policy *policy, struct ta_slice heading);

/*
 * Does the heading speak of a part of a name, such as "First name"? Such words
 * have no weight.
 */
bool ta_words_has_part(struct ta_slice heading);

#endif
