#ifndef TA_VIEW_H
#define TA_VIEW_H

/*
 * A view: some columns of records, in an order of its own, for the last stage
 * of a pipe. A column may be cut to its first words, and be written under
 * another name. It decides nothing, and leaves the records as they are.
 */

#include "base/names.h"
#include "record/record.h"

struct ta_view_column {
	struct ta_slice column; /* the one that is read; NUL-terminated */
	struct ta_slice name;	/* under which it is written; the same */
	struct ta_slice label;	/* its heading for people */
	size_t words;		/* only the first so many; 0: all */
	bool fill_in;		/* it is written blank: a person fills it in */
};

struct ta_view {
	const char *id; /* NULL: its columns were named one by one */
	struct ta_view_column *columns;
	size_t count;
	struct ta_names also; /* further names that may have been meant */
};

/* Records seen by a view. */
struct ta_viewed;

/*
 * A view of records of a form, whose columns are its fields. Both are borrowed
 * until ta_viewed_free.
 */
struct ta_viewed *ta_viewed_new(
    const struct ta_view *view, const struct ta_header *form);
void ta_viewed_free(struct ta_viewed *viewed);

/*
 * Finds the columns in the header of the records: the header of what is
 * written, borrowed until ta_viewed_free. NULL with the error set, and "did you
 * mean", where one is there twice, or is not there, nor a field, nor any
 * tool's.
 */
const struct ta_header *ta_viewed_begin(struct ta_viewed *viewed,
    const struct ta_header *header, struct ta_error *error);

/*
 * Puts what is written in the place of a header and its record, borrowed until
 * the next call. The header may have grown. A column that the record lacks is
 * empty.
 */
void ta_viewed_take(struct ta_viewed *viewed, const struct ta_header **header,
    const struct ta_record **record);

#endif
