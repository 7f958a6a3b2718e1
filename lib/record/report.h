#ifndef TA_REPORT_H
#define TA_REPORT_H

/*
 * What a tool says on standard error: one line for each message, the same
 * problem ten times and then a count, a summary last. Everything is escaped for
 * a terminal. No value of a record may be passed in, unless the reader of
 * messages may see it.
 *
 * Which to use: ta_report_warn for a doubt about the whole run;
 * ta_report_loudly where something has happened to a file that is kept;
 * ta_report_about for a problem of one record; ta_report_alert for a line about
 * a record that must never be missed, or was asked for (--explain);
 * ta_report_error for the reason why the tool stops.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "record/record.h"

struct ta_problem; /* a kind of message, and how often it came */

struct ta_report {
	const char *tool;
	bool quiet; /* no warnings, no summary */
	bool verbose;
	bool show_values; /* of choices, dates, lists and yes-no, in messages */
	bool terminal;	  /* standard error is one */
	bool at_intake;	  /* records are in the files of forms themselves */
	const struct ta_header *header; /* of records; NULL: not to look at */
	const char *id;			/* the column of their ids */
	bool failed;			/* a message could not be written */
	bool in_progress;		/* a line of progress is shown */
	double begun;			/* seconds of some clock; 0: not yet */
	double shown;
	struct ta_problem *problems;
	size_t count;
	size_t room;
	struct ta_text line;
};

void ta_report_free(struct ta_report *report);

/* The reason why a tool stops: said even if quiet. */
void ta_report_error(struct ta_report *report, const struct ta_error *error);

/* A doubt about the run, not about a record; not said if quiet. */
void ta_report_warn(struct ta_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Something that has happened to a file that is kept: said even if quiet. */
void ta_report_loudly(struct ta_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * From here on messages name the ids of records, which are under this header,
 * and the places in the form from which they came, where ta_source and ta_line
 * tell them; not the latter at intake, which reads the form itself. Header and
 * id are borrowed as long as the report.
 */
void ta_report_records(struct ta_report *report, const struct ta_header *header,
    const char *id, bool at_intake);

/* What a message says of the record that it is about; any part may be NULL. */
struct ta_about {
	const struct ta_record *record;
	struct ta_slice id; /* where no column of the record has it */
	const char *field;
	const char *rule; /* the finding or word that it is counted by; outlives
			     the report */
	size_t column;	  /* byte in the line, or 0 */
	bool lost;	  /* the record is in no output: said even if quiet */
};

/*
 * Whether an id may be shown: it is of letters, digits and a few signs only, at
 * most 64 of them, and not blank. Any other may be an answer.
 */
bool ta_report_shows_id(struct ta_slice id);

/*
 * A message about a record: "tool: file:line: row 17: id R17: field: sentence
 * [rule]". The row is left out where the place is that of ta_source, which
 * tells no row; an id, where it may not be shown.
 * ta_report_about is a warning: it is not said if quiet, and ten times of a
 * rule at most. ta_report_alert says it every time, even if quiet.
 */
void ta_report_about(struct ta_report *report, const struct ta_about *about,
    const char *sentence);
void ta_report_alert(struct ta_report *report, const struct ta_about *about,
    const char *sentence);

/*
 * Shows progress, on a terminal and only when it takes long: one line that is
 * written over again, with the records and bytes so far and, unless `size` is
 * 0, the share of all bytes. The next message replaces it.
 */
void ta_report_progress(
    struct ta_report *report, size_t records, uint64_t bytes, uint64_t size);

/*
 * Appends to a summary how many records have each of n names, such as ", 3
 * on-hold": those that some record has.
 */
void ta_report_counts(struct ta_text *summary, const size_t *counts,
    const char *const *names, size_t n);

/*
 * Says how many messages were only counted, then the summary. A quiet tool says
 * neither.
 */
void ta_report_close(struct ta_report *report, const char *summary);

/*
 * For a run of which a message could not be written (`failed`): it stops, since
 * what was lost would never be said again. Returns -1 with the error set.
 */
int ta_report_refuse(struct ta_error *error);

#endif
