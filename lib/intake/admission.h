#ifndef TA_ADMISSION_H
#define TA_ADMISSION_H

/*
 * Admission: a row becomes a record, with an id and the place that it came
 * from, and is set aside until all rows have been read; or it is refused, with
 * the reason, in a file that can be corrected. A request of somebody who must
 * not wait is said at once.
 */

#include "decide/context.h"
#include "intake/completion.h"
#include "record/part.h"
#include "record/rejects.h"
#include "record/report.h"
#include "record/spool.h"

struct ta_admission_options {
	struct ta_completion_options fill;
	const char *rejects; /* a path for refused rows, or NULL */
	const char *ledger;  /* records go only there; or NULL */
	bool amends; /* other answers of a request there become an event */
	bool as_new; /* only the id says that a request is there */
	struct ta_part part; /* the part of all records that is taken */
	const char *folder;  /* for temporary files */
	bool by_jansson;     /* as in format.h */
};

struct ta_admission;

/*
 * An admission. Its rejects and its ledger appear with the batch. Context,
 * options, batch and report are borrowed until ta_admission_close. NULL with
 * the error set.
 */
struct ta_admission *ta_admission_open(const struct ta_context *context,
    const struct ta_admission_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error);
void ta_admission_close(struct ta_admission *admission);

/*
 * Takes the columns of the current file. At the first file the columns that are
 * filled in are appended; where that has no header, all fields of the policy
 * come first. From then on the ledger is locked. 0, or -1 with the error set.
 */
int ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error);

/*
 * Takes or refuses the last row, or counts and says whether it is damaged: 0,
 * or -1 with the error set.
 */
int ta_admission_take(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error);

/*
 * Hands all records to `take`, with the tools' columns last, or sets them aside
 * for the ledger; and writes the rejects. Appends to the summary how many rows
 * were taken, were already there and were rejected: ", 9 taken". *partly is
 * whether a row was rejected, a line of the ledger is damaged, or something in
 * a table of staff's was of no use. 0, or -1 with the error set.
 */
int ta_admission_finish(struct ta_admission *admission, ta_spool_take *take,
    void *arg, struct ta_text *summary, bool *partly, struct ta_error *error);

/*
 * The header of all records, for an output without records; borrowed until
 * ta_admission_close.
 */
const struct ta_header *ta_admission_header(struct ta_admission *admission);

#endif
