#ifndef TA_SLUG_H
#define TA_SLUG_H

/*
 * Slugs, by which names and answers compare, however they are spelled: case,
 * blanks and punctuation do not count.
 */

#include "base/text.h"

/*
 * The slug of a text: ASCII letters and digits in lower case, and letters of
 * other scripts as they are. Every run of other characters is one hyphen, and
 * there is none at the ends. ta_slug_add appends it; ta_slug_equal compares the
 * slugs of two texts without making them.
 */
void ta_slug_add(struct ta_text *text, struct ta_slice slice);
bool ta_slug_equal(struct ta_slice a, struct ta_slice b);

/*
 * Whether a list, whose items are joined by ";", has an item with the slug of a
 * text. A blank text is in every list.
 */
bool ta_slug_is_in(struct ta_slice text, struct ta_slice list);

/* Whether the text is its own slug, and not empty. */
bool ta_slug_is(struct ta_slice slice);

#endif
