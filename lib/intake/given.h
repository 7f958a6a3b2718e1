#ifndef TA_GIVEN_H
#define TA_GIVEN_H

/*
 * A record that is given by hand, as words FIELD=VALUE. It becomes a form in
 * YAML, which is read like any other.
 */

#include "policy/policy.h"

/*
 * A form in YAML, from n words FIELD=VALUE. A name is a field or one of its
 * labels; a name that is repeated adds an item. The value "-" is read from
 * standard input, "@FILE" from a file. Messages begin with `option`, such as
 * "--field: ". The source is the caller's to close,
 * before `form`, which has its bytes. NULL with the error set.
 */
struct ta_source *ta_given_source(const struct ta_policy *policy,
    const char *option, const char *const *given, size_t n,
    struct ta_text *form, struct ta_error *error);

#endif
