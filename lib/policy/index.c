#include <string.h>

#include "base/block.h"
#include "policy/holds.h"
#include "policy/index.h"

/*
 * A set has a bit for each condition of a part of the list. The value of a
 * field leaves those bits whose conditions can hold with its state and, where
 * they need one, its choices.
 */

struct entry {
	int field;
	unsigned words; /* words of a value's choices, where some condition
			   needs a choice */
	uint64_t by_state[TA_INVALID + 1];
	uint64_t choosing; /* the conditions that need a choice */
	uint64_t *by_choice;
};

struct part {
	uint64_t all;
	const struct entry *entries;
	size_t n_entries;
};

struct ta_index {
	struct part *parts;
	size_t n_parts;
};

/* The entry of a field, made where there is none. */
static struct entry *
entry_of(struct entry *entries, size_t *n, int field)
{
	struct entry *entry = entries;

	while (entry < entries + *n && entry->field != field)
		entry++;
	if (entry == entries + *n) {
		*entry = (struct entry){.field = field};
		memset(entry->by_state, 0xff, sizeof(entry->by_state));
		++*n;
	}
	return entry;
}

/* Notes what the condition of `bit` needs of the entry's field. */
static void
add(struct entry *entry, uint64_t bit, const struct ta_test *need,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	size_t n = vocabulary->fields[entry->field].n_choices;

	for (size_t i = 0; i <= TA_INVALID; i++)
		if ((need->states >> i & 1) == 0)
			entry->by_state[i] &= ~bit;
	if ((need->states & TA_BY_CHOICE) == 0)
		return;
	if (entry->choosing == 0) {
		entry->words = (unsigned)(n + 63) / 64;
		entry->by_choice = ta_arena_alloc(
		    arena, entry->words, 64 * sizeof(*entry->by_choice));
	}
	entry->choosing |= bit;
	for (size_t i = 0; i < n; i++)
		if (ta_bits_has(&need->bits, i))
			entry->by_choice[i] |= bit;
}

/* Fills a part with n conditions, the first at `first`. */
static void
fill(struct part *part, const char *first, size_t stride, size_t n,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	struct entry entries[TA_INDEX_PART * TA_NEEDS_MAX] = {{0}}, *kept;

	for (size_t i = 0; i < n; i++) {
		const struct ta_condition *when =
		    (const void *)(first + i * stride);
		uint64_t bit = UINT64_C(1) << i;

		part->all |= bit;
		for (size_t k = 0; k < when->n_needs; k++) {
			const struct ta_test *need = when->needs[k];

			add(entry_of(entries, &part->n_entries, need->field),
			    bit, need, vocabulary, arena);
		}
	}
	kept = ta_arena_alloc(arena, part->n_entries, sizeof(*kept));
	memcpy(kept, entries, part->n_entries * sizeof(*kept));
	part->entries = kept;
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

static uint64_t
may_hold(const struct part *part, struct ta_evaluation *evaluation)
{
	uint64_t set = part->all;

	for (size_t i = 0; i < part->n_entries; i++) {
		const struct entry *entry = &part->entries[i];
		const struct ta_value *value =
		    ta_evaluation_value(evaluation, entry->field);
		uint64_t chosen = ~entry->choosing;

		for (size_t k = 0; k < entry->words; k++)
			for (uint64_t has = value->bits.word[k]; has != 0;
			     has &= has - 1)
				chosen |= entry->by_choice[64 * k +
							   ta_block_first(has)];
		set &= entry->by_state[value->state] & chosen;
	}
	return set;
}

bool
ta_index_look(const struct ta_index *index, size_t part,
    struct ta_evaluation *evaluation, uint64_t *set)
{
	if (part == index->n_parts)
		return false;
	*set = evaluation->trace != NULL
		   ? index->parts[part].all
		   : may_hold(&index->parts[part], evaluation);
	return true;
}
