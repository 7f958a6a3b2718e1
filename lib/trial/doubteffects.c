#include "trial/doubt.h"

/* Keys of the policy that change nothing, and checks that another misses. */

/* An `if_invalid` of a field that takes every answer. */
static void
doubt_fields(struct ta_doubts *doubts)
{
	const struct ta_vocabulary *vocabulary = &doubts->policy->vocabulary;
	const struct ta_node *node =
	    ta_node_first(ta_node_get(doubts->root, "fields"));

	for (size_t i = 0; i < vocabulary->n_fields && node != NULL;
	     i++, node = node->next) {
		const struct ta_field *field = &vocabulary->fields[i];
		const struct ta_node *key = ta_node_get(node, "if_invalid");

		if (key != NULL && (field->type == TA_TYPE_TEXT || field->open))
			ta_doubt_add(doubts, &key->at,
			    "'if_invalid' of %s does nothing: every answer to "
			    "it is valid",
			    field->name.data);
	}
}

/* A target that no rule names. */
static void
doubt_target(struct ta_doubts *doubts)
{
	const struct ta_node *due = ta_node_get(doubts->root, "due");
	const struct ta_node *target = ta_node_get(due, "target");
	const struct ta_node *rule = ta_node_first(ta_node_get(due, "rules"));

	while (rule != NULL && !ta_slice_equal(ta_node_text(rule, "within"),
				   ta_slice_of("target")))
		rule = rule->next;
	if (target != NULL && rule == NULL)
		ta_doubt_add(doubts, &target->at,
		    "no rule of 'due' has 'within: target', so 'target' does "
		    "nothing");
}

static void
doubt_keys(struct ta_doubts *doubts, const struct ta_node *node,
    const struct ta_finding *finding)
{
	const struct ta_node *always = ta_node_get(node, "always");
	const struct ta_node *staff = ta_node_get(node, "staff");

	if (finding->always && doubts->policy->says_always)
		ta_doubt_add(doubts, &always->at,
		    "'always' of '%s' does nothing: the policy has no "
		    "'say_nothing_when'",
		    finding->id);
	if (staff != NULL && finding->staff &&
	    !ta_node_yes(node, "staff", false))
		ta_doubt_add(doubts, &staff->at,
		    "'staff: no' of '%s' does nothing: %s is for staff",
		    finding->id, finding->alert ? "an alert" : "a review");
}

/* Notes the severities that a check asks for, where none above it does. */
static void
note_asked(const struct ta_node *when, const struct ta_finding *finding,
    const struct ta_finding **asking)
{
	static const char *const lines[] = {"severity", "no_severity"};
	struct ta_error error;

	for (size_t i = 0; i < TA_COUNT(lines); i++) {
		const struct ta_node *line = ta_node_get(when, lines[i]);
		const struct ta_node *item = ta_node_first(line);

		for (; item != NULL; item = ta_node_after(line, item)) {
			int severity =
			    ta_node_severity(item, &ta_severity_shape, &error);

			if (severity != -1 && asking[severity] == NULL)
				asking[severity] = finding;
		}
	}
}

static void
doubt_checks(struct ta_doubts *doubts)
{
	const struct ta_policy *policy = doubts->policy;
	const struct ta_node *list = ta_node_get(doubts->root, "checks");
	const struct ta_node *node = ta_node_first(list);
	size_t i = policy->vocabulary.n_findings - ta_node_items(list);
	const struct ta_finding *asking[TA_SEVERITIES] = {NULL};

	for (; node != NULL; node = node->next, i++) {
		const struct ta_finding *finding = &policy->findings[i];
		const struct ta_finding *above = asking[finding->severity];

		doubt_keys(doubts, node, finding);
		if (above != NULL)
			ta_doubt_add(doubts, &node->at,
			    "the check '%s', a %s, is not seen by '%s', which "
			    "is above it and asks for that severity; put it "
			    "above",
			    finding->id, ta_severity_names[finding->severity],
			    above->id);
		note_asked(ta_node_get(node, "when"), finding, asking);
	}
}

void
ta_doubt_effects(struct ta_doubts *doubts)
{
	doubt_fields(doubts);
	doubt_target(doubts);
	doubt_checks(doubts);
}
