#ifndef TA_TRIAL_H
#define TA_TRIAL_H

/*
 * A policy tried before it is used: what each mode of ta-policy is given, and
 * the one signature that all of them have. A trial decides as the tools do and
 * changes nothing.
 */

#include "decide/context.h"
#include "record/input.h"
#include "record/report.h"
#include "record/writer.h"

/* Which members a mode uses is its own; all of it is borrowed. */
struct ta_trial {
	const struct ta_context *context;
	const struct ta_context *other; /* of another policy */
	struct ta_report *report;
	struct ta_text *text;	   /* of a mode that writes a text */
	struct ta_writer *writer;  /* of one that writes records, or NULL */
	struct ta_input *input;	   /* records to decide */
	const char *const *tables; /* of cases, n of them */
	size_t n_tables;
	size_t least; /* per cent of coverage */
	int year;
	bool all;   /* finished requests, too */
	bool found; /* set where the trial found what it looks for */
};

/* 0, or -1 with the error set. */
typedef int ta_trial_run(struct ta_trial *trial, struct ta_error *error);

/*
 * The blank form: what a requester may fill in, as a record in YAML with the
 * values that are allowed in comments. What staff fill in is no part of it.
 */
ta_trial_run ta_trial_blankform;

/*
 * The days of the year on which the office is closed besides weekends, as
 * records: date, weekday, name.
 */
ta_trial_run ta_trial_closeddays;

/*
 * Every combination of answers that the policy's own section names, a record
 * each: the entry, the fields that some entry fills in, and the columns of the
 * tools. Says every due rule and route, but the last route, that decided none,
 * and how many were left to the last route; found where there are any of
 * either. An error where the policy has no combinations.
 */
ta_trial_run ta_trial_combinations;

/*
 * Two policies over the same records: a record for each request of which
 * something changes, with its number in the input, its id, the edition that it
 * says it was decided by, what changes, and both decisions; no answer of a
 * person. Says how much changed.
 */
ta_trial_run ta_trial_twopolicies;

/*
 * The policy's own tables of cases: columns of the form, and columns that begin
 * with expect_, each compared with the column that the tools would write for
 * it, "*" for anything. A column `case` names the case, one `switches` turns
 * some on. Says every cell that differs. Where there is a writer, it gets a
 * record for each rule and each answer: section, id, and how many cases fired
 * or gave it. Found where a case differs, or fewer than `least` per cent of the
 * rules and answers had a case. An error where a table cannot be read or
 * expects a column that no tool has.
 */
ta_trial_run ta_trial_cases;

/*
 * What the policy has that can be loaded and may still not be meant: says what
 * there is, and each doubt.
 */
ta_trial_run ta_trial_doubts;

#endif
