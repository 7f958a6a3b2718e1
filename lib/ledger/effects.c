#include <stdlib.h>

#include "base/slug.h"
#include "ledger/effects.h"

struct ta_effects {
	const struct ta_policy *policy;
	struct ta_header names; /* fields of the policy, then other columns */
	bool *touched;		/* by field: an event may change it */
	struct ta_text packed;
	struct ta_text text;

	/* of the current record */
	const struct ta_header *header;
	struct ta_record *record;
	bool *verified; /* by field */
	struct ta_arena texts;
};

struct ta_effects *
ta_effects_new(const struct ta_policy *policy)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct ta_effects *effects = ta_alloc(1, sizeof(*effects));

	effects->policy = policy;
	effects->touched =
	    ta_alloc(vocabulary->n_fields, sizeof(*effects->touched));
	effects->verified =
	    ta_alloc(vocabulary->n_fields, sizeof(*effects->verified));
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		ta_header_add(
		    &effects->names, vocabulary->fields[i].name, NULL);
	return effects;
}

void
ta_effects_free(struct ta_effects *effects)
{
	if (effects == NULL)
		return;
	ta_header_free(&effects->names);
	ta_text_free(&effects->packed);
	ta_text_free(&effects->text);
	ta_arena_free(&effects->texts);
	free(effects->touched);
	free(effects->verified);
	free(effects);
}

/* Notes the fields that an event changes by itself. */
static void
touch(struct ta_effects *effects, const struct ta_event *event)
{
	for (size_t i = 0; i < event->n_sets; i++)
		effects->touched[event->sets[i].field] = true;
	if (event->opens != -1)
		effects->touched[event->opens] = true;
	if (event->closes != -1)
		effects->touched[event->closes] = true;
}

/* Of each cell there is the column, the length, and the bytes. */
struct ta_slice
ta_effects_pack(struct ta_effects *effects, const struct ta_header *header,
    const struct ta_record *row, const struct ta_happened *happened)
{
	const struct ta_event *event = &effects->policy->events[happened->kind];
	size_t n_fields = effects->policy->vocabulary.n_fields;
	struct ta_text *packed = &effects->packed;

	ta_text_clear(packed);
	ta_text_reserve(packed, 1); /* never NULL for stdio */
	touch(effects, event);
	for (size_t i = 0; i < row->count; i++) {
		struct ta_slice cell = row->fields[i];
		struct ta_slice name = header->columns[i].name;
		uint32_t cut[2];
		int at;

		if (cell.data == NULL || ta_event_owns(name))
			continue;
		at = ta_header_find(&effects->names, name, 0);
		if (at == -1 && happened->by_form)
			at = (int)ta_header_add(&effects->names, name, NULL);
		/* Whatever another event had, only a form's has other columns.
		 */
		if (at == -1 || ((size_t)at < n_fields ? !event->takes[at]
						       : !happened->by_form))
			continue;
		if ((size_t)at < n_fields)
			effects->touched[at] = true;
		cut[0] = (uint32_t)at;
		cut[1] = (uint32_t)cell.len;
		ta_text_add(packed, (const char *)cut, sizeof(cut));
		ta_text_add_slice(packed, cell);
	}
	return ta_text_slice(packed, 0);
}

void
ta_effects_columns(const struct ta_effects *effects, struct ta_header *header)
{
	const struct ta_policy *policy = effects->policy;

	for (size_t i = 0; i < effects->names.count; i++) {
		struct ta_slice name = effects->names.columns[i].name;

		if ((i >= policy->vocabulary.n_fields || effects->touched[i]) &&
		    ta_header_find(header, name, 0) == -1)
			ta_header_add(header, name, &policy->form);
	}
}

void
ta_effects_begin(struct ta_effects *effects, const struct ta_header *header,
    struct ta_record *record)
{
	effects->header = header;
	effects->record = record;
	ta_arena_free(&effects->texts);
	for (size_t i = 0; i < effects->policy->vocabulary.n_fields; i++)
		effects->verified[i] = false;
}

const bool *
ta_effects_verified(const struct ta_effects *effects)
{
	return effects->verified;
}

static int
place_of(const struct ta_effects *effects, int column)
{
	return ta_header_find(
	    effects->header, effects->names.columns[column].name, 0);
}

/* Sets a field to a copy of a text, as the event says. */
static void
set(struct ta_effects *effects, const struct ta_event *event, int column,
    struct ta_slice text)
{
	const char *copy = ta_arena_copy(
	    &effects->texts, text.data == NULL ? "" : text.data, text.len);

	ta_record_set(effects->record, place_of(effects, column),
	    (struct ta_slice){copy, text.len});
	if ((size_t)column < effects->policy->vocabulary.n_fields)
		effects->verified[column] = event->verified;
}

static struct ta_slice
get(const struct ta_effects *effects, int column)
{
	return ta_record_get(effects->record, place_of(effects, column));
}

/* The text with the items of a list that it lacks, in effects->text. */
static struct ta_slice
add_items(
    struct ta_effects *effects, struct ta_slice list, struct ta_slice items)
{
	struct ta_slice item;

	ta_text_clear(&effects->text);
	if (!ta_slice_blank(list))
		ta_text_add_slice(&effects->text, list);
	while ((item = ta_slice_next(&items, ';')).data != NULL)
		if (!ta_slug_is_in(item, list))
			ta_text_add_item(&effects->text, 0, item);
	return ta_text_slice(&effects->text, 0);
}

/* Sets what the event carries. */
static void
take_cells(struct ta_effects *effects, const struct ta_event *event,
    struct ta_slice packed)
{
	const struct ta_vocabulary *vocabulary = &effects->policy->vocabulary;
	const char *at = packed.data, *end = at + packed.len;
	uint32_t cut[2];

	for (; at < end; at += cut[1]) {
		struct ta_slice cell;
		bool adds;

		memcpy(cut, at, sizeof(cut));
		at += sizeof(cut);
		cell = (struct ta_slice){at, cut[1]};
		adds = event->adds && cut[0] < vocabulary->n_fields &&
		       vocabulary->fields[cut[0]].type == TA_TYPE_LIST &&
		       !ta_slice_blank(cell);
		if (adds)
			cell =
			    add_items(effects, get(effects, (int)cut[0]), cell);
		set(effects, event, (int)cut[0], cell);
	}
}

/* Sets what the policy says that the event sets. */
static void
set_values(struct ta_effects *effects, const struct ta_event *event,
    struct ta_slice day)
{
	for (size_t i = 0; i < event->n_sets; i++) {
		const struct ta_event_set *value = &event->sets[i];

		if (!value->first || ta_slice_blank(get(effects, value->field)))
			set(effects, event, value->field,
			    value->day ? day : value->text);
	}
}

/*
 * The spans with the open one ended on a day, in effects->text. Whether one
 * was open. One that begins later ends on its first day.
 */
static bool
end_span(struct ta_effects *effects, struct ta_slice spans, struct ta_slice day)
{
	struct ta_slice item;
	bool any = false;

	ta_text_clear(&effects->text);
	while ((item = ta_slice_next(&spans, ';')).data != NULL) {
		struct ta_slice first = {item.data, item.len - 3};

		if (item.len <= 3 ||
		    memcmp(item.data + first.len, "/..", 3) != 0) {
			ta_text_add_item(&effects->text, 0, item);
			continue;
		}
		any = true;
		ta_text_add_item(&effects->text, 0, first);
		ta_text_add_char(&effects->text, '/');
		ta_text_add_slice(&effects->text,
		    first.len == day.len &&
			    memcmp(first.data, day.data, day.len) > 0
			? first
			: day);
	}
	return any;
}

static void
set_spans(struct ta_effects *effects, const struct ta_event *event,
    struct ta_slice day)
{
	if (event->closes != -1 &&
	    end_span(effects, get(effects, event->closes), day))
		set(effects, event, event->closes,
		    ta_text_slice(&effects->text, 0));
	if (event->opens == -1 ||
	    end_span(effects, get(effects, event->opens), day))
		return;
	ta_text_add_item(&effects->text, 0, day);
	ta_text_add_string(&effects->text, "/..");
	set(effects, event, event->opens, ta_text_slice(&effects->text, 0));
}

void
ta_effects_apply(
    struct ta_effects *effects, int kind, ta_day day, struct ta_slice packed)
{
	const struct ta_event *event = &effects->policy->events[kind];
	struct ta_text text = {0};

	ta_day_print(&text, day);
	take_cells(effects, event, packed);
	set_values(effects, event, ta_text_slice(&text, 0));
	set_spans(effects, event, ta_text_slice(&text, 0));
	ta_text_free(&text);
}
