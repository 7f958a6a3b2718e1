#include <stdlib.h>
#include <string.h>

#include "policy/load.h"
#include "policy/loader.h"

extern const char ta_default_policy[];
extern const size_t ta_default_policy_size;

int
ta_policy_read(const char *path, struct ta_text *text, struct ta_error *error)
{
	struct ta_source *source;
	struct ta_place at;
	struct ta_slice line;
	int got;

	if (path == NULL) {
		ta_text_add(text, ta_default_policy, ta_default_policy_size);
		return 0;
	}
	source = ta_source_open(path, error);
	if (source == NULL)
		return -1;
	while ((got = ta_source_line(source, &line, error)) == 1) {
		ta_text_add_slice(text, line);
		at = (struct ta_place){ta_source_name(source), 0, 0};
		if (text->len > TA_POLICY_MAX) {
			got = ta_error_set(error, &at,
			    "the policy is longer than %d MiB",
			    TA_POLICY_MAX >> 20);
			break;
		}
	}
	ta_source_close(source);
	return got;
}

/* Does a sibling before the node have this id? */
static bool
is_used(
    const struct ta_node *first, const struct ta_node *node, struct ta_slice id)
{
	for (; first != node; first = first->next)
		if (ta_slice_equal(ta_node_text(first, "id"), id))
			return true;
	return false;
}

static int
load_head(struct ta_loader *loader)
{
	static const char *const versions[] = {"1"};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *dates = ta_node_get(loader->root, "dates");
	const struct ta_node *zone = ta_node_get(loader->root, "timezone");
	int order = TA_YMD;

	if (ta_node_index(ta_node_get(loader->root, "version"),
		"a version of the policy grammar", versions, 1,
		loader->error) == -1)
		return -1;
	if (dates != NULL)
		order = ta_node_index(dates, "an order of dates",
		    ta_date_orders, TA_DATE_ORDERS, loader->error);
	if (order == -1)
		return -1;
	policy->dates = (enum ta_date_order)order;
	policy->name = ta_node_text(loader->root, "name").data;
	policy->edition = ta_node_text(loader->root, "edition").data;
	policy->zone = ta_zone_open(zone->text.data, &zone->at, loader->error);
	policy->vocabulary.zone = policy->zone;
	return policy->zone == NULL ? -1 : 0;
}

/* {default: off, on_when: {open_requests_over: 60}} */
static int
load_switch(struct ta_loader *loader, const struct ta_node *node,
    struct ta_switch *entry)
{
	static const struct ta_key keys[] = {
	    {"default", TA_WANT_TEXT, true}, {"on_when", TA_WANT_MAP, false}};
	static const struct ta_key on_keys[] = {
	    {"open_requests_over", TA_WANT_TEXT, true}};
	static const char *const states[] = {"off", "on"};
	const struct ta_node *on_when, *over;
	const char *problem = NULL;
	int state;

	if (ta_node_check(node, keys, 2, loader->error) == -1)
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
	if (ta_node_check(on_when, on_keys, 1, loader->error) == -1)
		return -1;
	over = ta_node_get(on_when, "open_requests_over");
	entry->open_requests_over =
	    (int)strtonum(over->text.data, 0, 1000000000, &problem);
	if (problem != NULL)
		return ta_node_refuse(
		    over, loader->error, "expected a number of requests");
	return 0;
}

static int
load_switches(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *map = ta_node_get(loader->root, "switches");
	const char **names;

	if (map == NULL)
		return 0;
	names = ta_load_array(loader, map->count, sizeof(*names));
	policy->switches =
	    ta_load_array(loader, map->count, sizeof(*policy->switches));
	policy->vocabulary.switches = names;
	for (const struct ta_node *node = map->children; node != NULL;
	     node = node->next) {
		size_t i = policy->vocabulary.n_switches++;

		names[i] = node->key.data;
		if (load_switch(loader, node, &policy->switches[i]) == -1)
			return -1;
	}
	return 0;
}

static int
load_identity(struct ta_loader *loader)
{
	static const struct ta_key keys[] = {
	    {"field", TA_WANT_TEXT, true}, {"from", TA_WANT_TEXTS, true}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *node = ta_node_get(loader->root, "identity");

	if (ta_node_check(node, keys, 2, loader->error) == -1)
		return -1;
	policy->id_field = ta_node_field(
	    ta_node_get(node, "field"), &policy->vocabulary, loader->error);
	if (policy->id_field == -1)
		return -1;
	if (ta_load_indices(loader, ta_node_get(node, "from"), ta_node_field,
		&policy->id_from, &policy->n_id_from) == -1)
		return -1;
	if (policy->n_id_from == 0)
		return ta_node_refuse(ta_node_get(node, "from"), loader->error,
		    "an id is made from one field at least");
	return 0;
}

static int
load_sections(struct ta_loader *loader)
{
	static const struct ta_key keys[] = {{"version", TA_WANT_TEXT, true},
	    {"name", TA_WANT_TEXT, true}, {"edition", TA_WANT_TEXT, true},
	    {"source", TA_WANT_TEXT, false}, {"timezone", TA_WANT_TEXT, true},
	    {"dates", TA_WANT_TEXT, false}, {"identity", TA_WANT_MAP, true},
	    {"ask_nothing_when", TA_WANT_MAP, false},
	    {"switches", TA_WANT_MAP, false}, {"fields", TA_WANT_LIST, true},
	    {"facts", TA_WANT_LIST, false}, {"checks", TA_WANT_LIST, false},
	    {"calendar", TA_WANT_MAP, true}, {"due", TA_WANT_MAP, true},
	    {"priority", TA_WANT_MAP, false}, {"routes", TA_WANT_LIST, true},
	    {"copies", TA_WANT_LIST, false}, {"referrals", TA_WANT_MAP, false},
	    {"combinations", TA_WANT_LIST, false}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *ask;

	if (ta_node_check(loader->root, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1 ||
	    load_head(loader) == -1 || load_switches(loader) == -1)
		return -1;
	policy->vocabulary.calendar =
	    ta_calendar_load(ta_node_get(loader->root, "calendar"),
		&policy->arena, loader->error);
	if (policy->vocabulary.calendar == NULL || ta_load_form(loader) == -1 ||
	    load_identity(loader) == -1)
		return -1;
	ask = ta_node_get(loader->root, "ask_nothing_when");
	policy->asks_always = ask == NULL;
	if (ta_condition_compile(ask, &policy->vocabulary, TA_SCOPE_EARLY,
		&policy->arena, &policy->ask_nothing, loader->error) == -1)
		return -1;
	if (ta_load_findings(loader) == -1 || ta_load_decisions(loader) == -1)
		return -1;
	return ta_load_combinations(loader);
}

/* Ids of one section are its own: a list of mappings with `id`. */
static int
check_ids(const struct ta_node *list, struct ta_error *error)
{
	const struct ta_node *first = list == NULL ? NULL : list->children;

	for (const struct ta_node *node = first; node != NULL;
	     node = node->next) {
		const struct ta_node *id = ta_node_get(node, "id");

		if (id != NULL && is_used(first, node, id->text))
			return ta_node_refuse(id, error,
			    "the id '%s' is already another rule's",
			    id->text.data);
	}
	return 0;
}

static int
check_all_ids(const struct ta_node *root, struct ta_error *error)
{
	static const char *const lists[] = {
	    "facts", "checks", "routes", "copies", "combinations"};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (check_ids(ta_node_get(root, lists[i]), error) == -1)
			return -1;
	if (check_ids(ta_node_get(ta_node_get(root, "due"), "rules"), error) ==
	    -1)
		return -1;
	return check_ids(
	    ta_node_get(ta_node_get(root, "priority"), "groups"), error);
}

struct ta_policy *
ta_policy_load(const char *name, struct ta_slice text, struct ta_error *error)
{
	struct ta_policy *policy = ta_alloc(1, sizeof(*policy));
	struct ta_loader loader = {policy, NULL, error};
	struct ta_source *source = ta_source_memory(name, text.data, text.len);

	loader.root = ta_yamltree_read(source, &policy->arena, error);
	ta_source_close(source);
	if (loader.root == NULL || load_sections(&loader) == -1 ||
	    check_all_ids(loader.root, error) == -1) {
		ta_policy_free(policy);
		return NULL;
	}
	return policy;
}
