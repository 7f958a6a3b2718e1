#include <stdlib.h>

#include "trial/doubt.h"

/*
 * Values that no condition knows, of a field whose values are sorted into kinds
 * by two lists or more: professionals of the law and others. A role that is
 * added to the form and to no list is treated like none of them, and nobody
 * sees it. Where conditions name values one by one, what is left is meant.
 */

/* A value is doubted where so many others for one are in conditions. */
#define OTHERS_LEAST 3

/* What conditions say of a value. */
struct use {
	bool used;
	size_t most;	     /* values in the longest list that has it */
	const char *section; /* of that condition, and its id */
	const char *id;
};

/* What conditions say of a field. */
struct sorting {
	struct use *uses;      /* by value */
	struct ta_bits *lists; /* those of two values or more */
	size_t count;
	size_t room;
	bool apart; /* two of them have no value in common */
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

static void
note_list(struct sorting *sorting, const struct ta_bits *list)
{
	for (size_t i = 0; i < sorting->count && !sorting->apart; i++)
		sorting->apart = !ta_bits_meet(&sorting->lists[i], list);
	ta_grow((void **)&sorting->lists, &sorting->room, sorting->count,
	    sizeof(*list));
	sorting->lists[sorting->count++] = *list;
}

/* Notes the values that a condition names of a field. */
static void
note_values(struct look *look, int field, const struct ta_node *values)
{
	const struct ta_field *its = &look->vocabulary->fields[field];
	struct sorting *sorting = &look->sortings[field];
	size_t n = ta_node_items(values);
	struct ta_bits list = {0};

	for (const struct ta_node *value = ta_node_first(values); value != NULL;
	     value = ta_node_after(values, value)) {
		int choice = ta_field_choice(its, value->text);
		struct use *use;

		if (choice == -1)
			continue;
		use = &sorting->uses[choice];
		use->used = true;
		ta_bits_set(&list, (size_t)choice);
		if (n > use->most) {
			use->most = n;
			use->section = look->section;
			use->id = look->id;
		}
	}
	if (n > 1)
		note_list(sorting, &list);
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

/* Whether a node is a `when`, or a section such as ask_nothing_when. */
static bool
is_condition(const struct ta_node *node)
{
	static const char suffix[] = "when";
	size_t len = sizeof(suffix) - 1;
	struct ta_slice key = node->key;

	return node->kind == TA_NODE_MAP && key.len >= len &&
	       strcmp(key.data + key.len - len, suffix) == 0 &&
	       (key.len == len || key.data[key.len - len - 1] == '_');
}

/* Looks for conditions below a node. */
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
		if (is_condition(child))
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

static void
doubt_field(struct ta_doubts *doubts, const struct ta_field *field,
    const struct sorting *sorting, const struct ta_node *node)
{
	const struct ta_node *value =
	    ta_node_first(ta_node_get(node, "values"));
	const struct use *uses = sorting->uses;
	size_t used = 0, unused = 0;

	for (size_t i = 0; i < field->n_choices; i++) {
		used += is_alike(field, i) && uses[i].used;
		unused += is_alike(field, i) && !uses[i].used;
	}
	if (!sorting->apart || used < OTHERS_LEAST * unused)
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
		if (is_condition(node))
			note_fields(&look, node);
		else
			look_below(&look, node);
	}
	node = ta_node_first(ta_node_get(doubts->root, "fields"));
	for (size_t i = 0; i < vocabulary->n_fields && node != NULL;
	     i++, node = node->next) {
		if (has_values(&vocabulary->fields[i]))
			doubt_field(doubts, &vocabulary->fields[i],
			    &look.sortings[i], node);
		free(look.sortings[i].lists);
	}
}
