#include <stdlib.h>

#include "policy/compile.h"
#include "policy/operator.h"
#include "trial/doubt.h"

/*
 * Rules of which the first that holds decides: whether one above holds whenever
 * one below does. It is proven from what their conditions say, by the lines
 * alone: a line implies another that is the same or asks for less.
 */

/* Conditions that are known to hold, and which facts hold then. */
struct known {
	struct ta_table *ids;	      /* of the facts */
	const struct ta_node **facts; /* n of them */
	size_t n;
	bool *hold;
	const struct ta_node **whens; /* n_whens of them, n + 1 at most */
	size_t n_whens;
};

/* Whether each item of a text or list is an item of another. */
static bool
is_within(const struct ta_node *some, const struct ta_node *all)
{
	const struct ta_node *item, *other;

	for (item = ta_node_first(some); item != NULL;
	     item = ta_node_after(some, item)) {
		for (other = ta_node_first(all); other != NULL;
		     other = ta_node_after(all, other))
			if (ta_slice_equal(item->text, other->text))
				break;
		if (other == NULL)
			return false;
	}
	return true;
}

/*
 * Whether a line implies another of the same key, or an operator another of the
 * same name. Neither is a mapping. Where any item of a list is enough, fewer
 * ask for more; where all or none of them have to be so, more do.
 */
static bool
is_stricter(const struct ta_node *line, const struct ta_node *other,
    enum ta_items items)
{
	return items == TA_ITEMS_ANY ? is_within(line, other)
				     : is_within(other, line);
}

/* Whether a blank is among what the field may equal. */
static bool
has_blank(const struct ta_node *line)
{
	const struct ta_node *item = ta_node_first(line);

	while (item != NULL && !ta_slice_blank(item->text))
		item = ta_node_after(line, item);
	return item != NULL;
}

/* The same of a line on a field, which may have operators. */
static bool
implies(const struct ta_node *line, const struct ta_node *other)
{
	const struct ta_node *own, *asked;

	if (other->kind != TA_NODE_MAP)
		return line->kind != TA_NODE_MAP &&
		       is_stricter(line, other, ta_condition_items(line->key));
	for (asked = other->children; asked != NULL; asked = asked->next) {
		if (line->kind != TA_NODE_MAP) {
			if (strcmp(asked->key.data, "present") != 0 ||
			    strcmp(asked->text.data, "yes") != 0 ||
			    has_blank(line))
				return false;
			continue;
		}
		own = ta_node_get(line, asked->key.data);
		if (own == NULL || own->kind == TA_NODE_MAP ||
		    asked->kind == TA_NODE_MAP ||
		    !is_stricter(own, asked, ta_operator_items(own->key)))
			return false;
	}
	return true;
}

static bool
fact_holds(const struct known *known, struct ta_slice id)
{
	int fact = ta_table_index(known->ids, id);

	return fact != -1 && known->hold[fact];
}

/* Whether a line on facts holds by the facts that are known. */
static bool
holds_by_facts(const struct known *known, const struct ta_node *line)
{
	bool any = strcmp(line->key.data, "is") == 0;
	const struct ta_node *item;

	if (!any && strcmp(line->key.data, "is_all") != 0)
		return false;
	for (item = ta_node_first(line); item != NULL;
	     item = ta_node_after(line, item))
		if (fact_holds(known, item->text) == any)
			return any;
	return !any;
}

/* Whether a line holds wherever what is known does. */
static bool
line_holds(const struct known *known, const struct ta_node *line)
{
	if (holds_by_facts(known, line))
		return true;
	for (size_t i = 0; i < known->n_whens; i++) {
		const struct ta_node *own =
		    ta_node_get(known->whens[i], line->key.data);

		if (own != NULL && implies(own, line))
			return true;
	}
	return false;
}

static bool
when_holds(const struct known *known, const struct ta_node *when)
{
	const struct ta_node *line = ta_node_first(when);

	while (line != NULL && line_holds(known, line))
		line = line->next;
	return line == NULL;
}

/* Notes a fact that a condition needs, and so the fact's own condition. */
static void
assert_fact(struct known *known, struct ta_slice id)
{
	int fact = ta_table_index(known->ids, id);

	if (fact == -1 || known->hold[fact])
		return;
	known->hold[fact] = true;
	known->whens[known->n_whens++] =
	    ta_node_get(known->facts[fact], "when");
}

/* Finds what holds wherever a condition does. */
static void
assume(struct known *known, const struct ta_node *when)
{
	memset(known->hold, 0, known->n * sizeof(*known->hold));
	known->whens[0] = when;
	known->n_whens = 1;
	for (size_t i = 0; i < known->n_whens; i++) {
		const struct ta_node *all =
		    ta_node_get(known->whens[i], "is_all");
		const struct ta_node *one = ta_node_get(known->whens[i], "is");

		if (one != NULL && ta_node_items(one) == 1)
			assert_fact(known, ta_node_first(one)->text);
		for (const struct ta_node *item = ta_node_first(all);
		     item != NULL; item = ta_node_after(all, item))
			assert_fact(known, item->text);
	}
	for (size_t i = 0; i < known->n; i++)
		if (!known->hold[i])
			known->hold[i] = when_holds(
			    known, ta_node_get(known->facts[i], "when"));
}

static void
doubt_rules(struct ta_doubts *doubts, struct known *known,
    const struct ta_node *section, const char *what)
{
	const struct ta_node **rules;
	size_t n;

	rules = ta_doubt_rules(doubts, section, &n);
	for (size_t i = 1; i < n; i++) {
		const struct ta_node *when = ta_node_get(rules[i], "when");
		size_t above = 0;

		/* One without a condition is reached, or it is an error. */
		if (when == NULL)
			continue;
		assume(known, when);
		while (above < i &&
		       !when_holds(known, ta_node_get(rules[above], "when")))
			above++;
		if (above < i)
			ta_doubt_add(doubts, &rules[i]->at,
			    "the %s '%s' is never reached: wherever it holds, "
			    "so does '%s', which is above it",
			    what, ta_node_text(rules[i], "id").data,
			    ta_node_text(rules[above], "id").data);
	}
}

void
ta_doubt_order(struct ta_doubts *doubts)
{
	const struct ta_node *root = doubts->root;
	struct known known = {.ids = ta_table_new(sizeof(uint64_t))};
	bool made;

	known.facts =
	    ta_doubt_rules(doubts, ta_node_get(root, "facts"), &known.n);
	known.hold = ta_arena_alloc(doubts->arena, known.n, sizeof(bool));
	known.whens =
	    ta_arena_alloc(doubts->arena, known.n + 1, sizeof(void *));
	for (size_t i = 0; i < known.n; i++)
		ta_table_add(
		    known.ids, ta_node_text(known.facts[i], "id"), &made);
	doubt_rules(doubts, &known, ta_node_get(root, "routes"), "route");
	doubt_rules(doubts, &known,
	    ta_node_get(ta_node_get(root, "due"), "rules"), "rule of 'due'");
	ta_table_free(known.ids);
}
