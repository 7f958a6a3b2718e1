#include "harness.h"

/*
 * The reader of CSV, strict and lenient. Both ways through it agree, message
 * and all; what intake makes of anything is what the strict reader takes and
 * keeps.
 */

static void
read_both_ways(struct ta_slice bytes, const struct ta_reading *quick)
{
	struct ta_reading slow = *quick;
	struct ta_text one = {0}, two = {0};
	struct ta_error first, second;
	bool taken = harness_convert(bytes, "csv", quick, "csv", &one, &first);

	slow.by_libcsv = true;
	MUST(taken ==
	     harness_convert(bytes, "csv", &slow, "csv", &two, &second));
	MUST(ta_slice_equal(ta_text_slice(&one, 0), ta_text_slice(&two, 0)));
	if (taken)
		harness_canonical(&one, "csv");
	else
		MUST(strcmp(first.text, second.text) == 0);
	ta_text_free(&one);
	ta_text_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ta_reading ways[] = {
	    {.manner = TA_STRICT},
	    {.manner = TA_LENIENT},
	    {.manner = TA_LENIENT, .delimiter = ';', .header_rows = 2},
	    {.manner = TA_LENIENT, .encoding = "UTF-16LE"},
	    {.manner = TA_LENIENT, .encoding = "WINDOWS-1252"},
	};
	struct ta_slice bytes = {(const char *)data, size};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		read_both_ways(bytes, &ways[i]);
	return 0;
}
