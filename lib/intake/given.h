#ifndef TA_GIVEN_H
#define TA_GIVEN_H

/*
 * A record that is given by hand, as words NAME=VALUE: it becomes a YAML form,
 * which is then read like any other.
 */

#include "policy/policy.h"

/*
 * A form, as YAML, of what is given by hand, n times NAME=VALUE. A name is a
 * field or one of its labels; a name that is given again adds an item. A value
 * "-" is what standard input holds, "@FILE" what a file holds. The text `form`
 * has the bytes and outlives the source, which is the caller's to close. NULL
 * with the error set.
 */
struct ta_source *ta_given_source(const struct ta_policy *policy,
    const char *const *given, size_t n, struct ta_text *form,
    struct ta_error *error);

#endif
