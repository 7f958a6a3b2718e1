#ifndef TA_REQUESTS_H
#define TA_REQUESTS_H

/*
 * The requests that have come so far, in a ledger and in the input: whether one
 * that comes now is one of them, by its id or by what the policy says makes two
 * requests one (`identity.same`), and which of its answers differ from what the
 * form said last. What staff have said of a request does not count.
 */

#include "intake/ledgerlines.h"
#include "record/spool.h"

struct ta_requests;

/*
 * No requests yet. All of it is borrowed until ta_requests_free: the intake
 * that the input's records are of, and the spool where they are set aside. A
 * request takes 44 bytes, with a ledger 40 more for each list of `same`.
 */
struct ta_requests *ta_requests_new(const struct ta_policy *policy,
    struct ta_intake *intake, struct ta_spool *spool);
void ta_requests_free(struct ta_requests *requests);

/*
 * Reads a ledger's, which is borrowed until ta_requests_free. From then on
 * requests that are the same by the policy are found, too. 0, or -1 with the
 * error set. `folder` is for temporary files.
 */
int ta_requests_read(struct ta_requests *requests,
    struct ta_ledger_lines *lines, const char *folder, struct ta_error *error);

enum ta_sight {
	TA_SIGHT_NEW,
	TA_SIGHT_SAME,	 /* it is there, with the same answers */
	TA_SIGHT_OTHER,	 /* its id is there, with other answers */
	TA_SIGHT_LIKELY, /* its id is not there, a request that is the same by
			    the policy is */
	TA_SIGHT_SEVERAL /* so are several */
};

/* What is found. Texts are borrowed until the next look. */
struct ta_seen {
	struct ta_text ids;	 /* of the requests, joined by ";"; of the one
				    that is the same */
	struct ta_text places;	 /* of them, for people: "ID at FILE:LINE", with
				    the ids that are not the record's own and
				    may be shown */
	bool bound;		 /* some column that differs has the name of one
				    of an event, which so cannot carry it */
	struct ta_text differs;	 /* names of columns, joined by ";" */
	struct ta_text untaken;	 /* of those, the fields that the event of a
				    form does not take */
	struct ta_header header; /* of `changes` */
	struct ta_record changes; /* the answers that differ */
};

/*
 * Looks for a request, which is one of the intake's: an enum ta_sight, or -1
 * with the error set. Where `is_table` is true, a column that the row lacks
 * says nothing; else it is blank. With `as_new` one with other answers than
 * those that it may be is new, unless its id is there.
 */
int ta_requests_look(struct ta_requests *requests,
    const struct ta_record *record, bool is_table, bool as_new,
    struct ta_seen *seen, struct ta_error *error);

/* Adds a request that is new, before it is put into the spool. */
void ta_requests_add(
    struct ta_requests *requests, const struct ta_record *record);

/*
 * How many requests of the ledger came from a file of this name and have not
 * been met.
 */
size_t ta_requests_unmet(
    const struct ta_requests *requests, struct ta_slice file);

void ta_seen_free(struct ta_seen *seen);

#endif
