#ifndef TA_TWOPOLICIES_H
#define TA_TWOPOLICIES_H

/*
 * Two policies over the same records: what each decides, side by side, and what
 * would change. The decisions are those of the tools. Of a record only its id
 * and what was decided is kept and written: no answer of a person.
 */

#include "tool/cli.h"

/*
 * Reads the records of the command line, decides each by the policy in force
 * and by that of a file, and puts all in line by both. Then it appends a row
 * for each record of which something changes: its number in the input, its id,
 * the edition that it says it was decided by, what changes, and both decisions.
 * Requests that are finished by the policy in force are left out unless `all`.
 * Says how much changed. 0, or -1 with the error set.
 */
int ta_twopolicies_compare(struct ta_cli *cli, const char *path, bool all,
    struct ta_text *csv, struct ta_error *error);

#endif
