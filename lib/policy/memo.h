#ifndef TA_MEMO_H
#define TA_MEMO_H

/*
 * The values of short texts that were read before. Records repeat one another:
 * most answers are choices, so that most cells need not be read again. It says
 * what ta_value_read says, only sooner, and never forgets on purpose.
 */

#include "policy/field.h"

/* How many texts of a field are kept, and how long one may be. */
#define TA_MEMO_SLOTS 64
#define TA_MEMO_BYTES 47

/* Zero-initialised it is empty and ready. It needs no end. */
struct ta_memo {
	struct {
		char text[TA_MEMO_BYTES];
		unsigned char len; /* 0: nothing is kept here */
		struct ta_value value;
	} slots[TA_MEMO_SLOTS];
	struct ta_value other; /* of the last text that is not kept */
};

/*
 * The value of a text that is not empty as ta_value_read gives it, borrowed
 * until the next call. A memo serves one field and one zone.
 */
const struct ta_value *ta_memo_read(struct ta_memo *memo,
    const struct ta_field *field, const struct ta_zone *zone,
    struct ta_slice text);

#endif
