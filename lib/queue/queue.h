#ifndef TA_QUEUE_H
#define TA_QUEUE_H

/*
 * The engine of ta-prioritize: takes all requests, then gives them in the order
 * of work, with their ranks and groups, and with what has become of each since
 * an earlier queue. A switch that follows the length of the queue is turned
 * when all are there; until then they wait in a spool, not yet decided.
 */

#include "policy/policy.h"
#include "record/input.h"
#include "record/part.h"
#include "record/report.h"

/* The columns of the queue in a header: the dates of ta-due, and its own. */
enum ta_queue_column {
	TA_QUEUE_TARGET,
	TA_QUEUE_DUE,
	TA_QUEUE_RANK,
	TA_QUEUE_GROUPS,
	TA_QUEUE_CHANGE, /* with an earlier queue only */
	TA_QUEUE_N_COLUMNS
};

/* What all of it points to is borrowed until ta_queue_close. */
struct ta_queue_options {
	const struct ta_policy *policy;
	const struct ta_header *header; /* of the records; it may grow */
	int columns[TA_QUEUE_N_COLUMNS];
	const char *folder;    /* for temporary files */
	size_t memory;	       /* bytes to sort in; 0: as ta_sort_open says */
	size_t most;	       /* as many are given; 0: all */
	bool open_only;	       /* what is finished is left out */
	const bool *automatic; /* the switches that may follow the queue … */
	bool *switches;	       /* … and how all of them stand */
	struct ta_report *report;   /* is told how one was turned, and why */
	struct ta_input *earlier;   /* an earlier queue, or NULL; it is read
				     * by ta_queue_open and no longer */
	const struct ta_part *part; /* of all records, that these are */
};

struct ta_queue;

/*
 * An empty queue, the earlier one read. NULL with the error set; a part has no
 * switch that follows the queue. Free with ta_queue_close.
 */
struct ta_queue *ta_queue_open(
    const struct ta_queue_options *options, struct ta_error *error);
void ta_queue_close(struct ta_queue *queue);

/*
 * Takes the evaluation's record, which is as wide as the header: 0, or -1 with
 * the error set. It is copied, and its groups and what has become of it are set
 * on the way. *unread is the column of a date that cannot be read, so that it
 * stands among those without one, else -1. Not after ta_queue_next.
 */
int ta_queue_put(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record *record, int *unread, struct ta_error *error);

/*
 * The next in the order of work, as wide as the header: 1, or 0 where there are
 * no more, or no more are wanted, or -1 with the error set. The record and what
 * it refers to are borrowed until the next call.
 */
int ta_queue_next(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record **record, struct ta_error *error);

/* How many of the earlier queue were not put; 0 where there is none. */
size_t ta_queue_gone(const struct ta_queue *queue);

#endif
