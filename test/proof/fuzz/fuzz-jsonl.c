#include <string.h>

#include "base/digest.h"
#include "harness.h"

/*
 * The reader of records in JSON Lines, and its writer. Both ways through it
 * agree, message and all. Bytes may also stand behind a record, where the quick
 * way knows the names, and in a line with a sum.
 */

static void
read_both_ways(struct ta_slice bytes, enum ta_manner manner)
{
	const struct ta_reading quick = {.manner = manner};
	const struct ta_reading slow = {.manner = manner, .by_jansson = true};
	struct ta_text one = {0}, two = {0};
	struct ta_error first = {""}, second = {""};
	bool taken =
	    harness_convert(bytes, "jsonl", &quick, "jsonl", &one, &first);

	MUST(taken ==
	     harness_convert(bytes, "jsonl", &slow, "jsonl", &two, &second));
	MUST(ta_slice_equal(ta_text_slice(&one, 0), ta_text_slice(&two, 0)));
	MUST(taken || strcmp(first.text, second.text) == 0);
	ta_text_free(&one);
	ta_text_free(&two);
}

/* The bytes behind a line that names some columns, as a line and in one. */
static void
read_behind(struct ta_slice bytes, bool sealed)
{
	struct ta_text text = {0};
	size_t start;

	ta_text_add_string(
	    &text, "{\"id\":\"1\",\"a\":\"\",\"topics\":[\"b\"]}");
	if (sealed)
		ta_seal_add(&text, 0);
	ta_text_add_char(&text, '\n');
	start = text.len;
	if (sealed)
		ta_text_add_string(&text, "{\"id\":\"2\",\"a\":");
	ta_text_add_slice(&text, bytes);
	if (sealed) {
		ta_text_add_char(&text, '}');
		ta_seal_add(&text, start);
	}
	read_both_ways(ta_text_slice(&text, 0), TA_STRICT);
	read_both_ways(ta_text_slice(&text, 0), TA_LENIENT);
	ta_text_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_slice bytes = {(const char *)data, size};

	harness_both(bytes, "jsonl");
	read_both_ways(bytes, TA_STRICT);
	read_both_ways(bytes, TA_LENIENT);
	read_behind(bytes, false);
	read_behind(bytes, true);
	return 0;
}
