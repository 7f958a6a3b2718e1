#include "record/part.h"
#include "base/digest.h"

bool
ta_part_parse(struct ta_slice text, struct ta_part *part)
{
	struct ta_slice number = ta_slice_next(&text, '/');
	size_t k, n;
	bool fits = ta_slice_number(number, 6, &k) &&
		    ta_slice_number(text, 6, &n) && k >= 1 && k <= n;

	*part = (struct ta_part){0};
	if (fits)
		*part = (struct ta_part){(uint32_t)k, (uint32_t)n};
	return fits;
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
