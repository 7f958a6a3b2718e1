#ifndef TA_MATCH_H
#define TA_MATCH_H

/*
 * When a compiled test holds for a record: one small function an operator, each
 * of the same shape. operator.h says which operator is which, ta-policy(5) what
 * it means to a person. They read the subject and change nothing but its
 * memory.
 */

#include "subject.h"

/* A compiled line of a condition. Which members it uses is the operator's. */
struct ta_test {
	bool (*holds)(const struct ta_test *test, struct ta_subject *subject);
	int field;	     /* -1 for a line that is not on a field */
	const char *words;   /* the line as the policy has it */
	bool wanted;	     /* of a yes or no */
	struct ta_bits bits; /* of choices */
	const bool *starts;  /* by byte: does a phrase begin with it? */
	const bool *seconds; /* by byte: may it be the second of one? */
	int other;	     /* another field, or -1 */
	ta_day day;	     /* a fixed date; TA_OPEN is today */
	int days;	     /* a number of business days */
	const struct ta_slice *texts;
	size_t n_texts;
	const int *indices; /* of facts, findings or days */
	size_t n_indices;
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
