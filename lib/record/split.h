#ifndef TA_SPLIT_H
#define TA_SPLIT_H

/*
 * One file a queue in one folder: every queue has one, with a header alone
 * where it is empty, so that yesterday's does not stay. All of them appear with
 * the batch that they belong to.
 */

#include "file/batch.h"
#include "record/writer.h"

struct ta_split;

/*
 * Opens a file for each of n queues in a folder that is there, in a batch that
 * outlives it, as does the style. NULL with the error set where that fails.
 * Free with ta_split_free.
 */
struct ta_split *ta_split_open(struct ta_batch *batch, const char *folder,
    const char *const *queues, size_t n, const struct ta_format *format,
    const struct ta_style *style, struct ta_error *error);
void ta_split_free(struct ta_split *split);

/* Writes a record to the file of a queue, by index: 0 or -1. */
int ta_split_write(struct ta_split *split, int queue,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error);

/* Ends all files, empty ones with the header: 0 or -1. */
int ta_split_end(struct ta_split *split, const struct ta_header *header,
    struct ta_error *error);

#endif
