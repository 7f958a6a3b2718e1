#include "trial/doubt.h"

/*
 * Letters in which something is missing that a request may have: the policy's
 * sentences and referrals are for the requester, and nobody else sends them.
 */

/* Whether a rule cannot hold for a held request: it names other outcomes. */
static bool
is_for_others(const struct ta_node *rule)
{
	return ta_node_get(ta_node_get(rule, "when"), "outcome") != NULL;
}

void
ta_doubt_letters(struct ta_doubts *doubts)
{
	static const struct {
		enum ta_insertion insertion;
		const char *word;
	} wanted[] = {{TA_INSERT_ASKS, "asks"}, {TA_INSERT_NOTES, "notes"},
	    {TA_INSERT_REFERRALS, "referrals"}};
	const struct ta_replies *replies = &doubts->policy->replies;
	const struct ta_node *rules =
	    ta_node_get(ta_node_get(doubts->root, "replies"), "rules");
	const struct ta_node *rule = ta_node_first(rules);

	for (size_t i = 0; i < replies->count; i++, rule = rule->next)
		for (size_t k = 0; k < TA_COUNT(wanted); k++) {
			if (!replies->rules[i].has_text ||
			    replies->rules[i]
				.text.inserts[wanted[k].insertion] ||
			    (wanted[k].insertion == TA_INSERT_ASKS &&
				is_for_others(rule)))
				continue;
			ta_doubt_add(doubts, &ta_node_get(rule, "text")->at,
			    "the letter '%s' lacks {%s}, so the requester is "
			    "told nothing of them",
			    replies->rules[i].id, wanted[k].word);
		}
}
