#ifndef TA_ENTITY_H
#define TA_ENTITY_H

/*
 * Character references of HTML, which some forms leave in headings and answers:
 * "&amp;", "&#39;", "&#x27;". Only the names of signs and blanks are known,
 * since nobody writes letters so any more. Nothing else of HTML is read.
 */

#include "base/text.h"

/*
 * The text with its references decoded, also where they were encoded twice
 * ("&amp;#39;"). Other text, and references to control characters, stay as they
 * are. Without an "&" it is the text itself; else it is appended to `out`, and
 * borrowed until that changes.
 */
struct ta_slice ta_entity_decode(struct ta_slice text, struct ta_text *out);

#endif
