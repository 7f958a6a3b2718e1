#include "ledger/event.h"
#include "record/columns.h"

static int
find(const struct ta_header *header, const char *name)
{
	return ta_header_find(header, ta_slice_of(name), 0);
}

void
ta_event_columns(const struct ta_policy *policy, const struct ta_header *header,
    struct ta_event_columns *columns)
{
	columns->id = ta_header_find(
	    header, policy->vocabulary.fields[policy->id_field].name, 0);
	columns->event = find(header, TA_COL_EVENT);
	columns->at = find(header, TA_COL_AT);
	columns->undoes = find(header, TA_COL_UNDOES);
	columns->source = find(header, TA_COL_SOURCE);
}

bool
ta_event_is(const struct ta_event_columns *columns, const struct ta_record *row)
{
	return !ta_slice_blank(ta_record_get(row, columns->event));
}

bool
ta_event_owns(struct ta_slice name)
{
	static const char *const names[] = {TA_EVENT_WORDS};

	if (name.len > 3 && memcmp(name.data, "ta_", 3) == 0)
		return true;
	for (size_t i = 0; i < TA_COUNT(names); i++)
		if (ta_slice_equal(name, ta_slice_of(names[i])))
			return true;
	return false;
}

int64_t
ta_event_moment(const struct ta_policy *policy, int kind,
    const struct ta_time *at, ta_day *day)
{
	struct ta_time time = *at;
	bool begins =
	    kind != TA_KIND_UNDONE && policy->events[kind].opens != -1;

	if (time.has_time) {
		if (time.has_offset)
			ta_zone_convert(policy->zone, &time);
		*day = time.day;
		return ta_zone_instant(policy->zone, at);
	}
	*day = time.day;
	if (begins)
		return ta_zone_instant(policy->zone, &time);
	time.day++;
	return ta_zone_instant(policy->zone, &time) - 1;
}

/* Reads what an undone event was: "supplied 2026-11-09". */
static bool
read_undoes(const struct ta_policy *policy, struct ta_slice text,
    struct ta_happened *happened)
{
	struct ta_slice rest = ta_slice_trim(text);
	struct ta_slice kind = ta_slice_next(&rest, ' ');
	struct ta_time at;
	ta_day day;

	happened->undoes = ta_policy_event(policy, kind);
	if (happened->undoes == -1 || rest.data == NULL ||
	    !ta_time_parse(ta_slice_trim(rest), &at))
		return false;
	happened->undone_moment =
	    ta_event_moment(policy, happened->undoes, &at, &day);
	return true;
}

const char *
ta_event_read(const struct ta_policy *policy,
    const struct ta_event_columns *columns, const struct ta_record *row,
    struct ta_happened *happened)
{
	struct ta_slice word = ta_record_get(row, columns->event);
	struct ta_slice at = ta_slice_trim(ta_record_get(row, columns->at));
	struct ta_time time;
	bool undone = ta_slug_equal(word, ta_slice_of(TA_UNDONE));

	happened->id = ta_slice_trim(ta_record_get(row, columns->id));
	if (happened->id.len == 0)
		return "the event has no id";
	happened->kind =
	    undone ? TA_KIND_UNDONE : ta_policy_event(policy, word);
	if (!undone && happened->kind == -1)
		return "the policy has no such event";
	if (at.len == 0)
		return "the event has no day in 'at'";
	if (!ta_time_parse(at, &time))
		return "'at' is no date or time";
	happened->moment =
	    ta_event_moment(policy, happened->kind, &time, &happened->day);
	happened->by_form =
	    !ta_slice_blank(ta_record_get(row, columns->source));
	if (undone &&
	    !read_undoes(policy, ta_record_get(row, columns->undoes), happened))
		return "'undoes' does not name an event and its moment";
	return NULL;
}

bool
ta_event_is_after_clock(ta_day latest, ta_day today)
{
	return latest != TA_NO_DAY && latest > today + 1;
}

void
ta_event_row_add(struct ta_event_row *row, struct ta_slice name,
    enum ta_column_kind kind, struct ta_slice text)
{
	int known = ta_header_find(&row->header, name, 0);
	size_t at = known != -1 ? (size_t)known
				: ta_header_add(&row->header, name, NULL);

	if (row->header.columns[at].kind == TA_COLUMN_OTHER &&
	    kind == TA_COLUMN_LIST && text.len > 0)
		row->header.columns[at].kind = kind;
	ta_record_widen(&row->record, at + 1);
	row->record.fields[at].data = ta_arena_copy(
	    &row->texts, text.data == NULL ? "" : text.data, text.len);
	row->record.fields[at].len = text.len;
}

void
ta_event_row_free(struct ta_event_row *row)
{
	ta_header_free(&row->header);
	ta_record_free(&row->record);
	ta_arena_free(&row->texts);
}
