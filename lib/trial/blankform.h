#ifndef TA_BLANKFORM_H
#define TA_BLANKFORM_H

/*
 * The form of a policy, blank: what a requester may fill in, as a record in
 * YAML with the values that are allowed in comments.
 */

#include "policy/policy.h"

/* Appends it; what staff fill in is no part of it. */
void ta_blankform_add(const struct ta_policy *policy, struct ta_text *text);

#endif
