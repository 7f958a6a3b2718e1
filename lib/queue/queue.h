#ifndef TA_QUEUE_H
#define TA_QUEUE_H

/*
 * The queue of ta-prioritize: takes all requests, then gives them in the order
 * of work, with ranks, groups, and how each has changed since an earlier queue.
 */

#include "policy/policy.h"
#include "record/input.h"
#include "record/part.h"

/* The columns of the queue: the dates of ta-due, and its own. */
enum ta_queue_column {
	TA_QUEUE_TARGET,
	TA_QUEUE_DUE,
	TA_QUEUE_FINDINGS,
	TA_QUEUE_RANK,
	TA_QUEUE_GROUPS,
	TA_QUEUE_CHANGE, /* with an earlier queue only */
	TA_QUEUE_N_COLUMNS
};

/* Everything in it is borrowed until ta_queue_close. */
struct ta_queue_options {
	const struct ta_policy *policy;
	const struct ta_header *header; /* of the records; it may grow */
	int columns[TA_QUEUE_N_COLUMNS];
	const char *folder;	  /* for temporary files */
	size_t memory;		  /* bytes to sort in; 0: as in ta_sort_open */
	size_t most;		  /* how many to give; 0: all */
	bool open_only;		  /* leave out finished requests */
	struct ta_input *earlier; /* an earlier queue, or NULL; only
				     ta_queue_open reads it */
	const struct ta_part *part; /* the part of all records that these are */
};

struct ta_queue;

/*
 * An empty queue; the earlier one has been read. NULL with the error set. Free
 * with ta_queue_close.
 */
struct ta_queue *ta_queue_open(
    const struct ta_queue_options *options, struct ta_error *error);
void ta_queue_close(struct ta_queue *queue);

/*
 * Adds a copy of the evaluation's record, which is as wide as the header, with
 * its groups and its change: 0, or -1 with the error set. *unread is the column
 * of a date that cannot be read, else -1; such a record is sorted as undated.
 * It cannot be called after ta_queue_next.
 */
int ta_queue_put(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record *record, int *unread, struct ta_error *error);

/*
 * The next record in the order of work, as wide as the header: 1, or 0 where
 * there are no more, or no more are wanted, or -1 with the error set. The
 * record is borrowed until the next call.
 */
int ta_queue_next(
    struct ta_queue *queue, struct ta_record **record, struct ta_error *error);

/* How many records are in the queue, whether they are given or not. */
size_t ta_queue_count(const struct ta_queue *queue);

/*
 * How many records of the earlier queue are not in this one; 0 where there is
 * no earlier queue.
 */
size_t ta_queue_gone(const struct ta_queue *queue);

#endif
