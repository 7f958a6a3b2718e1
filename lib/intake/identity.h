#ifndef TA_IDENTITY_H
#define TA_IDENTITY_H

/*
 * Which request is which: an id made from the content where the form gives
 * none, a digest of what was asked, and the set of ids that have been met.
 * SHA-256 is libmd's.
 */

#include "policy/policy.h"

/*
 * Appends an id: "ta-" and 80 bits of SHA-256 over the fields that the policy
 * names, in hexadecimal. The same content has the same id on any machine.
 * `columns` has the position of each field in the record, or -1.
 */
void ta_identity_make(const struct ta_policy *policy,
    const struct ta_record *record, const int *columns, struct ta_text *id);

/*
 * 64 bits of SHA-256 over all that the form asked: what staff fill in, the id
 * and the tools' columns do not count.
 */
uint64_t ta_identity_digest(const struct ta_policy *policy,
    const struct ta_record *record, const int *columns);

/*
 * The ids met so far, 16 bytes each in a ta_table. Of a digest it keeps 32
 * bits: of four thousand million changed contents under one id it takes one for
 * the same.
 */
struct ta_seen;

struct ta_seen *ta_seen_new(void);
void ta_seen_free(struct ta_seen *seen);

enum ta_sight {
	TA_SIGHT_NEW,
	TA_SIGHT_SAME, /* this id and digest have been met */
	TA_SIGHT_OTHER /* this id has been met with another digest */
};

/*
 * Adds an id that is at a place, whose file name is borrowed; blanks about it
 * are none of it. Where it has been met, nothing is added and *first says
 * where.
 */
enum ta_sight ta_seen_add(struct ta_seen *seen, struct ta_slice id,
    uint64_t digest, struct ta_place at, struct ta_place *first);

#endif
