#ifndef TA_HTML_H
#define TA_HTML_H

/*
 * Text in a page. Every value, and every word of the policy, goes through
 * ta_html_text, wherever in the page it stands; nothing else of a record is
 * ever written there, but for an address as ta_html_mailto makes it.
 */

#include "base/text.h"

/*
 * Appends a text so that it is nothing but text between tags and in an
 * attribute with double quotes. Outer blanks are cut off, and white space of
 * any kind is one blank. What cannot be seen or changes the order of others,
 * such as control characters and bidirectional controls, is written out, as
 * \u{202E}.
 */
void ta_html_text(struct ta_text *text, struct ta_slice value);

/* Appends the name of a column in words: "supervisor role", "queue". */
void ta_html_name(struct ta_text *text, struct ta_slice name);

/* The parts of a letter; what it lacks is empty. */
struct ta_html_letter {
	struct ta_slice to; /* an address */
	struct ta_slice cc; /* some, joined by ";" */
	struct ta_slice subject;
	struct ta_slice body;
};

/*
 * Appends the link that opens a letter in a mailer (RFC 6068), as the value of
 * an attribute. Every byte but letters, digits and -._~@ is percent encoded, so
 * whatever the parts hold cannot end the attribute or add a header.
 */
void ta_html_mailto(struct ta_text *text, const struct ta_html_letter *letter);

#endif
