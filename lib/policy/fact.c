#include "policy/fact.h"
#include "policy/index.h"

/* Learns which facts hold and which do not, as far as an index says it. */
static void
look_at_facts(struct ta_evaluation *evaluation)
{
	const struct ta_index *index = evaluation->vocabulary->fact_index;
	struct ta_bits may;

	evaluation->facts_seen = true;
	for (size_t i = 0; ta_index_look(index, i, evaluation, &may); i++) {
		const struct ta_bits *settled = ta_index_settled(index, i);
		struct ta_bits *is = &evaluation->is[i];
		struct ta_bits *is_not = &evaluation->is_not[i];

		*is = *is_not = (struct ta_bits){{0}};
		if (evaluation->trace != NULL)
			continue;
		for (size_t k = 0; k < TA_COUNT(may.word); k++) {
			is->word[k] = may.word[k] & settled->word[k];
			is_not->word[k] = ~may.word[k];
		}
	}
}

/* Works a fact out that is not known yet. */
static bool
find_out(struct ta_evaluation *evaluation, size_t fact)
{
	bool holds = ta_condition_confirm(
	    &evaluation->vocabulary->facts[fact].when, evaluation);

	ta_bits_set(holds ? &evaluation->is[fact / TA_INDEX_PART]
			  : &evaluation->is_not[fact / TA_INDEX_PART],
	    fact % TA_INDEX_PART);
	return holds;
}

/* Most facts are known not to hold. */
static inline bool
fact_holds(struct ta_evaluation *evaluation, size_t fact)
{
	size_t part = fact / TA_INDEX_PART, at = fact % TA_INDEX_PART;

	if (!evaluation->facts_seen)
		look_at_facts(evaluation);
	return !ta_bits_has(&evaluation->is_not[part], at) &&
	       (ta_bits_has(&evaluation->is[part], at) ||
		   find_out(evaluation, fact));
}

bool
ta_fact_holds(struct ta_evaluation *evaluation, size_t fact)
{
	return fact_holds(evaluation, fact);
}

bool
ta_holds_is(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < test->n_indices; i++)
		if (fact_holds(evaluation, (size_t)test->indices[i]))
			return true;
	return false;
}

bool
ta_holds_is_not(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return !ta_holds_is(test, evaluation);
}

bool
ta_holds_is_all(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < test->n_indices; i++)
		if (!fact_holds(evaluation, (size_t)test->indices[i]))
			return false;
	return true;
}
