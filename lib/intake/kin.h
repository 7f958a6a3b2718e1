#ifndef TA_KIN_H
#define TA_KIN_H

/*
 * Requests that the policy says are one (`identity.same`): they have the same
 * values in all fields of one of its lists, none blank. A time counts as its
 * moment, a text by its letters and digits. A request is a number of the
 * caller's.
 */

#include "ledger/sift.h"

struct ta_kin;

/*
 * No requests yet. The policy is borrowed until ta_kin_free. For each list that
 * a request has values for, it takes 24 bytes and those of the table; 8 where
 * another has the same values.
 */
struct ta_kin *ta_kin_new(const struct ta_policy *policy);
void ta_kin_free(struct ta_kin *kin);

/*
 * Adds a request by the values of a record; one that is added again is found by
 * both. `columns` has the position of each field, or -1.
 */
void ta_kin_add(struct ta_kin *kin, uint32_t request, const int *columns,
    const struct ta_record *record);

/*
 * Has a sift want all lines of requests that can be one with a record: those
 * that hold its address. False where the policy's lists or the address are such
 * that bytes cannot tell.
 */
bool ta_kin_sift(const struct ta_policy *policy, const int *columns,
    const struct ta_record *record, struct ta_sift *sift);

/*
 * The requests that are one with a record, each once, into `found`: how many,
 * `most` at the most.
 */
size_t ta_kin_find(struct ta_kin *kin, const int *columns,
    const struct ta_record *record, uint32_t *found, size_t most);

#endif
