#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "file/batch.h"

struct ta_batch_member {
	const struct ta_batch_kind *kind;
	void *of;
	bool placed;
};

static int
finish_output(void *output, struct ta_error *error)
{
	return ta_output_finish(output, error);
}

static int
place_output(void *output, struct ta_error *error)
{
	return ta_output_place(output, error);
}

static const struct ta_batch_kind output_kind = {
    finish_output, place_output, NULL};

void
ta_batch_add(
    struct ta_batch *batch, const struct ta_batch_kind *kind, void *member)
{
	ta_grow((void **)&batch->members, &batch->room, batch->count,
	    sizeof(*batch->members));
	batch->members[batch->count++] =
	    (struct ta_batch_member){kind, member, false};
}

struct ta_output *
ta_batch_open(struct ta_batch *batch, const char *path, struct ta_error *error)
{
	struct ta_output *output = NULL;

	if (ta_places_write(&batch->places, path, STDOUT_FILENO, error) == 0)
		output = ta_output_open(path, error);
	if (output != NULL)
		ta_batch_add(batch, &output_kind, output);
	return output;
}

/* Places the members that can be taken back, or the others: 0 or -1. */
static int
place(struct ta_batch *batch, bool undoable, struct ta_error *error)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct ta_batch_member *member = &batch->members[i];

		if ((member->kind->undo != NULL) != undoable)
			continue;
		if (member->kind->place(member->of, error) == -1)
			return -1;
		member->placed = true;
	}
	return 0;
}

int
ta_batch_finish(struct ta_batch *batch, struct ta_error *error)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->members[i].kind->finish(
			batch->members[i].of, error) == -1)
			return -1;
	if (place(batch, true, error) == 0 && place(batch, false, error) == 0)
		return 0;
	for (size_t i = 0; i < batch->count; i++)
		if (batch->members[i].placed &&
		    batch->members[i].kind->undo != NULL)
			batch->members[i].kind->undo(
			    batch->members[i].of, error);
	return -1;
}

void
ta_batch_close(struct ta_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->members[i].kind == &output_kind)
			ta_output_close(batch->members[i].of);
	ta_places_free(&batch->places);
	free(batch->members);
	*batch = (struct ta_batch){0};
}
