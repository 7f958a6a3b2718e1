#ifndef TA_RECORD_H
#define TA_RECORD_H

/*
 * A header and records: fields by position, names looked up once. Everything is
 * text and nothing is retyped. A record owns none of its fields; it refers to
 * bytes of the reader that made it or of the tool that set them.
 */

#include <stdbool.h>

#include "base/mem.h"
#include "base/text.h"

/* What a column is, which decides how YAML writes it. */
enum ta_column_kind {
	TA_COLUMN_OTHER, /* passed through untouched */
	TA_COLUMN_FIELD, /* an intake field of the policy; left out when empty
			  */
	TA_COLUMN_LIST,	 /* the same, of several items joined by ";" */
	TA_COLUMN_TOOL	 /* added by one of the tools; begins with "ta_" */
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
	struct ta_arena names;
};

void ta_header_free(struct ta_header *header);

/*
 * Appends a column; the name is copied. Its kind is that of the column of the
 * same name in `form`, which may be NULL, else TA_COLUMN_TOOL for a name that
 * begins with "ta_". Returns its position.
 */
size_t ta_header_add(struct ta_header *header, struct ta_slice name,
    const struct ta_header *form);

/* The position of the first column from `from` on with this name, or -1. */
int ta_header_find(
    const struct ta_header *header, struct ta_slice name, size_t from);

/*
 * A record as it passes through a tool. fields has room for every column of the
 * header; a field with NULL data is absent, which only YAML can show.
 */
struct ta_record {
	struct ta_slice *fields;
	size_t count;
	size_t room;
	const char *file; /* where it was read, for messages; borrowed */
	size_t line;
	size_t row; /* in a spreadsheet; the header is row 1 */

	/*
	 * The first n_verbatim fields as one row of canonical CSV without its
	 * line end, to be written as it came; NULL data where they were not
	 * read as such, or have changed. Borrowed as the fields are.
	 */
	struct ta_slice verbatim;
	size_t n_verbatim;

	/* lenient reading: why the row cannot be a record, else NULL; borrowed
	 */
	const char *fault;
	bool damaged; /* the fault is that the file has come to harm */
	bool cut; /* … that it is too long: what is longer than a field may
		   * be is only the beginning of it */
	size_t fault_line;
	size_t fault_column;
};

void ta_record_free(struct ta_record *record);

/* Makes the record as wide as `count`; what is new is absent. */
void ta_record_widen(struct ta_record *record, size_t count);

/*
 * Makes the record, `count` absent fields wide, one of the place that another
 * has, and of its fault.
 */
void ta_record_follow(
    struct ta_record *record, const struct ta_record *other, size_t count);

/* The field at a position; absent for a position of -1. */
static inline struct ta_slice
ta_record_get(const struct ta_record *record, int position)
{
	if (position < 0 || (size_t)position >= record->count)
		return (struct ta_slice){NULL, 0};
	return record->fields[position];
}

/* Sets a field of the record; every tool that changes one does it by this. */
static inline void
ta_record_set(struct ta_record *record, int position, struct ta_slice value)
{
	record->fields[position] = value;
	if ((size_t)position < record->n_verbatim)
		record->verbatim = (struct ta_slice){NULL, 0};
}

/*
 * Would a reader refuse what is written of the record, in whatever format? Its
 * bytes are counted as those of a row of CSV on one line, of which no reader
 * counts more; where `safe` is true a cell may gain an apostrophe. The position
 * of its longest field then, else -1. It has one field at least.
 */
int ta_record_too_long(const struct ta_record *record, bool safe);

/*
 * Makes `to` the fields of `from` in another order: its i-th field is the one
 * at order[i], n of them. They are the same bytes.
 */
void ta_record_arrange(const struct ta_record *from, const int *order, size_t n,
    struct ta_record *to);

/*
 * Packs the record into bytes that stand by themselves, and lays it over such
 * bytes again, which are borrowed. The bytes are for this process alone.
 */
void ta_record_pack(const struct ta_record *record, struct ta_text *out);
void ta_record_unpack(struct ta_record *record, const char *bytes);

#endif
