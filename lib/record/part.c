#include "record/part.h"
#include "base/digest.h"

static bool
parse_number(struct ta_slice text, uint32_t *number)
{
	*number = 0;
	if (text.len < 1 || text.len > 6)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		*number = *number * 10 + (uint32_t)(text.data[i] - '0');
	}
	return true;
}

bool
ta_part_parse(struct ta_slice text, struct ta_part *shard)
{
	struct ta_slice part = ta_slice_next(&text, '/');

	return parse_number(part, &shard->part) &&
	       parse_number(text, &shard->of) && shard->part >= 1 &&
	       shard->part <= shard->of;
}

bool
ta_part_is_part(const struct ta_part *shard)
{
	return shard->of > 1;
}

bool
ta_part_has(const struct ta_part *shard, struct ta_slice id)
{
	return !ta_part_is_part(shard) ||
	       ta_digest_64(ta_slice_trim(id)) % shard->of == shard->part - 1;
}
