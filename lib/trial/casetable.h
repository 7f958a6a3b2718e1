#ifndef TA_CASETABLE_H
#define TA_CASETABLE_H

/*
 * A policy's own table of cases: columns of the form, and columns that begin
 * with expect_, each compared with the column that the tools would write for
 * it, "*" for anything. A column `case` names the case, one `switches` turns
 * some on. The decisions are those of the tools. It also keeps which rules no
 * case fired and which answers no case gave.
 */

#include "policy/policy.h"
#include "record/report.h"

struct ta_casetable;

/*
 * For a policy, a day and switches, which are borrowed, as the report is. Free
 * with ta_casetable_free.
 */
struct ta_casetable *ta_casetable_new(const struct ta_policy *policy,
    ta_day today, const bool *switches, struct ta_report *report);
void ta_casetable_free(struct ta_casetable *cases);

/*
 * Runs all cases of a table and says every cell that differs: 0, or -1 with the
 * error set where the table cannot be read or expects a column that no tool
 * has.
 */
int ta_casetable_run(
    struct ta_casetable *cases, const char *path, struct ta_error *error);

/* How many there were, and how many of them differ. */
size_t ta_casetable_count(const struct ta_casetable *cases);
size_t ta_casetable_failed(const struct ta_casetable *cases);

/*
 * Appends a row for each rule and each answer: its section, its id, and how
 * many cases fired or gave it. Returns the share, in per cent, rounded down, of
 * those that some case did.
 */
int ta_casetable_coverage(
    const struct ta_casetable *cases, struct ta_text *csv);

#endif
