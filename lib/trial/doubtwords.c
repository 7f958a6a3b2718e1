#include "base/phrase.h"
#include "trial/doubt.h"

/* What is said to requesters, and what should be. */

static void
doubt_routes(struct ta_doubts *doubts)
{
	const struct ta_node **rules;
	size_t n;

	rules = ta_doubt_rules(doubts, ta_node_get(doubts->root, "routes"), &n);
	for (size_t i = 0; i < n; i++) {
		const struct ta_node *outcome =
		    ta_node_get(rules[i], "outcome");

		if (outcome != NULL && ta_node_get(rules[i], "says") == NULL &&
		    ta_slice_equal(outcome->text,
			ta_slice_of(ta_outcome_names[TA_OUTCOME_REDIRECT])))
			ta_doubt_add(doubts, &outcome->at,
			    "the route '%s' sends a request elsewhere, and no "
			    "'says' of it tells the requester so",
			    ta_node_text(rules[i], "id").data);
	}
}

/* A note with the word "please" that requesters read. */
static void
doubt_notes(struct ta_doubts *doubts)
{
	static const struct ta_slice please = {"please", 6};
	const struct ta_phrases *asking =
	    ta_phrases_make(&please, 1, doubts->arena);
	const struct ta_policy *policy = doubts->policy;
	const struct ta_node *list = ta_node_get(doubts->root, "checks");
	const struct ta_node *check = ta_node_first(list);
	size_t i = policy->vocabulary.n_findings - ta_node_items(list);

	for (; check != NULL; check = check->next, i++) {
		const struct ta_finding *finding = &policy->findings[i];
		const struct ta_node *says = ta_node_get(check, "says");

		if (says == NULL || finding->staff ||
		    finding->severity != TA_NOTE ||
		    !ta_phrases_in(asking, says->text))
			continue;
		ta_doubt_add(doubts, &says->at,
		    "the note '%s' asks the requester for something, but a "
		    "note never waits for an answer; what has to come is a "
		    "hold",
		    finding->id);
	}
}

void
ta_doubt_words(struct ta_doubts *doubts)
{
	doubt_notes(doubts);
	doubt_routes(doubts);
}
