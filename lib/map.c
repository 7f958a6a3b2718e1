#include <stdlib.h>
#include <string.h>

#include "map.h"

struct loader {
	struct ta_map *map;
	const struct ta_policy *policy;
	struct ta_error *error;
};

static const struct ta_key keys[] = {
    {"version", TA_WANT_TEXT, true},
    {"name", TA_WANT_TEXT, false},
    {"encoding", TA_WANT_TEXT, false},
    {"delimiter", TA_WANT_TEXT, false},
    {"header_rows", TA_WANT_TEXT, false},
    {"dates", TA_WANT_TEXT, false},
    {"timezone", TA_WANT_TEXT, false},
    {"list_separator", TA_WANT_TEXT, false},
    {"columns", TA_WANT_MAP, false},
    {"values", TA_WANT_MAP, false},
    {"constants", TA_WANT_MAP, false},
    {"id_prefix", TA_WANT_TEXT, false},
};

/* One character that may stand between cells or items; 0 and the error. */
static char
load_character(struct loader *loader, const struct ta_node *node)
{
	struct ta_slice text = node->text;
	unsigned char c = text.len == 1 ? (unsigned char)text.data[0] : 0;

	if (c == 0 || c == '"' || c == '\r' || c >= 0x80 || ta_slug_is(text)) {
		ta_node_refuse(node, loader->error,
		    "'%s' is one character, such as \";\" or \"\\t\"",
		    node->key.data);
		return '\0';
	}
	return (char)c;
}

static int
load_reading(struct loader *loader, const struct ta_node *root)
{
	static const char *const rows[] = {"1", "2"};
	struct ta_reading *reading = &loader->map->reading;
	const struct ta_node *node = ta_node_get(root, "delimiter");

	reading->manner = TA_LENIENT;
	reading->encoding = ta_node_text(root, "encoding").data;
	if (node != NULL && strcmp(node->text.data, "auto") != 0) {
		reading->delimiter = load_character(loader, node);
		if (reading->delimiter == '\0')
			return -1;
	}
	node = ta_node_get(root, "header_rows");
	if (node != NULL) {
		int at = ta_node_index(node, "1 or 2", rows, 2, loader->error);

		if (at == -1)
			return -1;
		reading->header_rows = (size_t)at + 1;
	}
	return 0;
}

static int
load_dates(struct loader *loader, const struct ta_node *root)
{
	static const char *const orders[] = {
	    [TA_MDY] = "mdy", [TA_DMY] = "dmy", [TA_YMD] = "ymd"};
	struct ta_map *map = loader->map;
	const struct ta_node *node = ta_node_get(root, "dates");

	map->dates = loader->policy->dates;
	map->zone = loader->policy->zone;
	if (node != NULL) {
		int at = ta_node_index(
		    node, "an order of dates", orders, 3, loader->error);

		if (at == -1)
			return -1;
		map->dates = (enum ta_date_order)at;
	}
	node = ta_node_get(root, "timezone");
	if (node == NULL)
		return 0;
	map->zone_name = node->text.data;
	map->own_zone = ta_zone_open(map->zone_name, &node->at, loader->error);
	map->zone = map->own_zone;
	return map->zone == NULL ? -1 : 0;
}

/* The value of a choice or list that a node names; absent with the error. */
static struct ta_slice
load_value(struct loader *loader, int index, const struct ta_node *node)
{
	const struct ta_field *field = &loader->policy->terms.fields[index];
	const struct ta_slice none = {NULL, 0};
	const char **names;
	size_t n = field->n_choices;

	if (node->kind != TA_NODE_TEXT) {
		ta_node_refuse(node, loader->error, "expected one text");
		return none;
	}
	if (field->open)
		return node->text;
	if (n == 0) {
		ta_node_refuse(node, loader->error,
		    "'%s' is no choice and no list: it has no values",
		    field->name.data);
		return none;
	}
	for (size_t i = 0; i < n; i++)
		if (ta_slug_equal(field->choices[i].slug, node->text))
			return field->choices[i].slug;
	names = ta_arena_alloc(&loader->map->arena, n, sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = field->choices[i].slug.data;
	ta_node_index(node, "a value of that field", names, n, loader->error);
	return none;
}

/* The field that a text of the map names, or -1 with the error set. */
static int
load_field(
    struct loader *loader, struct ta_slice name, const struct ta_place *at)
{
	return ta_name_field(name, at, &loader->policy->terms, loader->error);
}

static int
load_item(struct loader *loader, const struct ta_node *node,
    struct ta_map_column *column)
{
	static const struct ta_key item_keys[] = {
	    {"field", TA_WANT_TEXT, true}, {"item", TA_WANT_TEXT, true}};
	const struct ta_field *fields = loader->policy->terms.fields;

	if (ta_node_check(node, item_keys, 2, loader->error) == -1)
		return -1;
	column->field = ta_node_field(
	    ta_node_get(node, "field"), &loader->policy->terms, loader->error);
	if (column->field == -1)
		return -1;
	if (fields[column->field].type != TA_TYPE_LIST)
		return ta_node_refuse(node, loader->error,
		    "'%s' is no list, so a column cannot be an item of it",
		    fields[column->field].name.data);
	column->item =
	    load_value(loader, column->field, ta_node_get(node, "item"));
	return column->item.data == NULL ? -1 : 0;
}

static int
load_column(struct loader *loader, const struct ta_node *node,
    struct ta_map_column *column)
{
	column->heading = node->key;
	column->field = -1;
	if (node->kind == TA_NODE_MAP)
		return load_item(loader, node, column);
	if (node->kind != TA_NODE_TEXT || node->null)
		return ta_node_refuse(node, loader->error,
		    "expected a field, 'drop', or {field: …, item: …}");
	if (ta_slice_equal(node->text, ta_slice_of("drop")))
		return 0;
	column->field = load_field(loader, node->text, &node->at);
	return column->field == -1 ? -1 : 0;
}

static int
load_columns(struct loader *loader, const struct ta_node *columns)
{
	struct ta_map *map = loader->map;

	if (columns == NULL)
		return 0;
	map->columns =
	    ta_arena_alloc(&map->arena, columns->count, sizeof(*map->columns));
	for (const struct ta_node *node = columns->children; node != NULL;
	     node = node->next) {
		if (ta_map_column(map, node->key) != NULL)
			return ta_error_set(loader->error, &node->key_at,
			    "'%s' is a heading that stands above already",
			    node->key.data);
		if (load_column(loader, node, &map->columns[map->n_columns]) ==
		    -1)
			return -1;
		map->n_columns++;
	}
	return 0;
}

static int
load_values_of(struct loader *loader, int field, const struct ta_node *labels)
{
	struct ta_map *map = loader->map;

	for (const struct ta_node *node = labels->children; node != NULL;
	     node = node->next) {
		struct ta_slice value = load_value(loader, field, node);

		if (value.data == NULL)
			return -1;
		map->values[map->n_values++] =
		    (struct ta_map_value){field, node->key, value};
	}
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
			    "expected {answer of the form: value}");
		if (load_values_of(loader, field, node) == -1)
			return -1;
	}
	return 0;
}

static int
load_constants(struct loader *loader, const struct ta_node *constants)
{
	struct ta_map *map = loader->map;

	if (constants == NULL)
		return 0;
	map->constants = ta_arena_alloc(
	    &map->arena, constants->count, sizeof(*map->constants));
	for (const struct ta_node *node = constants->children; node != NULL;
	     node = node->next) {
		struct ta_map_constant *constant =
		    &map->constants[map->n_constants];

		constant->field = load_field(loader, node->key, &node->key_at);
		if (constant->field == -1)
			return -1;
		if (node->kind != TA_NODE_TEXT || node->null)
			return ta_node_refuse(
			    node, loader->error, "expected one text");
		constant->text = node->text;
		if (loader->policy->terms.fields[constant->field].n_choices > 0)
			constant->text =
			    load_value(loader, constant->field, node);
		if (constant->text.data == NULL)
			return -1;
		map->n_constants++;
	}
	return 0;
}

static int
load(struct loader *loader, const struct ta_node *root)
{
	struct ta_map *map = loader->map;
	const struct ta_node *version, *separator;

	if (ta_node_check(root, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1)
		return -1;
	version = ta_node_get(root, "version");
	if (strcmp(version->text.data, "1") != 0)
		return ta_node_refuse(version, loader->error,
		    "this tool reads version 1 of the grammar of maps");
	separator = ta_node_get(root, "list_separator");
	if (separator != NULL) {
		map->separator = load_character(loader, separator);
		if (map->separator == '\0')
			return -1;
	}
	map->id_prefix = ta_node_text(root, "id_prefix");
	if (load_reading(loader, root) == -1 || load_dates(loader, root) == -1)
		return -1;
	if (load_columns(loader, ta_node_get(root, "columns")) == -1)
		return -1;
	if (load_values(loader, ta_node_get(root, "values")) == -1)
		return -1;
	return load_constants(loader, ta_node_get(root, "constants"));
}

struct ta_map *
ta_map_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error)
{
	struct ta_map *map = ta_alloc(1, sizeof(*map));
	struct loader loader = {map, policy, error};
	struct ta_source *source = ta_source_open(path, error);
	const struct ta_node *root = NULL;

	map->path = path;
	if (source != NULL)
		root = ta_tree_read(source, &map->arena, error);
	ta_source_close(source);
	if (root == NULL || load(&loader, root) == -1) {
		ta_map_free(map);
		return NULL;
	}
	return map;
}

void
ta_map_free(struct ta_map *map)
{
	if (map == NULL)
		return;
	ta_zone_free(map->own_zone);
	ta_arena_free(&map->arena);
	free(map);
}

const struct ta_map_column *
ta_map_column(const struct ta_map *map, struct ta_slice heading)
{
	for (size_t i = 0; i < map->n_columns; i++)
		if (ta_slug_equal(map->columns[i].heading, heading))
			return &map->columns[i];
	return NULL;
}
