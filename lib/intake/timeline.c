#include <stdlib.h>
#include <string.h>

#include "intake/timeline.h"
#include "record/columns.h"

struct moment {
	int64_t moment;
	uint64_t place; /* in the spool, which is the order in the files */
};

struct ta_timeline {
	const struct ta_policy *policy;
	struct ta_slice id;   /* the beginning of one; NULL data: all */
	struct ta_text whole; /* the id that begins so, of the request */
	bool several;	      /* others begin so, too, and none is it */
	bool verify;
	struct ta_report *report;
	size_t intact;
	size_t damaged;
	struct ta_spool *spool;
	struct ta_header header;
	struct ta_record row;
	struct moment *moments;
	size_t count;
	size_t room;
};

struct ta_timeline *
ta_timeline_new(const struct ta_policy *policy, const char *id, bool verify,
    const char *folder, struct ta_report *report, struct ta_error *error)
{
	struct ta_slice name = policy->vocabulary.fields[policy->id_field].name;
	const char *const first[] = {name.data, TA_COL_AT, TA_COL_EVENT,
	    TA_COL_BY, TA_COL_NOTE, TA_COL_UNDOES};
	struct ta_spool *spool = ta_spool_open(folder, error);
	struct ta_timeline *timeline;

	if (spool == NULL)
		return NULL;
	timeline = ta_alloc(1, sizeof(*timeline));
	timeline->policy = policy;
	timeline->id = ta_slice_of(id);
	timeline->verify = verify;
	timeline->report = report;
	timeline->spool = spool;
	for (size_t i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		ta_header_add(
		    &timeline->header, ta_slice_of(first[i]), &policy->form);
	return timeline;
}

void
ta_timeline_free(struct ta_timeline *timeline)
{
	if (timeline == NULL)
		return;
	ta_spool_close(timeline->spool);
	ta_text_free(&timeline->whole);
	ta_header_free(&timeline->header);
	ta_record_free(&timeline->row);
	free(timeline->moments);
	free(timeline);
}

/* The column of a name, made where it is new. */
static size_t
column_of(struct ta_timeline *timeline, struct ta_slice name)
{
	int at = ta_header_find(&timeline->header, name, 0);

	return at != -1 ? (size_t)at
			: ta_header_add(
			      &timeline->header, name, &timeline->policy->form);
}

/* Whether an id begins as the one that is wanted, which it may be. */
static bool
is_wanted(struct ta_timeline *timeline, struct ta_slice id)
{
	struct ta_slice found = ta_text_slice(&timeline->whole, 0);
	bool whole;

	if (timeline->id.data == NULL)
		return true;
	if (!ta_slice_begins(id, timeline->id))
		return false;
	whole = id.len == timeline->id.len;
	if (found.len == 0 || whole) {
		ta_text_clear(&timeline->whole);
		ta_text_add_slice(&timeline->whole, id);
		timeline->several = timeline->several && !whole;
	} else if (found.len > timeline->id.len && !ta_slice_equal(id, found)) {
		timeline->several = true;
	}
	return true;
}

/* Says that a line is damaged, or no event that can be read: 0. */
static int
say_damaged(struct ta_timeline *timeline, const struct ta_record *row,
    const char *rule, const char *why)
{
	struct ta_about about = {.record = row, .rule = rule};

	timeline->damaged++;
	ta_report_alert(timeline->report, &about, why);
	return 0;
}

/* Sets an event aside: 0 or -1. */
static int
keep(struct ta_timeline *timeline, const struct ta_header *header,
    const struct ta_record *row, int64_t moment, struct ta_error *error)
{
	ta_record_follow(&timeline->row, row, 0);
	for (size_t i = 0; i < row->count; i++) {
		size_t at;

		if (row->fields[i].data == NULL)
			continue;
		at = column_of(timeline, header->columns[i].name);
		ta_record_widen(&timeline->row, timeline->header.count);
		timeline->row.fields[at] = row->fields[i];
	}
	ta_grow((void **)&timeline->moments, &timeline->room, timeline->count,
	    sizeof(*timeline->moments));
	timeline->moments[timeline->count++] =
	    (struct moment){moment, ta_spool_place(timeline->spool)};
	return ta_spool_put(timeline->spool, &timeline->row, error);
}

int
ta_timeline_take(struct ta_timeline *timeline, const struct ta_header *header,
    const struct ta_record *row, struct ta_error *error)
{
	struct ta_event_columns columns;
	struct ta_happened happened;
	const char *why;

	if (row->fault != NULL)
		return say_damaged(timeline, row, "damaged", row->fault);
	timeline->intact++;
	ta_event_columns(timeline->policy, header, &columns);
	if (timeline->verify)
		return 0;
	if (!ta_event_is(&columns, row)) {
		is_wanted(timeline, ta_record_get(row, columns.id));
		return 0;
	}
	why = ta_event_read(timeline->policy, &columns, row, &happened);
	if (why != NULL)
		return say_damaged(timeline, row, "bad-event", why);
	return is_wanted(timeline, happened.id)
		   ? keep(timeline, header, row, happened.moment, error)
		   : 0;
}

const struct ta_header *
ta_timeline_header(const struct ta_timeline *timeline)
{
	return &timeline->header;
}

static int
compare(const void *a, const void *b)
{
	const struct moment *one = a, *two = b;

	if (one->moment != two->moment)
		return one->moment < two->moment ? -1 : 1;
	return one->place < two->place ? -1 : one->place > two->place;
}

int
ta_timeline_finish(struct ta_timeline *timeline, ta_spool_take *take, void *arg,
    struct ta_text *summary, struct ta_error *error)
{
	struct ta_slice id = ta_text_slice(&timeline->whole, 0);
	struct ta_record row = {0};
	size_t shown = 0;
	int status = 0;

	if (timeline->verify) {
		ta_text_printf(summary, ", %zu intact", timeline->intact);
		if (timeline->damaged > 0)
			ta_text_printf(
			    summary, ", %zu damaged", timeline->damaged);
		return timeline->damaged > 0;
	}
	if (timeline->id.data != NULL && id.len == 0)
		return ta_error_set(error, NULL, "no request has this id");
	if (timeline->several)
		return ta_error_set(
		    error, NULL, "several requests have an id that begins so");
	if (timeline->count > 0)
		qsort(timeline->moments, timeline->count,
		    sizeof(*timeline->moments), compare);
	for (size_t i = 0; i < timeline->count && status == 0; i++) {
		status = ta_spool_get(
		    timeline->spool, timeline->moments[i].place, &row, error);
		if (status == 0 &&
		    (id.len == 0 || ta_slice_equal(row.fields[0], id))) {
			ta_record_widen(&row, timeline->header.count);
			status = take(arg, &timeline->header, &row, error);
			shown++;
		}
	}
	ta_record_free(&row);
	ta_text_printf(summary, ", %zu events", shown);
	if (timeline->damaged > 0)
		ta_text_printf(
		    summary, "; damaged lines: %zu", timeline->damaged);
	return status == -1 ? -1 : timeline->damaged > 0;
}
