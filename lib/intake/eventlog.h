#ifndef TA_EVENTLOG_H
#define TA_EVENTLOG_H

/*
 * Events that come to a ledger: a row of a file, or the words of a person,
 * becomes an event of a request, or is refused with the reason. What an event
 * may carry and set is the policy's. It changes no request by itself: the fold
 * does that, when the ledger is read.
 */

#include "decide/context.h"
#include "intake/newevent.h"
#include "record/rejects.h"

struct ta_eventlog_options {
	const char *ledger;
	const char *rejects;	  /* a path for refused rows, or NULL */
	const char *folder;	  /* for temporary files */
	bool by_jansson;	  /* as in format.h */
	const struct ta_map *map; /* of the file, or NULL */
	struct ta_time now;	  /* the time at the office, or a given day */
	struct ta_by_hand said;	  /* else each row has its own event */
};

struct ta_eventlog;

/*
 * Opens and locks the ledger. Everything is borrowed until
 * ta_eventlog_close; the ledger changes, and the rejects appear, with the
 * batch. NULL with the error set.
 */
struct ta_eventlog *ta_eventlog_open(const struct ta_context *context,
    const struct ta_eventlog_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error);
void ta_eventlog_close(struct ta_eventlog *log);

/*
 * Takes the columns of the current file, and at the first reads the ledger, as
 * far as it matters: 0, or -1 with the error set, as where a column that a file
 * of events needs is missing.
 */
int ta_eventlog_turn(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error);

/*
 * Adds the event of the last row, or refuses it: 0, or -1 with the error set.
 * What is said by hand is never refused alone: it is an error.
 */
int ta_eventlog_take(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error);

/* Takes back the last event of the request: 0, or -1 with the error set. */
int ta_eventlog_undo(struct ta_eventlog *log, struct ta_error *error);

/* Writes the rejects: 0, or -1 with the error set. */
int ta_eventlog_finish(struct ta_eventlog *log, struct ta_error *error);

/*
 * Appends how many events were added, were there and were rejected: ", 9
 * added". Whether some row was rejected, or a line of the ledger is damaged.
 */
bool ta_eventlog_summary(const struct ta_eventlog *log, struct ta_text *text);

#endif
