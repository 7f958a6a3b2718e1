#ifndef TA_INPUT_H
#define TA_INPUT_H

/*
 * Several files as one stream of records under one header. Every file has the
 * same columns, in any order. It is for records that have been through intake;
 * the exports of forms, with their own names of columns, are read by intake.h.
 */

#include "record/files.h"

struct ta_input;

/*
 * Opens the first of n paths, at least one, that has a header or a record, and
 * reads its header; "-" is standard input. The paths and what the options point
 * to are borrowed until ta_input_close. NULL with the error set where that
 * fails, or where a file has no bytes at all.
 */
struct ta_input *ta_input_open(const char *const *paths, size_t n,
    const struct ta_files_options *options, struct ta_error *error);
void ta_input_close(struct ta_input *input);

/*
 * The header of all records, borrowed until ta_input_close. The caller may
 * append to it before each record.
 */
struct ta_header *ta_input_header(struct ta_input *input);

/*
 * The next record, as wide as the header; the caller's columns are absent. 1,
 * or 0 after the last file, or -1 with the error set. *record is set with 1
 * only, and borrowed until the next call. An event is refused.
 */
int ta_input_next(
    struct ta_input *input, struct ta_record **record, struct ta_error *error);

/*
 * The files that are read, for their place, format and counts; borrowed until
 * ta_input_close.
 */
struct ta_files *ta_input_files(struct ta_input *input);

#endif
