#ifndef TA_JSONLINES_H
#define TA_JSONLINES_H

/*
 * JSON Lines as lines: each line that is not blank, with its place, and whether
 * it fits its sum (digest.h). Once one line of a file has a sum, every line
 * needs one; a line without it was torn, damaged or written by something else.
 * What a line says as JSON is the caller's.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"
#include "base/text.h"

/*
 * Which lines are read: all where `pass` is NULL. Else it gets the next bytes
 * of the file and their offset in it, and says how many to pass over unseen,
 * whole lines, and in *lines how many lines; the first that it leaves is read.
 */
struct ta_wanted {
	size_t (*pass)(
	    void *arg, struct ta_slice bytes, uint64_t offset, size_t *lines);
	void *arg;
};

/*
 * Zero-initialised it is ready, once source, lenient and sealed are set. It
 * owns nothing; the source stays the caller's.
 */
struct ta_json_lines {
	struct ta_source *source;
	bool lenient; /* a line that is too long is damage, not an error */
	bool sealed;  /* every line needs a sum */
	struct ta_wanted wanted;

	/* about the last line: */
	struct ta_slice line; /* without its end; borrowed until the next */
	struct ta_place at;   /* lenient: without the file */
	bool fits;	      /* it has a sum, and the sum fits */
	size_t blank;	      /* blank lines that were passed over so far */
};

/*
 * Comes before the first line. Looks for a line that fits its sum among at
 * least the first two lines, however long they are, since the first one may be
 * damaged. 0, or -1 with the error set.
 */
int ta_json_lines_begin(struct ta_json_lines *lines, struct ta_error *error);

/*
 * Reads the next line that is not blank: 1, or 0 at the end, or -1 with the
 * error set. With 1, `damage` says how the line is damaged, and is "" where it
 * is not.
 */
int ta_json_lines_next(struct ta_json_lines *lines, struct ta_error *damage,
    struct ta_error *error);

#endif
