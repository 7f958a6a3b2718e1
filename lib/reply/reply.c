#include "decide/decide.h"
#include "reply/reply.h"

/*
 * Whether mail can be sent to an address as it is: it is ASCII, and no reader
 * takes a part of it for an encoded word (RFC 2047).
 */
static bool
is_usable(struct ta_slice address)
{
	for (size_t i = 0; i + 1 < address.len; i++)
		if (address.data[i] == '=' && address.data[i + 1] == '?')
			return false;
	return address.len > 0 && ta_text_is_plain(address) &&
	       ta_email_is_valid(address);
}

/* A header has one line, and so many bytes for its addresses. */
#define COPIES_MAX 900

static bool
are_usable(struct ta_slice copies)
{
	if (copies.len > COPIES_MAX)
		return false;
	while (!ta_slice_blank(copies))
		if (!is_usable(ta_slice_next(&copies, ';')))
			return false;
	return true;
}

/* Whether somebody is to be told at once of what was found. */
static bool
is_alerting(const struct ta_brief *brief)
{
	const struct ta_policy *policy = brief->policy;
	struct ta_evaluation *evaluation = brief->evaluation;

	for (size_t i = 0; i < evaluation->n_found; i++)
		if (policy->findings[evaluation->found[i]].alert)
			return true;
	return !policy->says_always &&
	       ta_condition_holds(&policy->say_nothing, evaluation);
}

static const struct ta_reply *
find_rule(const struct ta_brief *brief)
{
	const struct ta_replies *replies = &brief->policy->replies;

	for (size_t i = 0; i < replies->count; i++)
		if (ta_condition_holds(
			&replies->rules[i].when, brief->evaluation))
			return &replies->rules[i];
	return NULL;
}

/* Appends the rule and what it asks for, in the policy's order. */
static void
add_name(const struct ta_brief *brief, const struct ta_reply *rule,
    struct ta_text *name)
{
	const struct ta_evaluation *evaluation = brief->evaluation;
	char before = ':';

	ta_text_add_string(name, rule->id);
	for (size_t i = 0;
	     i < evaluation->n_found && rule->text.inserts[TA_INSERT_ASKS];
	     i++) {
		const struct ta_finding *finding =
		    &brief->policy->findings[evaluation->found[i]];

		if (finding->staff || finding->severity < TA_HOLD)
			continue;
		ta_text_add_char(name, before);
		ta_text_add_string(name, finding->id);
		before = ',';
	}
}

void
ta_reply_decide(const struct ta_brief *brief, bool again, struct ta_text *name,
    struct ta_reply_decision *decision)
{
	const struct ta_replies *replies = &brief->policy->replies;
	struct ta_evaluation *evaluation = brief->evaluation;
	size_t start = name->len;

	decision->rule = find_rule(brief);
	decision->to =
	    ta_slice_trim(ta_evaluation_text(evaluation, replies->to));
	decision->none = TA_LETTER_THERE;
	if (decision->rule == NULL || !decision->rule->has_text) {
		decision->none = TA_LETTER_BY_RULE;
		return;
	}
	add_name(brief, decision->rule, name);
	if (ta_due_is_finished(brief->policy, evaluation))
		decision->none = TA_LETTER_FINISHED;
	else if (is_alerting(brief))
		decision->none = TA_LETTER_ALERT;
	else if (!again && ta_slice_equal(ta_text_slice(name, start),
			       ta_slice_trim(ta_evaluation_text(
				   evaluation, replies->letter))))
		decision->none = TA_LETTER_BEFORE;
	else if (!is_usable(decision->to) || !are_usable(brief->cc))
		decision->none = TA_LETTER_ADDRESS;
}
