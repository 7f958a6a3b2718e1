#ifndef TA_EARLIER_H
#define TA_EARLIER_H

/*
 * An earlier queue, with which today's is compared, record by record of the
 * same id. Of two records with one id the first counts. 16 bytes of each are
 * kept, in a ta_table: contents are compared by 32 bits of SHA-256, dates and
 * groups by 31.
 */

#include "record/input.h"
#include "policy/policy.h"
#include "record/part.h"

struct ta_earlier;

/*
 * Reads the queue of an input, or a part of it. The policy is borrowed until
 * ta_earlier_close. NULL with the error set.
 */
struct ta_earlier *ta_earlier_read(struct ta_input *input,
    const struct ta_policy *policy, const struct ta_part *part,
    struct ta_error *error);
void ta_earlier_close(struct ta_earlier *earlier);

/*
 * How a record has changed: "new"; "changed", where a field of the form or of
 * staff's is different; "moved", where only its work-by date or groups are;
 * else "". It is about the request, not about its place: otherwise one new
 * request at the top would move them all. `columns` has the position of each
 * field of the policy in the record.
 */
const char *ta_earlier_change(struct ta_earlier *earlier,
    const struct ta_record *record, const int *columns, struct ta_slice due,
    struct ta_slice groups);

/* How many records of the earlier queue have not been asked about. */
size_t ta_earlier_gone(const struct ta_earlier *earlier);

#endif
