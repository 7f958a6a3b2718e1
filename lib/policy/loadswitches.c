#include <stdlib.h>
#include <string.h>

#include "policy/loader.h"

static int
load_span(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	return ta_calendar_span(node, thing, loader->error);
}

/* {open_requests_over: 60} */
static int
load_auto(struct ta_loader *loader, const struct ta_node *node,
    struct ta_switch *entry)
{
	static const struct ta_key keys[] = {
	    {"open_requests_over", TA_WANT_TEXT, true}};
	const struct ta_node *over;
	const char *problem = NULL;

	entry->open_requests_over = -1;
	if (node == NULL)
		return 0;
	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
		return -1;
	over = ta_node_get(node, "open_requests_over");
	entry->open_requests_over =
	    (int)strtonum(over->text.data, 0, 1000000000, &problem);
	return problem == NULL ? 0
			       : ta_node_refuse(over, loader->error,
				     "expected a number of requests");
}

/* {default: off, during: [SPAN, …], auto: {…}} */
static int
load_switch(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"default", TA_WANT_TEXT, true},
	    {"during", TA_WANT_LIST, false}, {"auto", TA_WANT_MAP, false}};
	static const char *const states[] = {"off", "on"};
	struct ta_switch *entry = thing;
	struct ta_span *spans = NULL;
	int state;

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
		return -1;
	state = ta_node_index(
	    ta_node_get(node, "default"), "a state", states, 2, loader->error);
	if (state == -1 ||
	    ta_load_list(loader, ta_node_get(node, "during"), load_span,
		(void **)&spans, sizeof(*spans), &entry->n_during) == -1 ||
	    load_auto(loader, ta_node_get(node, "auto"), entry) == -1)
		return -1;
	entry->on = state == 1;
	entry->during = spans;
	loader->policy->turns_switches |=
	    entry->n_during > 0 || entry->open_requests_over != -1;
	return 0;
}

/* The names are joined by ";" in a column, and by commas in TA_SWITCHES. */
static bool
is_name(struct ta_slice name)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	for (size_t i = 0; i < name.len; i++)
		if (memchr(signs, name.data[i], sizeof(signs) - 1) == NULL)
			return false;
	return name.len > 0;
}

int
ta_load_switches(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_policy *policy = loader->policy;
	const char **names = ta_load_room(loader, map, sizeof(*names));
	const struct ta_node *node = ta_node_first(map);

	policy->vocabulary.switches = names;
	for (; node != NULL; node = node->next) {
		if (!is_name(node->key))
			return ta_error_set(loader->error, &node->key_at,
			    "expected a name of lower-case letters, digits, "
			    "underscores and hyphens");
		*names++ = node->key.data;
		ta_load_name(policy->vocabulary.switch_ids, node->key);
	}
	return ta_load_list(loader, map, load_switch,
	    (void **)&policy->switches, sizeof(*policy->switches),
	    &policy->vocabulary.n_switches);
}
