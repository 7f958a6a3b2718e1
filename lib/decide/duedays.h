#ifndef TA_DUEDAYS_H
#define TA_DUEDAYS_H

/*
 * Work-by dates as days of a calendar: a record with the columns id, date and
 * name for each open request that has such a date. The name is the rule's id
 * and the request's, or only the rule's where the policy calls ids private.
 */

#include "decide/context.h"
#include "decide/explain.h"

/* Zero-initialised it is empty. Free with ta_duedays_free. */
struct ta_duedays {
	struct ta_header header;
	struct ta_record record;
	struct ta_text name;
};

/* Adds the columns to the header. */
void ta_duedays_begin(struct ta_duedays *days);
void ta_duedays_free(struct ta_duedays *days);

/*
 * Sets days->record to the day of a request whose work-by date is the text
 * `date`, until the next call: 1. It is 0 where there is no day, since the
 * request is finished or has no such date, and -1 where it has no id: a
 * calendar could not update its day later. `date` is borrowed.
 */
int ta_duedays_take(struct ta_duedays *days, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_due *due,
    struct ta_slice date);

/*
 * Appends the target, and a line end, of a request of which only the day of
 * receipt is known, and explains it: 0, or -1 with the error set where there is
 * no target.
 */
int ta_duedays_target(const struct ta_context *context,
    struct ta_explain *explain, const char *received, struct ta_text *text,
    struct ta_error *error);

#endif
