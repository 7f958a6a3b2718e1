#include <stdlib.h>
#include <string.h>

#include "policy/holds.h"
#include "policy/operator.h"

/* The names that an operand may use, and the memory for what it becomes. */
struct scope {
	const struct ta_vocabulary *vocabulary;
	struct ta_arena *arena;
};

#define TYPE(t) (1u << (t))
#define CHOICES \
	(TYPE(TA_TYPE_CHOICE) | TYPE(TA_TYPE_LIST) | TYPE(TA_TYPE_YES_NO))
#define WORDS (TYPE(TA_TYPE_TEXT) | TYPE(TA_TYPE_EMAIL))
#define ANY (CHOICES | WORDS | TYPE(TA_TYPE_DATE) | TYPE(TA_TYPE_SPANS))

#define STATE(s) (1u << (s))
/* Digits of the most words that an operand can name. */
#define TA_WORDS_DIGITS 4
/* Digits of the highest number that an operand can ask for. */
#define TA_COUNT_DIGITS 9

#define ANSWERED (STATE(TA_VALID) | STATE(TA_INVALID))
#define CHOSEN (ANSWERED | TA_BY_CHOICE)

static int
check_item(const struct ta_node *item, struct ta_error *error)
{
	if (item->kind != TA_NODE_TEXT || item->null)
		return ta_node_refuse(item, error, "expected a value");
	return 0;
}

/* An operand that is a value or a sequence of values, and no mapping. */
static int
check_items(const struct ta_node *operand, struct ta_error *error)
{
	if (operand->kind != TA_NODE_LIST)
		return check_item(operand, error);
	for (const struct ta_node *item = operand->children; item != NULL;
	     item = item->next)
		if (check_item(item, error) == -1)
			return -1;
	return 0;
}

/* The choice of an item; the choices of an open list grow by it. */
static int
compile_choice(const struct ta_node *item, struct ta_field *field,
    const struct scope *scope, struct ta_error *error)
{
	struct ta_text slug = {0};

	if (field->open && field->n_choices < TA_VALUES_MAX &&
	    ta_field_choice(field, item->text) == -1) {
		ta_slug_add(&slug, item->text);
		field->choices[field->n_choices].slug.data =
		    ta_arena_copy(scope->arena, slug.data, slug.len);
		field->choices[field->n_choices].slug.len = slug.len;
		ta_text_free(&slug);
		return (int)field->n_choices++;
	}
	return ta_node_choice(item, field, error);
}

static int
compile_choices(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	struct ta_field *field = &scope->vocabulary->fields[test->field];
	const struct ta_node *item;
	int choice;

	if (check_items(operand, error) == -1)
		return -1;
	for (item = ta_node_first(operand); item != NULL;
	     item = ta_node_after(operand, item)) {
		choice = compile_choice(item, field, scope, error);
		if (choice == -1)
			return -1;
		ta_bits_set(&test->bits, (size_t)choice);
	}
	return 0;
}

static int
compile_texts(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	const struct ta_node *item;
	struct ta_slice *texts = ta_arena_alloc(
	    scope->arena, ta_node_items(operand), sizeof(*texts));

	if (check_items(operand, error) == -1)
		return -1;
	for (item = ta_node_first(operand); item != NULL;
	     item = ta_node_after(operand, item)) {
		texts[test->n_texts++] = ta_slice_trim(item->text);
	}
	test->texts = texts;
	return 0;
}

/* The field notes the texts: they are the policy's words, nobody's answers. */
static int
compile_named(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	struct ta_field *field = &scope->vocabulary->fields[test->field];

	if (compile_texts(test, operand, scope, error) == -1)
		return -1;
	for (size_t i = 0; i < test->n_texts; i++) {
		struct ta_named *named =
		    ta_arena_alloc(scope->arena, 1, sizeof(*named));

		*named = (struct ta_named){test->texts[i], field->named};
		field->named = named;
	}
	return 0;
}

static int
compile_days(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	const struct ta_node *item;
	int *days =
	    ta_arena_alloc(scope->arena, ta_node_items(operand), sizeof(*days));

	if (check_items(operand, error) == -1)
		return -1;
	for (item = ta_node_first(operand); item != NULL;
	     item = ta_node_after(operand, item)) {
		if (!ta_day_parse(item->text, &days[test->n_indices++]))
			return ta_node_refuse(
			    item, error, "expected a date such as 2026-11-24");
	}
	test->indices = days;
	return 0;
}

static int
compile_yes_no(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	int word = ta_shape_word(operand, &ta_shape_yes_no, error);

	(void)scope;
	test->wanted = word == 1;
	return word == -1 ? -1 : 0;
}

/* Of a field that staff verify: of others a record never says so. */
static int
compile_verified(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	const struct ta_field *field = &scope->vocabulary->fields[test->field];

	if (!field->verified)
		return ta_error_set(error, &operand->key_at,
		    "'verified' cannot be used on '%s', which has no "
		    "'verified: yes'",
		    field->name.data);
	return compile_yes_no(test, operand, scope, error);
}

/* A point in time: a date, today, or the date in another field. */
static int
compile_point(struct ta_test *test, const struct ta_node *operand,
    struct ta_slice text, const struct scope *scope, struct ta_error *error)
{
	int field = ta_vocabulary_field(scope->vocabulary, text);

	test->other = -1;
	test->day = TA_OPEN;
	if (ta_slice_equal(text, ta_slice_of("today")) ||
	    ta_day_parse(text, &test->day))
		return 0;
	if (field == -1 ||
	    scope->vocabulary->fields[field].type != TA_TYPE_DATE)
		return ta_node_refuse(operand, error,
		    "expected a date, 'today' or a date field, not '%.*s'",
		    (int)text.len, text.data);
	test->other = field;
	return 0;
}

static int
compile_date(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	if (check_item(operand, error) == -1)
		return -1;
	return compile_point(test, operand, operand->text, scope, error);
}

/* "N business days of X" */
static int
compile_within(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	struct ta_node days = *operand;
	char *of;
	char number[64];

	if (check_item(operand, error) == -1)
		return -1;
	of = strstr(operand->text.data, " of ");
	if (of == NULL || (size_t)(of - operand->text.data) >= sizeof(number))
		return ta_node_refuse(operand, error,
		    "expected a time such as '3 business days of received'");
	memcpy(number, operand->text.data, (size_t)(of - operand->text.data));
	number[of - operand->text.data] = '\0';
	days.text = ta_slice_of(number);
	test->number = ta_node_business_days(&days, error);
	if (test->number == -1)
		return -1;
	return compile_point(test, operand, ta_slice_of(of + 4), scope, error);
}

/* "N words" */
static int
compile_words(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	struct ta_slice rest = operand->text;
	struct ta_slice number = ta_slice_next(&rest, ' ');
	size_t n = 0;

	(void)scope;
	if (check_item(operand, error) == -1)
		return -1;
	if (!ta_slice_number(number, TA_WORDS_DIGITS, &n) || n == 0 ||
	    rest.data == NULL ||
	    !ta_slice_equal(rest, ta_slice_of(n == 1 ? "word" : "words")))
		return ta_node_refuse(operand, error,
		    "expected a number of words such as '8 words'");
	test->number = (int)n;
	return 0;
}

/* A number of things, such as of requests */
static int
compile_number(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	size_t n = 0;

	(void)scope;
	if (check_item(operand, error) == -1)
		return -1;
	if (!ta_slice_number(operand->text, TA_COUNT_DIGITS, &n) || n == 0)
		return ta_node_refuse(operand, error,
		    "expected a number of 1 or more, such as 5");
	test->number = (int)n;
	return 0;
}

static int
compile_field(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	if (check_item(operand, error) == -1)
		return -1;
	test->other = ta_node_field(operand, scope->vocabulary, error);
	if (test->other == -1)
		return -1;
	scope->vocabulary->fields[test->field].compared = true;
	scope->vocabulary->fields[test->other].compared = true;
	return 0;
}

static int
compile_phrases(struct ta_test *test, const struct ta_node *operand,
    const struct scope *scope, struct ta_error *error)
{
	if (compile_texts(test, operand, scope, error) == -1)
		return -1;
	test->phrases =
	    ta_phrases_make(test->texts, test->n_texts, scope->arena);
	if (test->phrases == NULL)
		return ta_node_refuse(
		    operand, error, "a phrase needs at least two letters");
	return 0;
}

struct operation {
	struct ta_key key;
	unsigned types; /* of the fields that it is for */
	int (*compile)(struct ta_test *test, const struct ta_node *operand,
	    const struct scope *scope, struct ta_error *error);
	ta_holds *holds;
	unsigned states[2];  /* where it can hold; the second for yes */
	enum ta_items items; /* of a list */
};

static const struct ta_shape values_shape = {.want = TA_WANT_TEXTS,
    .name = "values",
    .says = "A value, or a list of values, of which any will do.",
    .items = &ta_shape_text,
    .filled = true};
static const struct ta_shape point_shape = {.name = "point-in-time",
    .says = "A date such as 2026-11-24, today, or a date field."};
static const struct ta_shape days_of_shape = {
    .says = "A time such as 3 business days of received.",
    .pattern = "^ *[+]?[0-9]+ business days? of ",
    .wordy = true};
static const struct ta_shape words_shape = {
    .says = "A number of words such as 8 words.",
    .pattern = "^(0{0,3}1 word|(?!0*[01] )[0-9]{1,4} words)$",
    .wordy = true};
static const struct ta_shape number_shape = {
    .says = "A number of 1 or more.", .least = 1, .most = 999999999};
static const struct ta_shape other_shape = {.says = "The name of a field."};

/* In the order of ta-policy(5). */
static const struct operation operators[] = {
    {{"present", &ta_shape_yes_no, .says = "The answer is not blank."}, ANY,
	compile_yes_no, ta_holds_present, {STATE(TA_BLANK), ANSWERED}},
    {{"valid", &ta_shape_yes_no,
	 .says = "The answer is one that the field's type takes."},
	ANY, compile_yes_no, ta_holds_valid,
	{STATE(TA_INVALID), STATE(TA_VALID)}},
    {{"has_all", &values_shape, .says = "The list holds all of these."},
	TYPE(TA_TYPE_LIST), compile_choices, ta_holds_has_all, {CHOSEN},
	TA_ITEMS_ALL},
    {{"has_any", &values_shape,
	 .says = "The list holds at least one of these."},
	TYPE(TA_TYPE_LIST), compile_choices, ta_holds_choice, {CHOSEN}},
    {{"lacks", &values_shape,
	 .says = "At least one of these is not in the list."},
	TYPE(TA_TYPE_LIST), compile_choices, ta_holds_lacks, {TA_STATES_ALL}},
    {{"only", &values_shape,
	 .says = "The list is not blank, and holds nothing but these."},
	TYPE(TA_TYPE_LIST), compile_choices, ta_holds_only, {ANSWERED}},
    {{"before", &point_shape, .says = "The date is earlier than the other."},
	TYPE(TA_TYPE_DATE), compile_date, ta_holds_before, {STATE(TA_VALID)}},
    {{"after", &point_shape, .says = "The date is later than the other."},
	TYPE(TA_TYPE_DATE), compile_date, ta_holds_after, {STATE(TA_VALID)}},
    {{"within", &days_of_shape,
	 .says = "The date is the other one, or at most so many business days "
		 "after it."},
	TYPE(TA_TYPE_DATE), compile_within, ta_holds_within, {STATE(TA_VALID)}},
    {{"closed", &ta_shape_yes_no,
	 .says = "The date is a weekend, holiday or closure."},
	TYPE(TA_TYPE_DATE), compile_yes_no, ta_holds_closed,
	{STATE(TA_VALID), STATE(TA_VALID)}},
    {{"exact", &ta_shape_yes_no,
	 .says = "The office's clock showed that time once."},
	TYPE(TA_TYPE_DATE), compile_yes_no, ta_holds_exact,
	{STATE(TA_VALID), STATE(TA_VALID)}},
    {{"open", &ta_shape_yes_no,
	 .says = "One of the spans has begun and has no end yet."},
	TYPE(TA_TYPE_SPANS), compile_yes_no, ta_holds_open,
	{STATE(TA_BLANK) | STATE(TA_VALID), STATE(TA_VALID)}},
    {{"same_as", &other_shape,
	 .says = "The answer is that of the other field, and not blank."},
	WORDS, compile_field, ta_holds_same_as, {ANSWERED}},
    {{"mentions", &values_shape,
	 .says = "The answer holds one of these phrases, in whole words."},
	WORDS | CHOICES, compile_phrases, ta_holds_mentions, {ANSWERED}},
    {{"shorter_than", &words_shape,
	 .says = "The text is not blank, and has fewer words."},
	WORDS, compile_words, ta_holds_shorter_than, {ANSWERED}},
    {{"at_least", &number_shape,
	 .says = "The text is a whole number, and that or more."},
	TYPE(TA_TYPE_TEXT), compile_number, ta_holds_at_least, {ANSWERED}},
    {{"verified", &ta_shape_yes_no,
	 .says = "The answer is not blank, and staff have verified it."},
	ANY, compile_verified, ta_holds_verified, {ANSWERED, ANSWERED}},
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
	&values_shape, &by_operator_shape, NULL}};

/* The meaning of a bare value or sequence, by the type of the field. */
static const struct operation equals[] = {
    {{""}, CHOICES, compile_choices, ta_holds_choice, {CHOSEN}},
    {{""}, WORDS, compile_named, ta_holds_text, {TA_STATES_ALL}},
    {{""}, TYPE(TA_TYPE_DATE), compile_days, ta_holds_day, {STATE(TA_VALID)}},
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
    const struct ta_node *operand, const struct scope *scope,
    struct ta_test *test, struct ta_error *error)
{
	test->holds = operation->holds;
	if (operation->compile(test, operand, scope, error) == -1)
		return -1;
	test->states = operation->states[test->wanted];
	return 0;
}

static int
compile_equal(const struct ta_node *operand, const struct ta_field *field,
    const struct scope *scope, struct ta_test *test, struct ta_error *error)
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
	struct scope scope = {vocabulary, arena};
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
