#ifndef TA_NEARLY_H
#define TA_NEARLY_H

/*
 * Headings that are read as no field and look like one's: a letter was changed
 * in the form, and what is answered there would be lost to the field. It only
 * says so; nothing is read by likeness.
 */

#include "policy/policy.h"

/*
 * The name or label that a heading nearly is, of a field of the form's that no
 * column is yet: `has` says which are one. NULL where none is near.
 */
const char *ta_nearly(
    const struct ta_policy *policy, struct ta_slice heading, const bool *has);

#endif
