#ifndef TA_PART_H
#define TA_PART_H

/*
 * A part of all records, so that several machines can each take one. The part
 * of a record follows from its id alone: the same in every tool and on every
 * machine.
 */

#include <stdint.h>

#include "base/text.h"

/*
 * Part `part` of `of` parts, counted from 1. Zero-initialised it is the whole.
 */
struct ta_part {
	uint32_t part;
	uint32_t of;
};

/*
 * Reads "K/N", 1 to N of at most 999999. Where it is false, *part is the whole.
 */
bool ta_part_parse(struct ta_slice text, struct ta_part *part);

/* Whether it is less than the whole. */
bool ta_part_is_part(const struct ta_part *part);

/*
 * Whether the record with this id is in the part. Outer blanks of the id do not
 * count.
 */
bool ta_part_has(const struct ta_part *part, struct ta_slice id);

#endif
