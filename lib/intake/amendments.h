#ifndef TA_AMENDMENTS_H
#define TA_AMENDMENTS_H

/*
 * What a form says anew of requests that are there, as events. Several rows of
 * an input may be one request, as where a requester has sent it twice: the one
 * that was received last counts, else each import would say one and then the
 * other. So all are set aside until the input has been read.
 */

#include "intake/requests.h"

struct ta_amendments;

/*
 * No amendments yet. What differs is set aside in a temporary file of the
 * folder; in memory a request that is met takes 24 bytes and those of the
 * table, a row that differs two at most. The policy is borrowed until
 * ta_amendments_close. NULL with the error set.
 */
struct ta_amendments *ta_amendments_open(
    const struct ta_policy *policy, const char *folder, struct ta_error *error);
void ta_amendments_close(struct ta_amendments *amendments);

/* Meets a row of a request that says what the form said last. */
void ta_amendments_again(struct ta_amendments *amendments, struct ta_slice id,
    const int *columns, const struct ta_record *row);

/*
 * Meets a row of a request, and what of it differs: 0, or -1 with the error
 * set. `header` and `columns` are those of the row.
 */
int ta_amendments_note(struct ta_amendments *amendments, struct ta_slice id,
    const struct ta_header *header, const int *columns,
    const struct ta_record *row, const struct ta_seen *seen,
    struct ta_error *error);

/* How many requests are amended. */
size_t ta_amendments_count(const struct ta_amendments *amendments);

/* How many rows had something new that a later one has replaced. */
size_t ta_amendments_replaced(const struct ta_amendments *amendments);

/*
 * Adds an event of a day to a ledger for each request that is amended: 0, or -1
 * with the error set. It is called once, after all rows.
 */
int ta_amendments_add(struct ta_amendments *amendments, ta_day day,
    struct ta_ledger *ledger, struct ta_error *error);

#endif
