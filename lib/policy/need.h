#ifndef TA_NEED_H
#define TA_NEED_H

/*
 * What a condition needs of one field: a set of values, as far as a state and
 * choices tell values apart. Such sets can be joined, met and turned where the
 * result is such a set again. It reads no record; index.h does that.
 */

#include "policy/holds.h"

struct ta_need {
	int field;
	bool one;	 /* a valid value of the field is one of its choices */
	unsigned states; /* the states that do, a bit each; where `one`, those
			    without a choice */
	bool chooses;	 /* not `one`: and the value has one of the choices */
	struct ta_bits bits; /* the choices that do */
};

/*
 * What a test needs of its field, into *need; false where any value may do.
 * *exact says whether the test holds for all those values.
 */
bool ta_need_of(const struct ta_test *test, enum ta_type type,
    struct ta_need *need, bool *exact);

/*
 * Changes a need: what does for it or for another need of the field; for both;
 * not for it. False, and it is as it was, where that is no need.
 */
bool ta_need_join(struct ta_need *need, const struct ta_need *other);
bool ta_need_meet(struct ta_need *need, const struct ta_need *other);
bool ta_need_turn(struct ta_need *need);

#endif
