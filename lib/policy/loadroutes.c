#include "policy/index.h"
#include "policy/loader.h"

/* Routes, their queues, and who gets a copy of the answer. */

static const struct ta_shape queue_shape = {
    .says = "The name of a queue: lower-case letters, digits and single "
	    "hyphens.",
    .pattern = TA_SLUG};

#define ROUTE_KEYS(scope)                                                    \
	{                                                                    \
		TA_KEY_ID, TA_KEY_WHEN(scope),                               \
		    {"outcome", &ta_outcome_shape, true,                     \
			"What becomes of the request."},                     \
		    {"queue", &queue_shape, true, "The queue it goes to."},  \
		    {"refer", &ta_refer_shape, false,                        \
			"Referrals, before those of the findings."},         \
		    TA_KEY_CITES,                                            \
		{                                                            \
			"says", &ta_shape_text, false,                       \
			    "What the requester is told; a redirect should " \
			    "have it."                                       \
		}                                                            \
	}

static const struct ta_key early_keys[] = ROUTE_KEYS(0);
static const struct ta_key then_keys[] = ROUTE_KEYS(TA_SCOPE_FINDINGS);
static const struct ta_shape early_route_shape = {
    .want = TA_WANT_MAP, TA_KEYS(early_keys)};
static const struct ta_shape then_route_shape = {
    .want = TA_WANT_MAP, TA_KEYS(then_keys)};
static const struct ta_shape early_shape = {
    .want = TA_WANT_LIST, .items = &early_route_shape};
static const struct ta_shape then_shape = {
    .want = TA_WANT_LIST, .items = &then_route_shape, .filled = true};

static const struct ta_key keys[] = {
    {"early", &early_shape, false,
	"Rules that need the request alone; checks and dates may depend on "
	"them."},
    {"then", &then_shape, true,
	"Rules that may ask for findings; the last one has no 'when'."}};

const struct ta_shape ta_routes_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

#define COPY_SCOPE (TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME)

static const struct ta_key copy_keys[] = {TA_KEY_ID, TA_KEY_WHEN(COPY_SCOPE),
    {"to", &ta_field_shape, true, "A field of type email."}, TA_KEY_CITES,
    TA_KEY_SAYS};
static const struct ta_shape copy_shape = {
    .want = TA_WANT_MAP, TA_KEYS(copy_keys)};

const struct ta_shape ta_copies_shape = {
    .want = TA_WANT_LIST, .items = &copy_shape};

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
	struct ta_policy *policy = loader->policy;
	struct ta_route *route = thing;
	bool first = route == policy->routes;
	bool early = route < policy->routes + policy->n_early;
	int outcome;

	if (ta_load_reached(loader, node, first ? NULL : &route[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, "routes", early ? 0 : TA_SCOPE_FINDINGS,
		&route->when) == -1)
		return -1;
	route->id = route->when.id;
	outcome = ta_node_outcome(
	    ta_node_get(node, "outcome"), &ta_outcome_shape, loader->error);
	route->outcome = (enum ta_outcome)outcome;
	route->queue = load_queue(loader, ta_node_get(node, "queue"));
	if (outcome == -1 || route->queue == -1)
		return -1;
	return ta_load_refer(loader, node, &route->refer);
}

int
ta_load_routes(struct ta_loader *loader, const struct ta_node *map)
{
	const struct ta_node *lists[] = {NULL, NULL}, *last;
	struct ta_policy *policy = loader->policy;
	size_t n;

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
	struct ta_copy *copy = thing;

	if (ta_load_rule(loader, node, "copies", COPY_SCOPE, &copy->when) == -1)
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
