#include "policy/need.h"

bool
ta_need_of(const struct ta_test *test, enum ta_type type, struct ta_need *need,
    bool *exact)
{
	*exact = test->exact;
	if (test->states == 0 || test->states == TA_STATES_ALL)
		return false;
	*need = (struct ta_need){.field = test->field,
	    .one = type == TA_TYPE_CHOICE || type == TA_TYPE_YES_NO,
	    .states = test->states & TA_STATES_ALL,
	    .chooses = (test->states & TA_BY_CHOICE) != 0,
	    .bits = test->bits};
	if (!need->one)
		return true;
	/* An invalid answer has no choice. */
	if (need->chooses)
		need->states = 0;
	else
		memset(&need->bits,
		    (need->states >> TA_VALID & 1) != 0 ? 0xff : 0,
		    sizeof(need->bits));
	need->chooses = false;
	return true;
}

bool
ta_need_join(struct ta_need *need, const struct ta_need *other)
{
	if (need->field != other->field || need->chooses != other->chooses ||
	    (need->chooses && need->states != other->states))
		return false;
	need->states |= other->states;
	for (size_t i = 0; i < TA_COUNT(need->bits.word); i++)
		need->bits.word[i] |= other->bits.word[i];
	return true;
}

bool
ta_need_meet(struct ta_need *need, const struct ta_need *other)
{
	/* One item of a list may do for the one, another for the other. */
	if (need->field != other->field || (need->chooses && other->chooses))
		return false;
	need->states &= other->states;
	if (other->chooses)
		need->bits = other->bits;
	for (size_t i = 0; need->one && i < TA_COUNT(need->bits.word); i++)
		need->bits.word[i] &= other->bits.word[i];
	need->chooses |= other->chooses;
	return true;
}

bool
ta_need_turn(struct ta_need *need)
{
	if (need->chooses)
		return false;
	need->states ^= TA_STATES_ALL;
	for (size_t i = 0; i < TA_COUNT(need->bits.word); i++)
		need->bits.word[i] = ~need->bits.word[i];
	return true;
}
