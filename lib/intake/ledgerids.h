#ifndef TA_LEDGERIDS_H
#define TA_LEDGERIDS_H

/*
 * What a ledger knows already: which ids, with what content, and under which
 * names. Records that come are compared with it before they are added; what is
 * there is never changed.
 */

#include "intake/identity.h"
#include "ledger/ledger.h"
#include "record/report.h"

struct ta_ledger_ids;

/*
 * Opens a ledger, which is then ours alone, reads all that is in it, says what
 * is damaged or torn, and notes its ids in `seen`. All of it is borrowed until
 * ta_ledger_ids_close; temporary files go to `folder`. NULL with the error set.
 */
struct ta_ledger_ids *ta_ledger_ids_open(const char *path, const char *folder,
    const struct ta_policy *policy, struct ta_seen *seen,
    struct ta_report *report, struct ta_error *error);
void ta_ledger_ids_close(struct ta_ledger_ids *known);

/* The ledger itself, open; borrowed. */
struct ta_ledger *ta_ledger_ids_ledger(const struct ta_ledger_ids *known);

/* How many lines of it are damaged, and was its last one torn? */
size_t ta_ledger_ids_damaged(const struct ta_ledger_ids *known);
bool ta_ledger_ids_torn(const struct ta_ledger_ids *known);

/*
 * Would every reader still find room for the names of all records, the form's
 * and the tools', if those of this header came to it? 0, or -1 with the error
 * set.
 */
int ta_ledger_ids_check(struct ta_ledger_ids *known,
    const struct ta_header *header, struct ta_error *error);

#endif
