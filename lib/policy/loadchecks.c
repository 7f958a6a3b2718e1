#include <string.h>

#include "policy/holds.h"
#include "policy/index.h"
#include "policy/loader.h"

/*
 * Findings: those that a field makes by itself (missing, invalid), and checks.
 */

#define SCOPE (TA_SCOPE_EARLY | TA_SCOPE_FINDINGS)

static const struct ta_key check_keys[] = {
    {"id", &ta_id_shape, true, "The finding's id, in ta_findings."},
    {"when", &ta_condition_shapes[SCOPE], false,
	"Without it the finding is always made. Messages name its first "
	"field."},
    {"severity", &ta_check_severity_shape, true, "How much it decides."},
    TA_KEY_CITES, TA_KEY_SAYS,
    {"refer", &ta_refer_shape, false, "Referrals that go with it."},
    {"staff", &ta_shape_yes_no, false, "yes: not for requesters to see."},
    {"alert", &ta_shape_yes_no, false,
	"yes: said at once by ta-submit, with telephone numbers."},
    {"always", &ta_shape_yes_no, false,
	"yes: found also where say_nothing_when holds."}};
static const struct ta_shape check_shape = {
    .want = TA_WANT_MAP, TA_KEYS(check_keys)};

const struct ta_shape ta_checks_shape = {
    .want = TA_WANT_LIST, .items = &check_shape};

int
ta_load_ask_nothing_when(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;

	policy->asks_always = node == NULL;
	return ta_condition_compile(node, &policy->vocabulary, TA_SCOPE_EARLY,
	    &policy->arena, &policy->ask_nothing, loader->error);
}

int
ta_load_say_nothing_when(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_policy *policy = loader->policy;

	policy->says_always = node == NULL;
	return ta_condition_compile(node, &policy->vocabulary, TA_SCOPE_EARLY,
	    &policy->arena, &policy->say_nothing, loader->error);
}

/* What people call a field: its first label, else its name with blanks. */
static void
add_question(const struct ta_field *field, struct ta_text *text)
{
	if (field->n_labels > 0 && !ta_slice_blank(field->labels[0])) {
		ta_text_add_slice(text, field->labels[0]);
		return;
	}
	for (size_t i = 0; i < field->name.len; i++)
		ta_text_add_char(text,
		    field->name.data[i] == '_' ? ' ' : field->name.data[i]);
}

/* What is said to staff, who know a field by its name. */
static void
say_to_staff(const struct ta_field *field, enum ta_finding_kind kind,
    struct ta_text *text)
{
	static const char *const kinds[] = {
	    [TA_TYPE_EMAIL] = "no e-mail address that can be used",
	    [TA_TYPE_CHOICE] = "something that is not on its list",
	    [TA_TYPE_LIST] = "something that is not on its list",
	    [TA_TYPE_YES_NO] = "neither yes nor no",
	    [TA_TYPE_DATE] = "no date such as 2026-11-24",
	    [TA_TYPE_SPANS] = "no spans such as 2026-11-02/2026-11-09"};

	ta_text_printf(text, "The field '%s' ", field->name.data);
	if (kind == TA_FINDING_MISSING)
		ta_text_add_string(text, "is blank.");
	else
		ta_text_printf(text, "has %s.", kinds[field->type]);
}

/* What a requester is asked, who knows the question of the form. */
static void
say_to_requester(const struct ta_field *field, enum ta_finding_kind kind,
    struct ta_text *text)
{
	static const char *const kinds[] = {
	    [TA_TYPE_EMAIL] = "Please send an e-mail address that can be used",
	    [TA_TYPE_CHOICE] = "Please choose one of the form's answers",
	    [TA_TYPE_LIST] = "Please choose from the form's answers",
	    [TA_TYPE_YES_NO] = "Please answer yes or no",
	    [TA_TYPE_DATE] = "Please give a date such as 2026-11-24",
	    [TA_TYPE_SPANS] = "Please give days such as 2026-11-02/2026-11-09"};

	ta_text_printf(text, "%s: ",
	    kind == TA_FINDING_MISSING ? "Please answer" : kinds[field->type]);
	add_question(field, text);
	if (strchr("?!.:", text->data[text->len - 1]) == NULL)
		ta_text_add_char(text, '.');
}

static const char *
words_for(const struct ta_finding *finding, const struct ta_field *field,
    struct ta_arena *arena)
{
	struct ta_text text = {0};
	const char *words;

	if (finding->staff)
		say_to_staff(field, finding->kind, &text);
	else
		say_to_requester(field, finding->kind, &text);
	words = ta_arena_copy(arena, text.data, text.len);
	ta_text_free(&text);
	return words;
}

/* The condition of a field's own finding: FIELD: {present: no}, or {valid: no}.
 */
static int
own_when(struct ta_loader *loader, const struct ta_field *field,
    const char *operator, struct ta_condition * when)
{
	struct ta_node no = {
	    .text = ta_slice_of("no"), .key = ta_slice_of(operator)};
	struct ta_node line = {.kind = TA_NODE_MAP,
	    .key = field->name,
	    .count = 1,
	    .children = &no};
	struct ta_node map = {
	    .kind = TA_NODE_MAP, .count = 1, .children = &line};

	return ta_condition_compile(&map, &loader->policy->vocabulary, 0,
	    &loader->policy->arena, when, loader->error);
}

/* Gives a finding its name, by which the checks behind it know it. */
static bool
name_finding(
    struct ta_loader *loader, struct ta_finding *finding, const char *id)
{
	struct ta_policy *policy = loader->policy;

	finding->id = id;
	loader->findings[finding - policy->findings] = id;
	return ta_load_name(policy->vocabulary.finding_ids, ta_slice_of(id));
}

/* Adds the "-missing" or "-invalid" of a field, where the policy has one. */
static int
add_own(struct ta_loader *loader, const struct ta_field *field,
    enum ta_finding_kind kind, enum ta_severity severity)
{
	struct ta_policy *policy = loader->policy;
	bool missing = kind == TA_FINDING_MISSING;
	struct ta_finding *finding;
	struct ta_text id = {0};

	if (severity == TA_SEVERITY_NONE)
		return 0;
	finding = &policy->findings[policy->vocabulary.n_findings++];
	if (own_when(loader, field, missing ? "present" : "valid",
		&finding->when) == -1)
		return -1;
	ta_text_printf(
	    &id, "%s-%s", field->name.data, missing ? "missing" : "invalid");
	name_finding(
	    loader, finding, ta_arena_copy(&policy->arena, id.data, id.len));
	ta_text_free(&id);
	finding->kind = kind;
	finding->field = finding->when.field;
	finding->severity = severity;
	finding->staff = field->staff || severity == TA_REVIEW;
	finding->says = words_for(finding, field, &policy->arena);
	finding->when.section = "checks";
	finding->when.id = finding->id;
	finding->when.says = finding->says;
	return 0;
}

static int
load_check(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_finding *finding = thing;
	int severity;

	if (ta_load_rule(loader, node, "checks", SCOPE, &finding->when) == -1)
		return -1;
	severity = ta_node_severity(ta_node_get(node, "severity"),
	    &ta_check_severity_shape, loader->error);
	if (severity == -1)
		return -1;
	finding->says = finding->when.says;
	finding->field = finding->when.field;
	finding->kind = TA_FINDING_CHECK;
	finding->severity = (enum ta_severity)severity;
	finding->alert = ta_node_yes(node, "alert", false);
	finding->staff = ta_node_yes(node, "staff", false) || finding->alert ||
			 finding->severity == TA_REVIEW;
	finding->always = ta_node_yes(node, "always", false);
	if (finding->alert && finding->when.reads_findings)
		return ta_node_refuse(ta_node_get(node, "alert"), loader->error,
		    "an alert is said at intake, before anything else is "
		    "found; its 'when' cannot read findings");
	if (!name_finding(loader, finding, finding->when.id))
		return ta_node_refuse(ta_node_get(node, "id"), loader->error,
		    "'%s' is already the id of a field's own finding; "
		    "choose another id",
		    finding->id);
	return ta_load_refer(loader, node, &finding->refer);
}

int
ta_load_checks(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_policy *policy = loader->policy;
	struct ta_vocabulary *vocabulary = &policy->vocabulary;
	size_t room = vocabulary->n_fields * 2 + ta_node_items(list);

	policy->findings =
	    ta_load_array(loader, room, sizeof(*policy->findings));
	vocabulary->findings = loader->findings =
	    ta_load_array(loader, room, sizeof(*loader->findings));
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];

		if (add_own(loader, field, TA_FINDING_MISSING,
			field->if_blank) == -1 ||
		    (field->type != TA_TYPE_TEXT && !field->open &&
			add_own(loader, field, TA_FINDING_INVALID,
			    field->if_invalid) == -1))
			return -1;
	}
	if (ta_load_list(loader, list, load_check, (void **)&policy->findings,
		sizeof(*policy->findings), &vocabulary->n_findings) == -1)
		return -1;
	ta_vocabulary_sort(vocabulary, &policy->arena);
	policy->finding_index =
	    ta_index_make(&policy->findings->when, sizeof(*policy->findings),
		vocabulary->n_findings, vocabulary, &policy->arena);
	return 0;
}
