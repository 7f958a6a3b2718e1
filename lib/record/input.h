#ifndef TA_INPUT_H
#define TA_INPUT_H

/*
 * Several files as one stream of records under one header: every file has the
 * same set of columns, in any order. It is for what has been through intake;
 * the exports of forms, whose columns have names of their own, are read by
 * intake.h.
 */

#include "record/files.h"

struct ta_input;

/*
 * Opens the first of n paths, one at least, that has a header or a record, and
 * reads its header; "-" is standard input. The paths and what the options point
 * to are borrowed until ta_input_close. NULL with the error set where that
 * fails, or where a file has no bytes at all.
 */
struct ta_input *ta_input_open(const char *const *paths, size_t n,
    const struct ta_files_options *options, struct ta_error *error);
void ta_input_close(struct ta_input *input);

/* The header of all records; the caller may append to it before each. */
struct ta_header *ta_input_header(struct ta_input *input);

/*
 * The next record, as wide as the header, the caller's columns absent: 1, or 0
 * after the last file, or -1 with the error set. Borrowed until the next call.
 */
int ta_input_next(
    struct ta_input *input, struct ta_record **record, struct ta_error *error);

/* The files that it reads: their place, format and counts. */
struct ta_files *ta_input_files(struct ta_input *input);

#endif
