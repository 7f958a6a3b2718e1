#ifndef TA_HOLDS_H
#define TA_HOLDS_H

/*
 * Whether a compiled test holds for a record: one small function for each
 * operator, all of the same shape. operator.h says which is which, ta-policy(5)
 * what each means to a person. They change nothing but what the evaluation
 * remembers.
 */

#include "base/phrase.h"
#include "policy/evaluation.h"

/* The states that a value can have, a bit each. */
#define TA_STATES_ALL (1u << TA_BLANK | 1u << TA_VALID | 1u << TA_INVALID)

/* The bit that adds: and the value has one of the test's choices. */
#define TA_BY_CHOICE (1u << (TA_INVALID + 1))

/* How many of the items of a list have to be so for its line to hold. */
enum ta_items { TA_ITEMS_ANY, TA_ITEMS_ALL, TA_ITEMS_NONE };

struct ta_test;

/* Whether a test holds for the evaluation's record. */
typedef bool ta_holds(
    const struct ta_test *test, struct ta_evaluation *evaluation);

/* A compiled line of a condition. Each operator uses some of the members. */
struct ta_test {
	ta_holds *holds;
	int field;	    /* -1 for a line that is not on a field */
	bool wanted;	    /* the operand, where that is yes or no */
	const int *indices; /* of facts, findings or days */
	size_t n_indices;
	struct ta_bits bits; /* of choices */

	/* What follows is read more rarely; it is on another cache line. */
	const struct ta_slice *texts;
	size_t n_texts;
	const struct ta_phrases *phrases;
	int other;	 /* another field, or -1 */
	ta_day day;	 /* a fixed date; TA_OPEN is today */
	int number;	 /* of business days, of words, or alone */
	unsigned states; /* states of the field in which it can hold, perhaps by
			    choice; 0 where it is not about a field */
	bool exact;	 /* it holds in all of these */
	const char *words; /* the line as it is in the policy */
};

ta_holds ta_holds_choice, ta_holds_text, ta_holds_day, ta_holds_present,
    ta_holds_valid, ta_holds_has_all, ta_holds_lacks, ta_holds_only,
    ta_holds_before, ta_holds_after, ta_holds_within, ta_holds_closed,
    ta_holds_exact, ta_holds_open, ta_holds_same_as, ta_holds_mentions,
    ta_holds_shorter_than, ta_holds_at_least, ta_holds_verified;

#endif
