#include "policy/compile.h"
#include "trial/doubt.h"

/*
 * Conditions on what ta-history says that can never hold: the history does not
 * say what would be there, or ta-history itself tries them.
 */

struct look {
	struct ta_doubts *doubts;
	bool filled[TA_HISTORY_COLUMNS]; /* ta-history can fill the column */
};

/* The number of the column of ta-history that a line is on, or -1. */
static int
column_of(const struct look *look, const struct ta_node *line)
{
	const struct ta_vocabulary *vocabulary =
	    &look->doubts->policy->vocabulary;
	int n = (int)vocabulary->n_fields;
	int named = ta_vocabulary_named(vocabulary, line->key);

	return named < n ? -1 : named - n;
}

static void
doubt_condition(const struct look *look, const struct ta_node *when)
{
	for (const struct ta_node *line = ta_node_first(when); line != NULL;
	     line = line->next) {
		int column = column_of(look, line);

		if (column != -1 && !look->filled[column])
			ta_doubt_add(look->doubts, &line->key_at,
			    "'%s' is always blank, since 'history' does not "
			    "say what would be there",
			    line->key.data);
	}
}

/* Looks for conditions below a node of a section. */
static void
look_below(
    const struct look *look, const char *section, const struct ta_node *node)
{
	for (const struct ta_node *item = node->children; item != NULL;
	     item = item->next)
		if (node->kind == TA_NODE_MAP && item->kind == TA_NODE_MAP &&
		    ta_condition_is_key(section, item->key))
			doubt_condition(look, item);
		else
			look_below(look, section, item);
}

/* Doubts the lines of a fact that ta-history tries. */
static void
doubt_fact(const struct look *look, const struct ta_node *fact)
{
	const struct ta_node *line = ta_node_first(ta_node_get(fact, "when"));

	for (; line != NULL; line = line->next)
		if (column_of(look, line) != -1)
			ta_doubt_add(look->doubts, &line->key_at,
			    "'%s' is still blank when ta-history tries '%s'",
			    line->key.data, ta_node_text(fact, "id").data);
}

void
ta_doubt_history(struct ta_doubts *doubts)
{
	const struct ta_history *history = &doubts->policy->history;
	bool any = history->n_requester > 0;
	const struct look look = {
	    doubts, {any, any, history->same.count > 0, history->n_signs > 0}};
	const struct ta_node **facts;
	size_t n;

	for (const struct ta_node *node = doubts->root->children; node != NULL;
	     node = node->next)
		if (ta_condition_is_key("", node->key))
			doubt_condition(&look, node);
		else
			look_below(&look, node->key.data, node);
	facts = ta_doubt_rules(doubts, ta_node_get(doubts->root, "facts"), &n);
	for (size_t i = 0; i < history->n_signs; i++)
		doubt_fact(&look, facts[history->signs[i]]);
	for (size_t i = 0; i < history->n_pass_over; i++)
		doubt_fact(&look, facts[history->pass_over[i]]);
}
