#include <string.h>

#include "file/shape.h"

static const char *const no_and_yes[] = {"no", "yes"};

const struct ta_shape ta_shape_text = {.name = "text",
    .says = "A text. Numbers and such are read as they are written."};
const struct ta_shape ta_shape_yes_no = {
    .name = "yes-or-no", .words = TA_WORDS(no_and_yes), .kind = "an answer"};
const struct ta_shape ta_shape_texts = {.want = TA_WANT_TEXTS,
    .name = "texts",
    .says = "A text, or a list of texts.",
    .items = &ta_shape_text};

const struct ta_key *
ta_shape_key(const struct ta_shape *shape, size_t i)
{
	return (const void *)((const char *)shape->keys + i * shape->size);
}

static bool
is_text(const struct ta_node *node)
{
	return node->kind == TA_NODE_TEXT && !node->null;
}

/* Whether a value that a key has is of its kind. */
static bool
is_wanted(const struct ta_node *node, const struct ta_shape *shape)
{
	switch (shape->want) {
	case TA_WANT_TEXT:
		return is_text(node) &&
		       (shape != &ta_shape_yes_no ||
			   strcmp(node->text.data, "yes") == 0 ||
			   strcmp(node->text.data, "no") == 0);
	case TA_WANT_LIST:
		return node->kind == TA_NODE_LIST;
	case TA_WANT_MAP:
		return node->kind == TA_NODE_MAP;
	case TA_WANT_TEXTS:
		if (node->kind != TA_NODE_LIST)
			return is_text(node);
		for (node = node->children; node != NULL; node = node->next)
			if (!is_text(node))
				return false;
		return true;
	default: /* TA_WANT_EITHER: its loader says */
		return true;
	}
}

static const char *
words_for(const struct ta_shape *shape)
{
	static const char *const words[] = {
	    [TA_WANT_TEXT] = "one text",
	    [TA_WANT_LIST] = "a list [a, b]",
	    [TA_WANT_MAP] = "a mapping of keys to values",
	    [TA_WANT_TEXTS] = "a text or a list of texts",
	};

	return shape == &ta_shape_yes_no ? "yes or no" : words[shape->want];
}

/* Refuses a key that is not declared, and suggests one. */
static int
refuse_key(const struct ta_node *child, const struct ta_shape *shape,
    struct ta_error *error)
{
	const struct ta_names names = {shape->keys, shape->n, shape->size,
	    offsetof(struct ta_key, name), NULL, NULL};
	const char *nearest = ta_names_nearest(child->key, names);

	if (nearest != NULL)
		return ta_error_set(error, &child->key_at,
		    "unknown key '%s'; did you mean '%s'?", child->key.data,
		    nearest);
	return ta_error_set(
	    error, &child->key_at, "unknown key '%s'", child->key.data);
}

static const struct ta_key *
find_key(const struct ta_shape *shape, const struct ta_node *child)
{
	for (size_t i = 0; i < shape->n; i++) {
		const struct ta_key *key = ta_shape_key(shape, i);

		/* Most names differ in their first letter. */
		if (child->key.data[0] == key->name[0] &&
		    strcmp(child->key.data, key->name) == 0)
			return key;
	}
	return NULL;
}

int
ta_shape_check_keys(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error)
{
	if (node->kind != TA_NODE_MAP)
		return ta_node_refuse(
		    node, error, "expected %s", words_for(shape));
	for (const struct ta_node *child = node->children; child != NULL;
	     child = child->next) {
		const struct ta_key *key = find_key(shape, child);

		if (key == NULL && shape->each == NULL)
			return refuse_key(child, shape, error);
		if (key != NULL && !key->shape->own_kind &&
		    !is_wanted(child, key->shape))
			return ta_node_refuse(child, error,
			    "expected %s for '%s'", words_for(key->shape),
			    key->name);
	}
	for (size_t i = 0; i < shape->n; i++) {
		const struct ta_key *key = ta_shape_key(shape, i);

		if (key->required && ta_node_get(node, key->name) == NULL)
			return ta_node_refuse(
			    node, error, "the key '%s' is missing", key->name);
	}
	return 0;
}

/* Whether a node can be of a shape that it may have beside others. */
static bool
fits(const struct ta_node *node, const struct ta_shape *shape)
{
	static const enum ta_node_kind kinds[] = {
	    [TA_WANT_TEXT] = TA_NODE_TEXT,
	    [TA_WANT_LIST] = TA_NODE_LIST,
	    [TA_WANT_MAP] = TA_NODE_MAP,
	    [TA_WANT_TEXTS] = TA_NODE_TEXT,
	};

	return node->kind == kinds[shape->want];
}

/* The shape of several that the node has; the last, where it has none. */
static const struct ta_shape *
choose(const struct ta_node *node, const struct ta_shape *shape)
{
	const struct ta_shape *const *either = shape->either;

	if (shape->want != TA_WANT_EITHER)
		return shape;
	while (either[1] != NULL && !fits(node, *either))
		either++;
	return *either;
}

int
ta_shape_check(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error)
{
	shape = choose(node, shape);
	if (shape->own_keys ||
	    (!fits(node, shape) &&
		(shape->own_kind || shape->want != TA_WANT_MAP)))
		return 0;
	if (shape->want == TA_WANT_MAP &&
	    ta_shape_check_keys(node, shape, error) == -1)
		return -1;
	if (shape->items == &ta_shape_text)
		return 0;
	for (const struct ta_node *child = node->children; child != NULL;
	     child = child->next) {
		const struct ta_shape *below = shape->items;

		if (shape->want == TA_WANT_MAP) {
			const struct ta_key *key = NULL;

			/* A text has nothing below it. */
			if (shape->each == NULL && child->kind == TA_NODE_TEXT)
				continue;
			key = find_key(shape, child);
			below = key == NULL ? shape->each : key->shape;
		}
		if (below != NULL && ta_shape_check(child, below, error) == -1)
			return -1;
	}
	return 0;
}

int
ta_shape_word(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error)
{
	return ta_node_named(node, shape->kind, shape->words, error);
}
