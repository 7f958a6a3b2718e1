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
ta_part_parse(struct ta_slice text, struct ta_part *part)
{
	struct ta_slice number = ta_slice_next(&text, '/');

	if (parse_number(number, &part->part) &&
	    parse_number(text, &part->of) && part->part >= 1 &&
	    part->part <= part->of)
		return true;
	*part = (struct ta_part){0};
	return false;
}

bool
ta_part_is_part(const struct ta_part *part)
{
	return part->of > 1;
}

bool
ta_part_has(const struct ta_part *part, struct ta_slice id)
{
	return !ta_part_is_part(part) ||
	       ta_digest_64(ta_slice_trim(id)) % part->of == part->part - 1;
}
