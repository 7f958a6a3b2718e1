#include <string.h>

#include "base/block.h"
#include "policy/holds.h"
#include "policy/index.h"

/*
 * A row has a bit for each condition of a part of the list. Each value of a
 * field has one or several rows; they leave those bits whose conditions can
 * hold with it.
 */

/* The rows of a field: one for each state, then one for each choice. */
struct entry {
	int field;
	bool chooses;	     /* some condition needs one of several choices */
	struct ta_bits free; /* the conditions that do not */
	struct ta_bits *rows;
};

struct part {
	struct ta_bits all;
	struct ta_bits settled; /* the conditions that are nothing but needs */
	const struct entry *entries;
	size_t n_entries;
	const struct entry **choosing; /* those of them that choose */
	size_t n_choosing;
};

struct ta_index {
	struct part *parts;
	size_t n_parts;
};

static void
clear(struct ta_bits *set, size_t i)
{
	set->word[i / 64] &= ~(UINT64_C(1) << i % 64);
}

/*
 * How many choices of a field have a row. Those of an open list grow as the
 * policy is loaded.
 */
static size_t
n_choices(const struct ta_field *field)
{
	return field->open ? TA_VALUES_MAX : field->n_choices;
}

/* The entry of a field, made where there is none. */
static struct entry *
entry_of(struct entry *entries, size_t *n, const struct ta_need *need,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	struct entry *entry = entries;
	size_t n_rows = TA_STATES + n_choices(&vocabulary->fields[need->field]);

	while (entry < entries + *n && entry->field != need->field)
		entry++;
	if (entry < entries + *n)
		return entry;
	*entry = (struct entry){.field = need->field};
	entry->rows = ta_arena_alloc(arena, n_rows, sizeof(*entry->rows));
	memset(entry->rows, 0xff, n_rows * sizeof(*entry->rows));
	memset(&entry->free, 0xff, sizeof(entry->free));
	++*n;
	return entry;
}

/* Notes what the i-th condition needs of the entry's field. */
static void
add(struct entry *entry, size_t i, const struct ta_need *need,
    const struct ta_vocabulary *vocabulary)
{
	size_t n = n_choices(&vocabulary->fields[entry->field]);

	for (size_t k = 0; k < TA_STATES; k++)
		if ((need->states >> k & 1) == 0)
			clear(&entry->rows[k], i);
	if (!need->one && !need->chooses)
		return;
	if (need->chooses) {
		entry->chooses = true;
		clear(&entry->free, i);
	}
	for (size_t k = 0; k < n; k++)
		if (!ta_bits_has(&need->bits, k))
			clear(&entry->rows[TA_STATES + k], i);
}

/* Fills a part with n conditions, the first at `first`. */
static void
fill(struct part *part, const char *first, size_t stride, size_t n,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	struct entry *entries = ta_arena_alloc(
	    arena, ta_vocabulary_n_named(vocabulary), sizeof(*entries));

	part->entries = entries;
	for (size_t i = 0; i < n; i++) {
		const struct ta_condition *when =
		    (const void *)(first + i * stride);

		ta_bits_set(&part->all, i);
		if (when->n_rest == 0)
			ta_bits_set(&part->settled, i);
		for (size_t k = 0; k < when->n_needs; k++)
			add(entry_of(entries, &part->n_entries, &when->needs[k],
				vocabulary, arena),
			    i, &when->needs[k], vocabulary);
	}
	part->choosing =
	    ta_arena_alloc(arena, part->n_entries, sizeof(struct entry *));
	for (size_t i = 0; i < part->n_entries; i++)
		if (entries[i].chooses)
			part->choosing[part->n_choosing++] = &entries[i];
}

const struct ta_index *
ta_index_make(const struct ta_condition *first, size_t stride, size_t n,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	struct ta_index *index = ta_arena_alloc(arena, 1, sizeof(*index));

	index->n_parts = (n + TA_INDEX_PART - 1) / TA_INDEX_PART;
	index->parts =
	    ta_arena_alloc(arena, index->n_parts, sizeof(*index->parts));
	for (size_t i = 0; i < index->n_parts; i++) {
		size_t left = n - i * TA_INDEX_PART;

		fill(&index->parts[i],
		    (const char *)first + i * TA_INDEX_PART * stride, stride,
		    left < TA_INDEX_PART ? left : TA_INDEX_PART, vocabulary,
		    arena);
	}
	return index;
}

/* The conditions that can hold with one of the value's choices. */
static struct ta_bits
chosen_by(const struct entry *entry, const struct ta_value *value)
{
	struct ta_bits chosen = entry->free;

	for (size_t k = 0; k < TA_COUNT(value->bits.word); k++)
		for (uint64_t has = value->bits.word[k]; has != 0;
		     has &= has - 1)
			ta_bits_add(&chosen, &entry->rows[TA_STATES + 64 * k +
							  ta_block_first(has)]);
	return chosen;
}

/* Leaves those of a set for which a choice of one of several does. */
static void
keep_chosen(const struct part *part, struct ta_evaluation *evaluation,
    struct ta_bits *set)
{
	for (size_t i = 0; i < part->n_choosing; i++) {
		const struct entry *entry = part->choosing[i];
		struct ta_bits chosen = chosen_by(
		    entry, ta_evaluation_value(evaluation, entry->field));

		for (size_t k = 0; k < TA_COUNT(set->word); k++)
			set->word[k] &= chosen.word[k];
	}
}

bool
ta_index_look(const struct ta_index *index, size_t at,
    struct ta_evaluation *evaluation, struct ta_bits *set)
{
	const struct part *part;
	const struct entry *entry;
	const struct ta_bits *row;
	/* in registers: this is for every record and nearly every field */
	uint64_t a, b, c, d;

	if (at == index->n_parts)
		return false;
	part = &index->parts[at];
	entry = part->entries;
	row = &part->all;
	*set = part->all;
	if (evaluation->trace != NULL)
		return true;
	a = row->word[0], b = row->word[1];
	c = row->word[2], d = row->word[3];
	for (size_t i = 0; i < part->n_entries; i++, entry++) {
		row = &entry->rows[ta_evaluation_value(evaluation, entry->field)
				       ->row];
		a &= row->word[0], b &= row->word[1];
		c &= row->word[2], d &= row->word[3];
	}
	*set = (struct ta_bits){{a, b, c, d}};
	keep_chosen(part, evaluation, set);
	return true;
}

const struct ta_bits *
ta_index_settled(const struct ta_index *index, size_t part)
{
	return &index->parts[part].settled;
}
