#ifndef TA_SIFT_H
#define TA_SIFT_H

/*
 * Which lines of a ledger matter to the little that comes, told by their bytes,
 * since a line begins with its id. A line matters unless its bytes prove that
 * it does not: one that is spelled as we do not write it always does. A line
 * that is passed over is not looked at; whether it is damaged is not known.
 */

#include "policy/policy.h"

struct ta_sift {
	const struct ta_policy *policy;
	ta_day today;	      /* events after it matter, TA_NO_DAY: none */
	struct ta_text lead;  /* the bytes before an id, at a line's start */
	struct ta_text texts; /* beginnings of ids, each with a NUL behind it */
	uint64_t tail;	      /* all lines from this offset on matter */
};

/*
 * Nothing matters yet but the last lines of a ledger of a size. An event of a
 * day after `today` does, whatever its id, and what takes any back; none where
 * that is TA_NO_DAY. The policy is borrowed until ta_sift_free. False, and
 * nothing to be freed, where the policy's ids are not plain texts.
 */
bool ta_sift_begin(struct ta_sift *sift, const struct ta_policy *policy,
    ta_day today, uint64_t size);
void ta_sift_free(struct ta_sift *sift);

/* All lines whose ids begin so matter. A blank text is none. */
void ta_sift_add_id(struct ta_sift *sift, struct ta_slice id);

/* Whether a line at an offset matters; `sift` is a struct ta_sift. */
bool ta_sift_wants(void *sift, struct ta_slice line, uint64_t offset);

#endif
