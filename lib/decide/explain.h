#ifndef TA_EXPLAIN_H
#define TA_EXPLAIN_H

/*
 * Why a request is decided as it is: the evaluation itself, watched. One line
 * on standard error for each rule that is tried, in order. It decides nothing
 * and changes nothing: with and without it the decisions are the same.
 */

#include "decide/decide.h"
#include "record/report.h"

struct ta_explain;

/*
 * Watches the rules of n sections of the policy, and says them. `why` is the
 * section whose first rule that holds is the reason. All of it is borrowed.
 * Free with ta_explain_free.
 */
struct ta_explain *ta_explain_new(const struct ta_policy *policy,
    struct ta_report *report, const char *const *sections, size_t n);
void ta_explain_free(struct ta_explain *explain);

/* What a subject is to be given as its trace; borrowed. */
const struct ta_trace *ta_explain_trace(const struct ta_explain *explain);

/*
 * Why: the rule of the first section that held last for the record, the lines
 * of its condition, and what it cites. Borrowed until the next record.
 */
struct ta_slice ta_explain_why(struct ta_explain *explain);

/* The call that is named, and its day; NULL for none says nothing. */
void ta_explain_call(struct ta_explain *explain,
    const struct ta_evaluation *evaluation, const struct ta_call *call,
    struct ta_slice day);

/*
 * The arithmetic of a record's dates, a line a day: which days count, which are
 * closed and why, which are on hold, and what is kept before a deadline.
 */
void ta_explain_days(struct ta_explain *explain,
    struct ta_evaluation *evaluation, const struct ta_due *due);

#endif
