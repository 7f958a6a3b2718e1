#ifndef TA_ENTITY_H
#define TA_ENTITY_H

/*
 * Character references of HTML, which some forms leave in headings and answers:
 * "&amp;", "&#39;", "&#x27;". Names are those that stand for signs and blanks;
 * letters are not written so any more. It knows nothing else of HTML.
 */

#include "base/text.h"

/*
 * The text with its references decoded, also where they were encoded again
 * ("&amp;#39;"). What is none, or would be a control character, stays as it is.
 * The text itself where no "&" is in it; else it is appended to `out`, and
 * borrowed until that changes.
 */
struct ta_slice ta_entity_decode(struct ta_slice text, struct ta_text *out);

#endif
