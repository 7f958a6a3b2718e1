#include <stdlib.h>
#include <string.h>

#include "policy/loader.h"

#define HOURS_MOST 9999

/* The sections that decide: when, in which order, where to, with a copy to
 * whom. */

/* A rule behind one that always matches would never be asked. */
static int
check_reach(const struct ta_loader *loader, const struct ta_condition *before,
    const struct ta_node *node)
{
	if (before == NULL || before->count > 0)
		return 0;
	return ta_node_refuse(node, loader->error,
	    "this rule is never reached: the one before it always matches");
}

static int
load_days(struct ta_loader *loader, const struct ta_node *node, int *days)
{
	if (node == NULL)
		return 0;
	*days = ta_node_business_days(node, loader->error);
	return *days == -1 ? -1 : 0;
}

/* A field of a type that the clock can read. */
static int
load_clock_field(struct ta_loader *loader, const struct ta_node *node,
    enum ta_type type, int *field)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	size_t n;

	*field = -1;
	if (node == NULL)
		return 0;
	*field = ta_node_field(node, vocabulary, loader->error);
	if (*field == -1)
		return -1;
	if (vocabulary->fields[*field].type != type)
		return ta_node_refuse(node, loader->error,
		    "expected a field of type %s", ta_type_names(&n)[type]);
	return 0;
}

static int
load_fact_name(struct ta_loader *loader, const struct ta_node *node, int *fact)
{
	*fact = -1;
	if (node == NULL)
		return 0;
	*fact = ta_node_fact(node, &loader->policy->vocabulary, loader->error);
	return *fact == -1 ? -1 : 0;
}

/* Business days, hours, or none. */
static int
load_within(struct ta_loader *loader, const struct ta_node *node,
    struct ta_due_rule *rule)
{
	const char *text = node->text.data;
	char *end;
	long hours = strtol(text, &end, 10);

	rule->within = -1;
	if (strcmp(text, "none") == 0)
		return 0;
	if (end == text ||
	    (strcmp(end, " hours") != 0 && strcmp(end, " hour") != 0)) {
		rule->within = ta_node_business_days(node, loader->error);
		return rule->within != -1
			   ? 0
			   : ta_node_refuse(node, loader->error,
				 "expected '15 business days' or '4 hours', "
				 "with another number, or none");
	}
	if (hours < 1 || hours > HOURS_MOST)
		return ta_node_refuse(
		    node, loader->error, "expected 1 to %d hours", HOURS_MOST);
	rule->within = 0;
	rule->hours = (int)hours;
	loader->policy->counts_hours = true;
	return 0;
}

static int
load_due_rule(struct ta_loader *loader, const struct ta_node *node,
    struct ta_due_rule *rule)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"within", TA_WANT_TEXT, true},
	    {"before", TA_WANT_TEXT, false}, {"cites", TA_WANT_TEXT, false},
	    {"says", TA_WANT_TEXT, false}};
	const struct ta_node *within = ta_node_get(node, "within");

	if (ta_node_check(node, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1)
		return -1;
	rule->id = ta_load_id(loader, node);
	rule->cites = ta_node_text(node, "cites").data;
	rule->says = ta_node_text(node, "says").data;
	if (rule->id == NULL || load_within(loader, within, rule) == -1 ||
	    load_clock_field(loader, ta_node_get(node, "before"), TA_TYPE_DATE,
		&rule->before) == -1)
		return -1;
	if (rule->before != -1 && (rule->within == -1 || rule->hours > 0))
		return ta_node_refuse(ta_node_get(node, "before"),
		    loader->error,
		    "a deadline goes with business days: 'within' counts none "
		    "here");
	if (rule->within == 0 && rule->hours == 0)
		return ta_node_refuse(within, loader->error,
		    "a target is one business day after receipt at least");
	return ta_load_when(loader, node, "due", TA_SCOPE_EARLY, &rule->when);
}

static int
load_due(struct ta_loader *loader)
{
	static const struct ta_key keys[] = {{"from", TA_WANT_TEXT, true},
	    {"pauses", TA_WANT_TEXT, false}, {"done", TA_WANT_TEXT, false},
	    {"held", TA_WANT_TEXT, false}, {"margin", TA_WANT_TEXT, false},
	    {"warn", TA_WANT_TEXT, false}, {"rules", TA_WANT_LIST, true}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *due = ta_node_get(loader->root, "due");
	const struct ta_node *list = ta_node_get(due, "rules");
	const struct ta_condition *before = NULL;

	if (ta_node_check(due, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1 ||
	    load_clock_field(loader, ta_node_get(due, "from"), TA_TYPE_DATE,
		&policy->from) == -1 ||
	    load_clock_field(loader, ta_node_get(due, "pauses"), TA_TYPE_SPANS,
		&policy->pauses) == -1 ||
	    load_fact_name(loader, ta_node_get(due, "done"), &policy->done) ==
		-1 ||
	    load_fact_name(loader, ta_node_get(due, "held"), &policy->held) ==
		-1 ||
	    load_days(loader, ta_node_get(due, "margin"), &policy->margin) ==
		-1 ||
	    load_days(loader, ta_node_get(due, "warn"), &policy->warn) == -1)
		return -1;
	policy->due_rules =
	    ta_load_array(loader, list->count, sizeof(*policy->due_rules));
	for (const struct ta_node *node = list->children; node != NULL;
	     node = node->next) {
		struct ta_due_rule *rule =
		    &policy->due_rules[policy->n_due_rules++];

		if (check_reach(loader, before, node) == -1 ||
		    load_due_rule(loader, node, rule) == -1)
			return -1;
		before = &rule->when;
	}
	return 0;
}

static int
load_group(struct ta_loader *loader, const struct ta_node *node,
    struct ta_group *group)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, true}, {"cites", TA_WANT_TEXT, false},
	    {"says", TA_WANT_TEXT, false}};

	if (ta_node_check(node, keys, 4, loader->error) == -1)
		return -1;
	group->id = ta_load_id(loader, node);
	group->cites = ta_node_text(node, "cites").data;
	if (group->id == NULL)
		return -1;
	return ta_load_when(
	    loader, node, "priority", TA_SCOPE_PAST_TARGET, &group->when);
}

static int
load_priority(struct ta_loader *loader)
{
	static const struct ta_key keys[] = {{"ahead", TA_WANT_TEXTS, false},
	    {"when", TA_WANT_MAP, false}, {"groups", TA_WANT_LIST, false},
	    {"open", TA_WANT_MAP, false}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *node = ta_node_get(loader->root, "priority");
	const struct ta_node *list = ta_node_get(node, "groups");

	if (node == NULL)
		return 0;
	if (ta_node_check(node, keys, 4, loader->error) == -1 ||
	    ta_load_indices(loader, ta_node_get(node, "ahead"), ta_node_fact,
		&policy->ahead, &policy->n_ahead) == -1 ||
	    ta_load_when(loader, node, NULL, 0, &policy->grouping) == -1 ||
	    ta_condition_compile(ta_node_get(node, "open"), &policy->vocabulary,
		0, &policy->arena, &policy->open, loader->error) == -1)
		return -1;
	if (list == NULL)
		return 0;
	policy->groups =
	    ta_load_array(loader, list->count, sizeof(*policy->groups));
	for (node = list->children; node != NULL; node = node->next)
		if (load_group(loader, node,
			&policy->groups[policy->n_groups++]) == -1)
			return -1;
	return 0;
}

/* The index of a queue, which becomes known where it is first named. */
static int
load_queue(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;
	size_t i;

	/* A queue's name becomes a file's: ta-route --split. */
	if (!ta_slug_is(node->text))
		return ta_node_refuse(node, loader->error,
		    "expected a queue's name of lower-case letters, digits and "
		    "single hyphens");
	for (i = 0; i < policy->n_queues; i++)
		if (strcmp(policy->queues[i], node->text.data) == 0)
			return (int)i;
	policy->queues[i] = node->text.data;
	return (int)policy->n_queues++;
}

static int
load_route(struct ta_loader *loader, const struct ta_node *node,
    struct ta_route *route)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"outcome", TA_WANT_TEXT, true},
	    {"queue", TA_WANT_TEXT, true}, {"refer", TA_WANT_LIST, false},
	    {"cites", TA_WANT_TEXT, false}, {"says", TA_WANT_TEXT, false}};
	int outcome;

	if (ta_node_check(node, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1)
		return -1;
	route->id = ta_load_id(loader, node);
	route->cites = ta_node_text(node, "cites").data;
	route->says = ta_node_text(node, "says").data;
	if (route->id == NULL)
		return -1;
	outcome = ta_node_outcome(
	    ta_node_get(node, "outcome"), TA_OUTCOME_ACCEPT, loader->error);
	route->outcome = (enum ta_outcome)outcome;
	route->queue = load_queue(loader, ta_node_get(node, "queue"));
	if (outcome == -1 || route->queue == -1 ||
	    ta_load_refer(loader, node, &route->refer) == -1)
		return -1;
	return ta_load_when(
	    loader, node, "routes", TA_SCOPE_FINDINGS, &route->when);
}

static int
load_routes(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *list = ta_node_get(loader->root, "routes");
	const struct ta_condition *before = NULL;
	const struct ta_node *last = list;
	bool early = true;

	policy->routes =
	    ta_load_array(loader, list->count, sizeof(*policy->routes));
	policy->queues =
	    ta_load_array(loader, list->count, sizeof(*policy->queues));
	for (const struct ta_node *node = list->children; node != NULL;
	     node = node->next) {
		struct ta_route *route = &policy->routes[policy->n_routes++];

		if (check_reach(loader, before, node) == -1 ||
		    load_route(loader, node, route) == -1)
			return -1;
		before = &route->when;
		early = early && !route->when.reads_findings &&
			route->when.count > 0;
		policy->n_early += early;
		last = node;
	}
	policy->early_index =
	    ta_index_make(&policy->routes->when, sizeof(*policy->routes),
		policy->n_early, &policy->vocabulary, &policy->arena);
	if (before == NULL || before->count > 0)
		return ta_node_refuse(last, loader->error,
		    "the last route has to take what is left: it has no 'when'");
	return 0;
}

static int
load_copy(
    struct ta_loader *loader, const struct ta_node *node, struct ta_copy *copy)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"to", TA_WANT_TEXT, true},
	    {"cites", TA_WANT_TEXT, false}, {"says", TA_WANT_TEXT, false}};

	if (ta_node_check(node, keys, 5, loader->error) == -1)
		return -1;
	copy->id = ta_load_id(loader, node);
	if (copy->id == NULL ||
	    load_clock_field(loader, ta_node_get(node, "to"), TA_TYPE_EMAIL,
		&copy->to) == -1)
		return -1;
	return ta_load_when(loader, node, "copies",
	    TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME, &copy->when);
}

static int
load_copies(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *list = ta_node_get(loader->root, "copies");

	if (list == NULL)
		return 0;
	policy->copies =
	    ta_load_array(loader, list->count, sizeof(*policy->copies));
	for (const struct ta_node *node = list->children; node != NULL;
	     node = node->next)
		if (load_copy(loader, node,
			&policy->copies[policy->n_copies++]) == -1)
			return -1;
	return 0;
}

int
ta_load_decisions(struct ta_loader *loader)
{
	if (load_due(loader) == -1 || load_priority(loader) == -1 ||
	    load_routes(loader) == -1)
		return -1;
	return load_copies(loader);
}
