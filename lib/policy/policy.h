#ifndef TA_POLICY_H
#define TA_POLICY_H

/*
 * The policy file as the decisions use it: loaded whole, checked whole, never
 * merged. Every judgement of the program is in here and came from the file. The
 * structures follow the sections of the file, which ta-policy(5) describes.
 */

#include "base/block.h"
#include "policy/dayrule.h"
#include "policy/fact.h"
#include "policy/figures.h"
#include "policy/template.h"
#include "record/view.h"

/* A list of referrals, by index, in the order written. */
struct ta_refer {
	const int *referrals;
	size_t count;
};

enum ta_finding_kind {
	TA_FINDING_MISSING, /* of a field: it is blank; of `if_blank:` */
	TA_FINDING_INVALID, /* of a field: not a value of its type; of
			       `if_invalid:` */
	TA_FINDING_CHECK    /* of the checks: its condition holds */
};

struct ta_finding {
	const char *id;
	enum ta_finding_kind kind;
	int field; /* the field that it is about, or -1 */
	struct ta_condition when;
	enum ta_severity severity;
	const char *says; /* or NULL */
	struct ta_refer refer;
	bool staff;  /* not for the requester's eyes: so are all of severity
			review, and alerts */
	bool alert;  /* said at once, at intake */
	bool always; /* even of a request of which nothing else is said */
};

/* The time for an answer. Neither days nor hours: there is no target. */
struct ta_within {
	int days; /* business days */
	int hours;
};

static inline bool
ta_within_is_none(const struct ta_within *within)
{
	return within->days == 0 && within->hours == 0;
}

struct ta_due_rule {
	const char *id;
	struct ta_condition when;
	struct ta_within within;
	int before; /* the field of a deadline, or -1 */
};

struct ta_group {
	const char *id;
	struct ta_condition when;
};

struct ta_route {
	const char *id;
	struct ta_condition when;
	enum ta_outcome outcome;
	int queue; /* index into the policy's queues */
	struct ta_refer refer;
};

struct ta_copy {
	const char *id;
	struct ta_condition when;
	int to; /* the field with the address */
};

/* A call that a requester may join: its days, and who fits it. */
struct ta_call {
	const char *name; /* the day as it is written, where the call has no
			     other name */
	bool named;
	struct ta_day_rule on;
	struct ta_condition when;
};

/*
 * The call of a day: the first of n that has it, so a general call is not held
 * on the day of a rarer one. NULL where no call has it.
 */
const struct ta_call *ta_call_on(
    const struct ta_call *calls, size_t n, ta_day day);

struct ta_referral {
	const char *id;
	struct ta_condition when; /* for whom */
	const char *says;
	const char *phone; /* NULL where there is none, like url */
	const char *url;
	const struct ta_call *calls;
	size_t n_calls;
};

struct ta_switch {
	bool on;		      /* by default */
	const struct ta_span *during; /* the days on which it is on by itself */
	size_t n_during;
	int open_requests_over; /* `auto` turns it on above this; -1: never */
};

/* The span of `during` that has the day; NULL where none has. */
const struct ta_span *ta_switch_during(
    const struct ta_switch *entry, ta_day day);

/* An answer that is filled in to try the policy. */
struct ta_filled {
	int field;
	struct ta_slice text;
	bool today; /* the text stands for the day that is worked on */
};

/* Answers that are filled in together. */
struct ta_filling {
	const struct ta_filled *fields;
	size_t count;
};

/* Fillings; one of them is taken at a time. */
struct ta_varied {
	struct ta_filling *fillings;
	size_t count;
};

/* Every combination of one filling from each of these. */
struct ta_combination {
	const char *id;
	struct ta_varied *varied;
	size_t n_varied;
};

/* A value that an event gives a field. */
struct ta_event_set {
	int field;
	bool day;	      /* the event's day at the office */
	struct ta_slice text; /* else this; NULL data: none */
	bool first;	      /* only where the field is blank */
};

/*
 * The event that takes another back: the tools' own, in no policy. All others
 * are the policy's.
 */
#define TA_UNDONE "undone"

/* What can happen to a request, and what that does to its fields. */
struct ta_event {
	const char *id;
	struct ta_slice *labels; /* what people call it */
	size_t n_labels;
	struct ta_event_set *sets;
	size_t n_sets;
	int opens;     /* a field of spans where one begins, or -1 */
	int closes;    /* a field of spans where the open one ends, or -1 */
	bool *takes;   /* by field: the event may carry it */
	bool carries;  /* it may carry some field */
	bool adds;     /* the items of a list are added to those there */
	bool verified; /* staff have seen that its fields are so */
};

/* Whether an event does something beside carrying fields. */
static inline bool
ta_event_acts(const struct ta_event *event)
{
	return event->n_sets > 0 || event->opens != -1 || event->closes != -1;
}

/*
 * The field of staff's with the last letter that was drafted, and the event
 * that says so: each letter is drafted once by them.
 */
#define TA_LETTER "letter"
#define TA_DRAFTED "drafted"

/* What is written back to some requests. */
struct ta_reply {
	const char *id;
	struct ta_condition when;
	bool has_text; /* false: no letter is drafted */
	struct ta_template text;
	int sent; /* the event that follows when it was sent, or -1 */
};

/* All letters. Without the section there are no rules. */
struct ta_replies {
	struct ta_slice name; /* of the sender; NULL data where there is none */
	struct ta_slice email;
	int to;	    /* the field with the address that letters go to */
	int letter; /* the field TA_LETTER */
	struct ta_template subject;    /* without lines where there is none, */
	struct ta_template closing;    /* as here */
	struct ta_template *greetings; /* the first without a blank counts */
	size_t n_greetings;
	struct ta_reply *rules; /* the first that holds decides */
	size_t count;
};

/* Fields; two requests that agree in all of them are one. */
struct ta_same {
	const int *fields;
	size_t count;
};

/* Who asked before: what is counted of earlier requests. */
struct ta_history {
	const int *requester; /* fields: the first that is not blank */
	size_t n_requester;   /* 0: the policy has no history */
	int within;	      /* so many days before */
	const int *pass_over; /* facts: such requests are nobody's */
	size_t n_pass_over;
	struct ta_same same; /* fields of a repeat; none: nothing is one */
	int same_within;     /* days */
	const int *signs;    /* facts */
	size_t n_signs;
	int signs_in; /* the fewest requests that make a sign count */
};

/* What is to be done next with some open requests. */
struct ta_step {
	const char *id;
	struct ta_condition when;
	struct ta_slice says;
	struct ta_slice who; /* does it; NULL data: the one of the request */
};

/* What is to be done next: the first step that holds. */
struct ta_next {
	int who; /* the field of staff's with the one who does it, or -1 */
	struct ta_slice nobody; /* the words where it is blank */
	struct ta_step *steps;
	size_t count;
};

/*
 * The step of the record, whose findings and outcome the evaluation has; NULL
 * where none holds.
 */
const struct ta_step *ta_next_step(
    const struct ta_next *next, struct ta_evaluation *evaluation);

/* How long requests are kept: so many months or days. Neither: no time. */
struct ta_retention {
	int months;
	int days;
};

struct ta_index;

struct ta_policy {
	const char *name;
	const char *edition;
	enum ta_date_order dates;
	struct ta_vocabulary
	    vocabulary;	       /* fields, facts, names, zone, calendar */
	struct ta_header form; /* the fields as columns */

	int id_field;
	const int *id_from; /* the fields that an id is made from */
	size_t n_id_from;
	struct ta_same *same; /* by which two requests are one */
	size_t n_same;
	struct ta_condition ask_nothing;
	bool asks_always; /* there is no ask_nothing_when */
	struct ta_condition say_nothing;
	bool says_always; /* there is no say_nothing_when */

	struct ta_switch *switches;
	bool turns_switches; /* some switch has days or a number for that */
	struct ta_finding *findings;
	const struct ta_index *finding_index; /* of their conditions */

	const int *from; /* the fields that the clock begins with: the first */
	size_t n_from;	 /* that is not blank; the last is … */
	int receipt;	 /* … the day of receipt */
	int pauses;	 /* a field, or -1 */
	int answered;	 /* the field with the day of the answer, or -1 */
	int done;	 /* facts, or -1 */
	int held;	 /* on hold without a span */
	struct ta_within target; /* that rules name */
	int margin;		 /* business days */
	int warn;
	struct ta_due_rule *due_rules;
	size_t n_due_rules;
	bool counts_hours; /* some rule does */

	const int *ahead; /* facts */
	size_t n_ahead;
	struct ta_condition behind;
	bool has_behind;
	struct ta_condition grouping;
	struct ta_group *groups;
	size_t n_groups;
	struct ta_condition open;

	struct ta_route *routes;
	size_t n_routes;
	size_t n_early; /* those that need the record alone */
	const struct ta_index *early_index;
	const char **queues;
	size_t n_queues;
	struct ta_copy *copies;
	size_t n_copies;
	struct ta_referral *referrals;
	size_t n_referrals;
	struct ta_combination *combinations;
	size_t n_combinations;
	struct ta_event *events;
	size_t n_events;
	int amended; /* the event that a form's row becomes, or -1 */
	struct ta_history history;
	struct ta_replies replies;
	struct ta_next next;
	struct ta_retention retention;
	struct ta_view *views;
	size_t n_views;
	struct ta_briefing *reports;
	size_t n_reports;

	struct ta_zone *zone;
	struct ta_arena arena;
};

/*
 * A walk over the rules of an indexed list whose conditions may hold for a
 * record, in the order of the list. It passes over many that do not hold, and
 * over none that does. Where the evaluation is traced, it shows all. It begins
 * with an index, an evaluation and zeroes: both outlive it, and the record
 * stays the same.
 */
struct ta_walk {
	const struct ta_index *index;
	struct ta_evaluation *evaluation;
	size_t part;  /* the next part of the list */
	size_t first; /* place in the list of the first rule of this part */
	size_t word;  /* of the set, where the next one is looked for */
	struct ta_bits set; /* the rules of this part that are left */
};

/* Goes on to a word of a set that is not empty; false after the last. */
bool ta_walk_on(struct ta_walk *walk);

/* The next rule, by its place in its list, into *i; false after the last. */
static inline bool
ta_walk_next(struct ta_walk *walk, size_t *i)
{
	uint64_t *left = &walk->set.word[walk->word];

	if (*left == 0 && !ta_walk_on(walk))
		return false;
	left = &walk->set.word[walk->word];
	*i = walk->first + walk->word * 64 + ta_block_first(*left);
	*left &= *left - 1;
	return true;
}

/* The event with this id or label, compared by slug, or -1. */
int ta_policy_event(const struct ta_policy *policy, struct ta_slice word);

/*
 * The view with this name, else one of the columns that are named with commas
 * between, which lives as long as the policy. NULL with the error set, where a
 * name is missing or is there twice. Whether there are such columns is seen in
 * the records.
 */
const struct ta_view *ta_policy_view(
    struct ta_policy *policy, const char *words, struct ta_error *error);

/* The report of the policy with this id, or NULL. */
const struct ta_briefing *ta_policy_report(
    const struct ta_policy *policy, struct ta_slice id);

/* Frees a policy; NULL is allowed. */
void ta_policy_free(struct ta_policy *policy);

#endif
