#include "policy/fact.h"
#include "policy/index.h"

void
ta_facts_look(struct ta_evaluation *evaluation)
{
	const struct ta_index *index = evaluation->vocabulary->fact_index;
	struct ta_bits may;

	evaluation->facts_seen = evaluation->trace == NULL;
	for (size_t i = 0; evaluation->facts_seen &&
			   ta_index_look(index, i, evaluation, &may);
	     i++) {
		const struct ta_bits *settled = ta_index_settled(index, i);

		for (size_t k = 0; k < TA_COUNT(may.word); k++) {
			evaluation->is[i].word[k] |=
			    may.word[k] & settled->word[k];
			evaluation->is_not[i].word[k] |= ~may.word[k];
		}
	}
}

/* Works a fact out that is not known yet. */
static bool
find_out(struct ta_evaluation *evaluation, size_t fact)
{
	const struct ta_condition *when =
	    &evaluation->vocabulary->facts[fact].when;
	bool holds = evaluation->facts_seen
			 ? ta_condition_confirm(when, evaluation)
			 : ta_condition_holds(when, evaluation);

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
