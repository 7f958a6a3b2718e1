#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "ledger/fold.h"

/*
 * A ledger of requests and events, as JSON Lines: its events are folded into
 * its requests. It does not matter in which order lines come whose moments
 * differ, nor how often a request is asked for.
 */

#define LINES_MOST 64

static const struct ta_reading strict = {.manner = TA_STRICT};

/* The lines of canonical JSON Lines, in the other order: false with too many.
 */
static bool
turn_round(const struct ta_text *lines, struct ta_text *turned)
{
	struct ta_slice all = {lines->data, lines->len};
	size_t n = 0;

	for (const char *end = all.data + all.len, *at; all.len > 0; end = at) {
		at = end - 1;
		while (at > all.data && at[-1] != '\n')
			at--;
		ta_text_add_slice(
		    turned, (struct ta_slice){at, (size_t)(end - at)});
		all.len = (size_t)(at - all.data);
		if (++n > LINES_MOST)
			return false;
	}
	return true;
}

/* Sets all events aside; *clash: two of one request have one moment. */
static void
add_events(struct ta_files *files, struct ta_fold *fold, bool *clash)
{
	struct {
		struct ta_text id;
		int64_t moment;
	} seen[LINES_MOST] = {0};
	struct ta_event_columns columns;
	struct ta_happened happened;
	struct ta_error error;
	size_t n = 0;

	while (ta_files_next(files, &error) == 1) {
		const struct ta_header *header = ta_files_header(files);
		const struct ta_record *row = ta_files_record(files);

		ta_event_columns(harness_policy(), header, &columns);
		if (row->fault != NULL || !ta_event_is(&columns, row) ||
		    ta_event_read(harness_policy(), &columns, row, &happened) !=
			NULL)
			continue;
		MUST(!ta_slice_blank(happened.id));
		MUST(happened.kind == TA_KIND_UNDONE ||
		     (size_t)happened.kind < harness_policy()->n_events);
		MUST(ta_fold_add(fold, header, row, &happened, &error) == 0);
		for (size_t i = 0; i < n; i++)
			*clash |= seen[i].moment == happened.moment &&
				  ta_slice_equal(ta_text_slice(&seen[i].id, 0),
				      happened.id);
		ta_text_add_slice(&seen[n].id, happened.id);
		seen[n++].moment = happened.moment;
	}
	for (size_t i = 0; i < n; i++)
		ta_text_free(&seen[i].id);
}

/*
 * The columns by name: those that only events have stand in the order in which
 * the events came.
 */
static void
sort_columns(const struct ta_header *header, size_t *order)
{
	for (size_t i = 0; i < header->count; i++) {
		size_t at = i;

		for (; at > 0 &&
		       ta_slice_compare(header->columns[order[at - 1]].name,
			   header->columns[i].name) > 0;
		     at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

/* Appends what a request is after its events. */
static void
add_folded(struct ta_fold *fold, struct ta_header *header,
    const struct ta_record *row, struct ta_slice id, struct ta_text *out)
{
	struct ta_record record = {0};
	struct ta_error error;
	size_t *order;

	ta_record_follow(&record, row, 0);
	ta_record_widen(&record, header->count);
	for (size_t i = 0; i < row->count; i++)
		record.fields[i] = row->fields[i];
	MUST(ta_fold_apply(fold, header, &record, id, &error) ==
	     ta_fold_has(fold, id));
	order = ta_alloc(header->count + 1, sizeof(*order));
	sort_columns(header, order);
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice value = ta_record_get(&record, (int)order[i]);

		if (ta_slice_blank(value))
			continue;
		ta_text_printf(out, "%s=", header->columns[order[i]].name.data);
		ta_text_add_slice(out, value);
		ta_text_add_char(out, '\n');
	}
	free(order);
	ta_record_free(&record);
}

/* Appends all requests as they are after their events. */
static void
fold_all(struct ta_slice bytes, struct ta_slice events, struct ta_text *out,
    bool *clash)
{
	struct ta_error error;
	struct ta_files *files = harness_open(events, "jsonl", &strict, &error);
	struct ta_fold *fold =
	    ta_fold_new(harness_policy(), 30000, "/tmp", &error);
	struct ta_header header = {0};

	MUST(fold != NULL);
	MUST(files != NULL);
	add_events(files, fold, clash);
	ta_files_close(files);
	files = harness_open(bytes, "jsonl", &strict, &error);
	while (ta_files_next(files, &error) == 1) {
		const struct ta_header *found = ta_files_header(files);
		const struct ta_record *row = ta_files_record(files);
		struct ta_event_columns columns;
		struct ta_slice id;

		ta_event_columns(harness_policy(), found, &columns);
		id = ta_slice_trim(ta_record_get(row, columns.id));
		if (row->fault != NULL || ta_event_is(&columns, row) ||
		    id.len == 0)
			continue;
		ta_header_free(&header);
		header = (struct ta_header){0};
		for (size_t i = 0; i < found->count; i++)
			ta_header_add(&header, found->columns[i].name,
			    &harness_policy()->form);
		ta_fold_columns(fold, &header);
		add_folded(fold, &header, row, id, out);
		add_folded(fold, &header, row, id, out);
	}
	ta_header_free(&header);
	ta_files_close(files);
	ta_fold_free(fold);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_slice bytes = {(const char *)data, size};
	struct ta_text lines = {0}, turned = {0}, one = {0}, other = {0};
	struct ta_error error;
	bool clash = false;

	if (harness_convert(bytes, "jsonl", &strict, "jsonl", &lines, &error) &&
	    lines.len > 0 && turn_round(&lines, &turned)) {
		bytes = ta_text_slice(&lines, 0);
		fold_all(bytes, bytes, &one, &clash);
		fold_all(bytes, ta_text_slice(&turned, 0), &other, &clash);
		MUST(clash || ta_slice_equal(ta_text_slice(&one, 0),
				  ta_text_slice(&other, 0)));
	}
	ta_text_free(&lines);
	ta_text_free(&turned);
	ta_text_free(&one);
	ta_text_free(&other);
	return 0;
}
