#ifndef TA_OUTPUT_H
#define TA_OUTPUT_H

/*
 * Where output goes: standard output, or a file that appears whole or not at
 * all. A file is written beside its name, synced and renamed; what is there and
 * is no regular file is written through. Every failure to write is an error:
 * output that is lost in silence is a request that is lost.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"

struct ta_output;

/*
 * Opens a path, or standard output for NULL, which must outlive it. NULL with
 * the error set where that fails. A new file has mode 0600.
 */
struct ta_output *ta_output_open(const char *path, struct ta_error *error);

/* What is to be written: append to it, then call ta_output_drain. */
struct ta_text *ta_output_text(struct ta_output *output);

/* Writes when a block is full: 0, or -1 with the error set. */
int ta_output_drain(struct ta_output *output, struct ta_error *error);

/*
 * Writes all that is left, and makes sure that it has arrived; a file is then
 * ready, but not yet in place. 0, or -1 with the error set.
 */
int ta_output_finish(struct ta_output *output, struct ta_error *error);

/*
 * Puts a finished file in its place: 0, or -1 with the error set, as where
 * another is there now than when it was opened, or was written to: that stays.
 */
int ta_output_place(struct ta_output *output, struct ta_error *error);

/* Frees it; a file that is not in its place leaves no trace. */
void ta_output_close(struct ta_output *output);

#endif
