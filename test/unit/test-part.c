#include "record/part.h"
#include "unit.h"

/* A part is read exactly, and what is no part leaves the whole. */

static bool
parses(const char *text, uint32_t part, uint32_t of)
{
	struct ta_part got = {7, 8};
	bool wanted = of != 0;

	return ta_part_parse(ta_slice_of(text), &got) == wanted &&
	       got.part == part && got.of == of;
}

static void
test_parse(void)
{
	static const char *const wrong[] = {"", "1", "/", "1/", "/4", "0/4",
	    "5/4", "1/0", "-1/4", "1/4/5", "1.5/4", "1/1000000", "a/4"};

	CHECK_THAT(parses("1/4", 1, 4), "the first of four");
	CHECK_THAT(parses("999999/999999", 999999, 999999), "the last of many");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_THAT(parses(wrong[i], 0, 0), wrong[i]);
}

static void
test_has(void)
{
	struct ta_part whole = {0}, parts[] = {{1, 3}, {2, 3}, {3, 3}};
	struct ta_slice id = ta_slice_of("at-33"),
			same = ta_slice_of(" at-33 ");
	int n = 0;

	for (int i = 0; i < 3; i++) {
		n += ta_part_has(&parts[i], id);
		CHECK_THAT(
		    ta_part_has(&parts[i], id) == ta_part_has(&parts[i], same),
		    "outer blanks do not count");
	}
	CHECK_THAT(n == 1, "an id is in one part");
	CHECK_THAT(ta_part_has(&whole, id), "the whole has every id");
}

int
main(void)
{
	test_parse();
	test_has();
	return unit_end();
}
