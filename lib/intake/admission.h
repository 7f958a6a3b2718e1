#ifndef TA_ADMISSION_H
#define TA_ADMISSION_H

/*
 * Which rows are admitted: a row is refused, with the reason and in a form that
 * can be corrected, or it becomes a record, with an id of its own and the place
 * it came from, and is set aside until all have been read. A request of
 * somebody who must not wait is told of at once.
 */

#include "decide/context.h"
#include "intake/completion.h"
#include "record/part.h"
#include "record/rejects.h"
#include "record/report.h"
#include "record/spool.h"

struct ta_admission_options {
	struct ta_completion_options fill;
	const char *rejects; /* a path for the rows refused, or NULL */
	const char *ledger;  /* records go there and nowhere else, or NULL */
	struct ta_part part; /* only these records are taken */
	const char *folder;  /* for temporary files */
};

struct ta_admission;

/*
 * An admission whose rejects and ledger appear with a batch. Context, options,
 * batch and report outlive it. NULL with the error set where that fails. Free
 * with ta_admission_close.
 */
struct ta_admission *ta_admission_open(const struct ta_context *context,
    const struct ta_admission_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error);
void ta_admission_close(struct ta_admission *admission);

/*
 * Takes the columns of the file that has just been turned to. At the first one
 * the columns that are filled in are appended; where it has no header, all
 * fields of the policy come first. From then on a ledger is ours alone, and
 * what is in it is known. 0 or -1.
 */
int ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error);

/* Takes or refuses the row that has just been read: 0 or -1. */
int ta_admission_take(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error);

/*
 * Only says whether it is a record, and counts it as intact or damaged: 0 or
 * -1.
 */
int ta_admission_inspect(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error);

/*
 * Hands all records to `take`, the tools' columns last, or sets them aside for
 * the ledger, and writes the rejects. 0 or -1.
 */
int ta_admission_finish(struct ta_admission *admission, ta_spool_take *take,
    void *arg, struct ta_error *error);

/* The header of all records, for where there are none; borrowed. */
const struct ta_header *ta_admission_header(struct ta_admission *admission);

/*
 * Appends how many rows were taken, already there and rejected: ", 9 taken". Is
 * anything not as it should be: a row rejected, a line of the ledger damaged?
 */
bool ta_admission_summary(
    const struct ta_admission *admission, struct ta_text *text);

#endif
