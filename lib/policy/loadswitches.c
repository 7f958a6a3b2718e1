#include <stdlib.h>

#include "policy/loader.h"

/* {default: off, on_when: {open_requests_over: 60}} */
static int
load_switch(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {
	    {"default", TA_WANT_TEXT, true}, {"on_when", TA_WANT_MAP, false}};
	static const struct ta_key on_keys[] = {
	    {"open_requests_over", TA_WANT_TEXT, true}};
	static const char *const states[] = {"off", "on"};
	const struct ta_node *on_when, *over;
	struct ta_switch *entry = thing;
	const char *problem = NULL;
	int state;

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
		return -1;
	state = ta_node_index(
	    ta_node_get(node, "default"), "a state", states, 2, loader->error);
	if (state == -1)
		return -1;
	entry->on = state == 1;
	entry->open_requests_over = -1;
	on_when = ta_node_get(node, "on_when");
	if (on_when == NULL)
		return 0;
	if (ta_node_check(on_when, TA_KEYS(on_keys), loader->error) == -1)
		return -1;
	over = ta_node_get(on_when, "open_requests_over");
	entry->open_requests_over =
	    (int)strtonum(over->text.data, 0, 1000000000, &problem);
	if (problem != NULL)
		return ta_node_refuse(
		    over, loader->error, "expected a number of requests");
	return 0;
}

int
ta_load_switches(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_policy *policy = loader->policy;
	const char **names = ta_load_room(loader, map, sizeof(*names));
	const struct ta_node *node = ta_node_first(map);

	policy->vocabulary.switches = names;
	for (; node != NULL; node = node->next) {
		*names++ = node->key.data;
		ta_load_name(policy->vocabulary.switch_ids, node->key);
	}
	return ta_load_list(loader, map, load_switch,
	    (void **)&policy->switches, sizeof(*policy->switches),
	    &policy->vocabulary.n_switches);
}
