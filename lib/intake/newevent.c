#include <stdlib.h>
#include <string.h>

#include "base/slug.h"
#include "intake/eventhint.h"
#include "intake/newevent.h"
#include "record/columns.h"

void
ta_newevent_free(struct ta_newevent *made)
{
	ta_event_row_free(&made->row);
	ta_text_free(&made->at);
	ta_text_free(&made->why);
	free(made->known);
}

void
ta_newevent_turn(struct ta_newevent *made, const struct ta_header *found)
{
	made->of_tools = false;
	for (size_t i = 0; i < found->count; i++)
		made->of_tools |= found->columns[i].kind == TA_COLUMN_TOOL;
}

/* The day that counts as today: never before the ledger's latest event. */
static ta_day
today_of(const struct ta_newevent *made)
{
	ta_day latest = ta_ledger_events_latest(made->events);

	return made->said->at != NULL && latest > made->now.day ? latest
								: made->now.day;
}

/* Refuses a text that is no moment: 0. */
static int
refuse_moment(struct ta_newevent *made, struct ta_slice text)
{
	if (!ta_event_hint_short_year(text))
		return ta_event_refuse(
		    made, "no-day", "'at' is no date or time");
	ta_event_refuse(made, "no-day",
	    "'at' has a year of two digits; write it with four, such as ");
	ta_day_print(&made->why, made->now.day);
	return 0;
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
		return ta_event_refuse(made, "no-day",
		    "the event has no day in 'at'; taken as today, it would be "
		    "another event at each import");
	if (text.len == 0 && ta_event_is_after_clock(latest, time.day))
		return ta_event_refuse(made, "clock",
		    "the clock is before the ledger's latest event; set it, or "
		    "give --at");
	if (text.len > 0 &&
	    !ta_time_parse_form(
		text, map == NULL ? policy->dates : map->dates, &time))
		return refuse_moment(made, text);
	if (time.has_time && !time.has_offset)
		ta_zone_complete(map == NULL ? policy->zone : map->zone, &time);
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	if (time.day > today_of(made))
		return ta_event_refuse(made, "ahead", "'at' is after today");
	made->time = time;
	ta_text_clear(&made->at);
	ta_time_print(&made->at, &time);
	return 1;
}

static bool
is_number(struct ta_slice text)
{
	size_t i = 0;

	while (i < text.len && ta_is_digit(text.data[i]))
		i++;
	return i == text.len;
}

/*
 * The number of the request that the event is of, or -1 where it is refused. In
 * a file a number is no beginning: that of a request which never came would be
 * another's.
 */
static int
find_request(struct ta_newevent *made, struct ta_slice text)
{
	struct ta_slice id = ta_slice_trim(text);
	int request = -1;
	enum ta_meant meant = ta_ledger_events_find(made->events, id, &request);

	if (meant == TA_ID_FOUND && made->said->event == NULL &&
	    is_number(id) &&
	    !ta_slice_equal(id, ta_ledger_events_id(made->events, request)))
		meant = TA_ID_UNKNOWN;
	if (meant == TA_ID_UNKNOWN)
		ta_event_refuse(made, "unknown-id", "no request has this id");
	else if (meant == TA_ID_SEVERAL)
		ta_event_refuse(made, "ambiguous-id",
		    "several requests have an id that begins so");
	return meant == TA_ID_FOUND ? request : -1;
}

/* The kind of the event, or -1 where it is refused. */
static int
find_kind(struct ta_newevent *made, struct ta_slice word)
{
	int kind = ta_policy_event(made->policy, word);

	if (kind != -1)
		return kind;
	ta_event_refuse(
	    made, "unknown-event", "the policy has no such event; it has ");
	for (size_t i = 0; i < made->policy->n_events; i++)
		ta_text_printf(&made->why, "%s%s", i > 0 ? ", " : "",
		    made->policy->events[i].id);
	ta_event_hint_word(made->policy, word, "; did you mean ", &made->why);
	return -1;
}

/* Whether the day is before the request came. */
static bool
is_early(struct ta_newevent *made, const struct ta_current *now, int kind)
{
	const struct ta_policy *policy = made->policy;
	struct ta_slice received = ta_slice_trim(
	    ta_record_get(now->record, now->columns[policy->receipt]));
	struct ta_time first;
	ta_day first_day, day;

	if (!ta_time_parse(received, &first))
		return false;
	ta_event_moment(policy, kind, &first, &first_day);
	ta_event_moment(policy, kind, &made->time, &day);
	return day < first_day;
}

/*
 * Refuses what is new of a request that was forgotten: 0. It would give it
 * words again.
 */
static int
refuse_forgotten(struct ta_newevent *made)
{
	return ta_event_refuse(made, "forgotten",
	    "the request was forgotten, and nothing is added to it; what is "
	    "asked now is a new request");
}

/*
 * A row about a request that was forgotten: 1 where the ledger has an event of
 * this kind and moment, whatever it carried; 0 where it is refused.
 */
static int
meet_forgotten(struct ta_newevent *made, int request, int kind)
{
	struct ta_happened happened = {
	    .id = ta_ledger_events_id(made->events, request), .kind = kind};

	happened.moment =
	    ta_event_moment(made->policy, kind, &made->time, &happened.day);
	made->again = made->said->event == NULL &&
		      ta_ledger_events_met(made->events, &happened);
	return made->again ? 1 : refuse_forgotten(made);
}

/*
 * Adds the answers of another request: 1, 0 where that is refused, or -1.
 */
static int
add_copy(struct ta_newevent *made, int kind, struct ta_error *error)
{
	struct ta_current other;
	int from = find_request(made, ta_slice_of(made->said->copy));

	if (from == -1)
		return 0;
	if (ta_ledger_events_forgotten(made->events, from))
		return ta_event_refuse(made, "forgotten",
		    "the request whose answers are to be copied was forgotten");
	if (ta_ledger_events_now(made->events, from, &other, error) == -1)
		return -1;
	return ta_event_cells_copy(made, kind, &other);
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
	for (enum ta_event_word i = TA_WORD_BY; i <= TA_WORD_NOTE; i++)
		if (!ta_slice_blank(made->words[i]))
			ta_event_row_add(&made->row,
			    ta_slice_of(ta_event_word_name(i)), TA_COLUMN_OTHER,
			    ta_slice_trim(made->words[i]));
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
	made->words[TA_WORD_UNDOES] = (struct ta_slice){"", 0};
}

bool
ta_newevent_words(struct ta_newevent *made, const struct ta_header *header,
    const struct ta_record *record)
{
	take_words(made);
	for (size_t i = 0; made->said->event == NULL && i < header->count;
	     i++) {
		int word = ta_event_word_of(&header->columns[i]);
		struct ta_slice cell = ta_record_get(record, (int)i);

		if (word != -1 && !ta_slice_blank(cell))
			made->words[word] = cell;
	}
	return !ta_slice_blank(made->words[TA_WORD_EVENT]);
}

/*
 * Whether a cell says what happened, though its row does not: a word of events,
 * or what staff have filled in. What the request has, or had, was there when
 * the file was made. 1, 0 or -1.
 */
static int
says_something(struct ta_newevent *made, int request,
    const struct ta_column *column, struct ta_slice cell,
    struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &made->policy->vocabulary;
	int field = ta_vocabulary_field(vocabulary, column->name);

	if (cell.len == 0 || column->kind == TA_COLUMN_TOOL)
		return 0;
	if (ta_event_word_of(column) != -1)
		return 1;
	if (field == -1 || !vocabulary->fields[field].staff)
		return 0;
	if (request == -1)
		return 1;
	field = ta_ledger_events_had(
	    made->events, request, column->name, cell, error);
	return field == -1 ? -1 : !field;
}

int
ta_newevent_check_unsaid(struct ta_newevent *made, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error)
{
	int request = find_request(made, id), got;

	if (request != -1 && ta_ledger_events_forgotten(made->events, request))
		return 1;
	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];

		got = says_something(made, request, column,
		    ta_slice_trim(ta_record_get(record, (int)i)), error);
		if (got == -1)
			return -1;
		if (got == 0)
			continue;
		ta_event_refuse(made, "no-event",
		    "what happened is missing: the cell 'event' is blank, but '");
		ta_text_printf(
		    &made->why, "%s' is filled in", column->name.data);
		return 0;
	}
	return 1;
}

/* Why the words of a person or a row cannot be in the ledger: 1, or 0. */
static int
check_words(struct ta_newevent *made)
{
	const char *why;

	for (enum ta_event_word i = 0; i < TA_N_WORDS; i++) {
		struct ta_slice word = made->words[i];

		if (ta_text_check(word, &why) == word.len)
			continue;
		ta_event_refuse(made, "bad-value", "'");
		ta_text_printf(
		    &made->why, "%s' holds %s", ta_event_word_name(i), why);
		return 0;
	}
	return 1;
}

/* Makes the line of a row that takes back an event: 1, 0 or -1. */
static int
make_undone(struct ta_newevent *made, struct ta_slice id)
{
	int request = find_request(made, id);
	struct ta_event_columns columns;
	struct ta_happened happened;
	const char *why;

	if (request == -1 || find_moment(made, made->words[TA_WORD_AT]) == 0)
		return 0;
	begin_row(made, request, ta_slice_of(TA_UNDONE));
	ta_event_row_add(&made->row, ta_slice_of(TA_COL_UNDOES),
	    TA_COLUMN_OTHER, ta_slice_trim(made->words[TA_WORD_UNDOES]));
	ta_event_columns(made->policy, &made->row.header, &columns);
	why =
	    ta_event_read(made->policy, &columns, &made->row.record, &happened);
	if (why != NULL)
		return ta_event_refuse(made, "bad-value", why);
	return !ta_ledger_events_forgotten(made->events, request) ||
		       ta_ledger_events_standing(made->events,
			   &made->row.header, &made->row.record,
			   &happened) == TA_EVENT_THERE
		   ? 1
		   : refuse_forgotten(made);
}

/*
 * Marks the cells of a row of a file that were known when it was read before:
 * whether it was, or -1.
 */
static int
mark_known(struct ta_newevent *made, int kind, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_happened happened = {.id = made->id, .kind = kind};

	/* The header of JSON Lines grows with the rows. */
	if (made->room < header->count) {
		made->room = 2 * header->count;
		made->known =
		    ta_resize(made->known, made->room, sizeof(*made->known));
	}
	memset(made->known, 0, header->count * sizeof(*made->known));
	for (size_t i = 0; i < header->count; i++)
		made->of_tools |= header->columns[i].kind == TA_COLUMN_TOOL;
	happened.moment =
	    ta_event_moment(made->policy, kind, &made->time, &happened.day);
	return ta_ledger_events_knew(
	    made->events, &happened, header, record, made->known, error);
}

int
ta_newevent_make(struct ta_newevent *made, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_current *now, struct ta_error *error)
{
	bool by_hand = made->said->event != NULL;
	int kind, request, got = 0;

	*now = (struct ta_current){NULL};
	made->again = false;
	if (check_words(made) == 0)
		return 0;
	if (!by_hand &&
	    ta_slug_equal(made->words[TA_WORD_EVENT], ta_slice_of(TA_UNDONE)))
		return make_undone(made, id);
	kind = find_kind(made, made->words[TA_WORD_EVENT]);
	request = kind == -1 ? -1 : find_request(made, id);
	if (request == -1 || find_moment(made, made->words[TA_WORD_AT]) == 0)
		return 0;
	if (ta_ledger_events_forgotten(made->events, request))
		return meet_forgotten(made, request, kind);
	begin_row(made, request, ta_slice_of(made->policy->events[kind].id));
	if (made->said->copy != NULL) {
		got = add_copy(made, kind, error);
		if (got != 1)
			return got;
	}
	if (!by_hand)
		got = mark_known(made, kind, header, record, error);
	if (got == -1 ||
	    ta_ledger_events_now(made->events, request, now, error) == -1)
		return -1;
	if (is_early(made, now, kind))
		return ta_event_refuse(made, "before-receipt",
		    "'at' is before the day of receipt");
	got = by_hand ? ta_event_cells_given(made, kind, header, record)
		      : ta_event_cells_row(
			    made, now, kind, header, record, got == 1);
	return got == 1 ? ta_event_cells_enough(made, kind, header, record)
			: got;
}

int
ta_newevent_undo(
    struct ta_newevent *made, struct ta_text *last, struct ta_error *error)
{
	int request, got;

	take_words(made);
	if (check_words(made) == 0)
		return 0;
	request = find_request(made, ta_slice_of(made->said->id));
	if (request == -1 || find_moment(made, made->words[TA_WORD_AT]) == 0)
		return 0;
	if (ta_ledger_events_forgotten(made->events, request))
		return refuse_forgotten(made);
	got = ta_ledger_events_last(made->events, request, last, error);
	if (got == 0)
		ta_event_refuse(made, "no-event",
		    "the request has no event that can be undone");
	if (got == 1) {
		begin_row(made, request, ta_slice_of(TA_UNDONE));
		ta_event_row_add(&made->row, ta_slice_of(TA_COL_UNDOES),
		    TA_COLUMN_OTHER, ta_text_slice(last, 0));
	}
	return got;
}
