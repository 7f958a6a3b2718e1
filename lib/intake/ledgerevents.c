#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "file/csvwriter.h"
#include "intake/eventkey.h"
#include "intake/ledgerevents.h"
#include "ledger/fold.h"
#include "ledger/ids.h"
#include "record/columns.h"

#define NONE UINT32_MAX

struct request {
	uint64_t own;	/* the table's */
	uint64_t place; /* in the ledger */
	struct ta_slice id;
	bool is_there; /* else only events of it have come */
	bool forgotten;
	uint32_t last; /* event, or NONE */
};

struct logged {
	uint64_t place; /* in the ledger */
	int64_t moment;
	uint32_t folded; /* its place in the fold */
	uint32_t before; /* the one before of the same request, or NONE */
	uint32_t like;	 /* of `alike` */
	int32_t kind;
	bool in_ledger; /* else it was added now */
	bool undone;
};

/* Events that are the same but for who says so. */
struct alike {
	uint64_t own;  /* the table's */
	uint32_t live; /* how many of them were not undone */
};

struct ta_ledger_events {
	const struct ta_policy *policy;
	struct ta_ledger_lines *lines;
	struct ta_table *requests;
	struct logged *logged;
	size_t count;
	size_t room;
	struct ta_table *alike;
	struct ta_fold *fold;
	struct ta_ids *ids; /* of requests that are there */
	struct ta_arena texts;
	struct ta_text key;
};

void
ta_ledger_events_free(struct ta_ledger_events *events)
{
	if (events == NULL)
		return;
	ta_table_free(events->requests);
	ta_table_free(events->alike);
	ta_fold_free(events->fold);
	ta_ids_free(events->ids);
	ta_arena_free(&events->texts);
	ta_text_free(&events->key);
	free(events->logged);
	free(events);
}

static struct request *
request_of(struct ta_ledger_events *events, struct ta_slice id)
{
	struct request *request;
	bool made;

	request = ta_table_add(events->requests, id, &made);
	if (!made)
		return request;
	request->last = NONE;
	request->id = (struct ta_slice){
	    ta_arena_copy(&events->texts, id.data, id.len), id.len};
	return request;
}

static int
take_request(void *arg, const struct ta_record *record, uint64_t place,
    struct ta_error *error)
{
	struct ta_ledger_events *events = arg;
	const int *columns = ta_ledger_lines_columns(events->lines);
	struct request *request = request_of(events,
	    ta_slice_trim(
		ta_record_get(record, columns[events->policy->id_field])));

	(void)error;
	if (request->is_there)
		return 0;
	request->place = place;
	request->is_there = true;
	request->forgotten = ta_ledger_lines_forgotten(events->lines, record);
	ta_ids_add(events->ids, request->id);
	return 0;
}

/* Marks the events of a request that the fold does not count any more. */
static void
mark_undone(struct ta_ledger_events *events, const struct request *request)
{
	for (uint32_t i = request->last; i != NONE;
	     i = events->logged[i].before) {
		struct logged *logged = &events->logged[i];
		struct alike *alike;

		if (logged->undone ||
		    ta_fold_counts(events->fold, logged->folded))
			continue;
		logged->undone = true;
		alike = ta_table_at(events->alike, logged->like);
		alike->live--;
	}
}

/* Adds an event, with its place in the ledger or NULL. */
static int
add(struct ta_ledger_events *events, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    const uint64_t *place, struct ta_error *error)
{
	struct request *request = request_of(events, happened->id);
	size_t folded = ta_fold_count(events->fold);
	struct alike *alike;
	struct ta_text *key = &events->key;
	bool made;

	if (ta_fold_add(events->fold, header, row, happened, error) == -1)
		return -1;
	/* A note that stands beside fields is there, too. */
	if (ta_event_key_of_note(events->policy, header, row, happened, key)) {
		alike =
		    ta_table_add(events->alike, ta_text_slice(key, 0), &made);
		alike->live++;
	}
	ta_event_key(events->policy, header, row, happened, key);
	alike = ta_table_add(events->alike, ta_text_slice(key, 0), &made);
	alike->live++;
	if (happened->kind != TA_KIND_UNDONE) {
		ta_grow((void **)&events->logged, &events->room, events->count,
		    sizeof(*events->logged));
		events->logged[events->count] =
		    (struct logged){.place = place == NULL ? 0 : *place,
			.in_ledger = place != NULL,
			.moment = happened->moment,
			.folded = (uint32_t)folded,
			.before = request->last,
			.like = (uint32_t)ta_table_index(
			    events->alike, ta_text_slice(key, 0)),
			.kind = happened->kind};
		request->last = (uint32_t)events->count++;
	}
	if (happened->kind == TA_KIND_UNDONE ||
	    !ta_fold_counts(events->fold, folded))
		mark_undone(events, request);
	return 0;
}

static int
take_event(void *arg, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    uint64_t place, struct ta_error *error)
{
	return add(arg, header, row, happened, &place, error);
}

struct ta_ledger_events *
ta_ledger_events_read(const struct ta_policy *policy,
    struct ta_ledger_lines *lines, struct ta_sift *sift, const char *folder,
    struct ta_error *error)
{
	struct ta_ledger_events *events = ta_alloc(1, sizeof(*events));
	const struct ta_line_takers takers = {take_request, take_event, events};

	events->policy = policy;
	events->lines = lines;
	events->ids = ta_ids_new();
	events->requests = ta_table_new(sizeof(struct request));
	events->alike = ta_table_new(sizeof(struct alike));
	events->fold = ta_fold_new(policy, TA_OPEN, folder, error);
	if (events->fold != NULL &&
	    ta_ledger_lines_read(lines, sift, &takers, error) == 0)
		return events;
	ta_ledger_events_free(events);
	return NULL;
}

enum ta_meant
ta_ledger_events_find(
    struct ta_ledger_events *events, struct ta_slice meant, int *request)
{
	struct ta_slice id;
	enum ta_meant found = ta_ids_find(events->ids, meant, &id);

	if (found == TA_ID_FOUND)
		*request = ta_table_index(events->requests, id);
	return found;
}

struct ta_slice
ta_ledger_events_id(const struct ta_ledger_events *events, int request)
{
	const struct request *found =
	    ta_table_at(events->requests, (size_t)request);

	return found->id;
}

bool
ta_ledger_events_forgotten(const struct ta_ledger_events *events, int request)
{
	const struct request *found =
	    ta_table_at(events->requests, (size_t)request);

	return found->forgotten;
}

bool
ta_ledger_events_met(
    const struct ta_ledger_events *events, const struct ta_happened *happened)
{
	const struct request *request =
	    ta_table_find(events->requests, happened->id);
	uint32_t i = request == NULL ? NONE : request->last;

	while (i != NONE && (events->logged[i].kind != happened->kind ||
				events->logged[i].moment != happened->moment))
		i = events->logged[i].before;
	return i != NONE;
}

/* What a request was before the event that came at a place of the fold. */
static int
get_before(struct ta_ledger_events *events, const struct request *request,
    size_t folded, struct ta_current *then, struct ta_error *error)
{
	struct ta_header *header = ta_ledger_lines_header(events->lines);
	struct ta_record *record;

	if (ta_ledger_lines_get(
		events->lines, request->place, &record, error) == -1)
		return -1;
	ta_fold_columns(events->fold, header);
	ta_record_widen(record, header->count);
	if (ta_fold_apply_before(
		events->fold, header, record, request->id, folded, error) == -1)
		return -1;
	*then = (struct ta_current){
	    header, ta_ledger_lines_columns(events->lines), record};
	return 0;
}

int
ta_ledger_events_now(struct ta_ledger_events *events, int request,
    struct ta_current *now, struct ta_error *error)
{
	return get_before(events,
	    ta_table_at(events->requests, (size_t)request),
	    ta_fold_count(events->fold), now, error);
}

int
ta_ledger_events_had(struct ta_ledger_events *events, int request,
    struct ta_slice name, struct ta_slice cell, struct ta_error *error)
{
	const struct request *found =
	    ta_table_at(events->requests, (size_t)request);
	size_t folded = ta_fold_count(events->fold);
	struct ta_current then;

	for (uint32_t i = found->last;; i = events->logged[i].before) {
		if (get_before(events, found, folded, &then, error) == -1)
			return -1;
		if (ta_csv_is_cell_of(
			cell, ta_slice_trim(ta_record_get(then.record,
				  ta_header_find(then.header, name, 0)))))
			return 1;
		if (i == NONE)
			return 0;
		folded = events->logged[i].folded;
	}
}

enum ta_standing
ta_ledger_events_standing(struct ta_ledger_events *events,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened)
{
	const struct alike *alike;

	ta_event_key(events->policy, header, row, happened, &events->key);
	alike = ta_table_find(events->alike, ta_text_slice(&events->key, 0));
	return alike == NULL	 ? TA_EVENT_NEW
	       : alike->live > 0 ? TA_EVENT_THERE
				 : TA_EVENT_TAKEN_BACK;
}

/* Whether all fields of an event of the ledger stand in a row. */
static bool
stands_in(const struct ta_ledger_events *events,
    const struct ta_header *event_header, const struct ta_record *event,
    const struct ta_header *header, const struct ta_record *row)
{
	const struct ta_vocabulary *vocabulary = &events->policy->vocabulary;

	for (size_t i = 0; i < event_header->count; i++) {
		struct ta_slice name = event_header->columns[i].name;
		int field = ta_vocabulary_field(vocabulary, name);
		struct ta_slice cell = ta_record_get(event, (int)i);

		if (field != -1 && field != events->policy->id_field &&
		    cell.data != NULL &&
		    !ta_slice_equal(ta_slice_trim(cell),
			ta_slice_trim(ta_record_get(
			    row, ta_header_find(header, name, 0)))))
			return false;
	}
	return true;
}

/* The next event of this kind and moment before one, or NONE: the last. */
static uint32_t
next_like(const struct ta_ledger_events *events,
    const struct ta_happened *happened, uint32_t i)
{
	const struct request *request;

	if (i == NONE) {
		request = ta_table_find(events->requests, happened->id);
		i = request == NULL ? NONE : request->last;
	} else {
		i = events->logged[i].before;
	}
	for (; i != NONE; i = events->logged[i].before) {
		const struct logged *logged = &events->logged[i];

		if (!logged->undone && logged->in_ledger &&
		    logged->kind == happened->kind &&
		    logged->moment == happened->moment)
			break;
	}
	return i;
}

int
ta_ledger_events_covers(struct ta_ledger_events *events,
    const struct ta_happened *happened, const struct ta_header *header,
    const struct ta_record *row, struct ta_error *error)
{
	const struct ta_header *event_header;
	const struct ta_record *event;
	uint32_t i = NONE;

	while ((i = next_like(events, happened, i)) != NONE) {
		if (ta_ledger_lines_row(events->lines, events->logged[i].place,
			&event_header, &event, error) == -1)
			return -1;
		if (stands_in(events, event_header, event, header, row))
			return 1;
	}
	return 0;
}

/* Marks the cells of a row that are those of another. */
static void
mark_equal(const struct ta_header *header, const struct ta_record *row,
    const struct ta_header *other_header, const struct ta_record *other,
    bool *equal)
{
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;
		struct ta_slice cell =
		    ta_record_get(other, ta_header_find(other_header, name, 0));

		equal[i] |=
		    cell.data != NULL &&
		    ta_csv_is_cell_of(ta_slice_trim(ta_record_get(row, (int)i)),
			ta_slice_trim(cell));
	}
}

int
ta_ledger_events_knew(struct ta_ledger_events *events,
    const struct ta_happened *happened, const struct ta_header *header,
    const struct ta_record *row, bool *known, struct ta_error *error)
{
	const struct ta_header *event_header;
	const struct ta_record *event;
	struct ta_current then;
	uint32_t first = NONE, i = NONE;

	while ((i = next_like(events, happened, i)) != NONE) {
		first = i;
		if (ta_ledger_lines_row(events->lines, events->logged[i].place,
			&event_header, &event, error) == -1)
			return -1;
		mark_equal(header, row, event_header, event, known);
	}
	if (first == NONE)
		return 0;
	if (get_before(events, ta_table_find(events->requests, happened->id),
		events->logged[first].folded, &then, error) == -1)
		return -1;
	mark_equal(header, row, then.header, then.record, known);
	return 1;
}

int
ta_ledger_events_add(struct ta_ledger_events *events,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened, struct ta_error *error)
{
	return add(events, header, row, happened, NULL, error);
}

int
ta_ledger_events_last(struct ta_ledger_events *events, int request,
    struct ta_text *text, struct ta_error *error)
{
	const struct request *found =
	    ta_table_at(events->requests, (size_t)request);
	struct ta_event_columns columns;
	const struct ta_header *header;
	const struct ta_record *row;
	uint32_t i = found->last;

	while (i != NONE && events->logged[i].undone)
		i = events->logged[i].before;
	if (i == NONE)
		return 0;
	if (ta_ledger_lines_row(events->lines, events->logged[i].place, &header,
		&row, error) == -1)
		return -1;
	ta_event_columns(events->policy, header, &columns);
	ta_text_add_string(
	    text, events->policy->events[events->logged[i].kind].id);
	ta_text_add_char(text, ' ');
	ta_text_add_slice(text, ta_slice_trim(ta_record_get(row, columns.at)));
	return 1;
}

ta_day
ta_ledger_events_latest(const struct ta_ledger_events *events)
{
	return ta_fold_latest(events->fold);
}
