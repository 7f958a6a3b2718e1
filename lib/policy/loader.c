#include "policy/loader.h"

const struct ta_shape ta_id_shape = {.name = "id",
    .says = "Lower-case letters, digits and single hyphens.",
    .pattern = TA_SLUG};
const struct ta_shape ta_field_shape = {
    .name = "field", .says = "The name of a field of this policy."};
const struct ta_shape ta_some_fields_shape = {.want = TA_WANT_TEXTS,
    .name = "some-fields",
    .says = "The name of a field of this policy, or a list of them.",
    .items = &ta_field_shape,
    .filled = true};
const struct ta_shape ta_fact_shape = {
    .name = "fact", .says = "The name of a fact of this policy."};
const struct ta_shape ta_facts_named_shape = {.want = TA_WANT_TEXTS,
    .name = "some-facts",
    .says = "The name of a fact of this policy, or a list of them.",
    .items = &ta_fact_shape};

bool
ta_load_name(struct ta_table *table, struct ta_slice name)
{
	bool made;

	ta_table_add(table, name, &made);
	return made;
}

void *
ta_load_array(struct ta_loader *loader, size_t n, size_t size)
{
	return ta_arena_alloc(&loader->policy->arena, n, size);
}

void *
ta_load_room(struct ta_loader *loader, const struct ta_node *list, size_t size)
{
	return ta_load_array(loader, ta_node_items(list), size);
}

int
ta_load_lists(struct ta_loader *loader, const struct ta_node *const *lists,
    size_t n, ta_load_item *load, void **things, size_t size, size_t *count)
{
	struct ta_table *outer = loader->ids;
	const struct ta_node *node;
	int status = 0;

	loader->ids = NULL;
	for (size_t i = 0; i < n && status == 0; i++)
		for (node = ta_node_first(lists[i]);
		     node != NULL && status == 0;
		     node = ta_node_after(lists[i], node)) {
			status =
			    load(loader, node, (char *)*things + *count * size);
			*count += status == 0;
		}
	ta_table_free(loader->ids);
	loader->ids = outer;
	return status;
}

int
ta_load_list(struct ta_loader *loader, const struct ta_node *list,
    ta_load_item *load, void **things, size_t size, size_t *count)
{
	if (*things == NULL)
		*things = ta_load_room(loader, list, size);
	return ta_load_lists(loader, &list, 1, load, things, size, count);
}

const char *
ta_load_id(struct ta_loader *loader, const struct ta_node *node)
{
	const struct ta_node *id = ta_node_get(node, "id");

	if (!ta_slug_is(id->text)) {
		ta_node_refuse(id, loader->error,
		    "expected an id of lower-case letters, digits and single "
		    "hyphens");
		return NULL;
	}
	if (loader->ids == NULL)
		loader->ids = ta_table_new(sizeof(uint64_t));
	if (ta_load_name(loader->ids, id->text))
		return id->text.data;
	ta_node_refuse(id, loader->error,
	    "another rule already has the id '%s'", id->text.data);
	return NULL;
}

int
ta_load_when(struct ta_loader *loader, const struct ta_node *node,
    const char *section, unsigned scope, struct ta_condition *when)
{
	if (ta_condition_compile(ta_node_get(node, "when"),
		&loader->policy->vocabulary, scope, &loader->policy->arena,
		when, loader->error) == -1)
		return -1;
	when->section = section;
	when->id = ta_node_text(node, "id").data;
	when->cites = ta_node_text(node, "cites").data;
	when->says = ta_node_text(node, "says").data;
	return 0;
}

int
ta_load_rule(struct ta_loader *loader, const struct ta_node *node,
    const char *section, unsigned scope, struct ta_condition *when)
{
	if (ta_load_id(loader, node) == NULL)
		return -1;
	return ta_load_when(loader, node, section, scope, when);
}

int
ta_load_reached(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_condition *before)
{
	if (before == NULL || before->count > 0)
		return 0;
	return ta_node_refuse(node, loader->error,
	    "this rule is never reached: the one before it always matches");
}

int
ta_load_field(struct ta_loader *loader, const struct ta_node *node,
    enum ta_type type, int *field)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	size_t n;

	*field = -1;
	if (node == NULL)
		return 0;
	*field = ta_node_field(node, vocabulary, loader->error);
	if (*field == -1 || vocabulary->fields[*field].type == type)
		return *field == -1 ? -1 : 0;
	return ta_node_refuse(node, loader->error,
	    "expected a field of type %s", ta_type_names(&n)[type]);
}

int
ta_load_indices(struct ta_loader *loader, const struct ta_node *node,
    int (*index)(const struct ta_node *, const struct ta_vocabulary *,
	struct ta_error *),
    const int **indices, size_t *n)
{
	int *found = ta_load_room(loader, node, sizeof(*found));

	*indices = found;
	for (const struct ta_node *item = ta_node_first(node); item != NULL;
	     item = ta_node_after(node, item)) {
		found[*n] =
		    index(item, &loader->policy->vocabulary, loader->error);
		if (found[(*n)++] == -1)
			return -1;
	}
	return 0;
}
