#ifndef TA_JOIN_H
#define TA_JOIN_H

/*
 * Staff's side of the records, from a table of their own: a row an id, or a row
 * an e-mail address, with what staff fill in or have verified. A left join: it
 * adds no records and loses none. It fills no field that is the requester's.
 */

#include "policy/policy.h"

struct ta_join;

/*
 * Loads a table for a policy, which outlives it, and checks it whole: two rows
 * for one key, a row without one, and a column that is not for it are errors.
 * NULL with the error set. Free with ta_join_free.
 */
struct ta_join *ta_join_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error);
void ta_join_free(struct ta_join *join);

/* The fields that it fills, n of them; borrowed. */
const int *ta_join_fields(const struct ta_join *join, size_t *n);

/*
 * Puts what the table has for the record's key over what the record has; a
 * blank cell leaves the record's own. `columns` has the position of each field.
 * The texts are borrowed as long as the join lives.
 */
void ta_join_apply(
    struct ta_join *join, struct ta_record *record, const int *columns);

/*
 * The rows whose key no record had, in their order, one a call, from *next = 0
 * on: true with the row's place, false when there are no more.
 */
bool ta_join_unmet(
    const struct ta_join *join, size_t *next, struct ta_record *at);

#endif
