#ifndef TA_REJECTS_H
#define TA_REJECTS_H

/*
 * The rows that were refused, in a file that can be corrected and read again:
 * the original columns untouched, then the reason. It appears whole or not at
 * all. Where nothing was refused it has a header alone, so that yesterday's
 * file does not stay.
 */

#include "file/batch.h"
#include "record/record.h"

struct ta_rejects;

/* The rule of a row that cannot be a record, whatever is wrong with it. */
#define TA_NOT_A_RECORD "not-a-record"

/*
 * Why a row of such a file, read again, is a reject still; NULL where it is
 * none. A fault of a row does not show in the file, whose rows all have a cell
 * for each column. So a person has to empty ta_rule, and ta_extra, whose cells
 * belong to no column.
 */
const char *ta_rejects_still(
    const struct ta_header *header, const struct ta_record *record);

/*
 * Rejects for a path, in a batch; both are borrowed until ta_rejects_close.
 * `folder` is for temporary files. NULL with the error set where that fails.
 */
struct ta_rejects *ta_rejects_open(struct ta_batch *batch, const char *path,
    const char *folder, struct ta_error *error);

/* Adds the columns of a header, in its order, but not those of the tools. */
void ta_rejects_columns(
    struct ta_rejects *rejects, const struct ta_header *header);

/* Why a record is refused. Each text may be NULL. */
struct ta_reason {
	const char *column; /* names of fields, joined by ";" */
	const char *rule;   /* ids, joined by ";" */
	const char *message;
	const char *known; /* ids of requests that it may be, joined by ";" */
};

/*
 * Adds a record with its header: 0, or -1 with the error set. A reject that is
 * one still keeps its message.
 */
int ta_rejects_add(struct ta_rejects *rejects, const struct ta_header *header,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error);

/* Writes all of them: 0, or -1 with the error set. It is called once. */
int ta_rejects_finish(struct ta_rejects *rejects, struct ta_error *error);

void ta_rejects_close(struct ta_rejects *rejects);

#endif
