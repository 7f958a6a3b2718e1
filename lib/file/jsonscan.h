#ifndef TA_JSONSCAN_H
#define TA_JSONSCAN_H

/*
 * The quick way through plain JSON Lines: one line cut into names and texts, a
 * block of bytes at a time. It never says what is wrong. At the first thing
 * that is not plain it gives up, and jansson reads the line.
 */

#include "base/text.h"

/* A name and its text; of a list the items, joined by ";". */
struct ta_json_pair {
	struct ta_slice name;
	struct ta_slice text;
};

/* A line that was cut; zero-initialised it is ready, and reused. */
struct ta_json_scanner {
	struct ta_json_pair *pairs;
	size_t count;
	size_t room;
	uint32_t *marks; /* the quotes and escapes of the line */
	size_t n_marks;
	size_t marks_room;
	struct ta_text texts; /* texts with escapes, and those of lists */
};

/*
 * Cuts a line, given without its end: one object whose values are strings or
 * lists of strings. Nothing is escaped in a name, in other strings quotes,
 * slashes, line ends and tabs at most. No item holds a ";", the line nothing
 * that ta_text_check refuses, and it is no longer than a field may be. Whether
 * it is so; *scanner has a line only then. Names may occur twice. Names and
 * texts are slices of the line, or of the scanner; they are never NULL, and
 * borrowed until the line changes or the scanner is used again.
 */
bool ta_json_scan(struct ta_json_scanner *scanner, struct ta_slice line);

void ta_json_scanner_free(struct ta_json_scanner *scanner);

#endif
