#ifndef TA_LOAD_H
#define TA_LOAD_H

/*
 * The policy file read, checked and laid out: whole or not at all. An error in
 * it is said before any record is read. Policies are not merged, and no file is
 * looked for here: the command line says which one is in force (cliload.c).
 */

#include "policy/policy.h"

/*
 * Appends the text of a policy file, or of the built-in policy for NULL. 0, or
 * -1 with the error set: it cannot be read, or it is longer than bounds.h
 * allows.
 */
int ta_policy_read(
    const char *path, struct ta_text *text, struct ta_error *error);

/* The name of the built-in policy in messages. */
#define TA_BUILTIN "built-in policy"

/*
 * Makes a policy of a text; messages call it `name`. NULL with the error set at
 * the first error in the text, which need not outlive the policy. Free with
 * ta_policy_free.
 */
struct ta_policy *ta_policy_load(
    const char *name, struct ta_slice text, struct ta_error *error);

/*
 * The same of the built-in policy, which was parsed when the library was built:
 * at each start that would cost more than all else.
 */
struct ta_policy *ta_policy_builtin(struct ta_error *error);

/* The shape of a policy: its tables are those that it is loaded by. */
extern const struct ta_shape ta_policy_shape;

#endif
