#include <string.h>

#include "policy/holds.h"
#include "policy/loader.h"

/* The sections that say what is told to people: referrals, and findings. */

static int
load_call(
    struct ta_loader *loader, const struct ta_node *node, struct ta_call *call)
{
	static const struct ta_key keys[] = {{"name", TA_WANT_TEXT, false},
	    {"on", TA_WANT_TEXT, true}, {"when", TA_WANT_MAP, false}};
	const struct ta_node *on = ta_node_get(node, "on");

	if (ta_node_check(node, keys, 3, loader->error) == -1 ||
	    ta_day_rule_read(on, &call->on, loader->error) == -1 ||
	    ta_load_when(loader, node, "calls", 0, &call->when) == -1)
		return -1;
	call->name = ta_node_get(node, "name") != NULL
			 ? ta_node_text(node, "name").data
			 : on->text.data;
	call->when.id = call->name;
	return 0;
}

/* Years in which every date has been every day of the week. */
#define CYCLE_FIRST 2001
#define CYCLE_LAST 2028

/* Is there a day that is the last of the calls' and no other's above it? */
static bool
owns_a_day(const struct ta_call *calls, size_t n)
{
	ta_day last = ta_day_of(CYCLE_LAST, 12, 31);

	for (ta_day day = ta_day_of(CYCLE_FIRST, 1, 1); day <= last; day++)
		if (ta_call_on(calls, n, day) == &calls[n - 1])
			return true;
	return false;
}

static int
load_calls(struct ta_loader *loader, const struct ta_node *list,
    struct ta_referral *referral)
{
	struct ta_call *calls;

	if (list == NULL)
		return 0;
	if (list->count > TA_CALLS_MAX)
		return ta_node_refuse(list, loader->error,
		    "a referral has %d calls at most", TA_CALLS_MAX);
	calls = ta_load_array(loader, list->count, sizeof(*calls));
	referral->calls = calls;
	for (const struct ta_node *node = list->children; node != NULL;
	     node = node->next) {
		if (load_call(loader, node, &calls[referral->n_calls]) == -1)
			return -1;
		referral->n_calls++;
		if (!owns_a_day(calls, referral->n_calls))
			return ta_node_refuse(node, loader->error,
			    "this call is never held: a call above it takes "
			    "every such day; put the rarer one first");
	}
	return 0;
}

/*
 * A referral leads somewhere: one that lost its number, as a comma in {...}
 * does to it, is refused.
 */
static int
load_referral(struct ta_loader *loader, const struct ta_node *node,
    struct ta_referral *referral)
{
	static const struct ta_key keys[] = {{"when", TA_WANT_MAP, false},
	    {"says", TA_WANT_TEXT, false}, {"phone", TA_WANT_TEXT, false},
	    {"url", TA_WANT_TEXT, false}, {"calls", TA_WANT_LIST, false},
	    {"text_only", TA_WANT_YES_NO, false}};

	if (!ta_slug_is(node->key))
		return ta_error_set(loader->error, &node->key_at,
		    "expected an id of lower-case letters, digits and single "
		    "hyphens");
	if (ta_node_check(node, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1 ||
	    ta_load_when(loader, node, NULL, 0, &referral->when) == -1)
		return -1;
	referral->says = ta_node_text(node, "says").data;
	referral->phone = ta_node_text(node, "phone").data;
	referral->url = ta_node_text(node, "url").data;
	if (load_calls(loader, ta_node_get(node, "calls"), referral) == -1)
		return -1;
	if (referral->phone == NULL && referral->url == NULL &&
	    referral->n_calls == 0 && !ta_node_yes(node, "text_only", false))
		return ta_node_refuse(node, loader->error,
		    "the referral leads nowhere: give a phone, a url or calls, "
		    "or say text_only: yes");
	return 0;
}

static int
load_referrals(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *map = ta_node_get(loader->root, "referrals");

	if (map == NULL)
		return 0;
	policy->referrals =
	    ta_load_array(loader, map->count, sizeof(*policy->referrals));
	for (const struct ta_node *node = map->children; node != NULL;
	     node = node->next) {
		struct ta_referral *referral =
		    &policy->referrals[policy->n_referrals++];

		referral->id = node->key.data;
		if (load_referral(loader, node, referral) == -1)
			return -1;
	}
	return 0;
}

static const char *
words_for(const struct ta_field *field, enum ta_finding_kind kind)
{
	if (kind == TA_FINDING_MISSING)
		return "An answer is needed here.";
	switch (field->type) {
	case TA_TYPE_EMAIL:
		return "This is not an e-mail address.";
	case TA_TYPE_DATE:
		return "This is not a date such as 2026-11-24.";
	case TA_TYPE_SPANS:
		return "These are not spans such as 2026-11-02/2026-11-09.";
	case TA_TYPE_YES_NO:
		return "The answer is neither yes nor no.";
	default:
		return "The answer is not one of those that the form has.";
	}
}

/* {present: no} or {valid: no}, of a field. */
static struct ta_condition
own_when(struct ta_loader *loader, int index, enum ta_finding_kind kind)
{
	const char *name = loader->policy->vocabulary.fields[index].name.data;
	struct ta_test *test = ta_load_array(loader, 1, sizeof(*test));
	struct ta_text words = {0};

	ta_text_printf(&words, "%s: {%s: no}", name,
	    kind == TA_FINDING_MISSING ? "present" : "valid");
	test->words =
	    ta_arena_copy(&loader->policy->arena, words.data, words.len);
	ta_text_free(&words);
	test->field = index;
	test->holds =
	    kind == TA_FINDING_MISSING ? ta_holds_present : ta_holds_valid;
	test->states =
	    1u << (kind == TA_FINDING_MISSING ? TA_BLANK : TA_INVALID);
	return (struct ta_condition){.tests = test,
	    .count = 1,
	    .needs = {test},
	    .n_needs = 1,
	    .field = index,
	    .section = "checks"};
}

/* The "-missing" or "-invalid" of a field, where the policy wants one. */
static void
add_own(struct ta_loader *loader, int index, enum ta_finding_kind kind,
    enum ta_severity severity)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_field *field = &policy->vocabulary.fields[index];
	struct ta_finding *finding;
	struct ta_text id = {0};

	if (severity == TA_SEVERITY_NONE)
		return;
	ta_text_add_slice(&id, field->name);
	ta_text_add_string(
	    &id, kind == TA_FINDING_MISSING ? "-missing" : "-invalid");
	finding = &policy->findings[policy->vocabulary.n_findings++];
	finding->id = ta_arena_copy(&policy->arena, id.data, id.len);
	finding->kind = kind;
	finding->field = index;
	finding->severity = severity;
	finding->staff = field->staff;
	finding->says = words_for(field, kind);
	finding->when = own_when(loader, index, kind);
	finding->when.id = finding->id;
	finding->when.says = finding->says;
	ta_text_free(&id);
}

static int
load_check(struct ta_loader *loader, const struct ta_node *node,
    struct ta_finding *finding)
{
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"severity", TA_WANT_TEXT, true},
	    {"cites", TA_WANT_TEXT, false}, {"says", TA_WANT_TEXT, false},
	    {"refer", TA_WANT_LIST, false}, {"staff", TA_WANT_YES_NO, false},
	    {"alert", TA_WANT_YES_NO, false}};
	int severity;

	if (ta_node_check(node, keys, sizeof(keys) / sizeof(keys[0]),
		loader->error) == -1)
		return -1;
	finding->id = ta_load_id(loader, node);
	if (finding->id == NULL)
		return -1;
	severity = ta_node_severity(ta_node_get(node, "severity"),
	    "a severity of a check", TA_NOTE, loader->error);
	if (severity == -1)
		return -1;
	finding->kind = TA_FINDING_CHECK;
	finding->severity = (enum ta_severity)severity;
	finding->cites = ta_node_text(node, "cites").data;
	finding->says = ta_node_text(node, "says").data;
	finding->staff = ta_node_yes(node, "staff", false);
	finding->alert = ta_node_yes(node, "alert", false);
	if (ta_load_when(
		loader, node, "checks", TA_SCOPE_EARLY, &finding->when) == -1)
		return -1;
	finding->field = finding->when.field;
	return ta_load_refer(loader, node, &finding->refer);
}

/* A check may not take the id that a field's own finding has. */
static int
check_id_is_free(
    const struct ta_loader *loader, const struct ta_node *node, const char *id)
{
	const struct ta_policy *policy = loader->policy;

	for (size_t i = 0; i < policy->vocabulary.n_findings; i++)
		if (policy->findings[i].kind != TA_FINDING_CHECK &&
		    strcmp(policy->findings[i].id, id) == 0)
			return ta_node_refuse(ta_node_get(node, "id"),
			    loader->error,
			    "the field's own finding is called '%s' already",
			    id);
	return 0;
}

/* The findings by name, and by what may be found. */
static void
index_findings(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	size_t n = policy->vocabulary.n_findings;
	const char **names = ta_load_array(loader, n, sizeof(*names));

	for (size_t i = 0; i < n; i++)
		names[i] = policy->findings[i].id;
	policy->vocabulary.findings = names;
	policy->finding_index = ta_index_make(&policy->findings->when,
	    sizeof(*policy->findings), n, &policy->vocabulary, &policy->arena);
}

int
ta_load_findings(struct ta_loader *loader)
{
	struct ta_policy *policy = loader->policy;
	const struct ta_node *list = ta_node_get(loader->root, "checks");
	const struct ta_node *node = list == NULL ? NULL : list->children;
	size_t most =
	    policy->vocabulary.n_fields * 2 + (list == NULL ? 0 : list->count);

	if (load_referrals(loader) == -1)
		return -1;
	policy->findings =
	    ta_load_array(loader, most, sizeof(*policy->findings));
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++) {
		const struct ta_field *field = &policy->vocabulary.fields[i];

		add_own(loader, (int)i, TA_FINDING_MISSING, field->missing);
		if (field->type != TA_TYPE_TEXT && !field->open)
			add_own(
			    loader, (int)i, TA_FINDING_INVALID, field->invalid);
	}
	for (; node != NULL; node = node->next) {
		struct ta_finding *finding =
		    &policy->findings[policy->vocabulary.n_findings];

		if (load_check(loader, node, finding) == -1 ||
		    check_id_is_free(loader, node, finding->id) == -1)
			return -1;
		policy->vocabulary.n_findings++;
	}
	index_findings(loader);
	return 0;
}
