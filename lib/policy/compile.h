#ifndef TA_COMPILE_H
#define TA_COMPILE_H

/*
 * Compiles a `when` of the policy: its lines become tests, and these are parted
 * into what they need of fields and the rest. It matches nothing.
 */

#include "file/shape.h"
#include "policy/condition.h"

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
