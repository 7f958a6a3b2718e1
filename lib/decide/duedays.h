#ifndef TA_DUEDAYS_H
#define TA_DUEDAYS_H

/*
 * Work-by dates as days of a calendar: a record with the columns id, date and
 * name for each request that is open and has such a date. A name is the rule's
 * id and the request's, or the rule's alone where the policy calls ids private.
 */

#include "decide/decide.h"

/* Zero-initialised it is empty. Free with ta_duedays_free. */
struct ta_duedays {
	struct ta_header header;
	struct ta_record record;
	struct ta_text name;
};

/* Makes the header. */
void ta_duedays_begin(struct ta_duedays *days);
void ta_duedays_free(struct ta_duedays *days);

/* Has the request no day in a calendar: it is finished, or has no date? */
bool ta_duedays_has_none(const struct ta_due *due);

/*
 * Lays out the day of a request whose work-by date is the text `date`. The
 * record is borrowed until the next. NULL where the request has no id, by which
 * a calendar would know it again.
 */
const struct ta_record *ta_duedays_record(struct ta_duedays *days,
    const struct ta_policy *policy, const struct ta_evaluation *evaluation,
    const struct ta_due *due, struct ta_slice date);

#endif
