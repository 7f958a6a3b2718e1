#ifndef TA_BATCH_H
#define TA_BATCH_H

/*
 * What one run makes, all of which appears together or not at all: files, and
 * whatever else can be finished, put in place and taken back. It knows neither
 * records nor ledgers.
 */

#include "file/output.h"
#include "file/places.h"

/* How a member of a batch does it: each 0, or -1 with the error set. */
struct ta_batch_kind {
	/* Makes sure that all of it is written; it is not in place. */
	int (*finish)(void *member, struct ta_error *error);
	int (*place)(void *member, struct ta_error *error);

	/*
	 * Takes back what was placed, since a later member could not be, for
	 * the reason that the error has; -1 always. NULL: it cannot be.
	 */
	int (*undo)(void *member, struct ta_error *error);
};

struct ta_batch_member;

/* Zero-initialised it is empty. Free with ta_batch_close. */
struct ta_batch {
	struct ta_places places; /* what is read is noted here first */
	struct ta_batch_member *members;
	size_t count;
	size_t room;
};

/*
 * Opens a path as ta_output_open does, as a member, unless it is in the place
 * of another output or of what is read. Borrowed until ta_batch_close, which
 * closes it; the path is borrowed, too.
 */
struct ta_output *ta_batch_open(
    struct ta_batch *batch, const char *path, struct ta_error *error);

/*
 * Adds a member that stays the caller's and outlives the batch. It is placed
 * before all outputs, since it alone can be taken back.
 */
void ta_batch_add(
    struct ta_batch *batch, const struct ta_batch_kind *kind, void *member);

/*
 * Finishes all members, then puts them in place, those that can be taken back
 * first. 0, or -1 with the error set.
 */
int ta_batch_finish(struct ta_batch *batch, struct ta_error *error);

/* Closes the outputs; what is not in its place leaves no trace. */
void ta_batch_close(struct ta_batch *batch);

#endif
