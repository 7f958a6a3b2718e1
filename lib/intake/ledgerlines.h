#ifndef TA_LEDGERLINES_H
#define TA_LEDGERLINES_H

/*
 * The lines of a ledger that is written to: it is locked and read whole, what
 * is damaged is said, and single requests can be read again by their place.
 * What is in the ledger never changes. It compares nothing.
 */

#include "intake/intake.h"
#include "ledger/event.h"
#include "ledger/ledger.h"
#include "ledger/sift.h"
#include "record/report.h"

struct ta_ledger_lines;

/* What is done with each line; `arg` is the caller's. 0, or -1 with the error
 * set. A line is borrowed for the call. */
struct ta_line_takers {
	int (*request)(void *arg, const struct ta_record *record,
	    uint64_t place, struct ta_error *error);
	int (*event)(void *arg, const struct ta_header *header,
	    const struct ta_record *row, const struct ta_happened *happened,
	    uint64_t place, struct ta_error *error);
	void *arg;
};

/*
 * Opens and locks a ledger, and says whether its last line was torn. Nothing
 * else is read yet. Everything it is given is borrowed until
 * ta_ledger_lines_close; `folder` is for temporary files, by_jansson as
 * in format.h. NULL with the error set.
 */
struct ta_ledger_lines *ta_ledger_lines_open(const char *path,
    const char *folder, bool by_jansson, const struct ta_policy *policy,
    struct ta_report *report, struct ta_error *error);
void ta_ledger_lines_close(struct ta_ledger_lines *lines);

/*
 * Reads all lines, or those that a sift wants, which may be NULL, and hands
 * each on, in their order. One that is damaged, or an event that the policy
 * does not have, is said once and counted, and not handed on. It comes before
 * all that follow, and may be called again with other lines. 0, or -1 with the
 * error set, as where a taker fails.
 */
int ta_ledger_lines_read(struct ta_ledger_lines *lines, struct ta_sift *sift,
    const struct ta_line_takers *takers, struct ta_error *error);

/* The ledger itself, borrowed until ta_ledger_lines_close. */
struct ta_ledger *ta_ledger_lines_ledger(const struct ta_ledger_lines *lines);

/*
 * The header of the requests, and in it the column of each field of the policy,
 * or -1; borrowed until the next call of any function. The caller may append
 * the columns that events change.
 */
struct ta_header *ta_ledger_lines_header(struct ta_ledger_lines *lines);
const int *ta_ledger_lines_columns(struct ta_ledger_lines *lines);

/*
 * Reads the line at a place again, as it is: 0, or -1 with the error set.
 * Header and row are borrowed until the next call.
 */
int ta_ledger_lines_row(struct ta_ledger_lines *lines, uint64_t place,
    const struct ta_header **header, const struct ta_record **row,
    struct ta_error *error);

/*
 * Reads the request at a place again: 0, or -1 with the error set. It is
 * borrowed until the next call.
 */
int ta_ledger_lines_get(struct ta_ledger_lines *lines, uint64_t place,
    struct ta_record **record, struct ta_error *error);

/*
 * Whether each column of a header is one of the policy's or the tools', or of a
 * request that was read.
 */
bool ta_ledger_lines_know(
    const struct ta_ledger_lines *lines, const struct ta_header *header);

/*
 * Whether a request of the ledger, as a taker gets it, was forgotten: its words
 * and those of its events are masked.
 */
bool ta_ledger_lines_forgotten(
    struct ta_ledger_lines *lines, const struct ta_record *record);

/*
 * How many of the lines that were read last are damaged, and whether its last
 * line was torn and has been moved away.
 */
size_t ta_ledger_lines_damaged(const struct ta_ledger_lines *lines);
bool ta_ledger_lines_was_torn(const struct ta_ledger_lines *lines);

/*
 * Checks that with the columns of this header, too, all records of the ledger
 * have no more columns than a reader takes, those of the tools included: 0, or
 * -1 with the error set.
 */
int ta_ledger_lines_check(struct ta_ledger_lines *lines,
    const struct ta_header *header, struct ta_error *error);

#endif
