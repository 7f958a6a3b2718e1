#ifndef TA_TRIAL_H
#define TA_TRIAL_H

/*
 * A policy, tried before it is used: what each mode of ta-policy is given, and
 * the signature that all modes have. A trial decides as the tools do and
 * changes nothing.
 */

#include "decide/context.h"
#include "record/input.h"
#include "record/report.h"
#include "record/writer.h"

/* Each mode uses some of the members. All are borrowed for the call. */
struct ta_trial {
	const struct ta_context *context;
	const struct ta_context *other; /* the context of another policy */
	struct ta_report *report;
	const char *name;	      /* of the file of the policy in force */
	struct ta_slice policy;	      /* what that file has */
	struct ta_slice other_policy; /* the same of the other one */
	struct ta_text *text;	      /* for a mode that writes a text */
	struct ta_writer *writer;  /* for a mode that writes records, or NULL */
	struct ta_input *input;	   /* records to decide */
	const char *const *tables; /* of cases, n of them */
	size_t n_tables;
	size_t least; /* percentage of coverage, or 0 */
	size_t year;  /* whose closed days are wanted, or 0 */
	bool all;     /* finished requests are compared, too */
	bool strict;  /* a doubt is found, too */
	bool found;   /* set: the trial found what it looks for */
};

/* A mode: 0, or -1 with the error set. */
typedef int ta_trial_run(struct ta_trial *trial, struct ta_error *error);

/*
 * Writes the blank form: what a requester may fill in, as a record in YAML,
 * with the values that are allowed in comments. Fields of staff are not in it.
 */
ta_trial_run ta_trial_blankform;

/*
 * Writes the days of the year on which the office is closed, other than
 * weekends: date, weekday, name.
 */
ta_trial_run ta_trial_closeddays;

/*
 * Decides every combination of answers that the policy's section `combinations`
 * names. Writes a record for each: the entry, the fields that some entry fills
 * in, and the columns of the tools. Says every due rule and route that decided
 * none, the last route aside: only there can one rule hide another. Says how
 * many combinations the last route got: each is a case that nobody thought of.
 * `found` where there are any of either. -1 also where the policy has no
 * combinations.
 */
ta_trial_run ta_trial_combinations;

/*
 * Decides the records by two policies, whatever columns of the tools they have.
 * Writes a record for each request whose decisions differ: its number in the
 * input, its id, the edition that decided it before, what changes, and both
 * decisions. Of a request nothing but that is kept, and no answer of a person.
 * A place is the rank that ta-prioritize would give, so one request that moves
 * up moves others down. Says how much changed.
 */
ta_trial_run ta_trial_twopolicies;

/*
 * Says so where the two policies have one name and edition, but not the same
 * content. Comments and layout are no content.
 */
void ta_trial_doubt_edition(const struct ta_trial *trial);

/*
 * Runs the policy's tables of cases: columns of the form, and columns that
 * begin with expect_, each compared with the cell that the tools would write,
 * "*" for any. The column `case` is the name of the case, `switches` turns some
 * on. Says every cell that differs. Where there is a writer, it gets a record
 * for each rule and each answer: section, id, and how many cases had it.
 * `found` where a case differs, or where fewer than `least` per cent of rules
 * and answers had a case. -1 also where a table cannot be read or expects a
 * column that no tool has.
 */
ta_trial_run ta_trial_cases;

/*
 * Says what the policy has, and what may not be meant although it can be
 * loaded, each with its place in the file. `found` where there is any such
 * doubt and the trial is strict.
 */
ta_trial_run ta_trial_doubts;

/*
 * Writes every letter of the policy once, with sample values, then what each
 * route says. -1 also where the policy has no letters.
 */
ta_trial_run ta_trial_letters;

/*
 * Writes every sentence, route and referral of the policy once, to be
 * proofread: what requesters read, then what only staff read, both in the order
 * of the policy. A route without a sentence is among staff's, and so is a
 * referral that no requester is sent.
 */
ta_trial_run ta_trial_words;

/* The policy file as it was read, comments and all. */
ta_trial_run ta_trial_print;

#endif
