#ifndef TA_OPERAND_H
#define TA_OPERAND_H

/*
 * What stands behind an operator of a condition, or behind a field alone: how
 * each kind of operand is read, and its shape. Which operator takes which is in
 * operator.h.
 */

#include "file/shape.h"
#include "policy/holds.h"

/* The names that an operand may use, and the memory for what it becomes. */
struct ta_operand_scope {
	const struct ta_vocabulary *vocabulary;
	struct ta_arena *arena;
};

/*
 * Reads an operand into a test of test->field: 0, or -1 with the error set at
 * the word that is wrong. What the test points at lives in the scope's arena.
 */
typedef int ta_operand_compile(struct ta_test *test,
    const struct ta_node *operand, const struct ta_operand_scope *scope,
    struct ta_error *error);

/* Values of a choice or list, or texts, or days; the texts are noted. */
ta_operand_compile ta_operand_choices, ta_operand_named, ta_operand_days;

/* yes or no; the same, of a field that staff verify. */
ta_operand_compile ta_operand_yes_no, ta_operand_verified;

/* A point in time, and "N business days of" one. */
ta_operand_compile ta_operand_date, ta_operand_within;

/* "N words"; a number; another field; phrases. */
ta_operand_compile ta_operand_words, ta_operand_number, ta_operand_field,
    ta_operand_phrases;

/* A value or several; the others in the order of the above. */
extern const struct ta_shape ta_values_shape, ta_point_shape, ta_days_of_shape,
    ta_words_shape, ta_count_shape, ta_other_field_shape;

#endif
