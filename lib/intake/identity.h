#ifndef TA_IDENTITY_H
#define TA_IDENTITY_H

/*
 * The identity of requests: an id made from the content where the form gives
 * none, a digest of what was asked, and the ids that have come so far. SHA-256
 * is libmd's.
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
 * All answers of a requester, as digests. Fields of staff, the id, the receipt
 * and the tools' columns do not count; a column that the policy does not know
 * does. Zero-initialised it is ready. Free with ta_asked_free. `bare` is the
 * caller's to set: the record is of a format without a header, which leaves out
 * what is blank.
 */
struct ta_asked {
	uint64_t fields;  /* of the policy's fields, 64 bits of SHA-256 */
	uint32_t *others; /* of the other columns: a name and a value each, */
	size_t n_others;  /* 32 bits, in the order of names */
	size_t room;
	bool bare;
};

void ta_asked_free(struct ta_asked *asked);

/*
 * Takes the answers of a record, and forgets those before. `columns` has the
 * position of each field in the header, or -1.
 */
void ta_asked_take(struct ta_asked *asked, const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *record,
    const int *columns);

/*
 * The ids that have come so far: at most 40 bytes for each, 60 for a moment as
 * it grows, and 8 for each column that is not a field. It keeps 32 bits of the
 * digest of the fields: of four thousand million changed contents under one id
 * it takes one for the same.
 */
struct ta_seen;

struct ta_seen *ta_seen_new(void);
void ta_seen_free(struct ta_seen *seen);

enum ta_sight {
	TA_SIGHT_NEW,
	TA_SIGHT_SAME, /* this id has come with the same answers */
	TA_SIGHT_OTHER /* this id has come with other answers */
};

/*
 * Adds an id, without the blanks around it, with its place, whose file name is
 * borrowed. Where the id has come before, nothing is added, and *first is set
 * to its place. Of columns that are not fields, only those are compared that
 * both have: a column that one export has more is not another answer. But where
 * the new record is bare, what only it has is one.
 */
enum ta_sight ta_seen_add(struct ta_seen *seen, struct ta_slice id,
    const struct ta_asked *asked, struct ta_place at, struct ta_place *first);

#endif
