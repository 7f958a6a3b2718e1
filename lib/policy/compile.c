#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "policy/compile.h"
#include "policy/conditionneeds.h"
#include "policy/fact.h"
#include "policy/operator.h"

static bool
holds_switch(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < test->n_indices; i++)
		if (evaluation->switches[test->indices[i]])
			return true;
	return false;
}

static bool
holds_finding(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < test->n_indices; i++)
		if (evaluation->findings[test->indices[i]])
			return true;
	return false;
}

static bool
holds_severity(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return (evaluation->severities & test->bits.word[0]) != 0;
}

static bool
holds_no_severity(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return !holds_severity(test, evaluation);
}

static bool
holds_early(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_bits_has(&test->bits, evaluation->early);
}

static bool
holds_outcome(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_bits_has(&test->bits, evaluation->outcome);
}

static bool
holds_past_target(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return evaluation->target != TA_NO_DAY &&
	       ta_calendar_count(evaluation->vocabulary->calendar,
		   evaluation->target, evaluation->today) >= test->number;
}

int
ta_node_fact(const struct ta_node *node, const struct ta_vocabulary *vocabulary,
    struct ta_error *error)
{
	struct ta_names names = TA_NAMES(
	    vocabulary->facts, vocabulary->n_facts, struct ta_fact, id);

	names.table = vocabulary->fact_ids;
	return ta_node_named(node, "a fact defined above", names, error);
}

/* The index of an outcome of a route, but not of "none". */
static int
outcome_index(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	(void)vocabulary;
	return ta_node_outcome(node, &ta_outcome_shape, error);
}

/* The same, "none" included: no early route decides. */
static int
early_index(const struct ta_node *node, const struct ta_vocabulary *vocabulary,
    struct ta_error *error)
{
	(void)vocabulary;
	return ta_node_outcome(node, &ta_early_outcome_shape, error);
}

/* The index of a severity of a finding, but not of "none". */
static int
severity_index(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	(void)vocabulary;
	return ta_node_severity(node, &ta_severity_shape, error);
}

static int
business_days(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	(void)vocabulary;
	return ta_node_business_days(node, error);
}

static const struct ta_shape facts_shape = {.want = TA_WANT_TEXTS,
    .name = "facts",
    .says = "A fact that is defined above, or a list of them.",
    .items = &ta_shape_text,
    .filled = true};
static const struct ta_shape switches_shape = {.want = TA_WANT_TEXTS,
    .says = "A switch of this policy, or a list of them.",
    .items = &ta_shape_text,
    .filled = true};
static const struct ta_shape findings_shape = {.want = TA_WANT_TEXTS,
    .says = "A check above, or FIELD-missing or FIELD-invalid; or a list.",
    .items = &ta_shape_text,
    .filled = true};
static const struct ta_shape severities_shape = {
    .want = TA_WANT_TEXTS, .items = &ta_severity_shape, .filled = true};
static const struct ta_shape early_outcomes_shape = {
    .want = TA_WANT_TEXTS, .items = &ta_early_outcome_shape, .filled = true};
static const struct ta_shape outcomes_shape = {
    .want = TA_WANT_TEXTS, .items = &ta_outcome_shape, .filled = true};
static const struct ta_shape overdue_shape = {
    .want = TA_WANT_TEXTS, .items = &ta_business_days_shape, .filled = true};

/*
 * The lines that are not about a field: each is a list of words with an index.
 */
static const struct line {
	struct ta_key key; /* its scope is where the line may be */
	int (*index)(const struct ta_node *node,
	    const struct ta_vocabulary *vocabulary, struct ta_error *error);
	ta_holds *holds;
	enum ta_items items; /* of a list */
} lines[] = {
    {{"is", &facts_shape, .says = "At least one of these facts holds."},
	ta_node_fact, ta_holds_is},
    {{"is_all", &facts_shape, .says = "All of these facts hold."}, ta_node_fact,
	ta_holds_is_all, TA_ITEMS_ALL},
    {{"is_not", &facts_shape, .says = "None of these facts holds."},
	ta_node_fact, ta_holds_is_not, TA_ITEMS_NONE},
    {{"switch", &switches_shape,
	 .says = "At least one of these switches is on."},
	ta_node_switch, holds_switch},
    {{"finding", &findings_shape, .says = "One of these findings was made.",
	 .scope = TA_SCOPE_FINDINGS},
	ta_node_finding, holds_finding},
    {{"severity", &severities_shape,
	 .says = "A finding of one of these severities was made.",
	 .scope = TA_SCOPE_FINDINGS},
	severity_index, holds_severity},
    {{"no_severity", &severities_shape,
	 .says = "No finding of one of these severities was made.",
	 .scope = TA_SCOPE_FINDINGS},
	severity_index, holds_no_severity, TA_ITEMS_NONE},
    {{"early_outcome", &early_outcomes_shape,
	 .says = "An early route has one of these outcomes; none: no early "
		 "route matches.",
	 .scope = TA_SCOPE_EARLY},
	early_index, holds_early},
    {{"outcome", &outcomes_shape,
	 .says = "The route has one of these outcomes.",
	 .scope = TA_SCOPE_OUTCOME},
	outcome_index, holds_outcome},
    {{"past_target_by", &overdue_shape,
	 .says = "The target is that long past, or longer.",
	 .scope = TA_SCOPE_PAST_TARGET},
	business_days, holds_past_target},
};

const struct ta_names ta_condition_words = {lines, TA_COUNT(lines),
    sizeof(*lines), offsetof(struct line, key.name), NULL, NULL};

#define CONDITION(scope_name, bits)                                           \
	[(bits)] = {.want = TA_WANT_MAP,                                      \
	    .name = (scope_name),                                             \
	    .says = "A condition: all its lines have to hold. Each is about " \
		    "a field, by its name, or begins with a word for facts, " \
		    "switches and such.",                                     \
	    .own_keys = true,                                                 \
	    .filled = true,                                                   \
	    .pattern = "^[a-z0-9_]*$",                                        \
	    TA_KEYS_IN(lines),                                                \
	    .scope = (bits),                                                  \
	    .each = &ta_operand_shape}

const struct ta_shape ta_condition_shapes[TA_SCOPES] = {
    CONDITION("condition", 0),
    CONDITION("condition-early", TA_SCOPE_EARLY),
    CONDITION("condition-findings", TA_SCOPE_FINDINGS),
    CONDITION("condition-check", TA_SCOPE_EARLY | TA_SCOPE_FINDINGS),
    CONDITION("condition-group", TA_SCOPE_PAST_TARGET | TA_SCOPE_FINDINGS),
    CONDITION("condition-outcome", TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME),
};

static const struct line *
find_line(struct ta_slice word)
{
	for (size_t i = 0; i < TA_COUNT(lines); i++)
		if (ta_slice_equal(word, ta_slice_of(lines[i].key.name)))
			return &lines[i];
	return NULL;
}

bool
ta_condition_reserves(struct ta_slice word)
{
	return find_line(word) != NULL;
}

enum ta_items
ta_condition_items(struct ta_slice word)
{
	const struct line *line = find_line(word);

	return line == NULL ? TA_ITEMS_ANY : line->items;
}

bool
ta_condition_is_key(const char *section, struct ta_slice key)
{
	/* The section, NULL for any, and "" for the policy itself. */
	static const struct {
		const char *section, *key;
	} keys[] = {{NULL, "when"}, {"", "ask_nothing_when"},
	    {"", "say_nothing_when"}, {"priority", "behind"},
	    {"priority", "open"}};

	for (size_t i = 0; i < TA_COUNT(keys); i++)
		if (ta_slice_equal(key, ta_slice_of(keys[i].key)) &&
		    (keys[i].section == NULL ||
			strcmp(keys[i].section, section) == 0))
			return true;
	return false;
}

/* A fact may ask another one, which asks a third; but not without end. */
static int
go_deeper(const struct ta_vocabulary *vocabulary, int fact,
    struct ta_condition *when, const struct ta_node *node,
    struct ta_error *error)
{
	int deep = vocabulary->facts[fact].when.deep + 1;

	if (deep > TA_FACTS_DEEP_MAX)
		return ta_node_refuse(node, error,
		    "facts that ask one another can go at most %d deep",
		    TA_FACTS_DEEP_MAX);
	if (deep > when->deep)
		when->deep = deep;
	return 0;
}

static int
compile_line(const struct ta_node *node, const struct line *line,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena,
    struct ta_condition *when, struct ta_test *test, struct ta_error *error)
{
	const struct ta_node *item = ta_node_first(node);
	size_t n = ta_node_items(node);
	int *indices = ta_arena_alloc(arena, n, sizeof(*indices));

	if (n == 0 || node->kind == TA_NODE_MAP)
		return ta_node_refuse(node, error,
		    "expected a name or a list of names for '%s'",
		    line->key.name);
	for (size_t i = 0; i < n; i++, item = item->next) {
		indices[i] = line->index(item, vocabulary, error);
		if (indices[i] == -1 || (line->index == ta_node_fact &&
					    go_deeper(vocabulary, indices[i],
						when, item, error) == -1))
			return -1;
		ta_bits_set(&test->bits, (size_t)indices[i] % TA_VALUES_MAX);
	}
	test->field = -1;
	test->number = indices[0];
	for (size_t i = 1; i < n; i++)
		if (indices[i] < test->number)
			test->number = indices[i];
	test->indices = indices;
	test->n_indices = n;
	test->holds = line->holds;
	return 0;
}

/* Refuses a word that is neither a field nor a line, and suggests one. */
static int
refuse_word(const struct ta_node *node, const struct ta_vocabulary *vocabulary,
    struct ta_error *error)
{
	struct ta_names fields = ta_vocabulary_names(vocabulary);
	struct ta_names names = ta_condition_words;

	names.more = &fields;
	return ta_names_index(node->key, &node->key_at,
	    "a field or a word of the conditions", names, error);
}

static int
compile_one(const struct ta_node *node, const struct ta_vocabulary *vocabulary,
    unsigned scope, struct ta_arena *arena, struct ta_condition *when,
    struct ta_test *test, struct ta_error *error)
{
	const struct line *line = find_line(node->key);
	int field = ta_vocabulary_named(vocabulary, node->key);

	if (line != NULL && (line->key.scope & ~scope) != 0)
		return ta_error_set(error, &node->key_at,
		    "'%s' cannot be used here", line->key.name);
	if (line != NULL) {
		when->reads_findings |=
		    (line->key.scope & TA_SCOPE_FINDINGS) != 0;
		when->reads_early |= (line->key.scope & TA_SCOPE_EARLY) != 0;
		return compile_line(
		    node, line, vocabulary, arena, when, test, error);
	}
	if (field == -1)
		return refuse_word(node, vocabulary, error);
	if (when->field == -1)
		when->field = field;
	return ta_operator_compile(node, field, vocabulary, arena, test, error);
}

/* A line as the policy has it, for people. */
static const char *
words_of(const struct ta_node *node, struct ta_arena *arena)
{
	struct ta_text text = {0};
	const char *words;

	ta_text_add_slice(&text, node->key);
	ta_text_add_string(&text, ": ");
	ta_node_show(node, &text);
	words = ta_arena_copy(arena, text.data, text.len);
	ta_text_free(&text);
	return words;
}

int
ta_condition_compile(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, unsigned scope,
    struct ta_arena *arena, struct ta_condition *when, struct ta_error *error)
{
	const struct ta_node *child;
	struct ta_test *tests;
	size_t n = 0;

	*when = (struct ta_condition){.field = -1};
	if (node == NULL)
		return 0;
	if (node->kind != TA_NODE_MAP || node->count == 0)
		return ta_node_refuse(node, error,
		    "expected a mapping of conditions; leave 'when' out where "
		    "there are none");
	for (child = node->children; child != NULL; child = child->next)
		n += ta_operator_count(child);
	tests = ta_arena_alloc(arena, n, sizeof(*tests));
	when->tests = tests;
	for (child = node->children; child != NULL; child = child->next) {
		size_t more = find_line(child->key) != NULL
				  ? 1
				  : ta_operator_count(child);

		if (compile_one(child, vocabulary, scope, arena, when,
			&tests[when->count], error) == -1)
			return -1;
		for (size_t i = 0; i < more; i++)
			tests[when->count++].words = words_of(child, arena);
	}
	ta_condition_find_needs(when, vocabulary, arena);
	return 0;
}
