#include <string.h>

#include "intake/differences.h"
#include "ledger/event.h"

void
ta_seen_free(struct ta_seen *seen)
{
	ta_text_free(&seen->ids);
	ta_text_free(&seen->places);
	ta_text_free(&seen->differs);
	ta_text_free(&seen->text);
	ta_header_free(&seen->header);
	ta_record_free(&seen->changes);
}

/* Whether all items of a list are in another, by slug. */
static bool
is_within(struct ta_slice some, struct ta_slice all)
{
	bool within = true;

	while (within && some.data != NULL)
		within = ta_slug_is_in(ta_slice_next(&some, ';'), all);
	return within;
}

static bool
is_equal(const struct ta_field *field, struct ta_slice a, struct ta_slice b,
    struct ta_text *text)
{
	size_t n;

	if (field->type == TA_TYPE_LIST)
		return is_within(a, b) && is_within(b, a);
	ta_text_clear(text);
	ta_field_fold(field, a, text);
	n = text->len;
	ta_field_fold(field, b, text);
	return text->len == 2 * n &&
	       (n == 0 || memcmp(text->data, text->data + n, n) == 0);
}

/* Notes an answer that differs. */
static void
add_change(
    struct ta_seen *seen, const struct ta_column *column, struct ta_slice now)
{
	size_t at = ta_header_add(&seen->header, column->name, NULL);

	if (column->kind == TA_COLUMN_LIST && now.len > 0)
		seen->header.columns[at].kind = TA_COLUMN_LIST;
	ta_record_widen(&seen->changes, at + 1);
	seen->changes.fields[at] = now.data == NULL ? ta_slice_of("") : now;
	ta_text_add_item(&seen->differs, 0, column->name);
	seen->bound |= ta_event_owns(column->name);
}

/*
 * Whether an answer in a column that is no field differs. A column that a table
 * has more says nothing of the request; other formats leave out what is blank.
 */
static bool
is_other(struct ta_slice then, struct ta_slice now, bool is_table)
{
	if (then.data == NULL)
		return !is_table && !ta_slice_blank(now);
	return !ta_slice_equal(ta_slice_trim(now), ta_slice_trim(then));
}

/* Whether an answer to a question of the form differs. */
static bool
is_changed(const struct ta_policy *policy, int field, struct ta_slice then,
    struct ta_slice now, struct ta_text *text)
{
	const struct ta_field *about = &policy->vocabulary.fields[field];

	return !about->staff && field != policy->id_field &&
	       field != policy->receipt && !is_equal(about, now, then, text);
}

void
ta_differences_find(const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *record,
    const struct ta_told *before, bool is_table, struct ta_seen *seen)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	size_t next = 0;

	for (size_t i = 0; i < header->count && i < record->count; i++) {
		const struct ta_column *column = &header->columns[i];
		int field = ta_vocabulary_field(vocabulary, column->name);
		struct ta_slice now = record->fields[i], then;
		int at;

		if (column->kind == TA_COLUMN_TOOL ||
		    (now.data == NULL && (field == -1 || is_table)))
			continue;
		/* Mostly it is the one after the last. */
		at = ta_header_find(before->header, column->name, next);
		if (at == -1 && next > 0)
			at = ta_header_find(before->header, column->name, 0);
		next = at == -1 ? next : (size_t)at + 1;
		then = ta_record_get(before->record, at);
		if (field == -1
			? is_other(then, now, is_table)
			: is_changed(policy, field, then, now, &seen->text))
			add_change(seen, column, now);
	}
}
