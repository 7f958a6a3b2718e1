#ifndef TA_EARLIER_H
#define TA_EARLIER_H

/*
 * An earlier queue, which today's is compared with, record by record of the
 * same id; of two of one id the first counts. Of each 16 bytes are kept, in a
 * ta_table: contents are compared by 32 bits of SHA-256, and dates and groups
 * by 31.
 */

#include "record/input.h"
#include "policy/policy.h"
#include "record/part.h"

struct ta_earlier;

/*
 * Reads the queue in an input, or the part of it that is wanted. The policy
 * outlives it. NULL with the error set. Free with ta_earlier_close.
 */
struct ta_earlier *ta_earlier_read(struct ta_input *input,
    const struct ta_policy *policy, const struct ta_part *part,
    struct ta_error *error);
void ta_earlier_close(struct ta_earlier *since);

/*
 * What has become of a record: "new"; "changed", where a field of the form or
 * of staff's side is another; "moved", where only its work-by date or its
 * groups are; or "". `columns` has the position of each field of the policy in
 * the record.
 */
const char *ta_earlier_change(struct ta_earlier *since,
    const struct ta_record *record, const int *columns, struct ta_slice due,
    struct ta_slice groups);

/* How many of the earlier queue have not been asked for. */
size_t ta_earlier_gone(const struct ta_earlier *since);

#endif
