#ifndef TA_RECORD_H
#define TA_RECORD_H

/*
 * A header and records: fields by position, with names looked up once.
 * Everything is text and stays so. A record owns none of its fields: they are
 * bytes of the reader that made it, or of the tool that set them.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

/* The kind of a column, which decides how YAML and JSON Lines write it. */
enum ta_column_kind {
	TA_COLUMN_OTHER, /* passed through untouched */
	TA_COLUMN_FIELD, /* a field of the form; left out where it is empty */
	TA_COLUMN_LIST,	 /* the same, with items joined by ";" */
	TA_COLUMN_TOOL	 /* a tool's; begins with "ta_" */
};

struct ta_column {
	struct ta_slice name;
	enum ta_column_kind kind;
};

/* Zero-initialised it is empty and ready. Free with ta_header_free. */
struct ta_header {
	struct ta_column *columns;
	size_t count;
	size_t room;
	bool in_order; /* a view's: no format puts the tools' columns last */
	struct ta_arena names;
};

void ta_header_free(struct ta_header *header);

/*
 * Appends a column and copies its name. Its kind is that of the column of this
 * name in `form`, which may be NULL; else TA_COLUMN_TOOL for a name that begins
 * with "ta_". Returns its position.
 */
size_t ta_header_add(struct ta_header *header, struct ta_slice name,
    const struct ta_header *form);

/*
 * Joins two rows of names: "Question - Choice", or one of them where the other
 * is blank. A blank question is that of the column before. Names are copied.
 */
void ta_header_join(struct ta_header *header, const struct ta_header *upper,
    const struct ta_header *lower, const struct ta_header *form);

/* Fills an empty header with n columns of another: the i-th is at order[i]. */
void ta_header_arrange(struct ta_header *header, const struct ta_header *from,
    const int *order, size_t n);

/*
 * The position of the first column with this name, counted from `from` on; -1
 * where there is none.
 */
int ta_header_find(
    const struct ta_header *header, struct ta_slice name, size_t from);

/*
 * A record on its way through a tool. `fields` has room for every column of the
 * header. A field with NULL data is absent, which only YAML and JSON Lines can
 * show.
 */
struct ta_record {
	struct ta_slice *fields;
	size_t count;
	size_t room;
	const char *file; /* for messages; borrowed until the reader is freed */
	size_t line;
	size_t row; /* in a spreadsheet; the header is row 1 */

	/*
	 * The first n_verbatim fields as one row of canonical CSV, without its
	 * line end: a row that no tool has changed is written as it came. NULL
	 * data where they were not read as such a row, or have changed.
	 * Borrowed as the fields are.
	 */
	struct ta_slice verbatim;
	size_t n_verbatim;

	/*
	 * lenient reading: why the row cannot be a record, else NULL; borrowed
	 * as the fields are
	 */
	const char *fault;
	bool damaged; /* the fault is damage to the file */
	bool cut;     /* the fault is its length: a field that is longer than
		       * one may be has only its beginning */
	size_t fault_line;
	size_t fault_column;
};

void ta_record_free(struct ta_record *record);

/*
 * Makes the record `count` fields wide, if it has fewer; the new ones are
 * absent.
 */
void ta_record_widen(struct ta_record *record, size_t count);

/*
 * Makes the record `count` absent fields wide, with the place and the fault of
 * another record.
 */
void ta_record_follow(
    struct ta_record *record, const struct ta_record *other, size_t count);

/* The same with n fields of the other: the i-th is the one at order[i]. */
void ta_record_arrange(struct ta_record *record, const struct ta_record *from,
    const int *order, size_t n);

/* The field at a position; absent for -1 and beyond the record's width. */
static inline struct ta_slice
ta_record_get(const struct ta_record *record, int position)
{
	if (position < 0 || (size_t)position >= record->count)
		return (struct ta_slice){NULL, 0};
	return record->fields[position];
}

/*
 * Sets a field. Every tool that changes one does it by this, so that the
 * verbatim row is dropped where it would be wrong. The value is borrowed as
 * long as the record is in use.
 */
static inline void
ta_record_set(struct ta_record *record, int position, struct ta_slice value)
{
	record->fields[position] = value;
	if ((size_t)position < record->n_verbatim)
		record->verbatim = (struct ta_slice){NULL, 0};
}

/* Where a record came from, with room for what no reader has as a string. */
struct ta_origin {
	struct ta_place place;
	bool in_form; /* told by the record, not by its reader */
	char file[256];
};

/*
 * The place of a record in its form, by ta_source and ta_line under the header,
 * where both say something; else in the file that is read, as where the record
 * has a fault, or the header is NULL. Borrowed from *origin and the record.
 */
const struct ta_place *ta_record_origin(const struct ta_header *header,
    const struct ta_record *record, struct ta_origin *origin);

/*
 * The position of the longest field, where a reader of some format would refuse
 * the record once it is written; else -1. What intake unites, spells out and
 * fills in may have made it longer than what was read. Bytes are counted as for
 * CSV on one line, where it is longest; where `safe` is true, a cell may gain
 * an apostrophe. The record has at least one field.
 */
int ta_record_too_long(const struct ta_record *record, bool safe);

/*
 * Appends the record as bytes that need nothing else, and lays a record over
 * such bytes, which it borrows. The bytes are for this process only.
 */
void ta_record_pack(const struct ta_record *record, struct ta_text *out);
void ta_record_unpack(struct ta_record *record, const char *bytes);

#endif
