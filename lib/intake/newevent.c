#include "base/slug.h"
#include "intake/newevent.h"
#include "record/columns.h"

static const char *const word_names[TA_N_WORDS] = {TA_EVENT_WORDS};

void
ta_newevent_free(struct ta_newevent *made)
{
	ta_event_row_free(&made->row);
	ta_text_free(&made->at);
	ta_text_free(&made->why);
}

int
ta_newevent_refuse(struct ta_newevent *made, const char *rule, const char *why)
{
	made->rule = rule;
	ta_text_clear(&made->why);
	ta_text_add_string(&made->why, why);
	return 0;
}

/* Refuses the event for a field: 0. */
static int
refuse_field(struct ta_newevent *made, const char *rule, const char *why,
    const struct ta_column *column)
{
	ta_newevent_refuse(made, rule, why);
	ta_text_printf(&made->why, ": %s", column->name.data);
	return 0;
}

/* Which word of events a column of the intake's header is, or -1. */
static int
word_of(const struct ta_column *column)
{
	for (int i = 0; i < TA_N_WORDS; i++)
		if (column->kind == TA_COLUMN_OTHER &&
		    ta_slug_equal(column->name, ta_slice_of(word_names[i])))
			return i;
	return -1;
}

bool
ta_newevent_is_named(const struct ta_header *header)
{
	for (size_t i = 0; i < header->count; i++)
		if (word_of(&header->columns[i]) == TA_WORD_EVENT)
			return true;
	return false;
}

/* The day that counts as today: never before the ledger's latest event. */
static ta_day
today_of(const struct ta_newevent *made)
{
	ta_day latest = ta_ledger_events_latest(made->events);

	return made->said->at != NULL && latest > made->now.day ? latest
								: made->now.day;
}

/*
 * The moment of the event, as a canonical text: 1, or 0 where it is refused.
 * What is said by hand without one is now.
 */
static int
find_moment(struct ta_newevent *made, struct ta_slice text)
{
	const struct ta_map *map = made->map;
	const struct ta_policy *policy = made->policy;
	struct ta_time time = made->now;
	ta_day latest = ta_ledger_events_latest(made->events);

	text = ta_slice_trim(text);
	if (text.len == 0 && made->said->event == NULL)
		return ta_newevent_refuse(made, "no-day",
		    "the event has no day in 'at'; taken as today, it would be "
		    "another event at each import");
	if (text.len == 0 && ta_event_is_after_clock(latest, time.day))
		return ta_newevent_refuse(made, "clock",
		    "the clock is before the ledger's latest event; set it, or "
		    "give --at");
	if (text.len > 0 &&
	    !ta_time_parse_form(
		text, map == NULL ? policy->dates : map->dates, &time))
		return ta_newevent_refuse(
		    made, "no-day", "'at' is no date or time");
	if (time.has_time && !time.has_offset)
		ta_zone_complete(map == NULL ? policy->zone : map->zone, &time);
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	if (time.day > today_of(made))
		return ta_newevent_refuse(made, "ahead", "'at' is after today");
	ta_text_clear(&made->at);
	ta_time_print(&made->at, &time);
	return 1;
}

/* The number of the request that the event is of, or -1 where it is refused. */
static int
find_request(struct ta_newevent *made, struct ta_slice id)
{
	int request = ta_ledger_events_find(made->events, ta_slice_trim(id));

	if (request == TA_ID_UNKNOWN)
		ta_newevent_refuse(
		    made, "unknown-id", "no request has this id");
	else if (request == TA_ID_SEVERAL)
		ta_newevent_refuse(made, "ambiguous-id",
		    "several requests have an id that begins so");
	return request < 0 ? -1 : request;
}

/* The kind of the event, or -1 where it is refused. */
static int
find_kind(struct ta_newevent *made, struct ta_slice word)
{
	int kind = ta_policy_event(made->policy, word);

	if (kind != -1)
		return kind;
	ta_newevent_refuse(
	    made, "unknown-event", "the policy has no such event; it has ");
	for (size_t i = 0; i < made->policy->n_events; i++)
		ta_text_printf(&made->why, "%s%s", i > 0 ? ", " : "",
		    made->policy->events[i].id);
	return -1;
}

/* Whether the day is before the request came. */
static bool
is_early(struct ta_newevent *made, const struct ta_current *now, int kind)
{
	const struct ta_policy *policy = made->policy;
	struct ta_slice received = ta_slice_trim(
	    ta_record_get(now->record, now->columns[policy->receipt]));
	struct ta_time first, at;
	ta_day first_day, day;

	if (!ta_time_parse(received, &first) ||
	    !ta_time_parse(ta_text_slice(&made->at, 0), &at))
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
add_cell(struct ta_newevent *made, const struct ta_current *now, int kind,
    const struct ta_column *column, struct ta_slice cell)
{
	const struct ta_vocabulary *vocabulary = &made->policy->vocabulary;
	const struct ta_event *event = &made->policy->events[kind];
	int field = ta_vocabulary_field(vocabulary, column->name);
	bool by_hand = made->said->event != NULL;
	struct ta_value value;

	if (cell.data == NULL || column->kind == TA_COLUMN_TOOL ||
	    (!by_hand &&
		(field == made->policy->id_field || ta_slice_blank(cell) ||
		    is_same(cell,
			ta_record_get(now->record,
			    ta_header_find(now->header, column->name, 0))))))
		return 1;
	if (field == -1)
		return refuse_field(
		    made, "unknown-field", "there is no such field", column);
	if (!event->takes[field])
		return refuse_field(made, "not-taken",
		    "the event does not carry this field", column);
	ta_value_read(
	    &vocabulary->fields[field], made->policy->zone, cell, &value);
	if (value.state == TA_INVALID)
		return refuse_field(made, "bad-value",
		    "the field cannot have this value", column);
	ta_event_row_add(&made->row, column->name, column->kind, cell);
	made->carries++;
	return 1;
}

/* Adds the cells of a row: 1, or 0 where the event is refused. */
static int
add_cells(struct ta_newevent *made, const struct ta_current *now, int kind,
    const struct ta_header *header, const struct ta_record *record)
{
	for (size_t i = 0; i < header->count; i++)
		if (word_of(&header->columns[i]) == -1 &&
		    add_cell(made, now, kind, &header->columns[i],
			ta_record_get(record, (int)i)) == 0)
			return 0;
	return 1;
}

/*
 * Adds the answers of another request that the event may carry: 1, 0 where it
 * is refused, or -1.
 */
static int
add_copy(struct ta_newevent *made, int kind, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &made->policy->vocabulary;
	struct ta_current other;
	int from = find_request(made, ta_slice_of(made->said->copy));

	if (from == -1)
		return 0;
	if (ta_ledger_events_now(made->events, from, &other, error) == -1)
		return -1;
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_slice cell =
		    ta_record_get(other.record, other.columns[i]);

		if (made->policy->events[kind].takes[i] && !field->staff &&
		    !ta_slice_blank(cell))
			ta_event_row_add(&made->row, field->name,
			    field->type == TA_TYPE_LIST ? TA_COLUMN_LIST
							: TA_COLUMN_OTHER,
			    cell);
	}
	return 1;
}

static void
begin_row(struct ta_newevent *made, int request, struct ta_slice event)
{
	const struct ta_policy *policy = made->policy;

	made->id = ta_ledger_events_id(made->events, request);
	ta_event_row_free(&made->row);
	made->row = (struct ta_event_row){.texts = {NULL}};
	made->carries = 0;
	ta_event_row_add(&made->row,
	    policy->vocabulary.fields[policy->id_field].name, TA_COLUMN_OTHER,
	    made->id);
	ta_event_row_add(
	    &made->row, ta_slice_of(TA_COL_EVENT), TA_COLUMN_TOOL, event);
	ta_event_row_add(&made->row, ta_slice_of(TA_COL_AT), TA_COLUMN_OTHER,
	    ta_text_slice(&made->at, 0));
	for (int i = TA_WORD_BY; i <= TA_WORD_NOTE; i++)
		if (!ta_slice_blank(made->words[i]))
			ta_event_row_add(&made->row, ta_slice_of(word_names[i]),
			    TA_COLUMN_OTHER, ta_slice_trim(made->words[i]));
}

/* Takes the words that are given by hand. */
static void
take_words(struct ta_newevent *made)
{
	const struct ta_by_hand *said = made->said;

	made->words[TA_WORD_EVENT] = ta_slice_of(said->event);
	made->words[TA_WORD_AT] = ta_slice_of(said->at);
	made->words[TA_WORD_BY] = ta_slice_of(said->by);
	made->words[TA_WORD_NOTE] = ta_slice_of(said->note);
}

bool
ta_newevent_words(struct ta_newevent *made, const struct ta_header *header,
    const struct ta_record *record)
{
	take_words(made);
	for (size_t i = 0; made->said->event == NULL && i < header->count;
	     i++) {
		int word = word_of(&header->columns[i]);
		struct ta_slice cell = ta_record_get(record, (int)i);

		if (word != -1 && !ta_slice_blank(cell))
			made->words[word] = cell;
	}
	return !ta_slice_blank(made->words[TA_WORD_EVENT]);
}

int
ta_newevent_make(struct ta_newevent *made, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_current *now, struct ta_error *error)
{
	int kind = find_kind(made, made->words[TA_WORD_EVENT]);
	int request = kind == -1 ? -1 : find_request(made, id);
	int got;

	if (request == -1 || find_moment(made, made->words[TA_WORD_AT]) == 0)
		return 0;
	begin_row(made, request, ta_slice_of(made->policy->events[kind].id));
	if (made->said->copy != NULL) {
		got = add_copy(made, kind, error);
		if (got != 1)
			return got;
	}
	if (ta_ledger_events_now(made->events, request, now, error) == -1)
		return -1;
	if (is_early(made, now, kind))
		return ta_newevent_refuse(made, "before-receipt",
		    "'at' is before the day of receipt");
	return add_cells(made, now, kind, header, record);
}

int
ta_newevent_undo(struct ta_newevent *made, struct ta_error *error)
{
	int request = find_request(made, ta_slice_of(made->said->id));
	struct ta_text last = {0};
	int got;

	take_words(made);
	if (request == -1 || find_moment(made, made->words[TA_WORD_AT]) == 0)
		return 0;
	got = ta_ledger_events_last(made->events, request, &last, error);
	if (got == 0)
		ta_newevent_refuse(made, "no-event",
		    "the request has no event that can be undone");
	if (got == 1) {
		begin_row(made, request, ta_slice_of(TA_UNDONE));
		ta_event_row_add(&made->row, ta_slice_of(TA_COL_UNDOES),
		    TA_COLUMN_OTHER, ta_text_slice(&last, 0));
	}
	ta_text_free(&last);
	return got;
}
