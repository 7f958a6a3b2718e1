#include <string.h>

#include "policy/operand.h"

/* Digits of the most words that an operand can name. */
#define TA_WORDS_DIGITS 4
/* Digits of the highest number that an operand can ask for. */
#define TA_COUNT_DIGITS 9

const struct ta_shape ta_values_shape = {.want = TA_WANT_TEXTS,
    .name = "values",
    .says = "A value, or a list of values.",
    .items = &ta_shape_text,
    .filled = true};
const struct ta_shape ta_point_shape = {.name = "point-in-time",
    .says = "A date such as 2026-11-24, today, or a date field."};
const struct ta_shape ta_days_of_shape = {
    .says = "A time such as 3 business days of received.",
    .pattern = "^ *[+]?[0-9]+ business days? of ",
    .wordy = true};
const struct ta_shape ta_words_shape = {
    .says = "A number of words such as 8 words.",
    .pattern = "^(0{0,3}1 word|(?!0*[01] )[0-9]{1,4} words)$",
    .wordy = true};
const struct ta_shape ta_count_shape = {
    .says = "A number of 1 or more.", .least = 1, .most = 999999999};
const struct ta_shape ta_other_field_shape = {.says = "The name of a field."};

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
    const struct ta_operand_scope *scope, struct ta_error *error)
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

int
ta_operand_choices(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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
    const struct ta_operand_scope *scope, struct ta_error *error)
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
int
ta_operand_named(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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

int
ta_operand_days(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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

int
ta_operand_yes_no(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
{
	int word = ta_shape_word(operand, &ta_shape_yes_no, error);

	(void)scope;
	test->wanted = word == 1;
	return word == -1 ? -1 : 0;
}

/* Of a field that staff verify: of others a record never says so. */
int
ta_operand_verified(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
{
	const struct ta_field *field = &scope->vocabulary->fields[test->field];

	if (!field->verified)
		return ta_error_set(error, &operand->key_at,
		    "'verified' cannot be used on '%s', which has no "
		    "'verified: yes'",
		    field->name.data);
	return ta_operand_yes_no(test, operand, scope, error);
}

/* A point in time: a date, today, or the date in another field. */
static int
compile_point(struct ta_test *test, const struct ta_node *operand,
    struct ta_slice text, const struct ta_operand_scope *scope,
    struct ta_error *error)
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

int
ta_operand_date(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
{
	if (check_item(operand, error) == -1)
		return -1;
	return compile_point(test, operand, operand->text, scope, error);
}

/* "N business days of X" */
int
ta_operand_within(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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
int
ta_operand_words(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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
int
ta_operand_number(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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

int
ta_operand_field(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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

int
ta_operand_phrases(struct ta_test *test, const struct ta_node *operand,
    const struct ta_operand_scope *scope, struct ta_error *error)
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
