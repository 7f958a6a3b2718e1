#ifndef TA_FILES_H
#define TA_FILES_H

/*
 * The rows of several files, one file after the other, each under its own
 * header, as they are in the file. It opens files and tells their formats
 * apart. What a column means, and whether the files fit together, is the
 * caller's.
 */

#include "record/format.h"

struct ta_files_options {
	const struct ta_format *format; /* NULL: told by each file */
	const struct ta_header *form;	/* the form's fields; outlives it */
	bool behind; /* another tool: if the first file is an empty pipe, that
			tool has failed and has said why, so the error is empty;
			one that has not failed writes something */
	struct ta_reading reading;
};

struct ta_files;

/*
 * The files of n paths, at least one; "-" is standard input. The paths are
 * borrowed until ta_files_close. Nothing is opened before ta_files_turn.
 */
struct ta_files *ta_files_open(
    const char *const *paths, size_t n, const struct ta_files_options *options);

/* A single file, already open; ta_files_close closes the source. */
struct ta_files *ta_files_of(
    struct ta_source *source, const struct ta_files_options *options);

/*
 * The same file, opened anew and read in the same way, where there is only one
 * and it is a regular one of so many bytes at most; else NULL. Borrowed is what
 * `files` borrows.
 */
struct ta_files *ta_files_again(const struct ta_files *files, uint64_t most);

void ta_files_close(struct ta_files *files);

/*
 * Turns to the next file and reads its header: 1, or 0 where there are no more,
 * or -1 with the error set. A file with neither a header nor a record is passed
 * over. Where all files are such, it turns to the last of them, which is empty
 * (see ta_files_is_empty).
 */
int ta_files_turn(struct ta_files *files, struct ta_error *error);

/*
 * Reads the next row of the file: 1, or 0 at its end, or -1 with the error set.
 * Its fields are borrowed until the next call, and the header may have grown. A
 * lenient row with a fault cannot be a record, nor can one of rejects that is
 * one still (ta_rejects_still).
 */
int ta_files_next(struct ta_files *files, struct ta_error *error);

/*
 * The last row, which is always the same struct, and the file's names of
 * columns; borrowed until ta_files_close.
 */
struct ta_record *ta_files_record(struct ta_files *files);
struct ta_header *ta_files_header(struct ta_files *files);

/*
 * Whether the current file, which is read leniently, has been through intake
 * before: then its names of columns are those of the policy.
 */
bool ta_files_is_canonical(const struct ta_files *files);

/* Whether the current file has neither a header nor a record. */
bool ta_files_is_empty(const struct ta_files *files);

/* The place of the last row, for messages. */
struct ta_place ta_files_place(const struct ta_files *files);

/* The formats of the current file and of the first. */
const struct ta_format *ta_files_format(const struct ta_files *files);
const struct ta_format *ta_files_first_format(const struct ta_files *files);

/* The offset of the last row of a file of lines, such as JSON Lines. */
uint64_t ta_files_offset(const struct ta_files *files);

/* What has been passed over in all files so far. */
struct ta_tally ta_files_tally(const struct ta_files *files);

/*
 * The bytes of all files that have been read so far, and the bytes that there
 * are; 0 where that is not known, since one of them is not a regular file.
 */
uint64_t ta_files_bytes(const struct ta_files *files);
uint64_t ta_files_size(const struct ta_files *files);

#endif
