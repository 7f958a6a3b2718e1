#ifndef TA_CONDITION_H
#define TA_CONDITION_H

/*
 * Conditions: compiling one `when` of the policy, and matching it against a
 * record. Every section uses this one matcher. Matching changes nothing but
 * what the evaluation remembers of the record.
 */

#include "file/shape.h"
#include "policy/holds.h"

/* Enough to pass over nearly all conditions that do not hold. */
#define TA_NEEDS_MAX 8

/* A condition: all its tests hold. No tests hold always. */
struct ta_condition {
	const struct ta_test *tests;
	size_t count;
	bool reads_findings;
	int deep;  /* how many facts ask each other below it */
	int field; /* the first that it names, or -1 */

	/* The rule of the condition; NULL where the rule has no id. */
	const char *section;
	const char *id;
	const char *cites; /* NULL where the rule cites or says nothing */
	const char *says;

	/*
	 * Tests on fields without which it cannot hold, those of its facts
	 * included.
	 */
	const struct ta_test *needs[TA_NEEDS_MAX];
	size_t n_needs;
};

/* A condition with a name. */
struct ta_fact {
	const char *id;
	struct ta_condition when;
};

/*
 * The lines that a section's conditions may have besides those on the record.
 */
enum ta_scope {
	TA_SCOPE_FINDINGS = 1,	  /* finding, severity, no_severity */
	TA_SCOPE_EARLY = 2,	  /* early_outcome */
	TA_SCOPE_PAST_TARGET = 4, /* past_target_by */
	TA_SCOPE_OUTCOME = 8,	  /* outcome */
	TA_SCOPES = 16
};

/* The shape of a condition of each scope that a section has, by its bits. */
extern const struct ta_shape ta_condition_shapes[TA_SCOPES];

/* The words of the conditions: no field or fact may have one as its name. */
extern const struct ta_names ta_condition_words;

/*
 * Compiles a `when`, which may be NULL: then it always holds. 0, or -1 with the
 * error set at the word that is wrong. The result lives as long as the arena
 * and the vocabulary. Only facts that the vocabulary has by now can be named.
 */
int ta_condition_compile(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, unsigned scope,
    struct ta_arena *arena, struct ta_condition *when, struct ta_error *error);

/* Whether the condition holds for the record. */
bool ta_condition_holds(
    const struct ta_condition *when, struct ta_evaluation *evaluation);

/* Whether a fact holds for the record. It is worked out once and remembered. */
bool ta_fact_holds(struct ta_evaluation *evaluation, size_t fact);

/*
 * The index of the fact that a node of the policy names; -1 with the error set,
 * and "did you mean", for a name that no fact has (yet).
 */
int ta_node_fact(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error);

/*
 * Whether the word is a key of the grammar: no field or fact may have that
 * name.
 */
bool ta_condition_reserves(struct ta_slice word);

/* What the items of a line mean, such as of "is_all"; any, for a field. */
enum ta_items ta_condition_items(struct ta_slice word);

/*
 * Whether the value of a key in a section is a condition; the section is ""
 * for the policy itself.
 */
bool ta_condition_is_key(const char *section, struct ta_slice key);

#endif
