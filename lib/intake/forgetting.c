#include <stdlib.h>

#include "base/digest.h"
#include "base/table.h"
#include "intake/forgetting.h"
#include "ledger/fold.h"
#include "ledger/ids.h"
#include "ledger/maskedline.h"
#include "record/columns.h"

struct request {
	uint64_t own;	/* the table's */
	uint64_t place; /* in the ledger */
	ta_day last;	/* the latest of its lines, or TA_NO_DAY */
	bool is_there;	/* else only events of it have come */
	bool left;	/* some line of it is not masked yet */
	bool chosen;
};

/* A line that is not masked yet. */
struct line {
	uint64_t place;
	uint32_t request;
	bool event;
};

struct ta_forgetting {
	const struct ta_context *context;
	const struct ta_policy *policy;
	const char *path;
	struct ta_ledger_lines *lines;
	struct ta_fold *fold;
	struct ta_table *requests;
	struct ta_ids *ids; /* of requests that are there */
	struct ta_mask *mask;
	struct line *left;
	size_t n_left;
	size_t room;
	size_t n_lines;
	size_t n_chosen;
	size_t n_open;	     /* old enough, but open */
	struct ta_text day;  /* today */
	struct ta_text text; /* a line as it was, then as it is written */
	void *writer;	     /* of JSON Lines, into the text */
	struct ta_replacement *replacement;
};

void
ta_forgetting_close(struct ta_forgetting *forgetting)
{
	if (forgetting == NULL)
		return;
	ta_replacement_close(forgetting->replacement);
	ta_fold_free(forgetting->fold);
	ta_table_free(forgetting->requests);
	ta_ids_free(forgetting->ids);
	ta_mask_free(forgetting->mask);
	ta_format_jsonl.write_close(forgetting->writer);
	ta_text_free(&forgetting->day);
	ta_text_free(&forgetting->text);
	free(forgetting->left);
	free(forgetting);
}

static struct ta_slice
get(const struct ta_header *header, const struct ta_record *record,
    const char *name)
{
	return ta_slice_trim(ta_record_get(
	    record, ta_header_find(header, ta_slice_of(name), 0)));
}

/* Notes a line of a request, of a day that may be none. */
static struct request *
note(struct ta_forgetting *forgetting, const struct ta_header *header,
    const struct ta_record *row, struct ta_slice id, ta_day day, bool event,
    uint64_t place)
{
	bool made;
	struct request *request = ta_table_add(forgetting->requests, id, &made);

	if (made)
		request->last = TA_NO_DAY;
	if (day > request->last)
		request->last = day;
	for (size_t i = 0; i < row->count; i++)
		ta_mask_note(forgetting->mask, row->fields[i]);
	forgetting->n_lines++;
	if (!ta_slice_blank(get(header, row, TA_COL_FORGOTTEN)))
		return request;
	request->left = true;
	ta_grow((void **)&forgetting->left, &forgetting->room,
	    forgetting->n_left, sizeof(*forgetting->left));
	forgetting->left[forgetting->n_left++] = (struct line){
	    place, (uint32_t)ta_table_index(forgetting->requests, id), event};
	return request;
}

static int
take_request(void *arg, const struct ta_record *record, uint64_t place,
    struct ta_error *error)
{
	struct ta_forgetting *forgetting = arg;
	const struct ta_policy *policy = forgetting->policy;
	const int *columns = ta_ledger_lines_columns(forgetting->lines);
	struct ta_slice id =
	    ta_slice_trim(ta_record_get(record, columns[policy->id_field]));
	struct request *request;
	struct ta_value received;

	(void)error;
	ta_value_read(&policy->vocabulary.fields[policy->receipt], policy->zone,
	    ta_record_get(record, columns[policy->receipt]), &received);
	request = note(forgetting, ta_ledger_lines_header(forgetting->lines),
	    record, id, received.day, false, place);
	if (request->is_there)
		return 0;
	request->place = place;
	request->is_there = true;
	ta_ids_add(forgetting->ids, id);
	return 0;
}

static int
take_event(void *arg, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    uint64_t place, struct ta_error *error)
{
	struct ta_forgetting *forgetting = arg;

	note(forgetting, header, row, happened->id, happened->day, true, place);
	return ta_fold_add(forgetting->fold, header, row, happened, error);
}

static int
read_lines(struct ta_forgetting *forgetting, struct ta_error *error)
{
	const struct ta_line_takers takers = {
	    take_request, take_event, forgetting};
	const struct ta_place at = {.file = forgetting->path};

	if (ta_ledger_lines_read(forgetting->lines, NULL, &takers, error) == -1)
		return -1;
	if (ta_ledger_lines_damaged(forgetting->lines) == 0)
		return 0;
	return ta_error_set(error, &at,
	    "damaged lines: %zu; nobody can say whose story is in one, so "
	    "nothing was forgotten: see ta-forget(1)",
	    ta_ledger_lines_damaged(forgetting->lines));
}

struct ta_forgetting *
ta_forgetting_open(const struct ta_context *context, const char *path,
    struct ta_ledger_lines *lines, const char *folder, struct ta_error *error)
{
	struct ta_forgetting *forgetting = ta_alloc(1, sizeof(*forgetting));

	forgetting->context = context;
	forgetting->policy = context->policy;
	forgetting->path = path;
	forgetting->lines = lines;
	forgetting->requests = ta_table_new(sizeof(struct request));
	forgetting->ids = ta_ids_new();
	forgetting->mask = ta_mask_new(context->policy);
	forgetting->writer = ta_format_jsonl.write_open(
	    &forgetting->text, &(struct ta_style){0});
	ta_day_print(&forgetting->day, context->today);
	forgetting->fold =
	    ta_fold_new(context->policy, context->today, folder, error);
	if (forgetting->fold != NULL && read_lines(forgetting, error) == 0)
		return forgetting;
	ta_forgetting_close(forgetting);
	return NULL;
}

/* Whether the request is finished, as of today: 1, 0 or -1. */
static int
is_finished(struct ta_forgetting *forgetting, const struct request *request,
    struct ta_error *error)
{
	const struct ta_policy *policy = forgetting->policy;
	struct ta_header *header = ta_ledger_lines_header(forgetting->lines);
	struct ta_evaluation *evaluation;
	struct ta_record *record;
	int finished = 0;

	if (policy->done == -1)
		return 0;
	if (ta_ledger_lines_get(
		forgetting->lines, request->place, &record, error) == -1)
		return -1;
	ta_fold_columns(forgetting->fold, header);
	ta_record_widen(record, header->count);
	if (ta_fold_apply(forgetting->fold, header, record,
		ta_record_get(record, ta_ledger_lines_columns(
					  forgetting->lines)[policy->id_field]),
		error) == -1)
		return -1;
	evaluation = ta_context_evaluation(forgetting->context, header);
	ta_evaluation_set(evaluation, record);
	finished = ta_fact_holds(evaluation, (size_t)policy->done);
	ta_evaluation_free(evaluation);
	return finished;
}

/*
 * The first day on which what happened last on a day is forgotten. A month
 * without such a day ends before it is.
 */
static ta_day
due_on(const struct ta_retention *retention, ta_day day)
{
	int year, month, mday;
	ta_day due;

	ta_day_civil(day, &year, &month, &mday);
	month += retention->months - 1;
	year += month / 12;
	month = month % 12 + 1;
	if (year > TA_YEAR_MAX)
		return TA_OPEN;
	due = ta_day_of(year, month, mday);
	if (due == TA_NO_DAY) {
		do
			due = ta_day_of(year, month, --mday);
		while (due == TA_NO_DAY);
		due++;
	}
	return due + retention->days;
}

static void
choose(struct ta_forgetting *forgetting, struct request *request)
{
	forgetting->n_chosen += !request->chosen && request->left;
	request->chosen |= request->left;
}

/* Refuses a named request, whose id is said where it may be: -1. */
static int
refuse_named(const char *before, struct ta_slice id, const char *after,
    struct ta_error *error)
{
	bool shown = ta_report_shows_id(id);

	return ta_error_set(error, NULL, "%s%s%.*s%s; nothing was forgotten",
	    before, shown ? " " : "", shown ? (int)id.len : 0, id.data, after);
}

/* Chooses a request that is named: 0 or -1. */
static int
choose_named(
    struct ta_forgetting *forgetting, const char *meant, struct ta_error *error)
{
	struct ta_slice id, named = ta_slice_trim(ta_slice_of(meant));
	struct request *request;
	int finished;

	switch (ta_ids_find(forgetting->ids, named, &id)) {
	case TA_ID_UNKNOWN:
		return refuse_named("no request has the id", named, "", error);
	case TA_ID_SEVERAL:
		return refuse_named(
		    "several requests have an id that begins as", named, "",
		    error);
	case TA_ID_FOUND:
		break;
	}
	request = ta_table_find(forgetting->requests, id);
	finished = is_finished(forgetting, request, error);
	if (finished == 0)
		return refuse_named("the request", id,
		    " is open, and is not forgotten before it is finished",
		    error);
	if (finished == 1)
		choose(forgetting, request);
	return finished == 1 ? 0 : -1;
}

/* Chooses all that are old enough and finished: 0 or -1. */
static int
choose_old(struct ta_forgetting *forgetting, struct ta_error *error)
{
	const struct ta_retention *retention = &forgetting->policy->retention;

	if (retention->months == 0 && retention->days == 0)
		return ta_error_set(error, NULL,
		    "the policy has no 'retention', so only requests that are "
		    "named by --id are forgotten: see ta-policy(5)");
	for (size_t i = 0; i < ta_table_count(forgetting->requests); i++) {
		struct request *request = ta_table_at(forgetting->requests, i);
		int finished;

		if (!request->is_there || !request->left ||
		    request->last == TA_NO_DAY ||
		    due_on(retention, request->last) >
			forgetting->context->today)
			continue;
		finished = is_finished(forgetting, request, error);
		if (finished == -1)
			return -1;
		if (finished == 1)
			choose(forgetting, request);
		else
			forgetting->n_open++;
	}
	return 0;
}

int
ta_forgetting_choose(struct ta_forgetting *forgetting, const char *const *ids,
    size_t n, struct ta_error *error)
{
	if (n == 0)
		return choose_old(forgetting, error);
	for (size_t i = 0; i < n; i++)
		if (choose_named(forgetting, ids[i], error) == -1)
			return -1;
	return 0;
}

int
ta_forgetting_ids(const struct ta_forgetting *forgetting, struct ta_text *text,
    struct ta_error *error)
{
	for (size_t i = 0; i < ta_table_count(forgetting->requests); i++) {
		const struct request *request =
		    ta_table_at(forgetting->requests, i);
		struct ta_record *record;

		if (!request->chosen)
			continue;
		if (ta_ledger_lines_get(forgetting->lines, request->place,
			&record, error) == -1)
			return -1;
		ta_text_add_escaped(text,
		    ta_slice_trim(ta_record_get(record,
			ta_ledger_lines_columns(
			    forgetting->lines)[forgetting->policy->id_field])));
		ta_text_add_char(text, '\n');
	}
	return 0;
}

/* Reads a line as it is made of: an event as it is, a request as it reads. */
static int
read_again(struct ta_forgetting *forgetting, const struct line *line,
    const struct ta_header **header, const struct ta_record **record,
    struct ta_error *error)
{
	struct ta_record *request;

	if (line->event)
		return ta_ledger_lines_row(
		    forgetting->lines, line->place, header, record, error);
	if (ta_ledger_lines_get(
		forgetting->lines, line->place, &request, error) == -1)
		return -1;
	*header = ta_ledger_lines_header(forgetting->lines);
	*record = request;
	return 0;
}

/* Writes what a line becomes in its place: 0 or -1. */
static int
write_line(struct ta_forgetting *forgetting, const struct line *line,
    struct ta_error *error)
{
	struct ta_event_row row = {.texts = {NULL}};
	struct ta_text *text = &forgetting->text;
	const struct ta_header *header;
	const struct ta_record *record;
	size_t old;
	int status = -1;

	if (ta_replacement_copy(forgetting->replacement, line->place, error) ==
		-1 ||
	    ta_ledger_line(ta_ledger_lines_ledger(forgetting->lines),
		line->place, text, error) == -1)
		return -1;
	old = text->len;
	ta_text_clear(text);
	if (read_again(forgetting, line, &header, &record, error) == -1)
		return -1;
	ta_masked_line(forgetting->policy, forgetting->mask, line->request,
	    header, record, ta_text_slice(&forgetting->day, 0), &row);
	if (ta_format_jsonl.write_header(
		forgetting->writer, &row.header, error) == 0 &&
	    ta_format_jsonl.write(
		forgetting->writer, &row.header, &row.record, error) == 0) {
		text->len--; /* the seal goes before the line end */
		ta_seal_add(text, 0);
		ta_text_add_char(text, '\n');
		status = ta_replacement_line(forgetting->replacement,
		    ta_text_slice(text, 0), old, error);
	}
	ta_event_row_free(&row);
	return status;
}

int
ta_forgetting_write(struct ta_forgetting *forgetting, struct ta_batch *batch,
    struct ta_error *error)
{
	/* What a run that was killed has left is removed in any case. */
	forgetting->replacement = ta_replacement_open(
	    forgetting->path, ta_ledger_lines_ledger(forgetting->lines), error);
	if (forgetting->replacement == NULL)
		return -1;
	if (forgetting->n_chosen == 0)
		return 0;
	for (size_t i = 0; i < forgetting->n_left; i++) {
		const struct line *line = &forgetting->left[i];
		const struct request *request =
		    ta_table_at(forgetting->requests, line->request);

		if (request->chosen &&
		    write_line(forgetting, line, error) == -1)
			return -1;
	}
	ta_batch_add(
	    batch, &ta_replacement_batch_kind, forgetting->replacement);
	return 0;
}

void
ta_forgetting_summary(const struct ta_forgetting *forgetting, bool only_says,
    struct ta_text *text)
{
	ta_text_printf(text, "%zu read, %zu %s", forgetting->n_lines,
	    forgetting->n_chosen, only_says ? "to forget" : "forgotten");
	if (forgetting->n_open > 0)
		ta_text_printf(
		    text, "; old enough, but open: %zu", forgetting->n_open);
}
