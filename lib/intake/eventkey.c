#include "intake/eventkey.h"
#include "record/columns.h"

static void
begin_key(const struct ta_happened *happened, struct ta_text *key)
{
	ta_text_clear(key);
	ta_text_add_slice(key, happened->id);
	ta_text_printf(
	    key, " %d %lld", happened->kind, (long long)happened->moment);
}

static struct ta_slice
note_of(const struct ta_header *header, const struct ta_record *row)
{
	return ta_slice_trim(ta_record_get(
	    row, ta_header_find(header, ta_slice_of(TA_COL_NOTE), 0)));
}

static void
add_note(const struct ta_header *header, const struct ta_record *row,
    struct ta_text *key)
{
	ta_text_add_char(key, '\n');
	ta_text_add_slice(key, note_of(header, row));
}

void
ta_event_key(const struct ta_policy *policy, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened,
    struct ta_text *key)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	bool says = happened->kind != TA_KIND_UNDONE &&
		    ta_event_acts(&policy->events[happened->kind]);

	begin_key(happened, key);
	if (happened->kind == TA_KIND_UNDONE) {
		ta_text_printf(key, " %d %lld", happened->undoes,
		    (long long)happened->undone_moment);
		return;
	}
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_slice cell =
		    ta_record_get(row, ta_header_find(header, field->name, 0));

		if ((int)i == policy->id_field || cell.data == NULL)
			continue;
		ta_text_printf(key, "\n%zu ", i);
		ta_field_fold(field, cell, key);
		says = true;
	}
	if (!says)
		add_note(header, row, key);
}

bool
ta_event_key_of_note(const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *row,
    const struct ta_happened *happened, struct ta_text *key)
{
	const struct ta_event *event;

	if (happened->kind == TA_KIND_UNDONE)
		return false;
	event = &policy->events[happened->kind];
	if (!event->carries || ta_event_acts(event) ||
	    ta_slice_blank(note_of(header, row)))
		return false;
	begin_key(happened, key);
	add_note(header, row, key);
	return true;
}
