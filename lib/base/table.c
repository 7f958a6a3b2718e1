#include <stdlib.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/table.h"

#define FEWEST_BITS 6

/*
 * The entries are an array, with open addressing beside it: a slot has the
 * number of an entry, counted from 1, or 0. So an empty slot costs four bytes,
 * however large entries are.
 */
struct ta_table {
	char *entries;
	size_t size;
	size_t count;
	size_t room;
	uint32_t *slots;
	int bits; /* there are 2 to the power of bits slots */
};

static size_t
n_slots(const struct ta_table *table)
{
	return (size_t)1 << table->bits;
}

struct ta_table *
ta_table_new(size_t size)
{
	struct ta_table *table = ta_alloc(1, sizeof(*table));

	table->size = size;
	table->bits = FEWEST_BITS;
	table->slots = ta_alloc(n_slots(table), sizeof(*table->slots));
	return table;
}

void
ta_table_free(struct ta_table *table)
{
	if (table == NULL)
		return;
	free(table->entries);
	free(table->slots);
	free(table);
}

size_t
ta_table_count(const struct ta_table *table)
{
	return table->count;
}

void *
ta_table_at(const struct ta_table *table, size_t i)
{
	return table->entries + i * table->size;
}

static uint64_t
key_at(const struct ta_table *table, size_t i)
{
	uint64_t key;

	memcpy(&key, ta_table_at(table, i), sizeof(key));
	return key;
}

/*
 * The slot of a key: the one that has it, or the empty one where it belongs.
 * Slots go by the upper bits, since the lower ones are alike in a part of all
 * records.
 */
static uint32_t *
slot_of(const struct ta_table *table, uint64_t key)
{
	size_t i = key >> (64 - table->bits);

	while (
	    table->slots[i] != 0 && key_at(table, table->slots[i] - 1) != key)
		i = (i + 1) & (n_slots(table) - 1);
	return &table->slots[i];
}

/* Makes room for one more entry. At most three of four slots are used. */
static void
grow(struct ta_table *table)
{
	ta_grow(
	    (void **)&table->entries, &table->room, table->count, table->size);
	if (table->count < n_slots(table) / 4 * 3)
		return;
	if (table->count >= UINT32_MAX / 2)
		ta_no_memory();
	free(table->slots);
	table->bits++;
	table->slots = ta_alloc(n_slots(table), sizeof(*table->slots));
	for (size_t i = 0; i < table->count; i++)
		*slot_of(table, key_at(table, i)) = (uint32_t)i + 1;
}

uint64_t
ta_table_key(struct ta_slice id)
{
	return ta_digest_64(id);
}

void *
ta_table_add(struct ta_table *table, struct ta_slice id, bool *made)
{
	return ta_table_add_by(table, ta_table_key(id), made);
}

void *
ta_table_add_by(struct ta_table *table, uint64_t key, bool *made)
{
	uint32_t *slot;
	char *entry;

	grow(table);
	slot = slot_of(table, key);
	*made = *slot == 0;
	if (!*made)
		return ta_table_at(table, *slot - 1);
	entry = ta_table_at(table, table->count++);
	memset(entry, 0, table->size);
	memcpy(entry, &key, sizeof(key));
	*slot = (uint32_t)table->count;
	return entry;
}

int
ta_table_index(const struct ta_table *table, struct ta_slice id)
{
	return ta_table_index_by(table, ta_table_key(id));
}

int
ta_table_index_by(const struct ta_table *table, uint64_t key)
{
	return (int)*slot_of(table, key) - 1;
}

void *
ta_table_find(const struct ta_table *table, struct ta_slice id)
{
	int i = ta_table_index(table, id);

	return i == -1 ? NULL : ta_table_at(table, (size_t)i);
}
