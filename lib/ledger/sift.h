#ifndef TA_SIFT_H
#define TA_SIFT_H

/*
 * Which lines of a ledger matter to the little that comes, told by their bytes:
 * a line begins with its id, or one of older times has it somewhere. A line
 * matters unless its bytes prove that it does not: one that is spelled as we do
 * not write it always does. A line that is passed over is not looked at;
 * whether it is damaged is not known.
 */

#include "base/table.h"
#include "policy/policy.h"

/* The members are sift.c's, but for the last three. */
struct ta_sift {
	const struct ta_policy *policy;
	ta_day today;	     /* or TA_NO_DAY */
	char name[2];	     /* behind "ta_" of the names that tell */
	uint64_t tail;	     /* all lines from this offset on matter */
	struct ta_text lead; /* the bytes before an id, at a line's start */
	struct ta_text ids;  /* beginnings of ids, each with a NUL */
	struct ta_text addresses; /* the same, in lower case */
	struct ta_text sources;	  /* names of files as JSON strings, the same */

	const struct ta_table *whole; /* NULL, or whole ids that matter, too */
	size_t asked;		      /* how much was added so far, each once */
	bool met; /* some line had an address, or may have had */
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

/*
 * All lines whose ids begin so matter. A blank text is none. What was added
 * before is not added again.
 */
void ta_sift_add_id(struct ta_sift *sift, struct ta_slice id);

/*
 * All lines matter that hold an address, in any case. False where bytes cannot
 * tell, since it could be spelled in several ways.
 */
bool ta_sift_add_address(struct ta_sift *sift, struct ta_slice address);

/*
 * All lines matter that came from a file of this name. Only where events of
 * others do not, since `today` was TA_NO_DAY.
 */
void ta_sift_add_source(struct ta_sift *sift, struct ta_slice name);

/*
 * Passes over lines that do not matter, up to one that does, or that has no end
 * in these bytes, which are the ledger's from an offset on: how many bytes, and
 * in *lines how many lines. `sift` is a struct ta_sift.
 */
size_t ta_sift_pass(
    void *sift, struct ta_slice bytes, uint64_t offset, size_t *lines);

#endif
