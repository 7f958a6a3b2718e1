#ifndef TA_MASKEDLINE_H
#define TA_MASKEDLINE_H

/*
 * A line of the ledger with its story masked: a request or an event. Its id,
 * and of an event what it is, when it was and who said so stay; fields become
 * what mask.h says; the name of the file that it came from is blank. Notes and
 * columns that the policy does not know are left out.
 */

#include "ledger/event.h"
#include "ledger/mask.h"

/*
 * Makes the line of a request, which has a number, into `row`, which is empty.
 * `day` is the day on which it is forgotten.
 */
void ta_masked_line(const struct ta_policy *policy, struct ta_mask *mask,
    size_t request, const struct ta_header *header,
    const struct ta_record *record, struct ta_slice day,
    struct ta_event_row *row);

#endif
