#include <string.h>

#include "policy/conditionneeds.h"
#include "policy/fact.h"

/* Needs that are being collected. */
struct needs {
	struct ta_need needs[TA_NEEDS_MAX];
	size_t count;
};

/* Adds a need; false where it cannot be noted whole. */
static bool
add_need(struct needs *all, const struct ta_need *need)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->needs[i].field == need->field)
			return ta_need_meet(&all->needs[i], need);
	if (all->count == TA_NEEDS_MAX)
		return false;
	all->needs[all->count++] = *need;
	return true;
}

/* Adds the needs of a condition; whether they are all that it asks for. */
static bool
add_all(struct needs *all, const struct ta_condition *when)
{
	bool whole = when->n_rest == 0;

	for (size_t i = 0; i < when->n_needs; i++)
		whole &= add_need(all, &when->needs[i]);
	return whole;
}

/* The one need of a fact that asks for nothing else; false for other facts. */
static bool
get_need(const struct ta_condition *when, struct ta_need *need)
{
	if (when->n_rest > 0 || when->n_needs != 1)
		return false;
	*need = when->needs[0];
	return true;
}

/* Adds what a line needs that names facts; whether that is all it asks for. */
static bool
add_facts(struct needs *all, const struct ta_test *test,
    const struct ta_vocabulary *vocabulary)
{
	bool any = test->holds == ta_holds_is && test->n_indices > 1;
	bool none = test->holds == ta_holds_is_not, whole = true, joined = any;
	struct ta_need need, other;

	for (size_t i = 0; i < test->n_indices; i++) {
		const struct ta_condition *fact =
		    &vocabulary->facts[test->indices[i]].when;

		if (!any && !none)
			whole &= add_all(all, fact);
		else if (none)
			whole &= get_need(fact, &need) && ta_need_turn(&need) &&
				 add_need(all, &need);
		else if (i == 0)
			joined &= get_need(fact, &need);
		else
			joined &= joined && get_need(fact, &other) &&
				  ta_need_join(&need, &other);
	}
	return any ? joined && add_need(all, &need) : whole;
}

/* Adds what a test needs; whether that is all it asks for. */
static bool
add_test(struct needs *all, const struct ta_test *test,
    const struct ta_vocabulary *vocabulary)
{
	struct ta_need need;
	bool exact;

	if (test->holds == ta_holds_is || test->holds == ta_holds_is_all ||
	    test->holds == ta_holds_is_not)
		return add_facts(all, test, vocabulary);
	if (test->field == -1 ||
	    !ta_need_of(
		test, vocabulary->fields[test->field].type, &need, &exact))
		return false;
	return add_need(all, &need) && exact;
}

void
ta_condition_find_needs(struct ta_condition *when,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	const struct ta_test **rest =
	    ta_arena_alloc(arena, when->count, sizeof(struct ta_test *));
	struct needs all = {.count = 0};
	struct ta_need *needs;
	size_t last = when->count;

	for (size_t i = 0; i < when->count; i++) {
		const struct ta_test *test = &when->tests[i];

		if (add_test(&all, test, vocabulary))
			continue;
		if (test->phrases == NULL)
			rest[when->n_rest++] = test;
		else
			rest[--last] = test;
	}
	while (last < when->count)
		rest[when->n_rest++] = rest[last++];
	needs = ta_arena_alloc(arena, all.count, sizeof(*needs));
	memcpy(needs, all.needs, all.count * sizeof(*needs));
	when->needs = needs;
	when->n_needs = all.count;
	when->rest = rest;
}
