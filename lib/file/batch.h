#ifndef TA_BATCH_H
#define TA_BATCH_H

/*
 * What one run makes: files and other members, all of which appear together or
 * not at all. A member can be finished and put in place, some can be taken
 * back. What they are is not known here.
 */

#include "file/output.h"
#include "file/places.h"

/* The kind of a member: how each step is done. 0, or -1 with the error set. */
struct ta_batch_kind {
	/* Makes sure that all of it is written; it is not in place yet. */
	int (*finish)(void *member, struct ta_error *error);
	int (*place)(void *member, struct ta_error *error);

	/*
	 * Takes back what was placed, since a later member could not be placed,
	 * for the reason in the error. Always -1. NULL where it cannot be taken
	 * back.
	 */
	int (*undo)(void *member, struct ta_error *error);
};

struct ta_batch_member;

/* Zero-initialised it is empty. Free with ta_batch_close. */
struct ta_batch {
	struct ta_places places; /* files that are read are noted here first */
	struct ta_batch_member *members;
	size_t count;
	size_t room;
};

/*
 * Opens a path as ta_output_open does and makes it a member, unless another
 * output or a file that is read is in its place. The output is borrowed until
 * ta_batch_close, which closes it; so is the path.
 */
struct ta_output *ta_batch_open(
    struct ta_batch *batch, const char *path, struct ta_error *error);

/*
 * Adds a member that stays the caller's, until ta_batch_finish. It is placed
 * before all outputs, since only it can be taken back.
 */
void ta_batch_add(
    struct ta_batch *batch, const struct ta_batch_kind *kind, void *member);

/*
 * Finishes all members, then puts them in place, those first that can be taken
 * back: 0, or -1 with the error set.
 */
int ta_batch_finish(struct ta_batch *batch, struct ta_error *error);

/* Closes the outputs. Those that are not in place leave no trace. */
void ta_batch_close(struct ta_batch *batch);

#endif
