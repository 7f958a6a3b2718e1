#ifndef TA_SPLIT_H
#define TA_SPLIT_H

/*
 * One file for each queue, in one folder. Every queue has one, with a header
 * alone where it is empty, so that yesterday's file does not stay. All of them
 * appear with their batch.
 */

#include "file/batch.h"
#include "record/writer.h"

struct ta_split;

/*
 * Opens a file for each of n queues, in a folder that is there. Batch, names
 * and style are borrowed until ta_split_free. NULL with the error set where
 * that fails.
 */
struct ta_split *ta_split_open(struct ta_batch *batch, const char *folder,
    const char *const *queues, size_t n, const struct ta_format *format,
    const struct ta_style *style, struct ta_error *error);
void ta_split_free(struct ta_split *split);

/*
 * Writes a record to the file of a queue, by index: 0, or -1 with the error
 * set.
 */
int ta_split_write(struct ta_split *split, int queue,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error);

/*
 * Ends all files; those without records get the header. 0, or -1 with the error
 * set. NULL has none.
 */
int ta_split_end(struct ta_split *split, const struct ta_header *header,
    struct ta_error *error);

#endif
