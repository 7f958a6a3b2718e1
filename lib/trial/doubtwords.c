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
		    ta_slice_equal(outcome->text, ta_slice_of("redirect")))
			ta_doubt_add(doubts, &outcome->at,
			    "the route '%s' sends a request elsewhere, and no "
			    "'says' of it tells the requester so",
			    ta_node_text(rules[i], "id").data);
	}
}

void
ta_doubt_words(struct ta_doubts *doubts)
{
	static const struct ta_slice please = {"please", 6};
	const struct ta_phrases *asking =
	    ta_phrases_make(&please, 1, doubts->arena);
	const struct ta_node *check =
	    ta_node_first(ta_node_get(doubts->root, "checks"));

	for (; check != NULL; check = check->next) {
		const struct ta_node *says = ta_node_get(check, "says");

		if (says == NULL || ta_node_yes(check, "staff", false) ||
		    !ta_slice_equal(
			ta_node_text(check, "severity"), ta_slice_of("note")) ||
		    !ta_phrases_in(asking, says->text))
			continue;
		ta_doubt_add(doubts, &says->at,
		    "the note '%s' asks the requester for something, but a "
		    "note never waits for an answer; what has to come is a "
		    "hold",
		    ta_node_text(check, "id").data);
	}
	doubt_routes(doubts);
}
