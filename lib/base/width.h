#ifndef TA_WIDTH_H
#define TA_WIDTH_H

/*
 * How many cells of a terminal a text takes. No locale has a say in it, so the
 * C library's wcwidth(3) is not used. It counts what ta_text_add_escaped has
 * made safe, and changes nothing.
 */

#include "base/slice.h"

/* The cells of a character: 0 for a combining mark, 2 for a wide one, else 1.
 */
size_t ta_char_width(uint32_t point);

/* The cells of a text. A byte that is not UTF-8 counts as one. */
size_t ta_text_width(struct ta_slice text);

/* The longest beginning of at most so many cells, with the marks behind it. */
struct ta_slice ta_text_within(struct ta_slice text, size_t cells);

#endif
