#ifndef TA_EXPLAIN_H
#define TA_EXPLAIN_H

/*
 * Why a request is decided as it is: one line on standard error for each rule
 * that is tried, in order. There is no second evaluator. The trace only watches
 * the one there is, so the decisions are the same with it and without it.
 */

#include "decide/decide.h"
#include "record/report.h"

struct ta_explain;

/*
 * Says the rules of n sections of the policy as they are tried. The first
 * section is the one whose rule is the reason for the decision. Policy, report
 * and sections are borrowed until ta_explain_free.
 */
struct ta_explain *ta_explain_new(const struct ta_policy *policy,
    struct ta_report *report, const char *const *sections, size_t n);
void ta_explain_free(struct ta_explain *explain);

/* The trace to be set in an evaluation, borrowed until ta_explain_free. */
const struct ta_trace *ta_explain_trace(const struct ta_explain *explain);

/* Forgets the reason, before the next record. */
void ta_explain_forget(struct ta_explain *explain);

/*
 * The reason: the rule of the first section that held last for the record, the
 * lines of its condition, and what it cites; empty where none held. Borrowed
 * until the next record.
 */
struct ta_slice ta_explain_why(struct ta_explain *explain);

/* Says the next call and its day; nothing where `call` is NULL. */
void ta_explain_call(struct ta_explain *explain,
    const struct ta_evaluation *evaluation, const struct ta_call *call,
    struct ta_slice day);

/*
 * Says how a record's dates are counted, a line for each day: which days count,
 * which are closed and why, which are on hold, and which are kept before a
 * deadline. Then how its answer is measured, if it has one.
 */
void ta_explain_days(struct ta_explain *explain,
    struct ta_evaluation *evaluation, const struct ta_due *due);

#endif
