#include <stdlib.h>

#include "base/mem.h"
#include "intake/recall.h"

#define SLOT_BITS 10
#define N_SLOTS ((size_t)1 << SLOT_BITS)
#define BYTES 240 /* of an answer and what it became */

/* One answer. Each has one slot where it can be. */
struct slot {
	uint64_t turn; /* when it was kept; 0: the slot is empty */
	uint32_t field;
	uint16_t n_text;
	uint16_t n_value;
	bool strange;
	bool none;
	char bytes[BYTES]; /* the answer, then its value */
};

struct ta_recall {
	uint64_t turn; /* what was kept before it is forgotten */
	struct slot slots[N_SLOTS];
};

struct ta_recall *
ta_recall_new(void)
{
	struct ta_recall *recall = ta_alloc(1, sizeof(*recall));

	recall->turn = 1;
	return recall;
}

void
ta_recall_free(struct ta_recall *recall)
{
	free(recall);
}

void
ta_recall_forget(struct ta_recall *recall)
{
	recall->turn++;
}

/* Mixes eight more bytes in: a multiplication carries them to the top. */
static uint64_t
mix(uint64_t hash, uint64_t bytes)
{
	return ((hash ^ bytes) + (hash >> 29)) * UINT64_C(0x9e3779b97f4a7c15);
}

/* The slot where an answer can be. Whoever knows it gains nothing by it. */
static size_t
slot_of(size_t field, struct ta_slice text)
{
	uint64_t hash = mix(field + 1, text.len), bytes;

	for (; text.len >= sizeof(bytes); ta_slice_pass(&text, sizeof(bytes))) {
		memcpy(&bytes, text.data, sizeof(bytes));
		hash = mix(hash, bytes);
	}
	bytes = 0;
	if (text.len > 0)
		memcpy(&bytes, text.data, text.len);
	return (size_t)(mix(hash, bytes) >> (64 - SLOT_BITS));
}

bool
ta_recall_find(const struct ta_recall *recall, size_t field,
    struct ta_slice text, struct ta_recalled *recalled)
{
	const struct slot *slot;

	if (text.len > BYTES)
		return false;
	slot = &recall->slots[slot_of(field, text)];
	if (slot->turn != recall->turn || slot->field != field ||
	    !ta_slice_equal(text, (struct ta_slice){slot->bytes, slot->n_text}))
		return false;
	*recalled =
	    (struct ta_recalled){{slot->bytes + slot->n_text, slot->n_value},
		slot->strange, slot->none};
	return true;
}

void
ta_recall_keep(struct ta_recall *recall, size_t field, struct ta_slice text,
    const struct ta_recalled *recalled)
{
	struct slot *slot;

	if (text.len > BYTES || recalled->value.len > BYTES - text.len)
		return;
	slot = &recall->slots[slot_of(field, text)];
	slot->turn = recall->turn;
	slot->field = (uint32_t)field;
	slot->n_text = (uint16_t)text.len;
	slot->n_value = (uint16_t)recalled->value.len;
	slot->strange = recalled->strange;
	slot->none = recalled->none;
	if (text.len > 0)
		memcpy(slot->bytes, text.data, text.len);
	if (recalled->value.len > 0)
		memcpy(slot->bytes + text.len, recalled->value.data,
		    recalled->value.len);
}
