#include <stdlib.h>
#include <string.h>

#include "file/temporary.h"
#include "ledger/fold.h"
#include "record/columns.h"

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
	struct ta_table *requests;
	struct ta_header names; /* fields of the policy, then other columns */
	bool *touched;		/* by field: an event may change it */
	bool verifies;
	struct ta_text cells; /* of one event */

	/* of the current request */
	const struct kept **order;
	size_t order_room;
	struct ta_arena texts;
	struct ta_text text;
};

struct ta_fold *
ta_fold_new(const struct ta_policy *policy, ta_day today, const char *folder,
    struct ta_error *error)
{
	FILE *file = ta_temporary_file(folder, error);
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct ta_fold *fold;

	if (file == NULL)
		return NULL;
	fold = ta_alloc(1, sizeof(*fold));
	fold->policy = policy;
	fold->today = today;
	fold->file = file;
	fold->requests = ta_table_new(sizeof(struct request));
	fold->touched = ta_alloc(vocabulary->n_fields, sizeof(*fold->touched));
	ta_text_reserve(&fold->cells, 1); /* never NULL for stdio */
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		ta_header_add(&fold->names, vocabulary->fields[i].name, NULL);
	return fold;
}

void
ta_fold_free(struct ta_fold *fold)
{
	if (fold == NULL)
		return;
	fclose(fold->file);
	ta_table_free(fold->requests);
	ta_header_free(&fold->names);
	ta_arena_free(&fold->texts);
	ta_text_free(&fold->cells);
	ta_text_free(&fold->text);
	free(fold->touched);
	free(fold->events);
	free(fold->order);
	free(fold);
}

/*
 * Packs the cells that the event carries: the column and the length of each,
 * and its bytes.
 */
static void
pack(struct ta_fold *fold, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened)
{
	const struct ta_event *event = &fold->policy->events[happened->kind];
	size_t n_fields = fold->policy->vocabulary.n_fields;

	ta_text_clear(&fold->cells);
	for (size_t i = 0; i < row->count; i++) {
		struct ta_slice cell = row->fields[i];
		struct ta_slice name = header->columns[i].name;
		uint32_t cut[2];
		int at;

		if (cell.data == NULL || ta_event_owns(name))
			continue;
		at = ta_header_find(&fold->names, name, 0);
		if (at == -1 && happened->by_form)
			at = (int)ta_header_add(&fold->names, name, NULL);
		if (at == -1 || ((size_t)at < n_fields && !event->takes[at]))
			continue;
		if ((size_t)at < n_fields)
			fold->touched[at] = true;
		cut[0] = (uint32_t)at;
		cut[1] = (uint32_t)cell.len;
		ta_text_add(&fold->cells, (const char *)cut, sizeof(cut));
		ta_text_add_slice(&fold->cells, cell);
	}
}

/* Notes the fields that an event changes by itself. */
static void
touch(struct ta_fold *fold, const struct ta_event *event)
{
	for (size_t i = 0; i < event->n_sets; i++)
		fold->touched[event->sets[i].field] = true;
	if (event->opens != -1)
		fold->touched[event->opens] = true;
	if (event->closes != -1)
		fold->touched[event->closes] = true;
	fold->verifies |= event->verified;
}

/*
 * Marks the last event of a kind and moment that is not marked; or of those
 * that are still to come. Whether there was one.
 */
static bool
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
		return true;
	}
	return false;
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

/* Takes an event back, whether it has come or not. */
static void
undo(struct ta_fold *fold, struct request *request,
    const struct ta_happened *happened)
{
	int kind = happened->undoes;
	int64_t moment = happened->undone_moment;

	if (mark(fold, request, kind, moment, false))
		return;
	keep(fold, request, kind, moment)->waits = true;
	request->waiting++;
}

int
ta_fold_add(struct ta_fold *fold, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    struct ta_error *error)
{
	struct request *request;
	struct kept *event;
	bool made, was_undone;

	if (happened->day > fold->today)
		return 0;
	request = ta_table_add(fold->requests, happened->id, &made);
	if (made)
		request->last = NONE;
	if (happened->kind == TA_KIND_UNDONE) {
		undo(fold, request, happened);
		return 0;
	}
	pack(fold, header, row, happened);
	touch(fold, &fold->policy->events[happened->kind]);
	if ((fold->was_read && fseeko(fold->file, 0, SEEK_END) == -1) ||
	    fwrite(fold->cells.data, 1, fold->cells.len, fold->file) !=
		fold->cells.len)
		return ta_temporary_fail(error, "cannot write");
	fold->was_read = false;
	was_undone = request->waiting > 0 && mark(fold, request, happened->kind,
						 happened->moment, true);
	request->waiting -= was_undone;
	event = keep(fold, request, happened->kind, happened->moment);
	event->undone = was_undone;
	event->offset = fold->size;
	event->size = (uint32_t)fold->cells.len;
	event->day = happened->day;
	fold->size += fold->cells.len;
	request->count++;
	return 0;
}

bool
ta_fold_has(const struct ta_fold *fold, struct ta_slice id)
{
	return ta_table_find(fold->requests, id) != NULL;
}

void
ta_fold_columns(const struct ta_fold *fold, struct ta_header *header)
{
	const struct ta_policy *policy = fold->policy;

	for (size_t i = 0; i < fold->names.count; i++) {
		struct ta_slice name = fold->names.columns[i].name;

		if ((i >= policy->vocabulary.n_fields || fold->touched[i]) &&
		    ta_header_find(header, name, 0) == -1)
			ta_header_add(header, name, &policy->form);
	}
	if (fold->verifies &&
	    ta_header_find(header, ta_slice_of(TA_COL_VERIFIED), 0) == -1)
		ta_header_add(header, ta_slice_of(TA_COL_VERIFIED), NULL);
}

/* The record while events are applied to it. */
struct target {
	struct ta_fold *fold;
	const struct ta_header *header;
	struct ta_record *record;
};

static int
place_of(const struct target *target, int column)
{
	return ta_header_find(
	    target->header, target->fold->names.columns[column].name, 0);
}

/* Sets a field to a copy of a text. */
static void
set(const struct target *target, int column, struct ta_slice text)
{
	const char *copy = ta_arena_copy(
	    &target->fold->texts, text.data == NULL ? "" : text.data, text.len);

	ta_record_set(target->record, place_of(target, column),
	    (struct ta_slice){copy, text.len});
}

static struct ta_slice
get(const struct target *target, int column)
{
	return ta_record_get(target->record, place_of(target, column));
}

/* The text with the items of a list that it lacks, in the fold's text. */
static struct ta_slice
add_items(struct ta_fold *fold, struct ta_slice list, struct ta_slice items)
{
	struct ta_slice item;

	ta_text_clear(&fold->text);
	if (!ta_slice_blank(list))
		ta_text_add_slice(&fold->text, list);
	while ((item = ta_slice_next(&items, ';')).data != NULL) {
		struct ta_slice rest = list, there;
		bool has = ta_slice_blank(item);

		while (!has && (there = ta_slice_next(&rest, ';')).data != NULL)
			has = ta_slug_equal(there, item);
		if (!has)
			ta_text_add_item(&fold->text, 0, ta_slice_trim(item));
	}
	return ta_text_slice(&fold->text, 0);
}

/*
 * Notes whether staff have verified what a field says last, in the column with
 * the names of such fields.
 */
static void
verify(const struct target *target, int column, bool verified)
{
	struct ta_fold *fold = target->fold;
	struct ta_slice field = fold->names.columns[column].name, name;
	int at =
	    ta_header_find(target->header, ta_slice_of(TA_COL_VERIFIED), 0);
	struct ta_slice names = ta_record_get(target->record, at);

	ta_text_clear(&fold->text);
	while ((name = ta_slice_next(&names, ';')).data != NULL)
		if (name.len > 0 && !ta_slice_equal(name, field))
			ta_text_add_item(&fold->text, 0, name);
	if (verified)
		ta_text_add_item(&fold->text, 0, field);
	name.data = ta_arena_copy(
	    &fold->texts, ta_text_string(&fold->text), fold->text.len);
	name.len = fold->text.len;
	ta_record_set(target->record, at, name);
}

/* Sets what the event carries. */
static void
take_cells(const struct target *target, const struct ta_event *event)
{
	struct ta_fold *fold = target->fold;
	const struct ta_vocabulary *vocabulary = &fold->policy->vocabulary;
	const char *at = fold->cells.data;
	const char *end = at + fold->cells.len;
	uint32_t cut[2];

	for (; at < end; at += cut[1]) {
		struct ta_slice cell;
		bool adds;

		memcpy(cut, at, sizeof(cut));
		at += sizeof(cut);
		cell = (struct ta_slice){at, cut[1]};
		adds = event->adds && cut[0] < vocabulary->n_fields &&
		       vocabulary->fields[cut[0]].type == TA_TYPE_LIST &&
		       !ta_slice_blank(cell);
		if (adds)
			cell = add_items(fold, get(target, (int)cut[0]), cell);
		set(target, (int)cut[0], cell);
		if (fold->verifies)
			verify(target, (int)cut[0], event->verified);
	}
}

/* Sets what the policy says that the event sets. */
static void
set_values(const struct target *target, const struct ta_event *event,
    struct ta_slice day)
{
	for (size_t i = 0; i < event->n_sets; i++) {
		const struct ta_event_set *value = &event->sets[i];

		if (!value->first || ta_slice_blank(get(target, value->field)))
			set(target, value->field,
			    value->day ? day : value->text);
	}
}

/*
 * The spans with the open one ended on a day, in the fold's text. Whether one
 * was open. One that begins later ends on its first day.
 */
static bool
end_span(struct ta_fold *fold, struct ta_slice spans, struct ta_slice day)
{
	struct ta_slice item;
	bool any = false;

	ta_text_clear(&fold->text);
	while ((item = ta_slice_next(&spans, ';')).data != NULL) {
		struct ta_slice first = {item.data, item.len - 3};

		if (item.len <= 3 ||
		    memcmp(item.data + first.len, "/..", 3) != 0) {
			ta_text_add_item(&fold->text, 0, item);
			continue;
		}
		any = true;
		ta_text_add_item(&fold->text, 0, first);
		ta_text_add_char(&fold->text, '/');
		ta_text_add_slice(&fold->text,
		    first.len == day.len &&
			    memcmp(first.data, day.data, day.len) > 0
			? first
			: day);
	}
	return any;
}

static void
set_spans(const struct target *target, const struct ta_event *event,
    struct ta_slice day)
{
	struct ta_fold *fold = target->fold;

	if (event->closes != -1 &&
	    end_span(fold, get(target, event->closes), day))
		set(target, event->closes, ta_text_slice(&fold->text, 0));
	if (event->opens == -1 ||
	    end_span(fold, get(target, event->opens), day))
		return;
	ta_text_add_item(&fold->text, 0, day);
	ta_text_add_string(&fold->text, "/..");
	set(target, event->opens, ta_text_slice(&fold->text, 0));
}

static int
apply(const struct target *target, const struct kept *kept,
    struct ta_error *error)
{
	struct ta_fold *fold = target->fold;
	const struct ta_event *event = &fold->policy->events[kept->kind];
	struct ta_text day = {0};

	ta_text_clear(&fold->cells);
	ta_text_reserve(&fold->cells, kept->size);
	fold->was_read = true;
	if (fseeko(fold->file, (off_t)kept->offset, SEEK_SET) == -1 ||
	    fread(fold->cells.data, 1, kept->size, fold->file) != kept->size)
		return ta_temporary_fail(error, "cannot read");
	fold->cells.len = kept->size;
	ta_day_print(&day, kept->day);
	take_cells(target, event);
	set_values(target, event, ta_text_slice(&day, 0));
	set_spans(target, event, ta_text_slice(&day, 0));
	ta_text_free(&day);
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

/* The events of a request that were not undone, in their order. */
static size_t
put_in_order(struct ta_fold *fold, const struct request *request)
{
	size_t n = 0;

	if (fold->order_room < request->count) {
		fold->order_room = 2 * request->count;
		fold->order = ta_resize(
		    fold->order, fold->order_room, sizeof(struct kept *));
	}
	for (uint32_t i = request->last; i != NONE; i = fold->events[i].before)
		if (!fold->events[i].undone && !fold->events[i].waits)
			fold->order[n++] = &fold->events[i];
	if (n > 0)
		qsort(fold->order, n, sizeof(struct kept *), compare);
	return n;
}

int
ta_fold_apply(struct ta_fold *fold, const struct ta_header *header,
    struct ta_record *record, struct ta_slice id, struct ta_error *error)
{
	const struct target target = {fold, header, record};
	struct request *request =
	    ta_table_find(fold->requests, ta_slice_trim(id));
	size_t n;

	if (request == NULL)
		return 0;
	request->met = true;
	ta_arena_free(&fold->texts);
	n = put_in_order(fold, request);
	for (size_t i = 0; i < n; i++)
		if (apply(&target, fold->order[i], error) == -1)
			return -1;
	return 1;
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
