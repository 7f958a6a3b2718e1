#ifndef TA_REFUSAL_H
#define TA_REFUSAL_H

/*
 * How rows are refused at intake: the reason is said, and the row is written to
 * a file that can be corrected and read again. A request of somebody who must
 * not wait is said all the same. It does not decide which rows are refused.
 */

#include "decide/context.h"
#include "intake/intake.h"
#include "record/rejects.h"
#include "record/report.h"

/* Ready once the first four are set. Free with ta_refusal_free. */
struct ta_refusal {
	const struct ta_context *context;
	struct ta_intake *intake;
	struct ta_report *report;
	struct ta_rejects *rejects; /* or NULL; it closes them */
	size_t count;		    /* rows that were refused */

	struct ta_evaluation *evaluation; /* for so many columns, or NULL */
	size_t columns;
	struct ta_text words;
};

void ta_refusal_free(struct ta_refusal *refusal);

/*
 * Says the alerts of a record, unless its file has been through intake before:
 * then they were said.
 */
void ta_refusal_alert(struct ta_refusal *refusal, const struct ta_files *files,
    const struct ta_record *record);

/* Refuses the last row: 0, or -1 with the error set. `record` has its place. */
int ta_refusal_say(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error);

/*
 * The same of a record, whose alerts are said: for a reason, for its fault, or
 * since its longest field has made it too long; `safe` says whether that may
 * gain an apostrophe.
 */
int ta_refusal_reject(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error);
int ta_refusal_fault(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error);
int ta_refusal_long(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, int longest, bool safe,
    struct ta_error *error);

/*
 * Says that a request, of this id, has become too long by its events and
 * tables, and counts it: no tool would read it. `longest` is the name of its
 * longest field.
 */
void ta_refusal_outgrown(struct ta_refusal *refusal,
    const struct ta_record *record, struct ta_slice id,
    struct ta_slice longest);

#endif
