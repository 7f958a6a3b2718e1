#include <stdlib.h>

#include "policy/compile.h"
#include "trial/doubt.h"

/*
 * Values that are sorted into no kind, of a field whose values are sorted into
 * kinds by two lists or more: professionals of the law and others. A role that
 * is added to the form and to none of these lists is treated like none of them,
 * and nobody sees it. Where conditions name values one by one, what is left is
 * meant.
 */

/* A value is doubted where so many others for one are in conditions. */
#define OTHERS_LEAST 3

/* What conditions say of a value. */
struct use {
	bool used;
	bool alone;	     /* a condition has it and no other */
	size_t most;	     /* values in the longest list that has it */
	const char *section; /* of that condition, and its id */
	const char *id;
};

/* Two values or more that a condition has of a field. */
struct list {
	struct ta_bits values;
	size_t n;
	size_t at; /* place among the field's lists, in the order of the file */
	bool sorts;
	const char *section; /* of that condition, and its id or NULL */
	const char *id;
};

/* What conditions say of a field. */
struct sorting {
	struct use *uses; /* by value */
	struct list *lists;
	size_t count;
	size_t room;
	struct ta_bits sorted; /* values of the lists that sort */
};

/* Which condition is looked at, and what all have said. */
struct look {
	const struct ta_vocabulary *vocabulary;
	struct sorting *sortings; /* by field */
	const char *section;
	const char *id;
};

static bool
has_values(const struct ta_field *field)
{
	return (field->type == TA_TYPE_CHOICE || field->type == TA_TYPE_LIST) &&
	       !field->open;
}

static int
by_length(const void *a, const void *b)
{
	const struct list *left = a, *right = b;

	return (left->n < right->n) - (left->n > right->n);
}

static int
by_place(const void *a, const void *b)
{
	const struct list *left = a, *right = b;

	return left->at < right->at ? -1 : 1;
}

/*
 * Marks a list, and each below it that has no value in common with those that
 * are marked. How many there are.
 */
static size_t
mark_apart(struct sorting *sorting, size_t first)
{
	size_t n = 0;

	sorting->sorted = (struct ta_bits){0};
	for (size_t i = 0; i < sorting->count; i++) {
		struct list *list = &sorting->lists[i];

		list->sorts = i >= first &&
			      !ta_bits_meet(&list->values, &sorting->sorted);
		n += list->sorts;
		for (size_t k = 0; list->sorts && k < TA_VALUES_MAX; k++)
			if (ta_bits_has(&list->values, k))
				ta_bits_set(&sorting->sorted, k);
	}
	return n;
}

/*
 * Finds the lists that sort the values into kinds: two or more without a value
 * in common, the longest first. Whether there are any.
 */
static bool
find_kinds(struct sorting *sorting)
{
	size_t kinds = 0;

	if (sorting->count < 2)
		return false;
	if (mergesort(sorting->lists, sorting->count, sizeof(*sorting->lists),
		by_length) == -1)
		ta_no_memory();
	for (size_t i = 0; i < sorting->count && kinds < 2; i++)
		kinds = mark_apart(sorting, i);
	if (mergesort(sorting->lists, sorting->count, sizeof(*sorting->lists),
		by_place) == -1)
		ta_no_memory();
	return kinds >= 2;
}

/* Notes the values that a condition names of a field. */
static void
note_values(struct look *look, int field, const struct ta_node *values)
{
	const struct ta_field *its = &look->vocabulary->fields[field];
	struct sorting *sorting = &look->sortings[field];
	size_t n = ta_node_items(values);
	struct list list = {
	    .at = sorting->count, .section = look->section, .id = look->id};

	for (const struct ta_node *value = ta_node_first(values); value != NULL;
	     value = ta_node_after(values, value)) {
		int choice = ta_field_choice(its, value->text);
		struct use *use;

		if (choice == -1)
			continue;
		use = &sorting->uses[choice];
		use->used = true;
		use->alone |= n == 1;
		ta_bits_set(&list.values, (size_t)choice);
		list.n++;
		if (n > use->most) {
			use->most = n;
			use->section = look->section;
			use->id = look->id;
		}
	}
	if (list.n < 2)
		return;
	ta_grow((void **)&sorting->lists, &sorting->room, sorting->count,
	    sizeof(list));
	sorting->lists[sorting->count++] = list;
}

/* Notes what a condition names. */
static void
note_fields(struct look *look, const struct ta_node *map)
{
	for (const struct ta_node *line = ta_node_first(map); line != NULL;
	     line = line->next) {
		int field = ta_vocabulary_field(look->vocabulary, line->key);

		if (field == -1 ||
		    !has_values(&look->vocabulary->fields[field]))
			continue;
		if (line->kind != TA_NODE_MAP)
			note_values(look, field, line);
		else
			for (const struct ta_node *operand = line->children;
			     operand != NULL; operand = operand->next)
				note_values(look, field, operand);
	}
}

/* Whether a node of a section is a condition. */
static bool
is_condition(const struct ta_node *node, const char *section)
{
	return node->kind == TA_NODE_MAP &&
	       ta_condition_is_key(section, node->key);
}

/* Looks for conditions below a node of the section. */
static void
look_below(struct look *look, const struct ta_node *node)
{
	const struct ta_node *id =
	    node->kind == TA_NODE_MAP ? ta_node_get(node, "id") : NULL;
	const char *outer = look->id;

	if (id != NULL && id->kind == TA_NODE_TEXT)
		look->id = id->text.data;
	for (const struct ta_node *child = node->children; child != NULL;
	     child = child->next)
		if (is_condition(child, look->section))
			note_fields(look, child);
		else
			look_below(look, child);
	look->id = outer;
}

/* Whether the value is like others: none and other are what is left. */
static bool
is_alike(const struct ta_field *field, size_t choice)
{
	struct ta_slice slug = field->choices[choice].slug;

	return !ta_slice_equal(slug, ta_slice_of("none")) &&
	       !ta_slice_equal(slug, ta_slice_of("other"));
}

/* The value next to one, above it or else below, that a list has. */
static size_t
neighbour(const struct ta_field *field, const struct use *uses, size_t choice)
{
	size_t i = choice;

	while (i-- > 0)
		if (uses[i].most > 1 && uses[i].id != NULL)
			return i;
	for (i = choice + 1; i < field->n_choices; i++)
		if (uses[i].most > 1 && uses[i].id != NULL)
			return i;
	return choice;
}

/* Whether lists have a value, but none of those that sort its field. */
static bool
is_astray(const struct sorting *sorting, size_t choice)
{
	const struct use *use = &sorting->uses[choice];

	return use->most > 1 && !use->alone &&
	       !ta_bits_has(&sorting->sorted, choice);
}

static void
doubt_unused(struct ta_doubts *doubts, const struct ta_field *field,
    const struct sorting *sorting, const struct ta_node *value)
{
	const struct use *uses = sorting->uses;
	size_t used = 0, unused = 0;

	for (size_t i = 0; i < field->n_choices; i++) {
		used += is_alike(field, i) && uses[i].used;
		unused += is_alike(field, i) && !uses[i].used;
	}
	if (used < OTHERS_LEAST * unused)
		return;
	for (size_t i = 0; i < field->n_choices && value != NULL;
	     i++, value = value->next) {
		size_t near = neighbour(field, uses, i);

		if (uses[i].used || near == i || !is_alike(field, i))
			continue;
		ta_doubt_add(doubts, &value->at,
		    "no condition has '%s' of %s, though %zu other values are "
		    "in some: '%s' is in '%s' of %s; add it where it belongs, "
		    "or give it a fact of its own",
		    field->choices[i].slug.data, field->name.data, used,
		    field->choices[near].slug.data, uses[near].id,
		    uses[near].section);
	}
}

/* Appends where the lists that sort the values are. */
static void
add_kinds(const struct sorting *sorting, struct ta_text *text)
{
	const char *before = "";

	for (size_t i = 0; i < sorting->count; i++) {
		const struct list *list = &sorting->lists[i];

		if (!list->sorts)
			continue;
		if (list->id == NULL)
			ta_text_printf(text, "%s%s", before, list->section);
		else
			ta_text_printf(text, "%s'%s' of %s", before, list->id,
			    list->section);
		before = ", ";
	}
}

static void
doubt_astray(struct ta_doubts *doubts, const struct ta_field *field,
    const struct sorting *sorting, const struct ta_node *value)
{
	struct ta_text kinds = {0};
	size_t sorted = 0, astray = 0;

	for (size_t i = 0; i < field->n_choices; i++) {
		sorted += ta_bits_has(&sorting->sorted, i);
		astray += is_alike(field, i) && is_astray(sorting, i);
	}
	if (astray == 0 || sorted < OTHERS_LEAST * astray)
		return;
	add_kinds(sorting, &kinds);
	for (size_t i = 0; i < field->n_choices && value != NULL;
	     i++, value = value->next) {
		const struct use *use = &sorting->uses[i];

		if (!is_alike(field, i) || !is_astray(sorting, i))
			continue;
		ta_doubt_add(doubts, &value->at,
		    "'%s' of %s is in '%s' of %s, but in none of the lists "
		    "that sort %s: %s; add it to one of them, or give it a "
		    "fact of its own",
		    field->choices[i].slug.data, field->name.data,
		    use->id == NULL ? use->section : use->id, use->section,
		    field->name.data, ta_text_string(&kinds));
	}
	ta_text_free(&kinds);
}

void
ta_doubt_values(struct ta_doubts *doubts)
{
	const struct ta_vocabulary *vocabulary = &doubts->policy->vocabulary;
	struct look look = {.vocabulary = vocabulary};
	const struct ta_node *node;

	look.sortings = ta_arena_alloc(
	    doubts->arena, vocabulary->n_fields, sizeof(*look.sortings));
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		look.sortings[i].uses = ta_arena_alloc(doubts->arena,
		    vocabulary->fields[i].n_choices, sizeof(struct use));
	for (node = doubts->root->children; node != NULL; node = node->next) {
		look.section = node->key.data;
		if (is_condition(node, ""))
			note_fields(&look, node);
		else
			look_below(&look, node);
	}
	node = ta_node_first(ta_node_get(doubts->root, "fields"));
	for (size_t i = 0; i < vocabulary->n_fields && node != NULL;
	     i++, node = node->next) {
		const struct ta_field *field = &vocabulary->fields[i];
		const struct ta_node *values =
		    ta_node_first(ta_node_get(node, "values"));
		struct sorting *sorting = &look.sortings[i];

		if (has_values(field) && find_kinds(sorting)) {
			doubt_unused(doubts, field, sorting, values);
			doubt_astray(doubts, field, sorting, values);
		}
		free(sorting->lists);
	}
}
