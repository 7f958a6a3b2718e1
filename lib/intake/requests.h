#ifndef TA_REQUESTS_H
#define TA_REQUESTS_H

/*
 * The requests that have come so far, in a ledger and in the input: whether one
 * that comes now is one of them, by its id or by what the policy says makes two
 * requests one (`identity.same`), and which of its answers differ from what the
 * form said last. What staff have said of a request does not count.
 */

#include "intake/differences.h"
#include "intake/ledgerlines.h"
#include "record/spool.h"

struct ta_requests;

/*
 * No requests yet. All of it is borrowed until ta_requests_free: the intake
 * that the input's records are of, and the spool where they are set aside. A
 * request takes 40 bytes and those of the table, with a ledger also what kin.h
 * says; an event of the ledger what fold.h says.
 */
struct ta_requests *ta_requests_new(const struct ta_policy *policy,
    struct ta_intake *intake, struct ta_spool *spool);
void ta_requests_free(struct ta_requests *requests);

/*
 * From now on a ledger's are among them, too, and requests that are the same by
 * the policy are found. It is read when one is looked for. `names` are those of
 * the form's files. Everything is borrowed until ta_requests_free; `folder` is
 * for temporary files.
 */
void ta_requests_ledger(struct ta_requests *requests,
    struct ta_ledger_lines *lines, const struct ta_header *names,
    const char *folder);

/*
 * Only those lines of the ledger need be read that matter to what comes, or
 * that came from a file of one of the names: to all rows of `files`, if these
 * are few, else to the first; for others it is read whole. `map` may be NULL.
 */
void ta_requests_sift(struct ta_requests *requests, const struct ta_map *map,
    const struct ta_files *files);

/*
 * After the input: reads the ledger as far as is needed for its columns and
 * those of this header, and for what the names of files ask: 0, or -1 with the
 * error set. Before anything is read from the spool in order.
 */
int ta_requests_settle(struct ta_requests *requests,
    const struct ta_header *header, struct ta_error *error);

/*
 * The day of the ledger's latest event that counts, staff's or the form's;
 * TA_NO_DAY where there is none. The ledger was read whole.
 */
ta_day ta_requests_latest(const struct ta_requests *requests);

enum ta_sight {
	TA_SIGHT_NEW,
	TA_SIGHT_SAME,	 /* it is there, with the same answers */
	TA_SIGHT_OTHER,	 /* its id is there, with other answers */
	TA_SIGHT_LIKELY, /* its id is not there, a request that is the same by
			    the policy is */
	TA_SIGHT_SEVERAL /* so are several */
};

/*
 * Looks for a request, which is one of the intake's: an enum ta_sight, or -1
 * with the error set. Where `is_table` is true, a column that the row lacks
 * says nothing; else it is blank. With `as_new` one with other answers than
 * those that it may be, or of another day, is new, unless its id is there.
 */
int ta_requests_look(struct ta_requests *requests,
    const struct ta_record *record, bool is_table, bool as_new,
    struct ta_seen *seen, struct ta_error *error);

/*
 * Adds the request that was looked for last, which is new, before it is put
 * into the spool.
 */
void ta_requests_add(
    struct ta_requests *requests, const struct ta_record *record);

/*
 * How many requests of the ledger came from a file of this name and have not
 * been met.
 */
size_t ta_requests_unmet(
    const struct ta_requests *requests, struct ta_slice file);

#endif
