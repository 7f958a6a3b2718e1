#ifndef TA_GUARD_H
#define TA_GUARD_H

/*
 * The guard of a ledger at intake: what comes is compared with what is there,
 * in the ledger and in the input before it, so that a request is one request
 * whatever its form does. Without a ledger only equal ids are compared. What
 * the policy says makes two requests one is requests.h's.
 */

#include "intake/refusal.h"
#include "intake/requests.h"

struct ta_guard_options {
	const char *ledger;	  /* or NULL */
	const char *folder;	  /* for temporary files */
	bool by_jansson;	  /* as in format.h */
	const struct ta_map *map; /* of the form, or NULL */
	bool amends; /* other answers of a request there become an event */
	bool as_new; /* only the id says that a request is there */
	bool whole;  /* all records are taken, and no part of them */
};

struct ta_guard;

/*
 * A guard for the records of an intake, which are set aside in a spool. It
 * refuses by `refusal`. All of it is borrowed until ta_guard_free. Nothing is
 * opened yet.
 */
struct ta_guard *ta_guard_new(const struct ta_guard_options *options,
    struct ta_refusal *refusal, struct ta_spool *spool);
void ta_guard_free(struct ta_guard *guard);

/*
 * Opens and locks the ledger, if there is one, for the records of `files`: 0 or
 * -1, error set. It is read when the first record is compared.
 */
int ta_guard_open(struct ta_guard *guard, const struct ta_files *files,
    struct ta_batch *batch, struct ta_error *error);

/*
 * Takes the columns of the current file: 0, or -1 with the error set where it
 * is a table without ids that lacks a column from which they are made: a
 * renamed heading would make another request of each.
 */
int ta_guard_turn(
    struct ta_guard *guard, struct ta_files *files, struct ta_error *error);

enum ta_met {
	TA_MET_NEW,	/* to be added by ta_guard_add and put into the spool */
	TA_MET_AGAIN,	/* it is there already */
	TA_MET_AMENDED, /* its answers that differ will be an event */
	TA_MET_REFUSED
};

/* Compares a record with what is there: an enum ta_met, or -1, error set. */
int ta_guard_meet(struct ta_guard *guard, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error);
void ta_guard_add(
    struct ta_guard *guard, const struct ta_record *record, struct ta_slice id);

/*
 * The id of the request that the last record was found to be, borrowed until
 * the next is compared; blank where it is new.
 */
struct ta_slice ta_guard_known(const struct ta_guard *guard);

/* The ledger, borrowed until ta_guard_free, or NULL. */
struct ta_ledger *ta_guard_ledger(const struct ta_guard *guard);

/*
 * Checks that the ledger's records have room for the columns of this header:
 * 0, or -1 with the error set.
 */
int ta_guard_check(struct ta_guard *guard, const struct ta_header *header,
    struct ta_error *error);

/*
 * Adds the events of what was amended to the ledger: 0, or -1 with the error
 * set, as where there are some and the clock is before the ledger's latest.
 */
int ta_guard_finish(struct ta_guard *guard, struct ta_error *error);

/* Appends how many records were there already, and were amended. */
void ta_guard_count(const struct ta_guard *guard, struct ta_text *text);

/*
 * Appends what is damaged, and how many rows of cumulative exports are gone.
 * Whether a line of the ledger is damaged, or was torn.
 */
bool ta_guard_tell(const struct ta_guard *guard, struct ta_text *text);

#endif
