#include <stdlib.h>
#include <string.h>

#include "base/entity.h"
#include "base/table.h"
#include "intake/mapreading.h"
#include "record/columns.h"

struct loader {
	struct ta_map *map;
	const struct ta_policy *policy;
	struct ta_error *error;
	struct ta_table *above; /* the keys so far, by their slugs */
};

/* What a row of a file of events has beside fields: see ta-log(1). */
static const char *const event_words[] = {TA_EVENT_WORDS};

/* Keeps a text that was made, and empties it. */
static struct ta_slice
keep(struct loader *loader, struct ta_text *made, struct ta_slice text)
{
	text.data = ta_arena_copy(&loader->map->arena, text.data, text.len);
	ta_text_free(made);
	return text;
}

/* A text as an item of an open list. */
static struct ta_slice
slug_of(struct loader *loader, struct ta_slice text)
{
	struct ta_text slug = {0};

	ta_slug_add(&slug, text);
	return keep(loader, &slug, ta_text_slice(&slug, 0));
}

/* A heading or answer of the form, as a person sees it. */
static struct ta_slice
read_key(struct loader *loader, const struct ta_node *node)
{
	struct ta_text decoded = {0};

	return keep(loader, &decoded, ta_entity_decode(node->key, &decoded));
}

/*
 * The value of a choice or list that a node names; absent with the error set.
 */
static struct ta_slice
load_value(struct loader *loader, int index, const struct ta_node *node)
{
	const struct ta_field *field =
	    &loader->policy->vocabulary.fields[index];
	const struct ta_slice none = {NULL, 0};
	size_t n = field->n_choices;

	if (node->kind != TA_NODE_TEXT) {
		ta_node_refuse(node, loader->error, "expected one text");
		return none;
	}
	if (field->open)
		return slug_of(loader, node->text);
	if (n == 0) {
		ta_node_refuse(node, loader->error,
		    "'%s' has no values: it is neither a choice nor a list",
		    field->name.data);
		return none;
	}
	for (size_t i = 0; i < n; i++)
		if (ta_slug_equal(field->choices[i].slug, node->text))
			return field->choices[i].slug;
	ta_node_named(node, "a value of that field",
	    TA_NAMES(field->choices, n, struct ta_choice, slug.data),
	    loader->error);
	return none;
}

/* The field that a text of the map names, or -1 with the error set. */
static int
load_field(
    struct loader *loader, struct ta_slice name, const struct ta_place *at)
{
	return ta_name_field(
	    name, at, &loader->policy->vocabulary, loader->error);
}

static int
load_item(struct loader *loader, const struct ta_node *node,
    struct ta_map_column *column)
{
	const struct ta_field *fields = loader->policy->vocabulary.fields;

	column->field = ta_node_field(ta_node_get(node, "field"),
	    &loader->policy->vocabulary, loader->error);
	if (column->field == -1)
		return -1;
	if (fields[column->field].type != TA_TYPE_LIST)
		return ta_node_refuse(node, loader->error,
		    "'%s' is not a list, so a column cannot be an item of it",
		    fields[column->field].name.data);
	column->item =
	    load_value(loader, column->field, ta_node_get(node, "item"));
	return column->item.data == NULL ? -1 : 0;
}

/* Neither a field nor "drop" or "pass"; one of them may be meant. */
static int
refuse_field(struct loader *loader, const struct ta_node *node)
{
	static const char *const words[] = {"drop", "pass"};
	struct ta_names names =
	    ta_vocabulary_fields(&loader->policy->vocabulary);
	struct ta_names more = ta_names_of(words, 2);

	names.more = &more;
	return ta_node_named(
	    node, "a field of this policy", names, loader->error);
}

static int
load_column(struct loader *loader, const struct ta_node *node,
    struct ta_map_column *column)
{
	column->heading = read_key(loader, node);
	column->field = -1;
	if (node->kind == TA_NODE_MAP)
		return load_item(loader, node, column);
	if (node->kind != TA_NODE_TEXT || node->null)
		return ta_node_refuse(node, loader->error,
		    "expected a field, 'drop', 'pass', or {field: NAME, item: "
		    "VALUE}");
	column->pass = ta_slice_equal(node->text, ta_slice_of("pass"));
	if (column->pass || ta_slice_equal(node->text, ta_slice_of("drop")))
		return 0;
	for (size_t i = 0; i < sizeof(event_words) / sizeof(event_words[0]);
	     i++)
		if (ta_slice_equal(node->text, ta_slice_of(event_words[i])))
			column->word = node->text;
	column->pass = column->word.data != NULL;
	column->field =
	    ta_vocabulary_field(&loader->policy->vocabulary, node->text);
	return column->field == -1 && !column->pass ? refuse_field(loader, node)
						    : 0;
}

/*
 * Refuses a heading, or else an answer, that an earlier one already means: 0 or
 * -1. The headings "#" and "*" have no slug and compare as bytes.
 */
static int
check_key(struct loader *loader, const struct ta_node *node, bool heading)
{
	struct ta_text decoded = {0}, slug = {0};
	struct ta_slice key = ta_entity_decode(node->key, &decoded);
	bool made;

	ta_slug_add(&slug, key);
	ta_table_add(loader->above,
	    slug.len == 0 && heading ? key : ta_text_slice(&slug, 0), &made);
	ta_text_free(&slug);
	ta_text_free(&decoded);
	return made ? 0
		    : ta_error_set(loader->error, &node->key_at,
			  "the %s '%s' is already above",
			  heading ? "heading" : "answer", node->key.data);
}

/* Loads the value of each key of a mapping, which may be NULL. */
static int
load_each(struct loader *loader, int field, const struct ta_node *mapping,
    int (*load)(struct loader *loader, int field, const struct ta_node *node))
{
	const struct ta_node *node = ta_node_first(mapping);
	int status = 0;

	loader->above = ta_table_new(sizeof(uint64_t));
	for (; node != NULL && status == 0; node = node->next)
		status = load(loader, field, node);
	ta_table_free(loader->above);
	return status;
}

static int
load_heading(struct loader *loader, int field, const struct ta_node *node)
{
	struct ta_map *map = loader->map;

	(void)field;
	if (check_key(loader, node, true) == -1)
		return -1;
	return load_column(loader, node, &map->columns[map->n_columns++]);
}

static int
load_columns(struct loader *loader, const struct ta_node *columns)
{
	struct ta_map *map = loader->map;

	map->columns = ta_arena_alloc(
	    &map->arena, ta_node_items(columns), sizeof(*map->columns));
	return load_each(loader, -1, columns, load_heading);
}

static int
load_label(struct loader *loader, int field, const struct ta_node *node)
{
	struct ta_map *map = loader->map;
	const struct ta_field *of = &loader->policy->vocabulary.fields[field];
	bool takes = of->open || of->n_choices > 0;
	struct ta_slice value = node->text;

	/* "" means that this is not an answer. */
	if (!takes || node->kind != TA_NODE_TEXT || node->null || value.len > 0)
		value = load_value(loader, field, node);
	if (value.data == NULL || check_key(loader, node, false) == -1)
		return -1;
	map->values[map->n_values++] =
	    (struct ta_map_value){field, read_key(loader, node), value};
	return 0;
}

static int
load_values(struct loader *loader, const struct ta_node *values)
{
	struct ta_map *map = loader->map;
	const struct ta_node *node;
	size_t n = 0;

	if (values == NULL)
		return 0;
	for (node = values->children; node != NULL; node = node->next)
		n += node->count;
	map->values = ta_arena_alloc(&map->arena, n, sizeof(*map->values));
	for (node = values->children; node != NULL; node = node->next) {
		int field = load_field(loader, node->key, &node->key_at);

		if (field == -1)
			return -1;
		if (node->kind != TA_NODE_MAP)
			return ta_node_refuse(node, loader->error,
			    "expected {what the form says: a value of '%s'}",
			    node->key.data);
		if (load_each(loader, field, node, load_label) == -1)
			return -1;
	}
	return 0;
}

/* Loads a constant, which has to be a value of its field: 0 or -1. */
static int
load_constant(struct loader *loader, const struct ta_node *node,
    struct ta_map_constant *constant)
{
	const struct ta_policy *policy = loader->policy;
	const struct ta_field *field;
	struct ta_value value;

	constant->field = load_field(loader, node->key, &node->key_at);
	if (constant->field == -1)
		return -1;
	field = &policy->vocabulary.fields[constant->field];
	if (node->kind != TA_NODE_TEXT || node->null)
		return ta_node_refuse(node, loader->error, "expected one text");
	if (constant->field == policy->id_field)
		return ta_node_refuse(node, loader->error,
		    "'%s' cannot be a constant: every record needs its own",
		    field->name.data);
	constant->text = node->text;
	if (field->n_choices > 0)
		constant->text = load_value(loader, constant->field, node);
	if (constant->text.data == NULL)
		return -1;
	ta_value_read(field, policy->zone, constant->text, &value);
	return value.state == TA_VALID
		   ? 0
		   : ta_node_refuse(node, loader->error,
			 "this is not a value of '%s'", field->name.data);
}

static int
load_constants(struct loader *loader, const struct ta_node *constants)
{
	const struct ta_node *node = ta_node_first(constants);
	struct ta_map *map = loader->map;

	map->constants = ta_arena_alloc(
	    &map->arena, ta_node_items(constants), sizeof(*map->constants));
	for (; node != NULL; node = node->next)
		if (load_constant(loader, node,
			&map->constants[map->n_constants++]) == -1)
			return -1;
	return 0;
}

/* {role: other}: the form has a free line there. */
static int
load_write_ins(struct loader *loader, const struct ta_node *write_ins)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	const struct ta_node *node = ta_node_first(write_ins);

	loader->map->write_ins = ta_arena_alloc(&loader->map->arena,
	    vocabulary->n_fields, sizeof(*loader->map->write_ins));
	for (; node != NULL; node = node->next) {
		int field = load_field(loader, node->key, &node->key_at);
		struct ta_slice value;

		if (field == -1)
			return -1;
		value = load_value(loader, field, node);
		if (value.data == NULL)
			return -1;
		if (!ta_slice_equal(value, ta_slice_of("other")))
			return ta_node_refuse(node, loader->error,
			    "expected 'other', the value that keeps words");
		loader->map->write_ins[field] = true;
	}
	return 0;
}

/* The fields that ids of this form are made from. */
static int
load_identity(struct loader *loader, const struct ta_node *identity)
{
	const struct ta_node *node = ta_node_first(identity);
	struct ta_map *map = loader->map;

	if (identity != NULL && node == NULL)
		return ta_node_refuse(identity, loader->error,
		    "an id needs at least one field to be made from");
	map->id_from = ta_arena_alloc(
	    &map->arena, ta_node_items(identity), sizeof(*map->id_from));
	for (; node != NULL; node = ta_node_after(identity, node)) {
		int field = load_field(loader, node->text, &node->at);

		if (field == -1)
			return -1;
		map->id_from[map->n_id_from++] = field;
	}
	return 0;
}

static int
load(struct loader *loader, const struct ta_node *root)
{
	struct ta_map *map = loader->map;
	const struct ta_node *version;

	if (ta_shape_check(root, &ta_map_shape, loader->error) == -1)
		return -1;
	version = ta_node_get(root, "version");
	if (strcmp(version->text.data, TA_MAP_VERSION) != 0)
		return ta_node_refuse(version, loader->error,
		    "this tool reads version 1 of the language of maps");
	map->id_prefix = ta_node_text(root, "id_prefix");
	if (ta_map_load_reading(map, loader->policy, root, loader->error) ==
		-1 ||
	    load_write_ins(loader, ta_node_get(root, "write_ins")) == -1 ||
	    load_identity(loader, ta_node_get(root, "identity")) == -1 ||
	    load_columns(loader, ta_node_get(root, "columns")) == -1 ||
	    load_values(loader, ta_node_get(root, "values")) == -1)
		return -1;
	return load_constants(loader, ta_node_get(root, "constants"));
}

struct ta_map *
ta_map_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error)
{
	struct ta_map *map = ta_alloc(1, sizeof(*map));
	struct loader loader = {.map = map, .policy = policy, .error = error};
	struct ta_source *source = ta_source_open(path, error);
	const struct ta_node *root = NULL;

	map->path = path;
	if (source != NULL)
		root = ta_yamltree_read(source, &map->arena, error);
	ta_source_close(source);
	if (root == NULL || load(&loader, root) == -1) {
		ta_map_free(map);
		return NULL;
	}
	return map;
}
