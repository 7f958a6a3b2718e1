#ifndef TA_DECIDE_H
#define TA_DECIDE_H

/*
 * The decisions: what is found in a request, when it is due, in which order it
 * is worked on, and where it goes. Each is pure: a policy and an evaluation in,
 * a result out. The evaluation also remembers the result for later conditions.
 * Nothing here writes a column, prints, or reads a clock. A route or rule that
 * is returned is the policy's and lives as long.
 */

#include "policy/policy.h"

/*
 * The first early route that matches, NULL where none does. An early route
 * needs the record alone, no findings. It sets the evaluation's early outcome,
 * which checks and due rules read, so it comes first for every record: nobody
 * is asked to mend a request that is going elsewhere, and a redirect has no due
 * date.
 */
const struct ta_route *ta_route_early(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/*
 * Finds all findings, into the evaluation. Where the policy asks nothing, no
 * error or hold is made, but for a date that the clock needs and cannot read.
 * Where it says nothing, nothing is found but by checks that it marks `always`.
 */
void ta_check(const struct ta_policy *policy, struct ta_evaluation *evaluation);

/* The same of the findings alone that the policy marks `alert`. */
void ta_check_alerts(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/* Whether there is no finding of severity error or hold. */
bool ta_check_is_valid(const struct ta_evaluation *evaluation);

/*
 * Adds the findings that a `ta_findings` cell names. False at the first one
 * that the policy does not have; those before it are added.
 */
bool ta_check_recall(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_slice cell);

/* The dates of a request in a word: the first that fits. */
enum ta_due_status {
	TA_DUE_UNDECIDED, /* a date cannot be read */
	TA_DUE_FINISHED,
	TA_DUE_ON_HOLD,
	TA_DUE_NONE,
	TA_DUE_PAST_TARGET,
	TA_DUE_PAST_DUE,
	TA_DUE_SOON,
	TA_DUE_ON_TRACK,
	TA_DUE_STATUSES
};

/* The spelling of statuses; an undecided one is empty. */
extern const char *const ta_due_statuses[TA_DUE_STATUSES];

/* The date that is the work-by date. */
enum ta_due_by {
	TA_BY_TARGET,
	TA_BY_DEADLINE, /* less the margin */
	TA_BY_RECEIPT	/* since the deadline less the margin is before it */
};

/* How long the answer to a request took, by the clock of that answer. */
struct ta_answer {
	ta_day day;  /* TA_NO_DAY: nothing was measured, the rest is unset */
	int start;   /* the field that the clock began with, */
	ta_day from; /* and its day */
	int days;    /* business days in (from, day], in no hold */
	struct ta_time target; /* no day where there is none; in_target is unset
				  then; a time where the rule counts hours */
	bool in_target;
};

struct ta_due {
	const struct ta_due_rule *rule; /* NULL where none matches */
	ta_day target;	     /* TA_NO_DAY where there is none; so with due */
	ta_day due;	     /* the work-by date, */
	enum ta_due_by by;   /* and the date that it is */
	struct ta_time time; /* of the target, where the rule counts hours */
	int days_left;	     /* business days to due, negative when past */
	enum ta_due_status status;
	struct ta_answer answer;
	int unread; /* the field that keeps a date from being worked out, or -1;
		       of a finished request one that its answer needs */
};

/* The due rule of the request: the first that matches, or NULL. */
const struct ta_due_rule *ta_due_rule_of(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/* Whether the request is finished, by the policy's fact for that, if any. */
bool ta_due_is_finished(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/*
 * The field that the clock begins with: the first of the policy's that is not
 * blank, or the day of receipt.
 */
int ta_due_start(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation);

/*
 * The two clocks of a request. The target is counted from receipt and paused by
 * holds. The work-by date is the target, or the deadline less the margin where
 * that is earlier; it is never before receipt. Where receipt or holds cannot be
 * read, there is neither; where the deadline cannot, there is no work-by date,
 * since even the target could be too late. `unread` says which field it was.
 *
 * An answer is measured by the clock that ran when it came, so a request that
 * is opened again keeps its measure. That clock begins with the first of the
 * policy's fields that is not blank and not after the answer; a hold that has
 * no end ends with the answer. An answer before all of them is not measured.
 */
void ta_due_decide(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_due *due);

/* The part of a day in counting the dates. */
enum ta_step_kind {
	TA_STEP_RECEIVED,
	TA_STEP_CLOSED,
	TA_STEP_HELD,
	TA_STEP_COUNTED, /* the last of these is the target */
	TA_STEP_DEADLINE,
	TA_STEP_KEPT, /* a day of the margin before the deadline */
	TA_STEP_WORK_BY
};

struct ta_due_step {
	enum ta_step_kind kind;
	ta_day day;
	int n;		    /* counted or kept so far, with this day */
	const char *closed; /* why it is closed, where it is; the policy's */
};

/*
 * Hands the days of a decision to `visit`, in the order of counting; none where
 * there is no target, or one in hours. A step is borrowed for the call.
 */
void ta_due_steps(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_due *due,
    void (*visit)(const struct ta_due_step *step, void *context),
    void *context);

/*
 * Whether the request counts where a switch is on by the number of open
 * requests: the policy's `open` holds, and no early route sends it elsewhere.
 */
bool ta_priority_counts(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/* Whether a request is ahead of all others: one of the policy's `ahead`. */
bool ta_priority_is_ahead(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/*
 * The place of a request in line. ta_place_compare is the order of all places:
 * one number, so that most comparisons touch nothing else, and the id.
 */
struct ta_place_in_line {
	uint64_t before;    /* everything but the id: the smaller is first */
	struct ta_slice id; /* borrowed as the record's field is */
};

/*
 * Ranks a request whose target and work-by date are given. Appends the ids of
 * the groups that matched, joined by ";".
 */
void ta_priority_decide(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, ta_day target, ta_day due,
    struct ta_place_in_line *place, struct ta_text *groups);

/*
 * Orders two places as strcmp(3) does: open before finished, then the policy's
 * `ahead`, requests in a group, the nearest work-by date with undated last,
 * receipt, id.
 */
int ta_place_compare(
    const struct ta_place_in_line *a, const struct ta_place_in_line *b);

/* The first route that matches, early or not. Sets the outcome. */
const struct ta_route *ta_route_decide(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

/* Appends the addresses that get a copy of the answer, joined by ";". */
void ta_route_copies(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, struct ta_text *copies);

/*
 * Appends the ids of the referrals of a route and of the findings, joined by
 * ";", each once, without those that are not for this requester. Returns the
 * next call after today that fits, with its day in *day. NULL where there is
 * none, and *day is not to be used.
 */
const struct ta_call *ta_route_refer(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_route *route,
    struct ta_text *referrals, ta_day *day);

#endif
