#include "policy/index.h"
#include "policy/loader.h"

/* Routes, their queues, and who gets a copy of the answer. */

/* The index of a queue. The first route that names a queue makes it known. */
static int
load_queue(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;

	/* A queue's name becomes the name of a file (ta-route --split). */
	if (!ta_slug_is(node->text))
		return ta_node_refuse(node, loader->error,
		    "expected a queue's name of lower-case letters, digits and "
		    "single hyphens");
	if (ta_load_name(loader->queues, node->text))
		policy->queues[policy->n_queues++] = node->text.data;
	return ta_table_index(loader->queues, node->text);
}

static int
load_route(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"outcome", TA_WANT_TEXT, true},
	    {"queue", TA_WANT_TEXT, true}, {"refer", TA_WANT_LIST, false},
	    {"cites", TA_WANT_TEXT, false}, {"says", TA_WANT_TEXT, false}};
	struct ta_policy *policy = loader->policy;
	struct ta_route *route = thing;
	bool first = route == policy->routes;
	bool early = route < policy->routes + policy->n_early;
	int outcome;

	if (ta_load_reached(loader, node, first ? NULL : &route[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, TA_KEYS(keys), "routes",
		early ? 0 : TA_SCOPE_FINDINGS, &route->when) == -1)
		return -1;
	route->id = route->when.id;
	outcome = ta_node_outcome(
	    ta_node_get(node, "outcome"), TA_OUTCOME_ACCEPT, loader->error);
	route->outcome = (enum ta_outcome)outcome;
	route->queue = load_queue(loader, ta_node_get(node, "queue"));
	if (outcome == -1 || route->queue == -1)
		return -1;
	return ta_load_refer(loader, node, &route->refer);
}

int
ta_load_routes(struct ta_loader *loader, const struct ta_node *map)
{
	static const struct ta_key keys[] = {
	    {"early", TA_WANT_LIST, false}, {"then", TA_WANT_LIST, true}};
	const struct ta_node *lists[] = {NULL, NULL}, *last;
	struct ta_policy *policy = loader->policy;
	size_t n;

	if (ta_node_check(map, TA_KEYS(keys), loader->error) == -1)
		return -1;
	lists[0] = ta_node_get(map, "early");
	lists[1] = last = ta_node_get(map, "then");
	policy->n_early = ta_node_items(lists[0]);
	n = policy->n_early + ta_node_items(lists[1]);
	policy->queues = ta_load_array(loader, n, sizeof(*policy->queues));
	policy->routes = ta_load_array(loader, n, sizeof(*policy->routes));
	if (ta_load_lists(loader, lists, 2, load_route,
		(void **)&policy->routes, sizeof(*policy->routes),
		&policy->n_routes) == -1)
		return -1;
	policy->early_index =
	    ta_index_make(&policy->routes->when, sizeof(*policy->routes),
		policy->n_early, &policy->vocabulary, &policy->arena);
	for (const struct ta_node *node = lists[1]->children; node != NULL;
	     node = node->next)
		last = node;
	if (last == lists[1] ||
	    policy->routes[policy->n_routes - 1].when.count > 0)
		return ta_node_refuse(last, loader->error,
		    "the list has to end with a route without 'when', which "
		    "takes all other requests");
	return 0;
}

static int
load_copy(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"to", TA_WANT_TEXT, true},
	    {"cites", TA_WANT_TEXT, false}, {"says", TA_WANT_TEXT, false}};
	struct ta_copy *copy = thing;

	if (ta_load_rule(loader, node, TA_KEYS(keys), "copies",
		TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME, &copy->when) == -1)
		return -1;
	copy->id = copy->when.id;
	return ta_load_field(
	    loader, ta_node_get(node, "to"), TA_TYPE_EMAIL, &copy->to);
}

int
ta_load_copies(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_policy *policy = loader->policy;

	return ta_load_list(loader, list, load_copy, (void **)&policy->copies,
	    sizeof(*policy->copies), &policy->n_copies);
}
