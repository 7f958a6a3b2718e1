#ifndef TA_REJECTS_H
#define TA_REJECTS_H

/*
 * The rows that could not be used, in a file that can be corrected and fed in
 * again: the original columns untouched, then why. It appears whole or not at
 * all, and it is there with a header alone where nothing was rejected, so that
 * yesterday's does not stay.
 */

#include "file/batch.h"
#include "record/record.h"

struct ta_rejects;

/*
 * Rejects for a path, in a batch; both outlive them. `folder` is for temporary
 * files. NULL with the error set where that fails. Free with ta_rejects_close.
 */
struct ta_rejects *ta_rejects_open(struct ta_batch *batch, const char *path,
    const char *folder, struct ta_error *error);

/* Makes the columns of a header known, in its order, tools' columns aside. */
void ta_rejects_columns(
    struct ta_rejects *rejects, const struct ta_header *header);

/* Why a record is rejected; texts may be NULL. */
struct ta_reason {
	const char *column; /* names of fields, joined by ";" */
	const char *rule;   /* ids, joined by ";" */
	const char *message;
};

/* Adds a record under its header: 0, or -1 with the error set. */
int ta_rejects_add(struct ta_rejects *rejects, const struct ta_header *header,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error);

/* Writes all of them: 0, or -1 with the error set. Once only. */
int ta_rejects_finish(struct ta_rejects *rejects, struct ta_error *error);

void ta_rejects_close(struct ta_rejects *rejects);

#endif
