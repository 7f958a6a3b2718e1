#ifndef TA_REPLY_LETTER_H
#define TA_REPLY_LETTER_H

/*
 * The words of a letter: a template with everything filled in. What is inserted
 * is text and nothing else: it is not expanded again, and it keeps no control
 * characters. Who gets it is not decided here.
 */

#include "reply/brief.h"

/* Appends a day in words: Tuesday, November 24, 2026. */
void ta_letter_day(struct ta_text *text, ta_day day);

/*
 * Appends the subject, one line without control characters. Empty where there
 * is none, or its insertions are all blank.
 */
void ta_letter_subject(const struct ta_brief *brief, struct ta_text *text);

/*
 * Appends the letter: greeting, the rule's text, a line a paragraph, closing.
 * Lines are wrapped at 72 characters; a longer word stands alone, and is cut
 * where it is longer than a line of mail may be. It ends with a line end.
 * `scratch` is the caller's, to be used again.
 */
void ta_letter_body(const struct ta_brief *brief,
    const struct ta_template *template, struct ta_text *scratch,
    struct ta_text *text);

#endif
