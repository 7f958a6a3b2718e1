#ifndef TA_FINDINGS_H
#define TA_FINDINGS_H

/*
 * Findings in words: ids for a column, messages, reasons for rejects, and the
 * sheet that staff send back to requesters. The only value of a record in it is
 * its id, unless the reader of messages may see more.
 */

#include "policy/policy.h"
#include "record/rejects.h"
#include "record/report.h"
#include "record/spool.h"

/*
 * A sheet while it is written. Zero-initialised it is ready. Free with
 * ta_findings_free.
 */
struct ta_sheet {
	struct ta_header header;
	struct ta_record row;
	struct ta_origin origin; /* of the row's record */
	struct ta_text words;
	struct ta_text fields;
	struct ta_text ids;
};

/* Makes the sheet's header. */
void ta_findings_begin(struct ta_sheet *sheet);
void ta_findings_free(struct ta_sheet *sheet);

/*
 * Says each finding that makes the record not valid; of a finished request only
 * those that are staff's to mend, as no requester is asked any more. All
 * findings if verbose.
 */
void ta_findings_say(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, bool finished,
    struct ta_report *report);

/*
 * Hands `take` a row of the sheet for each finding that requesters may see: not
 * those that staff decide or keep to themselves, and none of a request with an
 * alert. The row is borrowed for the call. 0, or -1 with the error set.
 */
int ta_findings_write(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, ta_spool_take *take, void *arg,
    struct ta_error *error);

/*
 * Puts the evaluation's record among the rejects, with its errors and holds: 0,
 * or -1 with the error set.
 */
int ta_findings_reject(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_header *header,
    struct ta_rejects *rejects, struct ta_error *error);

#endif
