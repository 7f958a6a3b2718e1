#ifndef TA_AMENDMENTS_H
#define TA_AMENDMENTS_H

/*
 * What a form says anew of requests that are there, as events. Several rows of
 * an input may be one request, as where a requester has sent it twice: the one
 * that was received last counts, else each import would say one and then the
 * other. So all are kept until the input has been read.
 */

#include "intake/requests.h"

struct ta_amendments;

/* Amendments of a day. The policy is borrowed until ta_amendments_free. */
struct ta_amendments *ta_amendments_new(
    const struct ta_policy *policy, ta_day day);
void ta_amendments_free(struct ta_amendments *amendments);

/*
 * Notes a row of a request: what of it differs from what the form said last, or
 * nothing, where `seen` is NULL. `header` and `columns` are those of the row.
 */
void ta_amendments_note(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const int *columns,
    const struct ta_record *row, const struct ta_seen *seen);

/*
 * Adds an event to a ledger for each request that is amended: 0, or -1 with the
 * error set.
 */
int ta_amendments_add(const struct ta_amendments *amendments,
    struct ta_ledger *ledger, struct ta_error *error);

/*
 * How many requests are amended, and how many rows had something new that a
 * later one has replaced.
 */
void ta_amendments_count(
    const struct ta_amendments *amendments, size_t *amended, size_t *replaced);

#endif
