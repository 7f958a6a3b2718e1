#ifndef TA_JSONWRITER_H
#define TA_JSONWRITER_H

/* Strings of JSON (RFC 8259), written as jansson writes them. */

#include "base/text.h"

/*
 * Appends a string in its quotes. Escaped are quotes, backslashes and control
 * characters, nothing else. False where it is not UTF-8, which JSON cannot
 * hold: what was appended is of no use then.
 */
bool ta_json_add_string(struct ta_text *text, struct ta_slice string);

#endif
