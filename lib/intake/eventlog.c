#include <stdlib.h>
#include <string.h>

#include "decide/decide.h"
#include "intake/eventlog.h"
#include "intake/ledgerevents.h"
#include "intake/refusal.h"
#include "record/columns.h"

/* The columns of a file of events that are not fields. */
enum { EVENT, AT, BY, NOTE, N_WORDS };

static const char *const word_names[N_WORDS] = {TA_EVENT_WORDS};

struct ta_eventlog {
	const struct ta_policy *policy;
	const struct ta_context *context;
	const struct ta_eventlog_options *options;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_ledger_lines *lines;
	struct ta_ledger_events *events;
	struct ta_refusal refusal;
	bool begun;
	size_t added;
	size_t again;
	size_t passed; /* rows without an event */

	/* of the current event */
	struct ta_slice words[N_WORDS];
	struct ta_slice id;
	struct ta_text at;
	struct ta_event_row row;
	size_t carries; /* so many fields */
	struct ta_happened happened;
	const char *rule; /* why it is refused, */
	struct ta_text why;
};

static int
open_files(
    struct ta_eventlog *log, struct ta_batch *batch, struct ta_error *error)
{
	const struct ta_eventlog_options *options = log->options;

	if (ta_places_add_to(&batch->places, options->ledger, error) == -1)
		return -1;
	if (options->rejects != NULL) {
		log->refusal.rejects = ta_rejects_open(
		    batch, options->rejects, options->folder, error);
		if (log->refusal.rejects == NULL)
			return -1;
	}
	log->lines = ta_ledger_lines_open(
	    options->ledger, options->folder, log->policy, log->report, error);
	if (log->lines == NULL)
		return -1;
	log->events = ta_ledger_events_read(
	    log->policy, log->lines, options->folder, error);
	if (log->events == NULL)
		return -1;
	ta_batch_add(
	    batch, &ta_ledger_batch_kind, ta_ledger_lines_ledger(log->lines));
	return 0;
}

struct ta_eventlog *
ta_eventlog_open(const struct ta_context *context,
    const struct ta_eventlog_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_eventlog *log = ta_alloc(1, sizeof(*log));
	const struct ta_policy *policy = context->policy;

	log->policy = policy;
	log->context = context;
	log->options = options;
	log->report = report;
	log->intake = ta_intake_new(policy, options->map);
	log->refusal = (struct ta_refusal){
	    .context = context, .intake = log->intake, .report = report};
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		ta_intake_expect(log->intake, (int)i);
	if (policy->n_events == 0)
		ta_error_set(error, NULL,
		    "the policy has no 'events': see ta-policy(5)");
	else if (open_files(log, batch, error) == 0)
		return log;
	ta_eventlog_close(log);
	return NULL;
}

void
ta_eventlog_close(struct ta_eventlog *log)
{
	if (log == NULL)
		return;
	ta_refusal_free(&log->refusal);
	ta_ledger_events_free(log->events);
	ta_ledger_lines_close(log->lines);
	ta_intake_free(log->intake);
	ta_event_row_free(&log->row);
	ta_text_free(&log->at);
	ta_text_free(&log->why);
	free(log);
}

/* The word of events that a column of the intake's header is, or -1. */
static int
word_of(const struct ta_column *column)
{
	for (int i = 0; i < N_WORDS; i++)
		if (column->kind == TA_COLUMN_OTHER &&
		    ta_slug_equal(column->name, ta_slice_of(word_names[i])))
			return i;
	return -1;
}

/* Whether a column says which event a row is. */
static bool
names_events(const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (word_of(&header->columns[i]) == EVENT)
			return true;
	return false;
}

int
ta_eventlog_turn(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	if (log->refusal.rejects != NULL && !log->begun)
		ta_rejects_columns(
		    log->refusal.rejects, ta_files_header(files));
	log->begun = true;
	if (ta_intake_turn(log->intake, files, error) == -1)
		return -1;
	if (log->options->event == NULL && ta_files_format(files)->has_header &&
	    !names_events(ta_intake_header(log->intake))) {
		const struct ta_place at = ta_files_place(files);

		return ta_error_set(error, &at,
		    "no column says which event a row is; give that heading "
		    "the name 'event', or name it in a map");
	}
	return 0;
}

/* Notes why the event is refused, and perhaps for which field: 0. */
static int
refuse(struct ta_eventlog *log, const char *rule, const char *why,
    const char *field)
{
	log->rule = rule;
	ta_text_clear(&log->why);
	ta_text_add_string(&log->why, why);
	if (field != NULL)
		ta_text_printf(&log->why, ": %s", field);
	return 0;
}

/* The day that counts as today: never before the ledger's latest event. */
static ta_day
today_of(const struct ta_eventlog *log)
{
	ta_day latest = ta_ledger_events_latest(log->events);

	return log->options->at != NULL && latest > log->options->now.day
		   ? latest
		   : log->options->now.day;
}

/*
 * The moment of the event, as a canonical text: 1, or 0 where it is refused.
 * What is said by hand without one is now.
 */
static int
find_moment(struct ta_eventlog *log, struct ta_slice text)
{
	const struct ta_map *map = log->options->map;
	const struct ta_policy *policy = log->policy;
	struct ta_time time = log->options->now;
	ta_day latest = ta_ledger_events_latest(log->events);

	text = ta_slice_trim(text);
	if (text.len == 0 && log->options->event == NULL)
		return refuse(log, "no-day",
		    "the event has no day in 'at'; taken as today, it would be "
		    "another event at each import",
		    NULL);
	if (text.len == 0 && latest != TA_NO_DAY && latest > time.day + 1)
		return refuse(log, "clock",
		    "the clock is before the ledger's latest event; set it, or "
		    "give --at",
		    NULL);
	if (text.len > 0 &&
	    !ta_time_parse_form(
		text, map == NULL ? policy->dates : map->dates, &time))
		return refuse(log, "no-day", "'at' is no date or time", NULL);
	if (time.has_time && !time.has_offset)
		ta_zone_complete(map == NULL ? policy->zone : map->zone, &time);
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	if (time.day > today_of(log))
		return refuse(log, "ahead", "'at' is after today", NULL);
	ta_text_clear(&log->at);
	ta_time_print(&log->at, &time);
	return 1;
}

/* The number of the request that the event is of, or -1 where it is refused. */
static int
find_request(struct ta_eventlog *log, struct ta_slice id)
{
	int request = ta_ledger_events_find(log->events, ta_slice_trim(id));

	if (request == TA_ID_UNKNOWN)
		refuse(log, "unknown-id", "no request has this id", NULL);
	else if (request == TA_ID_SEVERAL)
		refuse(log, "ambiguous-id",
		    "several requests have an id that begins so", NULL);
	return request < 0 ? -1 : request;
}

/* The kind of the event, or -1 where it is refused. */
static int
find_kind(struct ta_eventlog *log, struct ta_slice word)
{
	int kind = ta_policy_event(log->policy, word);

	if (kind != -1)
		return kind;
	refuse(log, "unknown-event", "the policy has no such event; it has ",
	    NULL);
	for (size_t i = 0; i < log->policy->n_events; i++)
		ta_text_printf(&log->why, "%s%s", i > 0 ? ", " : "",
		    log->policy->events[i].id);
	return -1;
}

/* Whether the day is before the request came. */
static bool
is_early(struct ta_eventlog *log, const struct ta_current *now, int kind)
{
	const struct ta_policy *policy = log->policy;
	struct ta_slice received = ta_slice_trim(
	    ta_record_get(now->record, now->columns[policy->receipt]));
	struct ta_time first, at;
	ta_day first_day, day;

	if (!ta_time_parse(received, &first) ||
	    !ta_time_parse(ta_text_slice(&log->at, 0), &at))
		return false;
	ta_event_moment(policy, kind, &first, &first_day);
	ta_event_moment(policy, kind, &at, &day);
	return day < first_day;
}

static bool
is_same(struct ta_slice a, struct ta_slice b)
{
	return ta_slice_equal(ta_slice_trim(a), ta_slice_trim(b));
}

/*
 * Adds a cell to the event: 1 where it is part of it or says nothing, 0 where
 * the event is refused.
 */
static int
add_cell(struct ta_eventlog *log, const struct ta_current *now, int kind,
    const struct ta_column *column, struct ta_slice cell)
{
	const struct ta_vocabulary *vocabulary = &log->policy->vocabulary;
	const struct ta_event *event = &log->policy->events[kind];
	int field = ta_vocabulary_field(vocabulary, column->name);
	bool by_hand = log->options->event != NULL;
	struct ta_value value;

	if (field == log->policy->id_field || cell.data == NULL ||
	    column->kind == TA_COLUMN_TOOL ||
	    (!by_hand && (ta_slice_blank(cell) ||
			     is_same(cell, ta_record_get(now->record,
					       ta_header_find(now->header,
						   column->name, 0))))))
		return 1;
	if (field == -1)
		return refuse(log, "unknown-field", "there is no such field",
		    column->name.data);
	if (!event->takes[field])
		return refuse(log, "not-taken",
		    "the event does not carry this field", column->name.data);
	ta_value_read(
	    &vocabulary->fields[field], log->policy->zone, cell, &value);
	if (value.state == TA_INVALID)
		return refuse(log, "bad-value",
		    "the field cannot have this value", column->name.data);
	ta_event_row_add(&log->row, column->name, column->kind, cell);
	log->carries++;
	return 1;
}

static void
begin_row(struct ta_eventlog *log, struct ta_slice id, struct ta_slice event)
{
	const struct ta_policy *policy = log->policy;

	ta_event_row_free(&log->row);
	log->row = (struct ta_event_row){.texts = {NULL}};
	log->carries = 0;
	ta_event_row_add(&log->row,
	    policy->vocabulary.fields[policy->id_field].name, TA_COLUMN_OTHER,
	    id);
	ta_event_row_add(
	    &log->row, ta_slice_of(TA_COL_EVENT), TA_COLUMN_TOOL, event);
	ta_event_row_add(&log->row, ta_slice_of(TA_COL_AT), TA_COLUMN_OTHER,
	    ta_text_slice(&log->at, 0));
	for (int i = BY; i <= NOTE; i++)
		if (!ta_slice_blank(log->words[i]))
			ta_event_row_add(&log->row, ta_slice_of(word_names[i]),
			    TA_COLUMN_OTHER, ta_slice_trim(log->words[i]));
}

/* Adds the cells of a row: 1, or 0 where the event is refused. */
static int
add_cells(struct ta_eventlog *log, const struct ta_current *now, int kind,
    const struct ta_header *header, const struct ta_record *record)
{
	for (size_t i = 0; i < header->count; i++)
		if (word_of(&header->columns[i]) == -1 &&
		    add_cell(log, now, kind, &header->columns[i],
			ta_record_get(record, (int)i)) == 0)
			return 0;
	return 1;
}

/*
 * Adds the answers of another request that the event may carry: 1, 0 where it
 * is refused, or -1.
 */
static int
add_copy(struct ta_eventlog *log, int kind, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &log->policy->vocabulary;
	struct ta_current other;
	int from = find_request(log, ta_slice_of(log->options->copy));

	if (from == -1)
		return 0;
	if (ta_ledger_events_now(log->events, from, &other, error) == -1)
		return -1;
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_slice cell =
		    ta_record_get(other.record, other.columns[i]);

		if (log->policy->events[kind].takes[i] && !field->staff &&
		    !ta_slice_blank(cell))
			ta_event_row_add(&log->row, field->name,
			    field->type == TA_TYPE_LIST ? TA_COLUMN_LIST
							: TA_COLUMN_OTHER,
			    cell);
	}
	return 1;
}

/* Whether the request is finished, as of today. */
static bool
is_finished(struct ta_eventlog *log, const struct ta_current *now)
{
	struct ta_evaluation *evaluation;
	bool finished;

	if (log->policy->done == -1)
		return false;
	evaluation = ta_context_evaluation(log->context, now->header);
	ta_evaluation_set(evaluation, now->record);
	finished = ta_fact_holds(evaluation, (size_t)log->policy->done);
	ta_evaluation_free(evaluation);
	return finished;
}

/*
 * Whether the event is there already: 1, 0 or -1. `record` is the row that it
 * was made of, or NULL. An event that carries nothing and does nothing says
 * what is known.
 */
static int
is_there(struct ta_eventlog *log, const struct ta_record *record,
    struct ta_error *error)
{
	const struct ta_event *event;

	if (log->happened.kind == TA_KIND_UNDONE)
		return 0;
	if (ta_ledger_events_has(log->events, &log->row.header,
		&log->row.record, &log->happened))
		return 1;
	event = &log->policy->events[log->happened.kind];
	if (record == NULL || log->carries > 0 || log->options->event != NULL ||
	    !event->carries)
		return 0;
	if (event->n_sets == 0 && event->opens == -1 && event->closes == -1)
		return 1;
	return ta_ledger_events_covers(log->events, &log->happened,
	    ta_intake_header(log->intake), record, error);
}

/* Sets the event that was made aside for the ledger: 0 or -1. */
static int
put(struct ta_eventlog *log, const struct ta_record *record,
    struct ta_error *error)
{
	struct ta_event_columns columns;
	int got;

	ta_event_columns(log->policy, &log->row.header, &columns);
	ta_event_read(log->policy, &columns, &log->row.record, &log->happened);
	got = is_there(log, record, error);
	if (got != 0) {
		log->again += got == 1;
		return got == 1 ? 0 : -1;
	}
	if (ta_ledger_add_event(ta_ledger_lines_ledger(log->lines),
		&log->row.header, &log->row.record, error) == -1)
		return -1;
	log->added++;
	return ta_ledger_events_add(log->events, &log->row.header,
	    &log->row.record, &log->happened, error);
}

/*
 * Makes the event of a record, and adds it: 1, 0 where it is refused, or -1.
 */
static int
add(struct ta_eventlog *log, const struct ta_record *record, struct ta_slice id,
    struct ta_error *error)
{
	int kind = find_kind(log, log->words[EVENT]);
	int request = kind == -1 ? -1 : find_request(log, id);
	struct ta_current now;
	size_t added;
	bool finished;
	int got;

	if (request == -1 || find_moment(log, log->words[AT]) == 0)
		return 0;
	log->id = ta_ledger_events_id(log->events, request);
	begin_row(log, log->id, ta_slice_of(log->policy->events[kind].id));
	if (log->options->copy != NULL) {
		got = add_copy(log, kind, error);
		if (got != 1)
			return got;
	}
	if (ta_ledger_events_now(log->events, request, &now, error) == -1)
		return -1;
	if (is_early(log, &now, kind))
		return refuse(log, "before-receipt",
		    "'at' is before the day of receipt", NULL);
	if (add_cells(log, &now, kind, ta_intake_header(log->intake), record) ==
	    0)
		return 0;
	finished = is_finished(log, &now);
	added = log->added;
	if (put(log, record, error) == -1)
		return -1;
	if (finished && log->added > added)
		ta_report_warn(log->report,
		    "the request %.*s was finished already; the event is added",
		    (int)log->id.len, log->id.data);
	return 1;
}

/* Refuses the row: 0 or -1. By hand there is nothing else, so it is an error.
 */
static int
reject(struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	const char *why = ta_text_string(&log->why);
	const struct ta_reason reason = {.rule = log->rule, .message = why};

	if (log->options->event != NULL)
		return ta_error_set(error, NULL, "%s", why);
	return ta_refusal_say(
	    &log->refusal, files, ta_files_record(files), &reason, error);
}

/* Takes the words of the event that are given by hand. */
static void
take_words(struct ta_eventlog *log)
{
	const struct ta_eventlog_options *options = log->options;

	log->words[EVENT] = ta_slice_of(options->event);
	log->words[AT] = ta_slice_of(options->at);
	log->words[BY] = ta_slice_of(options->by);
	log->words[NOTE] = ta_slice_of(options->note);
}

/* Finds them in a row of a file. */
static void
find_words(struct ta_eventlog *log, const struct ta_record *record)
{
	const struct ta_header *header = ta_intake_header(log->intake);

	for (size_t i = 0; i < header->count; i++) {
		int word = word_of(&header->columns[i]);
		struct ta_slice cell = ta_record_get(record, (int)i);

		if (word != -1 && !ta_slice_blank(cell))
			log->words[word] = cell;
	}
}

int
ta_eventlog_take(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	struct ta_record *record;
	struct ta_slice id;
	int got;

	if (ta_intake_take(log->intake, files, &record, error) == -1)
		return -1;
	if (record->fault != NULL) {
		refuse(log, "not-a-record", record->fault, NULL);
		return reject(log, files, error);
	}
	take_words(log);
	if (log->options->event == NULL)
		find_words(log, record);
	if (ta_slice_blank(log->words[EVENT])) {
		log->passed++;
		return 0;
	}
	id = log->options->id != NULL
		 ? ta_slice_of(log->options->id)
		 : ta_record_get(record,
		       ta_intake_columns(log->intake)[log->policy->id_field]);
	got = add(log, record, id, error);
	return got == 0 ? reject(log, files, error) : got == 1 ? 0 : -1;
}

int
ta_eventlog_undo(struct ta_eventlog *log, struct ta_error *error)
{
	int request = find_request(log, ta_slice_of(log->options->id));
	struct ta_text last = {0};
	int got = 0;

	take_words(log);
	log->words[EVENT] = ta_slice_of(TA_UNDONE);
	if (request != -1 && find_moment(log, log->words[AT]) == 1) {
		got = ta_ledger_events_last(log->events, request, &last, error);
		if (got == 0)
			refuse(log, "no-event",
			    "the request has no event that can be undone",
			    NULL);
	}
	if (got == 1) {
		begin_row(log, ta_ledger_events_id(log->events, request),
		    log->words[EVENT]);
		ta_event_row_add(&log->row, ta_slice_of(TA_COL_UNDOES),
		    TA_COLUMN_OTHER, ta_text_slice(&last, 0));
		got = put(log, NULL, error) == -1 ? -1 : 1;
	}
	ta_text_free(&last);
	return got == 1 ? 0
	       : got == -1
		   ? -1
		   : ta_error_set(error, NULL, "%s", ta_text_string(&log->why));
}

int
ta_eventlog_finish(struct ta_eventlog *log, struct ta_error *error)
{
	return log->refusal.rejects == NULL
		   ? 0
		   : ta_rejects_finish(log->refusal.rejects, error);
}

bool
ta_eventlog_summary(const struct ta_eventlog *log, struct ta_text *text)
{
	size_t damaged = ta_ledger_lines_damaged(log->lines);

	ta_text_printf(text, ", %zu added", log->added);
	if (log->again > 0)
		ta_text_printf(text, ", %zu already there", log->again);
	if (log->refusal.count > 0)
		ta_text_printf(text, ", %zu rejected", log->refusal.count);
	if (log->passed > 0)
		ta_text_printf(
		    text, "; rows without an event: %zu", log->passed);
	if (damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", damaged);
	return log->refusal.count > 0 || damaged > 0 ||
	       ta_ledger_lines_was_torn(log->lines);
}
