#ifndef TA_LEDGERIDS_H
#define TA_LEDGERIDS_H

/*
 * The ids in a ledger, with the content and the columns of its records. New
 * records are compared with them before they are added. What is in the ledger
 * never changes.
 */

#include "intake/identity.h"
#include "ledger/ledger.h"
#include "record/report.h"

struct ta_ledger_ids;

/*
 * Opens and locks a ledger, reads it, says what is damaged or torn, and notes
 * its ids in `seen`. Everything it is given is borrowed until
 * ta_ledger_ids_close; `folder` is for temporary files. NULL with the error
 * set.
 */
struct ta_ledger_ids *ta_ledger_ids_open(const char *path, const char *folder,
    const struct ta_policy *policy, struct ta_seen *seen,
    struct ta_report *report, struct ta_error *error);
void ta_ledger_ids_close(struct ta_ledger_ids *ids);

/* The ledger itself, borrowed until ta_ledger_ids_close. */
struct ta_ledger *ta_ledger_ids_ledger(const struct ta_ledger_ids *ids);

/*
 * How many lines of the ledger are damaged, and whether its last line was torn
 * and has been moved away.
 */
size_t ta_ledger_ids_damaged(const struct ta_ledger_ids *ids);
bool ta_ledger_ids_was_torn(const struct ta_ledger_ids *ids);

/*
 * Checks that with the columns of this header, too, all records of the ledger
 * have no more columns than a reader takes, those of the tools included: 0, or
 * -1 with the error set.
 */
int ta_ledger_ids_check(struct ta_ledger_ids *ids,
    const struct ta_header *header, struct ta_error *error);

#endif
