#include "policy/loader.h"

#define SCOPE (TA_SCOPE_PAST_TARGET | TA_SCOPE_FINDINGS)

static const struct ta_key group_keys[] = {TA_KEY_ID,
    {"when", &ta_condition_shapes[SCOPE], true, "Who is in the group."},
    TA_KEY_CITES, TA_KEY_SAYS};
static const struct ta_shape group_shape = {
    .want = TA_WANT_MAP, TA_KEYS(group_keys)};
static const struct ta_shape groups_shape = {
    .want = TA_WANT_LIST, .items = &group_shape};

static const struct ta_key keys[] = {
    {"ahead", &ta_facts_named_shape, false,
	"Facts that put a request before all others."},
    {"behind", &ta_condition_shapes[TA_SCOPE_FINDINGS], false,
	"These requests go behind the others, among those that are ahead and "
	"among those that are not."},
    {"when", &ta_condition_shapes[0], false,
	"Where it holds, the groups are looked at; without it, always."},
    {"groups", &groups_shape, false,
	"Requests in any of the groups go before those in none."},
    {"open", &ta_condition_shapes[0], false,
	"The condition of an open request; the others come last."}};

const struct ta_shape ta_priority_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

static int
load_group(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_group *group = thing;

	if (ta_load_rule(loader, node, "priority", SCOPE, &group->when) == -1)
		return -1;
	group->id = group->when.id;
	return 0;
}

int
ta_load_priority(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *behind = ta_node_get(node, "behind");
	const struct ta_node *list = ta_node_get(node, "groups");

	if (node == NULL)
		return 0;
	if (ta_load_indices(loader, ta_node_get(node, "ahead"), ta_node_fact,
		&policy->ahead, &policy->n_ahead) == -1 ||
	    ta_condition_compile(behind, &policy->vocabulary, TA_SCOPE_FINDINGS,
		&policy->arena, &policy->behind, loader->error) == -1 ||
	    ta_load_when(loader, node, NULL, 0, &policy->grouping) == -1 ||
	    ta_condition_compile(ta_node_get(node, "open"), &policy->vocabulary,
		0, &policy->arena, &policy->open, loader->error) == -1)
		return -1;
	policy->has_behind = behind != NULL;
	return ta_load_list(loader, list, load_group, (void **)&policy->groups,
	    sizeof(*policy->groups), &policy->n_groups);
}
