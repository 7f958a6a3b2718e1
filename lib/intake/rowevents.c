#include <stdlib.h>

#include "base/mem.h"
#include "intake/rowevents.h"
#include "ledger/fold.h"

struct ta_row_events {
	const struct ta_context *context;
	const struct ta_part *part;
	const char *folder;
	bool to_ledger;
	struct ta_fold *fold;		 /* NULL: no event has come */
	bool verify;			 /* some event may verify a field */
	struct ta_event_columns columns; /* of the current file, for so */
	size_t n_looked;		 /* many columns */
	size_t count;			 /* of those that were taken */
};

struct ta_row_events *
ta_row_events_new(const struct ta_context *context, const struct ta_part *part,
    const char *folder, bool to_ledger)
{
	struct ta_row_events *events = ta_alloc(1, sizeof(*events));

	events->context = context;
	events->part = part;
	events->folder = folder;
	events->to_ledger = to_ledger;
	ta_row_events_turn(events);
	return events;
}

void
ta_row_events_free(struct ta_row_events *events)
{
	if (events == NULL)
		return;
	ta_fold_free(events->fold);
	free(events);
}

void
ta_row_events_turn(struct ta_row_events *events)
{
	events->n_looked = SIZE_MAX;
}

/* The header may have grown with the row. */
bool
ta_row_events_has(struct ta_row_events *events, struct ta_files *files)
{
	const struct ta_header *header = ta_files_header(files);

	if (events->n_looked != header->count)
		ta_event_columns(
		    events->context->policy, header, &events->columns);
	events->n_looked = header->count;
	return ta_event_is(&events->columns, ta_files_record(files));
}

/* In a table a blank cell of an event says nothing. */
static void
drop_blanks(struct ta_record *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (ta_slice_blank(row->fields[i]))
			row->fields[i] = (struct ta_slice){NULL, 0};
}

int
ta_row_events_take(struct ta_row_events *events, struct ta_files *files,
    const char **why, struct ta_error *error)
{
	const struct ta_context *context = events->context;
	struct ta_record *row = ta_files_record(files);
	struct ta_happened happened;

	*why = ta_event_read(context->policy, &events->columns, row, &happened);
	if (*why == NULL && events->to_ledger)
		*why = "the row is an event; ta-log adds events to a ledger";
	if (*why != NULL)
		return 0;
	events->verify |= happened.day <= context->today;
	if (!ta_part_has(events->part, happened.id))
		return 0;
	if (events->fold == NULL)
		events->fold = ta_fold_new(
		    context->policy, context->today, events->folder, error);
	if (events->fold == NULL)
		return -1;
	events->count++;
	if (ta_files_format(files)->has_header)
		drop_blanks(row);
	return ta_fold_add(
	    events->fold, ta_files_header(files), row, &happened, error);
}

bool
ta_row_events_verify(const struct ta_row_events *events)
{
	return events->verify;
}

void
ta_row_events_columns(struct ta_row_events *events, struct ta_header *header)
{
	if (events->fold != NULL)
		ta_fold_columns(events->fold, header);
}

int
ta_row_events_apply(struct ta_row_events *events,
    const struct ta_header *header, struct ta_record *record,
    struct ta_slice id, struct ta_error *error)
{
	return events->fold == NULL
		   ? 0
		   : ta_fold_apply(events->fold, header, record, id, error);
}

const bool *
ta_row_events_verified(const struct ta_row_events *events)
{
	return events->fold == NULL ? NULL : ta_fold_verified(events->fold);
}

void
ta_row_events_count(const struct ta_row_events *events, struct ta_text *text)
{
	size_t left = events->fold == NULL ? 0 : ta_fold_left(events->fold);

	if (events->count > 0)
		ta_text_printf(text, ", %zu events", events->count);
	if (left > 0)
		ta_text_printf(
		    text, "; events of requests that were not read: %zu", left);
}
