#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "file/yamltree.h"
#include "file/yaml.h"

/* A mapping of more keys than this has a table of them. */
#define FEW_KEYS 16

struct builder {
	struct ta_yaml_reader *events;
	struct ta_arena *arena;
	const char *file;
	size_t nodes;
};

static int
refuse(const struct builder *builder, const struct ta_yaml_event *event,
    struct ta_error *error, const char *why)
{
	struct ta_place at = {builder->file, event->line, event->column};

	return ta_error_set(error, &at, "%s", why);
}

static struct ta_slice
keep(struct builder *builder, struct ta_slice text)
{
	return (struct ta_slice){
	    ta_arena_copy(builder->arena, text.data, text.len), text.len};
}

static struct ta_node *build(struct builder *builder,
    struct ta_yaml_event *event, struct ta_error *error);

/*
 * Whether the mapping has the key. If not, its table gets the key, once there
 * is a table.
 */
static bool
has_key(const struct ta_node *map, struct ta_table **keys, struct ta_slice key)
{
	bool made = true;

	if (map->count < FEW_KEYS)
		return ta_node_get(map, key.data) != NULL;
	if (*keys == NULL) {
		*keys = ta_table_new(sizeof(uint64_t));
		for (const struct ta_node *child = map->children; child != NULL;
		     child = child->next)
			ta_table_add(*keys, child->key, &made);
	}
	ta_table_add(*keys, key, &made);
	return !made;
}

/* Reads the key of the next pair: 1, 0 at the end of the mapping, -1. */
static int
read_key(struct builder *builder, const struct ta_node *map,
    struct ta_table **keys, struct ta_yaml_event *event, struct ta_slice *key,
    struct ta_error *error)
{
	if (ta_yaml_next(builder->events, event, error) == -1)
		return -1;
	if (event->kind == TA_YAML_MAPPING_END)
		return 0;
	if (event->kind != TA_YAML_SCALAR)
		return refuse(builder, event, error, "a key has to be text");
	if (memchr(event->text.data, '\0', event->text.len) != NULL)
		return refuse(builder, event, error, "a key holds a NUL");
	*key = keep(builder, event->text);
	if (has_key(map, keys, *key))
		return refuse(builder, event, error,
		    "this key occurs twice in one mapping");
	return 1;
}

static int
read_children(struct builder *builder, struct ta_node *parent,
    struct ta_table **keys, struct ta_error *error)
{
	struct ta_node **link = &parent->children;
	struct ta_yaml_event event;
	struct ta_slice key = {NULL, 0};
	struct ta_place key_at = {NULL, 0, 0};

	for (;;) {
		if (parent->kind == TA_NODE_MAP) {
			int got = read_key(
			    builder, parent, keys, &event, &key, error);

			if (got != 1)
				return got;
			key_at = (struct ta_place){
			    builder->file, event.line, event.column};
		}
		if (ta_yaml_next(builder->events, &event, error) == -1)
			return -1;
		if (event.kind == TA_YAML_SEQUENCE_END)
			return 0;
		*link = build(builder, &event, error);
		if (*link == NULL)
			return -1;
		(*link)->key = key;
		(*link)->key_at = key_at;
		parent->count++;
		link = &(*link)->next;
	}
}

/* Reads the children of a list or mapping that has begun. */
static int
build_children(
    struct builder *builder, struct ta_node *parent, struct ta_error *error)
{
	struct ta_table *keys = NULL;
	int status = read_children(builder, parent, &keys, error);

	ta_table_free(keys);
	return status;
}

/* Makes the node that begins with an event; NULL with the error set. */
static struct ta_node *
build(struct builder *builder, struct ta_yaml_event *event,
    struct ta_error *error)
{
	struct ta_node *node = ta_arena_alloc(builder->arena, 1, sizeof(*node));

	node->at = (struct ta_place){builder->file, event->line, event->column};
	if (++builder->nodes > TA_NODES_MAX) {
		ta_node_refuse(node, error,
		    "the file has more than %d,000 values",
		    TA_NODES_MAX / 1000);
		return NULL;
	}
	if (event->kind == TA_YAML_SCALAR) {
		node->text = keep(builder, event->text);
		node->null = ta_yaml_is_null(event);
		if (strlen(node->text.data) != node->text.len) {
			refuse(builder, event, error, "a value holds a NUL");
			return NULL;
		}
		return node;
	}
	node->kind =
	    event->kind == TA_YAML_MAPPING ? TA_NODE_MAP : TA_NODE_LIST;
	return build_children(builder, node, error) == -1 ? NULL : node;
}

static struct ta_node *
build_document(struct builder *builder, struct ta_error *error)
{
	struct ta_place at = {builder->file, 1, 1};
	struct ta_yaml_event event;
	struct ta_node *root;

	if (ta_yaml_next(builder->events, &event, error) == -1)
		return NULL;
	if (event.kind == TA_YAML_END) {
		ta_error_set(error, &at, "the file is empty");
		return NULL;
	}
	if (ta_yaml_next(builder->events, &event, error) == -1)
		return NULL;
	root = build(builder, &event, error);
	if (root == NULL || ta_yaml_next(builder->events, &event, error) == -1)
		return NULL;
	if (ta_yaml_next(builder->events, &event, error) == -1)
		return NULL;
	if (event.kind != TA_YAML_END) {
		refuse(builder, &event, error,
		    "a second document begins here; this file can have "
		    "only one");
		return NULL;
	}
	return root;
}

struct ta_node *
ta_yamltree_read(
    struct ta_source *source, struct ta_arena *arena, struct ta_error *error)
{
	const char *name = ta_source_name(source);
	struct builder builder = {.arena = arena};
	struct ta_node *root;

	builder.file = ta_arena_copy(arena, name, strlen(name));
	builder.events = ta_yaml_new(source, false);
	root = build_document(&builder, error);
	ta_yaml_free(builder.events);
	return root;
}

const struct ta_node *
ta_node_get(const struct ta_node *node, const char *key)
{
	const struct ta_node *child = node == NULL ? NULL : node->children;

	while (child != NULL && strcmp(child->key.data, key) != 0)
		child = child->next;
	return child;
}

struct ta_slice
ta_node_text(const struct ta_node *node, const char *key)
{
	const struct ta_node *child = ta_node_get(node, key);

	return child == NULL ? (struct ta_slice){NULL, 0} : child->text;
}

bool
ta_node_yes(const struct ta_node *node, const char *key, bool otherwise)
{
	const struct ta_node *child = ta_node_get(node, key);

	return child == NULL ? otherwise : strcmp(child->text.data, "yes") == 0;
}

const struct ta_node *
ta_node_first(const struct ta_node *node)
{
	return node == NULL || node->kind == TA_NODE_TEXT ? node
							  : node->children;
}

const struct ta_node *
ta_node_after(const struct ta_node *node, const struct ta_node *item)
{
	return node == item ? NULL : item->next;
}

size_t
ta_node_items(const struct ta_node *node)
{
	if (node == NULL)
		return 0;
	return node->kind == TA_NODE_TEXT ? 1 : node->count;
}

int
ta_node_refuse(
    const struct ta_node *node, struct ta_error *error, const char *format, ...)
{
	uint32_t hidden =
	    node->kind == TA_NODE_TEXT ? ta_text_hidden(node->text) : 0;
	char why[512];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	return hidden == 0 ? ta_error_set(error, &node->at, "%s", why)
			   : ta_error_set(error, &node->at,
				 "%s; U+%04X in it only looks like a blank, or "
				 "like nothing",
				 why, hidden);
}

void
ta_node_show(const struct ta_node *node, struct ta_text *text)
{
	const struct ta_node *child;

	if (node->kind == TA_NODE_TEXT) {
		ta_text_add_slice(text, node->text);
		return;
	}
	ta_text_add_char(text, node->kind == TA_NODE_LIST ? '[' : '{');
	for (child = node->children; child != NULL; child = child->next) {
		if (child != node->children)
			ta_text_add_string(text, ", ");
		if (node->kind == TA_NODE_MAP) {
			ta_text_add_slice(text, child->key);
			ta_text_add_string(text, ": ");
		}
		ta_node_show(child, text);
	}
	ta_text_add_char(text, node->kind == TA_NODE_LIST ? ']' : '}');
}

int
ta_node_named(const struct ta_node *node, const char *kind,
    struct ta_names names, struct ta_error *error)
{
	struct ta_text help = {0};

	if (node->kind == TA_NODE_TEXT)
		return ta_names_index(
		    node->text, &node->at, kind, names, error);
	ta_names_list(&help, ", ", names);
	ta_node_refuse(
	    node, error, "expected %s%s", kind, ta_text_string(&help));
	ta_text_free(&help);
	return -1;
}
