#ifndef TA_NEARLY_H
#define TA_NEARLY_H

/*
 * Headings that are nearly a field's: somebody may have changed a letter in the
 * form, and the field would lose the answers. It is only for a message; no
 * heading is read by likeness.
 */

#include "policy/policy.h"

/*
 * The name or label of a field that a heading is near to; NULL where none is
 * near. Fields that are among the `others` do not count.
 */
const char *ta_nearly(const struct ta_policy *policy, struct ta_slice heading,
    const bool *others);

#endif
