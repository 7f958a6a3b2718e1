#ifndef TA_JOIN_H
#define TA_JOIN_H

/*
 * Staff's side of the records, from a table: one row for each id or e-mail
 * address, with the fields that staff fill in or have verified. It is a left
 * join: no record is added or lost. No other field of a request is changed.
 */

#include "policy/policy.h"

struct ta_join;

/*
 * Loads a table for a policy, which is borrowed until ta_join_free, and checks
 * it whole: two rows with one key, a row without a key, and a column that is
 * not for a join are errors. NULL with the error set.
 */
struct ta_join *ta_join_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error);
void ta_join_free(struct ta_join *join);

/* The fields that it fills, n of them; borrowed until ta_join_free. */
const int *ta_join_fields(const struct ta_join *join, size_t *n);

/*
 * Replaces fields of the record by those of the table's row with its key; a
 * blank cell leaves the field as it is. `columns` has the position of each
 * field. The texts are borrowed until ta_join_free.
 */
void ta_join_apply(
    struct ta_join *join, struct ta_record *record, const int *columns);

/*
 * Called with *next = 0 at first, gives the place of one row at a time whose
 * key no record had, and the key in *id, which is absent where the key is an
 * address: true; false when there are no more, and neither is to be used. Both
 * are borrowed until ta_join_free.
 */
bool ta_join_unmet(const struct ta_join *join, size_t *next,
    struct ta_record *at, struct ta_slice *id);

#endif
