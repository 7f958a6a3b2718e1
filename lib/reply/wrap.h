#ifndef TA_WRAP_H
#define TA_WRAP_H

/* Text as lines of mail. */

#include "base/text.h"

#define TA_MAIL_LINE 998 /* bytes of a line, RFC 5322, section 2.1.1 */

/*
 * Appends the lines, each wrapped at 72 characters, with a line end after the
 * last. What begins as an item, "1. " or "- ", goes on below its first word; a
 * line with blanks in front keeps them. A longer word stands alone, and is cut,
 * never in a character, where its line would be longer than TA_MAIL_LINE.
 */
void ta_wrap_add(struct ta_text *text, struct ta_slice lines);

#endif
