#ifndef TA_FILES_H
#define TA_FILES_H

/*
 * The rows of several files, one file after the other, each under its own
 * header, as they stand there. It opens files and tells their formats apart;
 * what a column means, and whether the files fit together, is the caller's.
 */

#include "record/format.h"

struct ta_files_options {
	const struct ta_format *format; /* NULL: told apart file by file */
	const struct ta_header *form;	/* the intake fields; outlives it */
	struct ta_reading reading;
};

struct ta_files;

/*
 * Files of n paths, one at least; "-" is standard input. The paths are borrowed
 * until ta_files_close. Nothing is opened before ta_files_turn.
 */
struct ta_files *ta_files_open(
    const char *const *paths, size_t n, const struct ta_files_options *options);

/* One file of bytes that are open already; closes the source in the end. */
struct ta_files *ta_files_of(
    struct ta_source *source, const struct ta_files_options *options);

void ta_files_close(struct ta_files *files);

/*
 * Turns to the next file and reads its header: 1, or 0 where there is no more,
 * or -1 with the error set. A file that has neither a header nor a record is
 * passed over, unless no file has any: then the last is turned to, and is
 * empty (see ta_files_is_empty).
 */
int ta_files_turn(struct ta_files *files, struct ta_error *error);

/*
 * The next row of the file, the same record each time: 1, or 0 at its end, or
 * -1 with the error set. Fields are borrowed until the next call; the header
 * may have grown. A lenient row with a fault cannot be a record.
 */
int ta_files_next(struct ta_files *files, struct ta_error *error);

/* The row that was read, and what its file calls the columns. */
struct ta_record *ta_files_record(struct ta_files *files);
struct ta_header *ta_files_header(struct ta_files *files);

/*
 * Of the file in hand, lenient reading: it is what we have written, and has
 * been through intake before, so what it calls a column is that column's name.
 */
bool ta_files_is_canonical(const struct ta_files *files);

/* The file in hand has neither a header nor a record. */
bool ta_files_is_empty(const struct ta_files *files);

/* The file in hand, for messages. */
struct ta_place ta_files_place(const struct ta_files *files);

/* The format of the file in hand, and of the first. */
const struct ta_format *ta_files_format(const struct ta_files *files);
const struct ta_format *ta_files_first_format(const struct ta_files *files);

/* What has been passed over in all files so far. */
struct ta_tally ta_files_tally(const struct ta_files *files);

/*
 * How many bytes of all files have been read, and how many there are, which is
 * 0 where that is not known: one of them is no regular file.
 */
uint64_t ta_files_bytes(const struct ta_files *files);
uint64_t ta_files_size(const struct ta_files *files);

#endif
