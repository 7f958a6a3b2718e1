#ifndef TA_OPERATOR_H
#define TA_OPERATOR_H

/*
 * The operators on fields: the meaning of `field: value` and of `field:
 * {operator: operand}`. Each is a row of one table: a name, the types of field
 * it is for, how its operand is compiled and when it holds. A new operator is a
 * new row, a unit test and a line in ta-policy(5).
 */

#include "file/shape.h"
#include "policy/holds.h"

/*
 * The tests of `field: operand`: one for a value or sequence, one for each
 * operator of a mapping. ta_operator_count says how many; ta_operator_compile
 * fills them: 0, or -1 with the error set. They live as long as the arena.
 */
size_t ta_operator_count(const struct ta_node *operand);
int ta_operator_compile(const struct ta_node *operand, int field,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena,
    struct ta_test *tests, struct ta_error *error);

/* The shape of an operand: a value, a sequence, or a mapping of operators. */
extern const struct ta_shape ta_operand_shape;

/* What the items of an operand mean, such as of "has_all"; any, for others. */
enum ta_items ta_operator_items(struct ta_slice word);

#endif
