#ifndef TA_KNOWN_H
#define TA_KNOWN_H

/*
 * What is known of the requests that have come so far, in a ledger and in the
 * input: where each of them is, its id and what the policy takes for the same,
 * and each of them read again. When a ledger has to be read, and what a record
 * that comes is beside them, is said by requests.h.
 */

#include "intake/differences.h"
#include "intake/ledgerlines.h"
#include "record/spool.h"

/* A request, without its answers. */
struct ta_request {
	uint64_t own;	/* its key by ta_table_key, for the table of them */
	uint64_t place; /* in the ledger or the spool */
	const char *file;
	uint32_t line;
	uint32_t source; /* the file that it came from, of the ledger's */
	bool in_ledger;
	bool met;
	bool amended;	/* the form has said more of it later */
	bool forgotten; /* its answers are masked, so nothing differs */
};

struct ta_known;

/* No requests yet. What it borrows and takes is as in ta_requests_new. */
struct ta_known *ta_known_new(const struct ta_policy *policy,
    struct ta_intake *intake, struct ta_spool *spool);
void ta_known_free(struct ta_known *known);

/*
 * The lines of a ledger, and a folder for temporary files; both are borrowed
 * until ta_known_free. Nothing is read yet.
 */
void ta_known_ledger(
    struct ta_known *known, struct ta_ledger_lines *lines, const char *folder);

/*
 * Reads the ledger, or those lines that a sift wants, in place of what was read
 * of it before; requests of the input stay. The ids of all lines that were read
 * go to `near`, unless that is NULL. 0, or -1 with the error set.
 */
int ta_known_read(struct ta_known *known, struct ta_sift *sift,
    struct ta_table *near, struct ta_error *error);

/* The id of a record, borrowed as long as the record. */
struct ta_slice ta_known_id(const struct ta_known *known, const int *columns,
    const struct ta_record *record);

/* The i-th request, borrowed until another is added or the ledger is read. */
struct ta_request *ta_known_at(const struct ta_known *known, uint32_t i);

/* The number of the request with the key of an id; -1 where there is none. */
int ta_known_index(const struct ta_known *known, uint64_t key);

/* As ta_kin_find; without a ledger there is none. */
size_t ta_known_kin(const struct ta_known *known, const int *columns,
    const struct ta_record *record, uint32_t *found, size_t most);

/*
 * Reads the i-th request again, with what the form has said later: 0, or -1
 * with the error set. *told is borrowed until the next call.
 */
int ta_known_get(struct ta_known *known, uint32_t i, struct ta_told *told,
    struct ta_error *error);

/*
 * Adds a request of the input by the key of its id, before its record is put
 * into the spool.
 */
void ta_known_add(
    struct ta_known *known, uint64_t key, const struct ta_record *record);

/* As ta_requests_latest. */
ta_day ta_known_latest(const struct ta_known *known);

/* As ta_requests_unmet. */
size_t ta_known_unmet(const struct ta_known *known, struct ta_slice file);

#endif
