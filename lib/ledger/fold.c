#include <stdlib.h>

#include "file/temporary.h"
#include "ledger/effects.h"
#include "ledger/fold.h"

#define NONE UINT32_MAX

/*
 * An event that was set aside; or one that is still to come and has been taken
 * back already, by its kind and moment.
 */
struct kept {
	int64_t moment;
	uint64_t offset; /* of its cells in the file */
	uint32_t size;
	uint32_t before; /* the last one of the same request, or NONE */
	ta_day day;
	int32_t kind;
	bool waits;  /* it is still to come */
	bool noted;  /* it changes nothing */
	bool undone; /* it has been taken back; or has come, where it waited */
};

/* The events of a request. */
struct request {
	uint64_t own; /* the table's */
	uint32_t last;
	uint32_t count;
	uint32_t waiting; /* events that are still to come */
	bool met;
};

struct ta_fold {
	const struct ta_policy *policy;
	ta_day today;
	FILE *file;
	uint64_t size; /* of the file */
	bool was_read; /* it does not stand at its end */
	struct kept *events;
	size_t count;
	size_t room;
	ta_day latest; /* of the events that count */
	struct ta_table *requests;
	struct ta_effects *effects;
	struct ta_text cells;	   /* of one event that was set aside */
	const struct kept **order; /* of the current request */
	size_t order_room;
};

struct ta_fold *
ta_fold_new(const struct ta_policy *policy, ta_day today, const char *folder,
    struct ta_error *error)
{
	FILE *file = ta_temporary_file(folder, error);
	struct ta_fold *fold;

	if (file == NULL)
		return NULL;
	fold = ta_alloc(1, sizeof(*fold));
	fold->policy = policy;
	fold->today = today;
	fold->latest = TA_NO_DAY;
	fold->file = file;
	fold->requests = ta_table_new(sizeof(struct request));
	fold->effects = ta_effects_new(policy);
	ta_text_reserve(&fold->cells, 1); /* never NULL for stdio */
	return fold;
}

void
ta_fold_free(struct ta_fold *fold)
{
	if (fold == NULL)
		return;
	fclose(fold->file);
	ta_table_free(fold->requests);
	ta_effects_free(fold->effects);
	ta_text_free(&fold->cells);
	free(fold->events);
	free(fold->order);
	free(fold);
}

/*
 * Marks the last event of a kind and moment that is not marked; or of those
 * that are still to come. NULL where there is none.
 */
static struct kept *
mark(struct ta_fold *fold, const struct request *request, int kind,
    int64_t moment, bool waits)
{
	for (uint32_t i = request->last; i != NONE;
	     i = fold->events[i].before) {
		struct kept *event = &fold->events[i];

		if (event->undone || event->waits != waits ||
		    event->kind != kind || event->moment != moment)
			continue;
		event->undone = true;
		return event;
	}
	return NULL;
}

static struct kept *
keep(struct ta_fold *fold, struct request *request, int kind, int64_t moment)
{
	struct kept *event;

	ta_grow((void **)&fold->events, &fold->room, fold->count,
	    sizeof(*fold->events));
	event = &fold->events[fold->count];
	*event = (struct kept){
	    .moment = moment, .before = request->last, .kind = kind};
	request->last = (uint32_t)fold->count++;
	return event;
}

/* Finds the latest day anew; that is rare, and so may look at all events. */
static void
find_latest(struct ta_fold *fold)
{
	fold->latest = TA_NO_DAY;
	for (size_t i = 0; i < fold->count; i++)
		if (ta_fold_counts(fold, i) &&
		    fold->events[i].day > fold->latest)
			fold->latest = fold->events[i].day;
}

/* Takes an event back, whether it has come or not. */
static void
undo(struct ta_fold *fold, struct request *request,
    const struct ta_happened *happened)
{
	int kind = happened->undoes;
	int64_t moment = happened->undone_moment;
	const struct kept *event = mark(fold, request, kind, moment, false);

	if (event != NULL && event->day == fold->latest)
		find_latest(fold);
	if (event != NULL)
		return;
	keep(fold, request, kind, moment)->waits = true;
	request->waiting++;
}

/*
 * Keeps an event of a request, or takes one back: the event that was kept, or
 * NULL.
 */
static struct kept *
meet(struct ta_fold *fold, const struct ta_happened *happened)
{
	struct request *request;
	struct kept *event;
	bool made, was_undone;

	request = ta_table_add(fold->requests, happened->id, &made);
	if (made)
		request->last = NONE;
	if (happened->kind == TA_KIND_UNDONE) {
		undo(fold, request, happened);
		return NULL;
	}
	was_undone =
	    request->waiting > 0 &&
	    mark(fold, request, happened->kind, happened->moment, true) != NULL;
	request->waiting -= was_undone;
	event = keep(fold, request, happened->kind, happened->moment);
	event->undone = was_undone;
	event->day = happened->day;
	if (!was_undone && event->day > fold->latest)
		fold->latest = event->day;
	request->count++;
	return event;
}

int
ta_fold_add(struct ta_fold *fold, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    struct ta_error *error)
{
	struct kept *event;
	struct ta_slice cells;

	event = happened->day > fold->today ? NULL : meet(fold, happened);
	if (event == NULL)
		return 0;
	cells = ta_effects_pack(fold->effects, header, row, happened);
	if ((fold->was_read && fseeko(fold->file, 0, SEEK_END) == -1) ||
	    fwrite(cells.data, 1, cells.len, fold->file) != cells.len)
		return ta_temporary_fail(error, "cannot write");
	fold->was_read = false;
	event->offset = fold->size;
	event->size = (uint32_t)cells.len;
	fold->size += cells.len;
	return 0;
}

void
ta_fold_note(struct ta_fold *fold, const struct ta_happened *happened)
{
	struct kept *event =
	    happened->day > fold->today ? NULL : meet(fold, happened);

	if (event != NULL)
		event->noted = true;
}

bool
ta_fold_has(const struct ta_fold *fold, struct ta_slice id)
{
	return ta_table_find(fold->requests, id) != NULL;
}

ta_day
ta_fold_latest(const struct ta_fold *fold)
{
	return fold->latest;
}

void
ta_fold_columns(const struct ta_fold *fold, struct ta_header *header)
{
	ta_effects_columns(fold->effects, header);
}

/* Applies an event to the current record: 0, or -1 with the error set. */
static int
apply(struct ta_fold *fold, const struct kept *kept, struct ta_error *error)
{
	ta_text_clear(&fold->cells);
	ta_text_reserve(&fold->cells, kept->size);
	fold->was_read = true;
	if (fseeko(fold->file, (off_t)kept->offset, SEEK_SET) == -1 ||
	    fread(fold->cells.data, 1, kept->size, fold->file) != kept->size)
		return ta_temporary_fail(error, "cannot read");
	fold->cells.len = kept->size;
	ta_effects_apply(fold->effects, kept->kind, kept->day,
	    ta_text_slice(&fold->cells, 0));
	return 0;
}

/* By moment, then by place. */
static int
compare(const void *a, const void *b)
{
	const struct kept *one = *(const struct kept *const *)a;
	const struct kept *two = *(const struct kept *const *)b;

	if (one->moment != two->moment)
		return one->moment < two->moment ? -1 : 1;
	return one < two ? -1 : one > two;
}

/*
 * The events of a request that were not undone and came before a place, in
 * their order.
 */
static size_t
put_in_order(struct ta_fold *fold, const struct request *request, size_t place)
{
	size_t n = 0;

	if (fold->order_room < request->count) {
		fold->order_room = 2 * request->count;
		fold->order = ta_resize(
		    fold->order, fold->order_room, sizeof(struct kept *));
	}
	for (uint32_t i = request->last; i != NONE;
	     i = fold->events[i].before) {
		const struct kept *event = &fold->events[i];

		if (i < place && !event->undone && !event->waits &&
		    !event->noted)
			fold->order[n++] = event;
	}
	if (n > 0)
		qsort(fold->order, n, sizeof(struct kept *), compare);
	return n;
}

int
ta_fold_apply(struct ta_fold *fold, const struct ta_header *header,
    struct ta_record *record, struct ta_slice id, struct ta_error *error)
{
	return ta_fold_apply_before(
	    fold, header, record, id, fold->count, error);
}

int
ta_fold_apply_before(struct ta_fold *fold, const struct ta_header *header,
    struct ta_record *record, struct ta_slice id, size_t place,
    struct ta_error *error)
{
	struct request *request =
	    ta_table_find(fold->requests, ta_slice_trim(id));
	size_t n;

	ta_effects_begin(fold->effects, header, record);
	if (request == NULL)
		return 0;
	request->met = true;
	n = put_in_order(fold, request, place);
	for (size_t i = 0; i < n; i++)
		if (apply(fold, fold->order[i], error) == -1)
			return -1;
	return 1;
}

size_t
ta_fold_count(const struct ta_fold *fold)
{
	return fold->count;
}

bool
ta_fold_counts(const struct ta_fold *fold, size_t place)
{
	return !fold->events[place].undone && !fold->events[place].waits;
}

const bool *
ta_fold_verified(const struct ta_fold *fold)
{
	return ta_effects_verified(fold->effects);
}

size_t
ta_fold_left(const struct ta_fold *fold)
{
	size_t left = 0;

	for (size_t i = 0; i < ta_table_count(fold->requests); i++) {
		const struct request *request = ta_table_at(fold->requests, i);

		left += request->met ? 0 : request->count;
	}
	return left;
}
