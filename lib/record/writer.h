#ifndef TA_WRITER_H
#define TA_WRITER_H

/*
 * Records written to an output in one format: the header first, even where
 * there are no records; all columns, or those of a view. It opens no file and
 * puts none in place.
 */

#include "file/output.h"
#include "record/format.h"

struct ta_writer;

/* A writer to an output in a format. All is borrowed until ta_writer_free. */
struct ta_writer *ta_writer_new(struct ta_output *output,
    const struct ta_format *format, const struct ta_style *style);
void ta_writer_free(struct ta_writer *writer);

/*
 * Writes the header, if that has not been done: 0, or -1 with the error set, as
 * where a column of the view is not known.
 */
int ta_writer_begin(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error);

/*
 * Appends a record. All records of a writer have the same header. 0, or -1 with
 * the error set, where the format cannot hold the record.
 */
int ta_writer_put(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* Writes to the output when a block is full: 0, or -1 with the error set. */
int ta_writer_drain(struct ta_writer *writer, struct ta_error *error);

/* Does the three above, one after the other. */
int ta_writer_write(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/*
 * Ends the stream, with `header` where there was no record: 0, or -1 with the
 * error set. The output is not finished.
 */
int ta_writer_end(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error);

/* How many records have been written. */
size_t ta_writer_count(const struct ta_writer *writer);

#endif
