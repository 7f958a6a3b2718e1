#ifndef TA_MATCH_H
#define TA_MATCH_H

/*
 * When a compiled test holds for a record: one small function an operator, each
 * of the same shape. operator.h says which operator is which, ta-policy(5) what
 * it means to a person. They read the subject and change nothing but its
 * memory.
 */

#include "subject.h"

/* The bit that makes a small letter of a capital, and may confuse others. */
#define TA_FOLD 0x20

/* A compiled line of a condition. Which members it uses is the operator's. */
struct ta_test {
	bool (*holds)(const struct ta_test *test, struct ta_subject *subject);
	int field;	    /* -1 for a line that is not on a field */
	bool wanted;	    /* of a yes or no */
	const int *indices; /* of facts, findings or days */
	size_t n_indices;
	struct ta_bits bits; /* of choices */

	/* What follows is read more rarely: it lies on another cache line. */
	const struct ta_slice *texts;
	size_t n_texts;
	char (*begins)[2]; /* of phrases, each folded by TA_FOLD */
	size_t n_begins;
	int other;	   /* another field, or -1 */
	ta_day day;	   /* a fixed date; TA_OPEN is today */
	int days;	   /* a number of business days */
	const char *words; /* the line as the policy has it */
};

bool ta_holds_choice(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_text(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_day(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_present(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_valid(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_has_all(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_lacks_any(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_only(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_before(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_after(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_within(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_closed(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_exact(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_same_as(const struct ta_test *test, struct ta_subject *subject);
bool ta_holds_mentions(const struct ta_test *test, struct ta_subject *subject);

#endif
