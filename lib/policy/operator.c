#include <string.h>

#include "policy/holds.h"
#include "policy/operand.h"
#include "policy/operator.h"

#define TYPE(t) (1u << (t))
#define CHOICES \
	(TYPE(TA_TYPE_CHOICE) | TYPE(TA_TYPE_LIST) | TYPE(TA_TYPE_YES_NO))
#define WORDS (TYPE(TA_TYPE_TEXT) | TYPE(TA_TYPE_EMAIL))
#define ANY (CHOICES | WORDS | TYPE(TA_TYPE_DATE) | TYPE(TA_TYPE_SPANS))

#define STATE(s) (1u << (s))

#define ANSWERED (STATE(TA_VALID) | STATE(TA_INVALID))
#define CHOSEN (ANSWERED | TA_BY_CHOICE)

struct operation {
	struct ta_key key;
	unsigned types; /* of the fields that it is for */
	ta_operand_compile *compile;
	ta_holds *holds;
	unsigned states[2];  /* where it can hold; the second for yes */
	enum ta_items items; /* of a list */
	bool exact;	     /* it holds wherever it can */
};

/* In the order of ta-policy(5). */
static const struct operation operators[] = {
    {{"present", &ta_shape_yes_no, .says = "The answer is not blank."}, ANY,
	ta_operand_yes_no, ta_holds_present, {STATE(TA_BLANK), ANSWERED},
	TA_ITEMS_ANY, true},
    {{"valid", &ta_shape_yes_no,
	 .says = "The answer is one that the field's type takes."},
	ANY, ta_operand_yes_no, ta_holds_valid,
	{STATE(TA_INVALID), STATE(TA_VALID)}, TA_ITEMS_ANY, true},
    {{"has_all", &ta_values_shape, .says = "The list holds all of these."},
	TYPE(TA_TYPE_LIST), ta_operand_choices, ta_holds_has_all, {CHOSEN},
	TA_ITEMS_ALL},
    {{"has_any", &ta_values_shape,
	 .says = "The list holds at least one of these."},
	TYPE(TA_TYPE_LIST), ta_operand_choices, ta_holds_choice, {CHOSEN},
	TA_ITEMS_ANY, true},
    {{"lacks", &ta_values_shape,
	 .says = "At least one of these is not in the list."},
	TYPE(TA_TYPE_LIST), ta_operand_choices, ta_holds_lacks,
	{TA_STATES_ALL}},
    {{"only", &ta_values_shape,
	 .says = "The list is not blank, and holds nothing but these."},
	TYPE(TA_TYPE_LIST), ta_operand_choices, ta_holds_only, {ANSWERED}},
    {{"before", &ta_point_shape, .says = "The date is earlier than the other."},
	TYPE(TA_TYPE_DATE), ta_operand_date, ta_holds_before,
	{STATE(TA_VALID)}},
    {{"after", &ta_point_shape, .says = "The date is later than the other."},
	TYPE(TA_TYPE_DATE), ta_operand_date, ta_holds_after, {STATE(TA_VALID)}},
    {{"within", &ta_days_of_shape,
	 .says = "The date is the other one, or at most so many business days "
		 "after it."},
	TYPE(TA_TYPE_DATE), ta_operand_within, ta_holds_within,
	{STATE(TA_VALID)}},
    {{"closed", &ta_shape_yes_no,
	 .says = "The date is a weekend, holiday or closure."},
	TYPE(TA_TYPE_DATE), ta_operand_yes_no, ta_holds_closed,
	{STATE(TA_VALID), STATE(TA_VALID)}},
    {{"exact", &ta_shape_yes_no,
	 .says = "The office's clock showed that time once."},
	TYPE(TA_TYPE_DATE), ta_operand_yes_no, ta_holds_exact,
	{STATE(TA_VALID), STATE(TA_VALID)}},
    {{"open", &ta_shape_yes_no,
	 .says = "One of the spans has begun and has no end yet."},
	TYPE(TA_TYPE_SPANS), ta_operand_yes_no, ta_holds_open,
	{STATE(TA_BLANK) | STATE(TA_VALID), STATE(TA_VALID)}},
    {{"same_as", &ta_other_field_shape,
	 .says = "The answer is that of the other field, and not blank."},
	WORDS, ta_operand_field, ta_holds_same_as, {ANSWERED}},
    {{"mentions", &ta_values_shape,
	 .says = "The answer holds one of these phrases, in whole words."},
	WORDS | CHOICES, ta_operand_phrases, ta_holds_mentions, {ANSWERED}},
    {{"shorter_than", &ta_words_shape,
	 .says = "The text is not blank, and has fewer words."},
	WORDS, ta_operand_words, ta_holds_shorter_than, {ANSWERED}},
    {{"at_least", &ta_count_shape,
	 .says = "The text is a whole number, and that or more."},
	TYPE(TA_TYPE_TEXT), ta_operand_number, ta_holds_at_least, {ANSWERED}},
    {{"verified", &ta_shape_yes_no,
	 .says = "The answer is not blank, and staff have verified it."},
	ANY, ta_operand_verified, ta_holds_verified, {ANSWERED, ANSWERED}},
};

static const struct ta_shape by_operator_shape = {.want = TA_WANT_MAP,
    .name = "operators",
    .says = "What has to hold for the answer: all of these.",
    .own_keys = true,
    .filled = true,
    TA_KEYS_IN(operators)};

const struct ta_shape ta_operand_shape = {.want = TA_WANT_EITHER,
    .name = "operand",
    .says = "What an answer has to be.",
    .either = (const struct ta_shape *const[]){
	&ta_values_shape, &by_operator_shape, NULL}};

/* The meaning of a bare value or sequence, by the type of the field. */
static const struct operation equals[] = {
    {{""}, CHOICES, ta_operand_choices, ta_holds_choice, {CHOSEN}, TA_ITEMS_ANY,
	true},
    {{""}, WORDS, ta_operand_named, ta_holds_text, {TA_STATES_ALL}},
    {{""}, TYPE(TA_TYPE_DATE), ta_operand_days, ta_holds_day,
	{STATE(TA_VALID)}},
};

static const struct operation *
find_operator(const struct ta_node *node, const struct ta_field *field,
    struct ta_error *error)
{
	int i = ta_names_index(node->key, &node->key_at, "an operator",
	    TA_NAMES(
		operators, TA_COUNT(operators), struct operation, key.name),
	    error);
	size_t n;

	if (i == -1)
		return NULL;
	if ((operators[i].types & TYPE(field->type)) == 0) {
		ta_error_set(error, &node->key_at,
		    "'%s' cannot be used on '%s', a field of type %s",
		    operators[i].key.name, field->name.data,
		    ta_type_names(&n)[field->type]);
		return NULL;
	}
	return &operators[i];
}

enum ta_items
ta_operator_items(struct ta_slice word)
{
	for (size_t i = 0; i < TA_COUNT(operators); i++)
		if (ta_slice_equal(word, ta_slice_of(operators[i].key.name)))
			return operators[i].items;
	return TA_ITEMS_ANY;
}

size_t
ta_operator_count(const struct ta_node *operand)
{
	return operand->kind == TA_NODE_MAP ? operand->count : 1;
}

static int
compile_operation(const struct operation *operation,
    const struct ta_node *operand, const struct ta_operand_scope *scope,
    struct ta_test *test, struct ta_error *error)
{
	test->holds = operation->holds;
	if (operation->compile(test, operand, scope, error) == -1)
		return -1;
	test->states = operation->states[test->wanted];
	test->exact = operation->exact;
	return 0;
}

static int
compile_equal(const struct ta_node *operand, const struct ta_field *field,
    const struct ta_operand_scope *scope, struct ta_test *test,
    struct ta_error *error)
{
	for (size_t i = 0; i < TA_COUNT(equals); i++) {
		if ((equals[i].types & TYPE(field->type)) == 0)
			continue;
		return compile_operation(
		    &equals[i], operand, scope, test, error);
	}
	return ta_node_refuse(operand, error,
	    "'%s' is a field of spans, which can only have 'present', 'valid' "
	    "and 'open'",
	    field->name.data);
}

int
ta_operator_compile(const struct ta_node *operand, int field,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena,
    struct ta_test *tests, struct ta_error *error)
{
	const struct ta_field *type = &vocabulary->fields[field];
	struct ta_operand_scope scope = {vocabulary, arena};
	const struct operation *operation;
	const struct ta_node *node;

	tests->field = field;
	if (operand->kind != TA_NODE_TEXT && operand->count == 0)
		return ta_node_refuse(
		    operand, error, "a value is missing here");
	if (operand->kind != TA_NODE_MAP)
		return compile_equal(operand, type, &scope, tests, error);
	for (node = operand->children; node != NULL; node = node->next) {
		operation = find_operator(node, type, error);
		if (operation == NULL)
			return -1;
		if (node->kind == TA_NODE_LIST && node->count == 0)
			return ta_node_refuse(
			    node, error, "a value is missing here");
		tests->field = field;
		if (compile_operation(operation, node, &scope, tests, error) ==
		    -1)
			return -1;
		tests++;
	}
	return 0;
}
