#ifndef TA_LOAD_H
#define TA_LOAD_H

/*
 * The policy file read, checked and laid out: whole or not at all. What is
 * wrong with it is said before any record is read. It merges nothing and looks
 * for no file; which one is in force is the command line's (see cliload.c).
 */

#include "policy/policy.h"

/*
 * Appends the text of a policy file, or of the built-in policy for NULL. 0, or
 * -1 with the error set: it cannot be read, or is longer than bounds.h says.
 */
int ta_policy_read(
    const char *path, struct ta_text *text, struct ta_error *error);

/* The name of the built-in policy in messages. */
#define TA_BUILTIN "built-in policy"

/*
 * Makes a policy of a text; `name` stands in messages. NULL with the error set
 * at the first thing that is wrong. The text need not outlive it. Free with
 * ta_policy_free.
 */
struct ta_policy *ta_policy_load(
    const char *name, struct ta_slice text, struct ta_error *error);

#endif
