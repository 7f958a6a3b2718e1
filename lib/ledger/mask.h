#ifndef TA_MASK_H
#define TA_MASK_H

/*
 * Masks: what stays of a request's answers when its story is forgotten. An
 * answer keeps what conditions ask of it: whether it is blank, whether its type
 * takes it, which choices it has, whether it equals another of its request. Its
 * words go. Which fields are private is the policy's. No line is read or
 * written here.
 */

#include "policy/policy.h"

struct ta_mask;

/* The policy is borrowed until ta_mask_free. */
struct ta_mask *ta_mask_new(const struct ta_policy *policy);
void ta_mask_free(struct ta_mask *mask);

/*
 * Notes a cell of the ledger: where it is a masked address, no other gets its
 * number. All cells come before the first is masked.
 */
void ta_mask_note(struct ta_mask *mask, struct ta_slice cell);

/*
 * What a field of a request becomes, borrowed until the next call. Equal
 * addresses of the same request become equal ones. An address takes the bytes
 * of an entry of a table.
 */
struct ta_slice ta_mask_cell(
    struct ta_mask *mask, size_t request, int field, struct ta_slice cell);

#endif
