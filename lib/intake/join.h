#ifndef TA_JOIN_H
#define TA_JOIN_H

/*
 * Staff's side of the records, from a table: one row for each id or e-mail
 * address, with the fields that staff fill in or have verified. It is a left
 * join: no record is added or lost. No other field of a request is changed;
 * other columns are left out.
 */

#include "policy/policy.h"
#include "record/report.h"

struct ta_join;

/*
 * Loads a table for a policy, which is borrowed until ta_join_free, and checks
 * it whole: two rows with one key, a row without a key, a column that is nearly
 * one that a join fills, and a column of the tools are errors. NULL with the
 * error set.
 */
struct ta_join *ta_join_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error);
void ta_join_free(struct ta_join *join);

/* The fields that it fills, n of them; borrowed until ta_join_free. */
const int *ta_join_fields(const struct ta_join *join, size_t *n);

/*
 * Replaces fields of the record by those of the table's row with its key. A
 * word for none empties the field. A blank cell, and a value that the field
 * cannot have, leave it as it is. `columns` has the position of each field.
 * `verified`, by field, is set where the row says something. The texts are
 * borrowed until ta_join_free.
 */
void ta_join_apply(struct ta_join *join, struct ta_record *record,
    const int *columns, bool *verified);

/* What was of no use in tables. */
struct ta_join_losses {
	size_t rows;   /* whose key no record had */
	size_t values; /* that their fields cannot have */
};

/*
 * Says, after the last record, which columns were left out, and each row and
 * value that was of no use, which it adds to the losses.
 */
void ta_join_say(struct ta_join *join, struct ta_report *report,
    struct ta_join_losses *losses);

#endif
