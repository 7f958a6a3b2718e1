#ifndef TA_IDENTITY_H
#define TA_IDENTITY_H

/*
 * The identity of requests: an id made from the content where the form gives
 * none. SHA-256 is nettle's.
 */

#include "intake/map.h"

/*
 * Appends an id: "ta-" and 80 bits of SHA-256 over n fields, those that the
 * policy names or the form's map, in hexadecimal. The same content has the same
 * id on any machine. `columns` has the position of each field in the record, or
 * -1. `fields` gets what is summed, in place of what it had: memory that is
 * reused.
 */
void ta_identity_make(const struct ta_policy *policy, const int *from, size_t n,
    const struct ta_record *record, const int *columns, struct ta_text *fields,
    struct ta_text *id);

/* The fields that ids are made from, n of them; `map` may be NULL. */
const int *ta_identity_from(
    const struct ta_policy *policy, const struct ta_map *map, size_t *n);

#endif
