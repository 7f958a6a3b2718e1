#include <stdlib.h>
#include <string.h>

#include "policy/loader.h"

#define HOURS_MOST 9999

static const struct ta_shape target_shape = {
    .says = "A time such as 15 business days or 4 hours.",
    .pattern = "^ *[+]?0*[1-9][0-9]{0,3} (business days?|hours?)$",
    .wordy = true};
static const struct ta_shape within_shape = {
    .says = "target for that of the policy, a time such as 5 business days "
	    "or 4 hours, or none for no dates.",
    .pattern =
	"^(target|none| *[+]?0*[1-9][0-9]{0,3} (business days?|hours?))$",
    .wordy = true};

static const struct ta_key rule_keys[] = {TA_KEY_ID,
    TA_KEY_WHEN(TA_SCOPE_EARLY),
    {"within", &within_shape, true, "The time for an answer."},
    {"before", &ta_field_shape, false,
	"The date field of a deadline, less the margin."},
    TA_KEY_CITES, TA_KEY_SAYS};
static const char *const none[] = {"none"};
static const struct ta_case rule_cases[] = {
    {"within", TA_WORDS(none), .bars = "before"}};
static const struct ta_shape rule_shape = {.cases = rule_cases,
    .n_cases = TA_COUNT(rule_cases),
    .want = TA_WANT_MAP,
    TA_KEYS(rule_keys)};
static const struct ta_shape rules_shape = {
    .want = TA_WANT_LIST, .items = &rule_shape};

static const struct ta_key keys[] = {
    {"target", &target_shape, false,
	"The time for an answer, which the rules name."},
    {"from", &ta_some_fields_shape, true,
	"The date fields that the clock starts at: the first that is not "
	"blank. The last is the day of receipt."},
    {"pauses", &ta_field_shape, false,
	"The field of spans with the days on which the clock stops."},
    {"answered", &ta_field_shape, false,
	"The date field with the day of the answer."},
    {"done", &ta_fact_shape, false, "The fact by which a request is finished."},
    {"held", &ta_fact_shape, false, "The fact by which a request is on hold."},
    {"margin", &ta_business_days_shape, false,
	"The time that is kept before a legal deadline."},
    {"warn", &ta_business_days_shape, false,
	"How long before its date a request is due soon."},
    {"rules", &rules_shape, true,
	"The first rule that matches gives the dates."}};

const struct ta_shape ta_due_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

static int
load_days(struct ta_loader *loader, const struct ta_node *node, int *days)
{
	if (node == NULL)
		return 0;
	*days = ta_node_business_days(node, loader->error);
	return *days == -1 ? -1 : 0;
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

/* Reads a number of business days or of hours. */
static int
load_time(struct ta_loader *loader, const struct ta_node *node,
    struct ta_within *within)
{
	const char *text = node->text.data;
	char *end;
	long hours = strtol(text, &end, 10);

	if (end == text ||
	    (strcmp(end, " hours") != 0 && strcmp(end, " hour") != 0)) {
		within->days = ta_node_business_days(node, loader->error);
		if (within->days == -1)
			return ta_node_refuse(node, loader->error,
			    "expected '15 business days' or '4 hours', with "
			    "another number");
		if (within->days == 0)
			return ta_node_refuse(node, loader->error,
			    "a target is at least one business day after "
			    "receipt");
		return 0;
	}
	if (hours < 1 || hours > HOURS_MOST)
		return ta_node_refuse(
		    node, loader->error, "expected 1 to %d hours", HOURS_MOST);
	within->hours = (int)hours;
	return 0;
}

/* The time for an answer that rules call their target. */
static int
load_target(struct ta_loader *loader, const struct ta_node *node)
{
	return node == NULL ? 0
			    : load_time(loader, node, &loader->policy->target);
}

/* Reads a time of the rule's own, the target, or none. */
static int
load_within(struct ta_loader *loader, const struct ta_node *node,
    struct ta_within *within)
{
	const struct ta_within *target = &loader->policy->target;

	if (ta_slice_equal(node->text, ta_slice_of("none")))
		return 0;
	if (!ta_slice_equal(node->text, ta_slice_of("target")))
		return load_time(loader, node, within);
	if (ta_within_is_none(target))
		return ta_node_refuse(node, loader->error,
		    "'due' has no 'target' that this could be");
	*within = *target;
	return 0;
}

static int
load_due_rule(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_node *within = ta_node_get(node, "within");
	const struct ta_node *before = ta_node_get(node, "before");
	struct ta_due_rule *rule = thing;
	bool first = rule == loader->policy->due_rules;

	if (ta_load_reached(loader, node, first ? NULL : &rule[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, "due", TA_SCOPE_EARLY, &rule->when) ==
		-1 ||
	    load_within(loader, within, &rule->within) == -1 ||
	    ta_load_field(loader, before, TA_TYPE_DATE, &rule->before) == -1)
		return -1;
	rule->id = rule->when.id;
	if (rule->before != -1 && rule->within.days == 0)
		return ta_node_refuse(before, loader->error,
		    "'before' needs a 'within' in business days");
	loader->policy->counts_hours |= rule->within.hours > 0;
	return 0;
}

/* The fields that the clock begins with, the day of receipt last. */
static int
load_from(struct ta_loader *loader, const struct ta_node *node)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	struct ta_policy *policy = loader->policy;
	const struct ta_node *item = ta_node_first(node);

	if (ta_load_indices(loader, node, ta_node_field, &policy->from,
		&policy->n_from) == -1)
		return -1;
	for (size_t i = 0; i < policy->n_from; i++) {
		if (vocabulary->fields[policy->from[i]].type != TA_TYPE_DATE)
			return ta_node_refuse(item, loader->error,
			    "expected a field of type date");
		item = ta_node_after(node, item);
	}
	if (policy->n_from == 0)
		return ta_node_refuse(node, loader->error,
		    "expected the field with the day of receipt");
	policy->receipt = policy->from[policy->n_from - 1];
	return 0;
}

int
ta_load_due(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *list = ta_node_get(node, "rules");

	if (load_target(loader, ta_node_get(node, "target")) == -1 ||
	    load_from(loader, ta_node_get(node, "from")) == -1 ||
	    ta_load_field(loader, ta_node_get(node, "pauses"), TA_TYPE_SPANS,
		&policy->pauses) == -1 ||
	    ta_load_field(loader, ta_node_get(node, "answered"), TA_TYPE_DATE,
		&policy->answered) == -1 ||
	    load_fact_name(loader, ta_node_get(node, "done"), &policy->done) ==
		-1 ||
	    load_fact_name(loader, ta_node_get(node, "held"), &policy->held) ==
		-1 ||
	    load_days(loader, ta_node_get(node, "margin"), &policy->margin) ==
		-1 ||
	    load_days(loader, ta_node_get(node, "warn"), &policy->warn) == -1)
		return -1;
	return ta_load_list(loader, list, load_due_rule,
	    (void **)&policy->due_rules, sizeof(*policy->due_rules),
	    &policy->n_due_rules);
}
