#include <stdlib.h>

#include "policy/load.h"
#include "policy/loader.h"

extern const char ta_default_policy[];
extern const size_t ta_default_policy_size;
extern const struct ta_node *const ta_default_tree; /* the same, parsed */

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

static int
load_version(struct ta_loader *loader, const struct ta_node *node)
{
	static const char *const versions[] = {"2"};

	if (ta_slice_equal(node->text, ta_slice_of("1")))
		return ta_node_refuse(node, loader->error,
		    "a policy of version 1; for version 2, rename: in fields "
		    "'missing' to 'if_blank' and 'invalid' to 'if_invalid'; "
		    "in conditions 'lacks_any' to 'lacks'; in switches "
		    "'on_when' to 'auto'; and put routes under 'early' up to "
		    "the first that reads findings, the others under 'then'");
	return ta_node_index(node, "a version of the policy grammar", versions,
	    1, loader->error);
}

static int
load_name(struct ta_loader *loader, const struct ta_node *node)
{
	loader->policy->name = node->text.data;
	return 0;
}

static int
load_edition(struct ta_loader *loader, const struct ta_node *node)
{
	loader->policy->edition = node->text.data;
	return 0;
}

static int
load_timezone(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;

	policy->zone = ta_zone_open(node->text.data, &node->at, loader->error);
	policy->vocabulary.zone = policy->zone;
	return policy->zone == NULL ? -1 : 0;
}

static int
load_dates(struct ta_loader *loader, const struct ta_node *node)
{
	int order = node == NULL
			? TA_YMD
			: ta_node_index(node, "an order of dates",
			      ta_date_orders, TA_DATE_ORDERS, loader->error);

	loader->policy->dates = (enum ta_date_order)order;
	return order == -1 ? -1 : 0;
}

static int
load_calendar(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;

	policy->vocabulary.calendar =
	    ta_calendar_load(node, &policy->arena, loader->error);
	return policy->vocabulary.calendar == NULL ? -1 : 0;
}

/*
 * The sections, in the order in which they are loaded: each uses names of those
 * above it only. In the file they are in any order.
 */
static const struct section {
	struct ta_key key;
	ta_load_section *load; /* NULL: nothing is loaded of it here */
} sections[] = {
    {{"version", TA_WANT_TEXT, true}, NULL},
    {{"name", TA_WANT_TEXT, true}, load_name},
    {{"edition", TA_WANT_TEXT, true}, load_edition},
    {{"source", TA_WANT_TEXT, false}, NULL},
    {{"timezone", TA_WANT_TEXT, true}, load_timezone},
    {{"dates", TA_WANT_TEXT, false}, load_dates},
    {{"calendar", TA_WANT_MAP, true}, load_calendar},
    {{"switches", TA_WANT_MAP, false}, ta_load_switches},
    {{"fields", TA_WANT_LIST, true}, ta_load_fields},
    {{"facts", TA_WANT_LIST, false}, ta_load_facts},
    {{"identity", TA_WANT_MAP, true}, ta_load_identity},
    {{"ask_nothing_when", TA_WANT_MAP, false}, ta_load_ask_nothing_when},
    {{"say_nothing_when", TA_WANT_MAP, false}, ta_load_say_nothing_when},
    {{"referrals", TA_WANT_MAP, false}, ta_load_referrals},
    {{"checks", TA_WANT_LIST, false}, ta_load_checks},
    {{"due", TA_WANT_MAP, true}, ta_load_due},
    {{"priority", TA_WANT_MAP, false}, ta_load_priority},
    {{"routes", TA_WANT_MAP, true}, ta_load_routes},
    {{"copies", TA_WANT_LIST, false}, ta_load_copies},
    {{"combinations", TA_WANT_LIST, false}, ta_load_combinations},
    {{"history", TA_WANT_MAP, false}, ta_load_history},
    {{"events", TA_WANT_LIST, false}, ta_load_events},
    {{"views", TA_WANT_MAP, false}, ta_load_views},
    {{"replies", TA_WANT_MAP, false}, ta_load_replies},
    {{"reports", TA_WANT_LIST, false}, ta_load_reports},
    {{"next", TA_WANT_MAP, false}, ta_load_next},
    {{"retention", TA_WANT_MAP, false}, ta_load_retention},
};

static int
load_sections(struct ta_loader *loader, const struct ta_node *root)
{
	const struct ta_node *version =
	    root->kind == TA_NODE_MAP ? ta_node_get(root, "version") : NULL;
	struct ta_key keys[TA_COUNT(sections)];

	for (size_t i = 0; i < TA_COUNT(sections); i++)
		keys[i] = sections[i].key;
	/* first: what another version has is no slip of this one's */
	if (version != NULL && version->kind == TA_NODE_TEXT &&
	    load_version(loader, version) == -1)
		return -1;
	if (ta_node_check(root, TA_KEYS(keys), loader->error) == -1)
		return -1;
	for (size_t i = 0; i < TA_COUNT(sections); i++)
		if (sections[i].load != NULL &&
		    sections[i].load(loader, ta_node_get(root, keys[i].name)) ==
			-1)
			return -1;
	return 0;
}

/* Makes the tables of names, while a policy is loaded, or frees them. */
static void
set_tables(struct ta_loader *loader, bool loading)
{
	struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	struct ta_table **tables[] = {&loader->labels, &loader->queues,
	    &loader->referrals, &vocabulary->fact_ids, &vocabulary->switch_ids,
	    &vocabulary->finding_ids};

	for (size_t i = 0; i < TA_COUNT(tables); i++) {
		ta_table_free(*tables[i]);
		*tables[i] = loading ? ta_table_new(sizeof(uint64_t)) : NULL;
	}
}

/* Makes a policy of its nodes, which live as long as it or longer. */
static int
load_tree(struct ta_policy *policy, const struct ta_node *root,
    struct ta_error *error)
{
	struct ta_loader loader = {.policy = policy, .error = error};
	int status;

	set_tables(&loader, true);
	status = load_sections(&loader, root);
	set_tables(&loader, false);
	ta_table_free(loader.taken);
	return status;
}

struct ta_policy *
ta_policy_load(const char *name, struct ta_slice text, struct ta_error *error)
{
	struct ta_policy *policy = ta_alloc(1, sizeof(*policy));
	struct ta_source *source = ta_source_memory(name, text.data, text.len);
	const struct ta_node *root =
	    ta_yamltree_read(source, &policy->arena, error);

	ta_source_close(source);
	if (root != NULL && load_tree(policy, root, error) == 0)
		return policy;
	ta_policy_free(policy);
	return NULL;
}

struct ta_policy *
ta_policy_builtin(struct ta_error *error)
{
	struct ta_policy *policy = ta_alloc(1, sizeof(*policy));

	if (load_tree(policy, ta_default_tree, error) == 0)
		return policy;
	ta_policy_free(policy);
	return NULL;
}
