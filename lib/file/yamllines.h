#ifndef TA_YAMLLINES_H
#define TA_YAMLLINES_H

/*
 * The lines of a YAML file on their way to libyaml, checked first: libyaml
 * itself misstates where a bad byte stands. Lenient lines are kept, so that a
 * record that cannot be one is still there as it was written; what no text may
 * hold is noted and goes on as a letter.
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
	struct ta_text kept; /* lines as they stand, from this one on: */
	size_t first;
	struct ta_text repaired;
	struct ta_yaml_flaw *flaws; /* in the lines that are kept */
	size_t n_flaws;
	size_t room;
};

void ta_yaml_lines_free(struct ta_yaml_lines *lines);

/*
 * The next line as libyaml may see it: 1, 0 at the end, or -1 with the error
 * set: a strict line holds what no text may, or more lenient ones are kept than
 * any row may have. Borrowed until the next call.
 */
int ta_yaml_lines_next(
    struct ta_yaml_lines *lines, struct ta_slice *line, struct ta_error *error);

/* Forgets the lines before one, which may be still to come. */
void ta_yaml_lines_forget(struct ta_yaml_lines *lines, size_t before);

/*
 * The lines up to one, without the last line end, borrowed until the next call;
 * and what is wrong in them first, or NULL.
 */
struct ta_slice ta_yaml_lines_until(
    const struct ta_yaml_lines *lines, size_t last);
const struct ta_yaml_flaw *ta_yaml_lines_flaw(
    const struct ta_yaml_lines *lines, size_t last);

#endif
