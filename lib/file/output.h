#ifndef TA_OUTPUT_H
#define TA_OUTPUT_H

/*
 * Where output goes: standard output, or a file that appears whole or not at
 * all. A file is written under another name or none in the same folder, synced,
 * and renamed. A pipe or device is written to directly. Every failure to write
 * is an error: output that is lost without a word is a request that is lost.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "base/text.h"

struct ta_output;

/*
 * Opens a path, or standard output for NULL. The path is borrowed until
 * ta_output_close. A new file has mode 0600. NULL with the error set where that
 * fails.
 */
struct ta_output *ta_output_open(const char *path, struct ta_error *error);

/*
 * The text that is to be written, borrowed until ta_output_close: append to it,
 * then call ta_output_drain.
 */
struct ta_text *ta_output_text(struct ta_output *output);

/* Writes the text when it fills a block: 0, or -1 with the error set. */
int ta_output_drain(struct ta_output *output, struct ta_error *error);

/*
 * Writes what is left, and syncs it. A file is then ready, but not in place
 * yet. 0, or -1 with the error set.
 */
int ta_output_finish(struct ta_output *output, struct ta_error *error);

/*
 * Puts a finished file in its place: 0, or -1 with the error set, as where
 * another is there now than when it was opened, or was written to: that stays.
 */
int ta_output_place(struct ta_output *output, struct ta_error *error);

/* Frees it. A file that is not in place leaves no trace. */
void ta_output_close(struct ta_output *output);

#endif
