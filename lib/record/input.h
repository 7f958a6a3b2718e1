#ifndef TA_INPUT_H
#define TA_INPUT_H

/*
 * Several files as one stream of records under one header. Behind the door
 * every file has to have the same set of columns, in any order; at the door
 * each file is renamed first and the union is taken. A file that has neither a
 * header nor a record has nothing to say. It opens files; it decides nothing
 * about what is in them.
 */

#include "record/format.h"

/*
 * How the column names of a file become those of the records. All but `name`
 * may be NULL.
 */
struct ta_naming {
	void *context;

	/*
	 * A file begins. Where it is canonical it has been through the door
	 * before: what it calls a column is that column's name.
	 */
	void (*begin)(void *context, bool canonical);

	/*
	 * The name for the next column, which a file calls `found`; absent to
	 * leave the column out. 0, or -1 with the error set. The name is
	 * copied. Several may have one name, that of a field.
	 */
	int (*name)(void *context, struct ta_slice found, struct ta_slice *name,
	    struct ta_error *error);

	/*
	 * Called once a file that has a header, when all its columns have been
	 * named: 0, or -1 with the error set.
	 */
	int (*check)(void *context, const struct ta_header *found,
	    const struct ta_place *at, struct ta_error *error);

	/*
	 * Lays a file's record out: its i-th field belongs at places[i], or
	 * nowhere for -1. All fields of the record are absent before. Without
	 * it, two fields for one place are a fault.
	 */
	void (*lay_out)(void *context, const struct ta_record *raw,
	    const int *places, struct ta_record *record);
};

struct ta_input_options {
	const struct ta_format *format; /* NULL: told apart file by file */
	const struct ta_header *form;	/* the intake fields */
	struct ta_reading reading;
	const struct ta_naming *naming; /* NULL: names stay; else union */
	struct ta_source
	    *source; /* read instead of paths, and closed; or NULL */
};

struct ta_input;

/*
 * Opens the first of n paths, one at least, that has a header or a record, and
 * reads its header; "-" is standard input. The paths and what the options point
 * to are borrowed until ta_input_close. NULL with the error set where that
 * fails, or where a file has no bytes at all.
 */
struct ta_input *ta_input_open(char *const *paths, size_t n,
    const struct ta_input_options *options, struct ta_error *error);
void ta_input_close(struct ta_input *input);

/* The header of all records; the caller may append to it before each. */
struct ta_header *ta_input_header(struct ta_input *input);

/* The file that is being read, for messages. */
struct ta_place ta_input_place(const struct ta_input *input);

/* The format of the first file. */
const struct ta_format *ta_input_format(const struct ta_input *input);

/*
 * The next record, as wide as the header, the caller's columns absent: 1, or 0
 * after the last file, or -1 with the error set. Borrowed until the next call.
 * A lenient row with a fault has only its place set.
 */
int ta_input_next(
    struct ta_input *input, struct ta_record **record, struct ta_error *error);

/* The record as its file has it, names and all, until the next one. */
const struct ta_record *ta_input_raw(
    const struct ta_input *input, const struct ta_header **header);

/* What has been passed over in all files so far. */
struct ta_tally ta_input_tally(const struct ta_input *input);

/*
 * How many bytes of all files have been read, and how many there are, which is
 * 0 where that is not known: one of them is no regular file.
 */
uint64_t ta_input_bytes(const struct ta_input *input);
uint64_t ta_input_size(char *const *paths, size_t n);

#endif
