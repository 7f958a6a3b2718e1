#include "policy/loader.h"

static int
load_group(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, true}, {"cites", TA_WANT_TEXT, false},
	    {"says", TA_WANT_TEXT, false}};
	struct ta_group *group = thing;

	if (ta_load_rule(loader, node, TA_KEYS(keys), "priority",
		TA_SCOPE_PAST_TARGET | TA_SCOPE_FINDINGS, &group->when) == -1)
		return -1;
	group->id = group->when.id;
	return 0;
}

int
ta_load_priority(struct ta_loader *loader, const struct ta_node *node)
{
	static const struct ta_key keys[] = {{"ahead", TA_WANT_TEXTS, false},
	    {"behind", TA_WANT_MAP, false}, {"when", TA_WANT_MAP, false},
	    {"groups", TA_WANT_LIST, false}, {"open", TA_WANT_MAP, false}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *behind = ta_node_get(node, "behind");
	const struct ta_node *list = ta_node_get(node, "groups");

	if (node == NULL)
		return 0;
	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1 ||
	    ta_load_indices(loader, ta_node_get(node, "ahead"), ta_node_fact,
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
