#include "policy/memo.h"

/* Enough of the text to tell most texts apart. It is not empty. */
static uint64_t
gist_of(struct ta_slice text)
{
	uint64_t first = 0, last = 0;

	if (text.len < sizeof(first)) {
		const unsigned char *s = (const unsigned char *)text.data;

		return (uint64_t)s[0] << 16 | (uint64_t)s[text.len / 2] << 8 |
		       s[text.len - 1];
	}
	memcpy(&first, text.data, sizeof(first));
	memcpy(&last, text.data + text.len - sizeof(last), sizeof(last));
	return first ^ last << 5 ^ last >> 59;
}

static size_t
slot_of(struct ta_slice text)
{
	/* 2 to the power of 64 by the golden ratio (Knuth, volume 3, 6.4) */
	const uint64_t spread = UINT64_C(0x9e3779b97f4a7c15);

	return ((gist_of(text) + text.len) * spread >> 32) % TA_MEMO_SLOTS;
}

/* Whether fields of the type have few values. A date is read as soon as found.
 */
static bool
repeats(enum ta_type type)
{
	return type != TA_TYPE_TEXT && type != TA_TYPE_EMAIL &&
	       type != TA_TYPE_DATE;
}

const struct ta_value *
ta_memo_read(struct ta_memo *memo, const struct ta_field *field,
    const struct ta_zone *zone, struct ta_slice text)
{
	size_t i;

	if (text.len > TA_MEMO_BYTES || !repeats(field->type)) {
		ta_value_read(field, zone, text, &memo->other);
		return &memo->other;
	}
	i = slot_of(text);
	if (memo->slots[i].len != text.len ||
	    memcmp(memo->slots[i].text, text.data, text.len) != 0) {
		ta_value_read(field, zone, text, &memo->slots[i].value);
		memcpy(memo->slots[i].text, text.data, text.len);
		memo->slots[i].len = (unsigned char)text.len;
	}
	return &memo->slots[i].value;
}
