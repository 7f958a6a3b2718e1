#ifndef TA_ALERT_H
#define TA_ALERT_H

/*
 * What may not wait until somebody looks at a queue: the findings that the
 * policy marks `alert`, said at once, with the telephone numbers of their
 * referrals. It shows no value of the record.
 */

#include "decide/decide.h"
#include "record/report.h"

/* Says each alert of the record that the evaluation is turned to. */
void ta_alert_say(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_report *report);

#endif
