#include <stdlib.h>

#include "policy/loader.h"

void *
ta_load_array(struct ta_loader *loader, size_t n, size_t size)
{
	return ta_arena_alloc(&loader->policy->arena, n, size);
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
	return id->text.data;
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

static int
referral_index(const struct ta_node *node, const struct ta_policy *policy,
    struct ta_error *error)
{
	return ta_node_named(node, "a referral of this policy",
	    TA_NAMES(
		policy->referrals, policy->n_referrals, struct ta_referral, id),
	    error);
}

int
ta_load_refer(struct ta_loader *loader, const struct ta_node *node,
    struct ta_refer *refer)
{
	const struct ta_node *list = ta_node_get(node, "refer");
	const struct ta_node *item;
	int *referrals;

	if (list == NULL)
		return 0;
	referrals = ta_load_array(loader, list->count, sizeof(*referrals));
	for (item = list->children; item != NULL; item = item->next) {
		int index = referral_index(item, loader->policy, loader->error);

		if (index == -1)
			return -1;
		referrals[refer->count++] = index;
	}
	refer->referrals = referrals;
	return 0;
}

int
ta_load_indices(struct ta_loader *loader, const struct ta_node *node,
    int (*index)(const struct ta_node *, const struct ta_vocabulary *,
	struct ta_error *),
    const int **indices, size_t *n)
{
	const struct ta_node *item = node;
	int *found;

	if (node == NULL)
		return 0;
	found = ta_load_array(loader, node->count + 1, sizeof(*found));
	*indices = found;
	if (node->kind == TA_NODE_LIST)
		item = node->children;
	for (; item != NULL; item = item->next) {
		found[*n] =
		    index(item, &loader->policy->vocabulary, loader->error);
		if (found[(*n)++] == -1)
			return -1;
		if (node->kind == TA_NODE_TEXT)
			break;
	}
	return 0;
}
