#ifndef TA_REPORT_H
#define TA_REPORT_H

/*
 * What a tool says on standard error: one line a message, the same problem ten
 * times and then a count, a summary last. No value of a record is ever passed
 * in unless the caller may show it; everything is escaped for a terminal.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "record/record.h"

struct ta_problem; /* one kind of message, and how often it came */

struct ta_report {
	const char *tool;
	bool quiet; /* no warnings, no summary */
	bool verbose;
	bool show_values; /* of choices, dates, lists and yes-no */
	bool terminal;	  /* standard error is one */
	bool failed;	  /* a message could not be written */
	bool in_progress; /* a line of progress stands on it */
	double begun;	  /* seconds of some clock; 0: not yet */
	double shown;
	struct ta_problem *problems;
	size_t count;
	size_t room;
	struct ta_text line;
};

void ta_report_free(struct ta_report *report);

/* A message that is never hidden: the reason why a tool stops. */
void ta_report_error(struct ta_report *report, const struct ta_error *error);

/* A warning without a record. */
void ta_report_warn(struct ta_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same, said even if quiet: something has happened to what is kept. */
void ta_report_loudly(struct ta_report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What a message about a record names; any part may be NULL. */
struct ta_about {
	const struct ta_record *record;
	const char *field;
	const char *rule; /* stable id, outlives the report; counted by it */
	size_t column;	  /* byte in the line, or 0 */
	bool lost; /* the record is nowhere in the output: said even if quiet */
};

/*
 * A message about a record: "tool: file:line: row 17: field: sentence [rule]".
 * A warning is hidden by quiet and collapsed after ten of a rule; an alert is
 * said every time.
 */
void ta_report_about(struct ta_report *report, const struct ta_about *about,
    const char *sentence);
void ta_report_alert(struct ta_report *report, const struct ta_about *about,
    const char *sentence);

/*
 * On a terminal, and only when it takes long: one line that is written over
 * again, with the records and bytes so far and, where `size` is not 0, how much
 * of all bytes that is. Any other message takes its place.
 */
void ta_report_progress(
    struct ta_report *report, size_t records, uint64_t bytes, uint64_t size);

/* Says how many messages were collapsed, then the summary, unless quiet. */
void ta_report_close(struct ta_report *report, const char *summary);

#endif
