#include <stdbool.h>
#include <string.h>

#include "base/block.h"
#include "unit.h"

/* Sets of places, against one byte after another. */

static uint64_t
places(const char *data, bool (*is)(unsigned char))
{
	uint64_t set = 0;

	for (size_t i = 0; i < TA_BLOCK; i++)
		set |= (uint64_t)is((unsigned char)data[i]) << i;
	return set;
}

static bool
is_quote(unsigned char c)
{
	return c == '"';
}

static bool
is_unprintable(unsigned char c)
{
	return c < 0x20 || c > 0x7f;
}

int
main(void)
{
	char room[TA_BLOCK + 16], *data = room + 1;
	bool equal = true, unprintable = true, first = true;

	/* every byte at every place, among bytes that are one bit away */
	for (int byte = 0; byte < 256; byte++)
		for (size_t i = 0; i < TA_BLOCK; i++) {
			memset(data, i % 2 == 0 ? '#' : '"' ^ 0x80, TA_BLOCK);
			data[i] = (char)byte;
			equal &=
			    ta_block_equal(data, '"') == places(data, is_quote);
			unprintable &= ta_block_unprintable(data) ==
				       places(data, is_unprintable);
			first &= ta_block_first(UINT64_C(3) << i) == i;
		}
	CHECK_THAT(equal, "the places of a byte");
	CHECK_THAT(unprintable, "the places of what is no printable ASCII");
	CHECK_THAT(first, "the first place");
	return unit_end();
}
