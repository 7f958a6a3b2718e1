#ifndef TA_IDENTITY_H
#define TA_IDENTITY_H

/*
 * The identity of requests: an id made from the content where the form gives
 * none. SHA-256 is libmd's.
 */

#include "policy/policy.h"

/*
 * Appends an id: "ta-" and 80 bits of SHA-256 over the fields that the policy
 * names, in hexadecimal. The same content has the same id on any machine.
 * `columns` has the position of each field in the record, or -1.
 */
void ta_identity_make(const struct ta_policy *policy,
    const struct ta_record *record, const int *columns, struct ta_text *id);

#endif
