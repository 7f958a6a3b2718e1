#ifndef TA_GIVEN_H
#define TA_GIVEN_H

/*
 * A record that is given by hand, as words NAME=VALUE: it becomes a YAML form,
 * which is then read like any other.
 */

#include "policy/policy.h"

/*
 * Appends a record given by hand, n times NAME=VALUE, as YAML. A name is a
 * field or one of its labels; a name given again adds an item. 0, or -1 with
 * the error set.
 */
int ta_given_record(const struct ta_policy *policy, const char *const *given,
    size_t n, struct ta_text *yaml, struct ta_error *error);

#endif
