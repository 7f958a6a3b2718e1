#include "base/slug.h"
#include "file/csvwriter.h"
#include "intake/eventcells.h"
#include "intake/eventhint.h"
#include "record/columns.h"

static const char *const word_names[TA_N_WORDS] = {TA_EVENT_WORDS};

int
ta_event_word_of(const struct ta_column *column)
{
	for (int i = 0; i < TA_N_WORDS; i++)
		if (column->kind == TA_COLUMN_OTHER &&
		    ta_slug_equal(column->name, ta_slice_of(word_names[i])))
			return i;
	return -1;
}

const char *
ta_event_word_name(enum ta_event_word word)
{
	return word_names[word];
}

int
ta_event_refuse(struct ta_newevent *made, const char *rule, const char *why)
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
	ta_event_refuse(made, rule, why);
	ta_text_printf(&made->why, ": %s", column->name.data);
	return 0;
}

/* Whether the policy takes a field from an event; else that is refused. */
static bool
takes(struct ta_newevent *made, int kind, const struct ta_column *column,
    int field, struct ta_slice cell)
{
	const struct ta_policy *policy = made->policy;
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct ta_value value;

	if (field == -1) {
		refuse_field(
		    made, "unknown-field", "there is no such field", column);
		return false;
	}
	if (!policy->events[kind].takes[field]) {
		refuse_field(made, "not-taken",
		    "the event does not carry this field", column);
		return false;
	}
	ta_value_read(&vocabulary->fields[field], policy->zone, cell, &value);
	if (value.state != TA_INVALID)
		return true;
	refuse_field(
	    made, "bad-value", "the field cannot have this value", column);
	ta_text_add_string(&made->why, "; expected ");
	ta_field_expected(&vocabulary->fields[field], &made->why);
	return false;
}

int
ta_event_cells_given(struct ta_newevent *made, int kind,
    const struct ta_header *header, const struct ta_record *record)
{
	const struct ta_vocabulary *vocabulary = &made->policy->vocabulary;

	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];
		struct ta_slice cell = ta_record_get(record, (int)i);
		int field = ta_vocabulary_field(vocabulary, column->name);

		if (cell.data == NULL || column->kind == TA_COLUMN_TOOL ||
		    ta_event_word_of(column) != -1)
			continue;
		if (!takes(made, kind, column, field, cell))
			return 0;
		ta_event_row_add(&made->row, column->name, column->kind, cell);
		made->carries++;
	}
	return 1;
}

/* What the cells of a row are added for. */
enum pass {
	DIFFERENT, /* those that are not what the request has */
	STATED	   /* the others that the event carries */
};

/*
 * Adds the cells of a row of a file that say something: 1, or 0 where one is
 * refused.
 */
static int
add_cells(struct ta_newevent *made, const struct ta_current *now, int kind,
    const struct ta_header *header, const struct ta_record *record,
    enum pass pass)
{
	const struct ta_policy *policy = made->policy;

	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];
		struct ta_slice cell =
		    ta_slice_trim(ta_record_get(record, (int)i));
		int field =
		    ta_vocabulary_field(&policy->vocabulary, column->name);
		bool same = ta_csv_is_cell_of(
		    cell, ta_slice_trim(ta_record_get(now->record,
			      ta_header_find(now->header, column->name, 0))));

		if (cell.len == 0 || column->kind == TA_COLUMN_TOOL ||
		    ta_event_word_of(column) != -1 ||
		    field == policy->id_field || made->known[i] ||
		    same != (pass == STATED))
			continue;
		if (pass == STATED &&
		    (field == -1 || !policy->events[kind].takes[field]))
			continue;
		cell = ta_csv_unmarked(cell);
		if (!takes(made, kind, column, field, cell))
			return 0;
		ta_event_row_add(&made->row, column->name, column->kind, cell);
		made->carries++;
	}
	return 1;
}

/*
 * A cell that the request has already is no part of the event: a queue is full
 * of them. Where there is nothing else, it is what the row is about: staff have
 * seen that an answer is right, or a sheet, which shows no requests, says so of
 * its own.
 */
int
ta_event_cells_row(struct ta_newevent *made, const struct ta_current *now,
    int kind, const struct ta_header *header, const struct ta_record *record,
    bool again)
{
	if (add_cells(made, now, kind, header, record, DIFFERENT) == 0)
		return 0;
	return made->carries > 0 || again ||
		       (made->of_tools && !made->policy->events[kind].verified)
		   ? 1
		   : add_cells(made, now, kind, header, record, STATED);
}

/* Whether a row fills in a field that the event takes. */
static bool
fills_some(const struct ta_newevent *made, int kind,
    const struct ta_header *header, const struct ta_record *record)
{
	const struct ta_policy *policy = made->policy;

	for (size_t i = 0; i < header->count; i++) {
		const struct ta_column *column = &header->columns[i];
		int field =
		    ta_vocabulary_field(&policy->vocabulary, column->name);

		if (column->kind != TA_COLUMN_TOOL && field != -1 &&
		    policy->events[kind].takes[field] &&
		    !ta_slice_blank(ta_record_get(record, (int)i)))
			return true;
	}
	return false;
}

int
ta_event_cells_enough(struct ta_newevent *made, int kind,
    const struct ta_header *header, const struct ta_record *record)
{
	const struct ta_event *event = &made->policy->events[kind];

	if (made->carries > 0 || made->said->copy != NULL || !event->carries ||
	    ta_event_acts(event) || fills_some(made, kind, header, record))
		return 1;
	ta_event_refuse(made, "says-nothing", event->id);
	ta_text_add_string(&made->why, " carries nothing: fill in ");
	ta_event_hint_takes(made->policy, kind, &made->why);
	return 0;
}

int
ta_event_cells_copy(
    struct ta_newevent *made, int kind, const struct ta_current *other)
{
	const struct ta_vocabulary *vocabulary = &made->policy->vocabulary;
	const struct ta_event *event = &made->policy->events[kind];

	if (!event->carries)
		return ta_event_refuse(made, "not-taken",
		    "the event carries no answers, so there is nothing to copy");
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_slice cell =
		    ta_record_get(other->record, other->columns[i]);

		if (event->takes[i] && !field->staff && !ta_slice_blank(cell))
			ta_event_row_add(&made->row, field->name,
			    field->type == TA_TYPE_LIST ? TA_COLUMN_LIST
							: TA_COLUMN_OTHER,
			    cell);
	}
	return 1;
}
