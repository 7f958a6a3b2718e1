#include "harness.h"

/*
 * The reader of CSV. Strict, both ways through it agree, message and all; what
 * intake makes of anything is what the strict reader takes and keeps.
 */

static void
read_strictly(struct ta_slice bytes)
{
	static const struct ta_reading quick = {.manner = TA_STRICT};
	static const struct ta_reading slow = {.by_libcsv = true};
	struct ta_text one = {0}, two = {0};
	struct ta_error first, second;
	bool taken = harness_convert(bytes, "csv", &quick, "csv", &one, &first);

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

static void
read_leniently(struct ta_slice bytes, const struct ta_reading *how)
{
	struct ta_text out = {0};
	struct ta_error error;

	if (harness_convert(bytes, "csv", how, "csv", &out, &error))
		harness_canonical(&out, "csv");
	ta_text_free(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ta_reading lenient[] = {
	    {.manner = TA_LENIENT},
	    {.manner = TA_LENIENT, .delimiter = ';', .header_rows = 2},
	    {.manner = TA_LENIENT, .encoding = "UTF-16LE"},
	    {.manner = TA_LENIENT, .encoding = "WINDOWS-1252"},
	};
	struct ta_slice bytes = {(const char *)data, size};

	read_strictly(bytes);
	for (size_t i = 0; i < sizeof(lenient) / sizeof(lenient[0]); i++)
		read_leniently(bytes, &lenient[i]);
	return 0;
}
