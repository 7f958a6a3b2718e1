#ifndef TA_NEARLY_H
#define TA_NEARLY_H

/*
 * Headings that are nearly a field's: somebody may have changed a letter in the
 * form, and the field would lose the answers. It is only for a warning; no
 * heading is read by likeness.
 */

#include "policy/policy.h"

/*
 * The name or label that a heading is near to, of a field of the form without a
 * column; `has` says which fields have one. NULL where none is near.
 */
const char *ta_nearly(
    const struct ta_policy *policy, struct ta_slice heading, const bool *has);

#endif
