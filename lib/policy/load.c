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

static const char *const versions[] = {"2"};
static const struct ta_shape version_shape = {
    .kind = "a version of the policy grammar", .words = TA_WORDS(versions)};
static const struct ta_shape dates_shape = {
    .kind = "an order of dates", .words = TA_WORDS(ta_date_orders)};

static int
load_version(struct ta_loader *loader, const struct ta_node *node)
{
	if (ta_slice_equal(node->text, ta_slice_of("1")))
		return ta_node_refuse(node, loader->error,
		    "a policy of version 1; for version 2, rename: in fields "
		    "'missing' to 'if_blank' and 'invalid' to 'if_invalid'; "
		    "in conditions 'lacks_any' to 'lacks'; in switches "
		    "'on_when' to 'auto'; and put routes under 'early' up to "
		    "the first that reads findings, the others under 'then'");
	return ta_shape_word(node, &version_shape, loader->error);
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
			: ta_shape_word(node, &dates_shape, loader->error);

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
    {{"version", &version_shape, true, "The version of this language."}, NULL},
    {{"name", &ta_shape_text, true,
	 "The policy's name, which is stamped on every decision."},
	load_name},
    {{"edition", &ta_shape_text, true,
	 "A date or number that changes with the policy, stamped on every "
	 "decision."},
	load_edition},
    {{"source", &ta_shape_text, false,
	 "The page that the policy renders, for its readers."},
	NULL},
    {{"timezone", &ta_shape_text, true,
	 "The time zone of the office, such as America/Los_Angeles."},
	load_timezone},
    {{"dates", &dates_shape, false,
	 "The order of a date such as 11/2/2026 on the form; dates with the "
	 "year first are always taken."},
	load_dates},
    {{"calendar", &ta_calendar_shape, true,
	 "The days on which the office is closed."},
	load_calendar},
    {{"switches", &ta_switches_shape, false,
	 "Switches, each by its name, which conditions ask for."},
	ta_load_switches},
    {{"fields", &ta_fields_shape, true, "The form, in its order."},
	ta_load_fields},
    {{"facts", &ta_facts_shape, false,
	 "Conditions that more than one rule needs, each named once; each may "
	 "ask for those above it."},
	ta_load_facts},
    {{"identity", &ta_identity_shape, true,
	 "What makes two requests one and the same."},
	ta_load_identity},
    {{"ask_nothing_when", &ta_condition_shapes[TA_SCOPE_EARLY], false,
	 "Where it holds, the requester is asked for nothing: no errors and "
	 "holds are found."},
	ta_load_ask_nothing_when},
    {{"say_nothing_when", &ta_condition_shapes[TA_SCOPE_EARLY], false,
	 "Where it holds, nothing is found but by checks with 'always: yes'."},
	ta_load_say_nothing_when},
    {{"referrals", &ta_referrals_shape, false,
	 "The places to point at, each by its id."},
	ta_load_referrals},
    {{"checks", &ta_checks_shape, false,
	 "What may be found in a request; all that match are reported."},
	ta_load_checks},
    {{"due", &ta_due_shape, true, "When an answer is due."}, ta_load_due},
    {{"priority", &ta_priority_shape, false, "Who goes first."},
	ta_load_priority},
    {{"routes", &ta_routes_shape, true,
	 "Where a request goes: the first rule that matches decides."},
	ta_load_routes},
    {{"copies", &ta_copies_shape, false,
	 "Who gets a copy of the answer; all that match count."},
	ta_load_copies},
    {{"combinations", &ta_combinations_shape, false,
	 "What 'ta-policy --combinations' tries the policy with."},
	ta_load_combinations},
    {{"history", &ta_history_shape, false, "Who asked before, for ta-history."},
	ta_load_history},
    {{"events", &ta_events_shape, false,
	 "What can happen to a request after it came, and what that does to "
	 "its fields."},
	ta_load_events},
    {{"views", &ta_views_shape, false,
	 "Lists of columns, each by its name, for --columns."},
	ta_load_views},
    {{"replies", &ta_replies_shape, false,
	 "What is written back, for ta-reply."},
	ta_load_replies},
    {{"reports", &ta_reports_shape, false, "What ta-report counts."},
	ta_load_reports},
    {{"next", &ta_next_shape, false,
	 "What is to be done next with a request, and by whom."},
	ta_load_next},
    {{"retention", &ta_retention_shape, false,
	 "How long a finished request keeps its words, for ta-forget."},
	ta_load_retention},
};

const struct ta_shape ta_policy_shape = {
    .want = TA_WANT_MAP, TA_KEYS_IN(sections)};

/* Each section is checked when its turn has come, and then loaded. */
static int
load_sections(struct ta_loader *loader, const struct ta_node *root)
{
	const struct ta_node *version =
	    root->kind == TA_NODE_MAP ? ta_node_get(root, "version") : NULL;

	/* first: what another version has is no slip of this one's */
	if (version != NULL && version->kind == TA_NODE_TEXT &&
	    load_version(loader, version) == -1)
		return -1;
	if (ta_shape_check_keys(root, &ta_policy_shape, loader->error) == -1)
		return -1;
	for (size_t i = 0; i < TA_COUNT(sections); i++) {
		const struct section *section = &sections[i];
		const struct ta_node *node =
		    ta_node_get(root, section->key.name);

		if (node != NULL && ta_shape_check(node, section->key.shape,
					loader->error) == -1)
			return -1;
		if (section->load != NULL && section->load(loader, node) == -1)
			return -1;
	}
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
