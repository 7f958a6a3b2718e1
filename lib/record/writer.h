#ifndef TA_WRITER_H
#define TA_WRITER_H

/*
 * Records written to an output in one format: a header first, also where there
 * are no records. It opens nothing and puts nothing in place.
 */

#include "file/output.h"
#include "record/format.h"

struct ta_writer;

/*
 * A writer to an output in a format; both, and what the style points to,
 * outlive it. Free with ta_writer_free.
 */
struct ta_writer *ta_writer_new(struct ta_output *output,
    const struct ta_format *format, const struct ta_style *style);
void ta_writer_free(struct ta_writer *writer);

/* Writes the header, unless it has been written: 0, or -1 with the error set.
 */
int ta_writer_begin(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error);

/*
 * Appends a record under its header, which every record of a writer has: 0, or
 * -1 with the error set, where the format cannot hold it.
 */
int ta_writer_put(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/* Writes to the output when a block is full: 0, or -1 with the error set. */
int ta_writer_drain(struct ta_writer *writer, struct ta_error *error);

/* The three above, one after the other. */
int ta_writer_write(struct ta_writer *writer, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error);

/*
 * Ends the stream; `header` is what it is under where there was no record. 0,
 * or -1 with the error set. The output is not finished.
 */
int ta_writer_end(struct ta_writer *writer, const struct ta_header *header,
    struct ta_error *error);

/* How many records have been written. */
size_t ta_writer_count(const struct ta_writer *writer);

#endif
