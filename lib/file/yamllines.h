#ifndef TA_YAMLLINES_H
#define TA_YAMLLINES_H

/*
 * The lines of a YAML file on their way to libyaml. Each is checked first,
 * since libyaml misstates the place of a bad byte. Lenient lines are kept, so
 * that a reject has the record as it was written; libyaml gets a letter for a
 * bad byte, which is noted.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"

struct ta_yaml_flaw {
	size_t line;
	size_t column;
	const char *why;
};

/*
 * It is ready when it is zero but for the source, which stays the caller's, and
 * for `first`, which is 1.
 */
struct ta_yaml_lines {
	struct ta_source *source;
	bool lenient;
	bool plain;	     /* the last line is: see ta_text_is_plain */
	struct ta_text kept; /* the lines as they are … */
	size_t first;	     /* … from this one on */
	struct ta_text repaired;
	struct ta_yaml_flaw *flaws; /* in the lines that are kept */
	size_t n_flaws;
	size_t room;
};

void ta_yaml_lines_free(struct ta_yaml_lines *lines);

/*
 * The next line for libyaml: 1, 0 at the end, or -1 with the error set: a
 * strict line has a bad byte, or the lenient lines that are kept are longer
 * than a row may be. Borrowed until the next call.
 */
int ta_yaml_lines_next(
    struct ta_yaml_lines *lines, struct ta_slice *line, struct ta_error *error);

/* Forgets the lines before a line, which need not have been read yet. */
void ta_yaml_lines_forget(struct ta_yaml_lines *lines, size_t before);

/*
 * The kept lines to line `last`, without its line end, and their first flaw or
 * NULL; both are borrowed until the next call.
 */
struct ta_slice ta_yaml_lines_until(
    const struct ta_yaml_lines *lines, size_t last);
const struct ta_yaml_flaw *ta_yaml_lines_flaw(
    const struct ta_yaml_lines *lines, size_t last);

#endif
