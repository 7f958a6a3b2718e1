#ifndef TA_ALERT_H
#define TA_ALERT_H

/*
 * Alerts: findings that may not wait until somebody looks at a queue. The
 * policy marks them `alert`. Each is said at once, with the telephone numbers
 * of its referrals and without any value of the record.
 */

#include "decide/decide.h"
#include "record/report.h"

/*
 * Says each alert of the record that the evaluation is turned to; none of a
 * finished request.
 */
void ta_alert_say(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_report *report);

#endif
