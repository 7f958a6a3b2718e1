#ifndef TA_JSONLINES_H
#define TA_JSONLINES_H

/*
 * JSON Lines as lines: each that is not blank, with its place, and whether it
 * fits its sum. Once a file has sums (digest.h) every line of it needs one, and
 * one that has none was torn, damaged or written by something else. What a line
 * says as JSON is the caller's.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"
#include "base/text.h"

/*
 * It is ready when it is zero but for the source, which stays the caller's,
 * and what the caller wants of the lines. It owns nothing.
 */
struct ta_json_lines {
	struct ta_source *source;
	bool lenient; /* a line beyond all bounds is damage, no error */
	bool sealed;  /* every line has to have a sum */

	/* Of the line that was read: */
	struct ta_slice line; /* without its end; borrowed until the next */
	struct ta_place at;   /* lenient: without the file */
	bool fits;	      /* it has a sum, and fits it */
	size_t blank;	      /* lines so far that were passed over */
};

/*
 * Before the first line: looks for one that fits its sum, among the first two
 * at least, however long they are, since the first may be the one that is
 * damaged. 0, or -1 with the error set.
 */
int ta_json_lines_begin(struct ta_json_lines *lines, struct ta_error *error);

/*
 * Reads the next line that is not blank: 1, or 0 at the end, or -1 with the
 * error set. Where the line is damaged `damage` says how; else it is "".
 */
int ta_json_lines_next(struct ta_json_lines *lines, struct ta_error *damage,
    struct ta_error *error);

#endif
