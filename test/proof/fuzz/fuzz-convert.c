#include "base/bounds.h"
#include "base/digest.h"
#include "record/columns.h"
#include "harness.h"

/* CSV to YAML to JSON Lines to CSV keeps every value. */

static const struct ta_reading strict = {.manner = TA_STRICT};

/*
 * The record of the first file has the values of the second's, by the names of
 * its columns; what the second does not have is empty.
 */
static void
compare(const struct ta_header *header, const struct ta_record *record,
    const struct ta_header *other, const struct ta_record *converted)
{
	for (size_t i = 0; i < header->count; i++) {
		int at = ta_header_find(other, header->columns[i].name, 0);
		struct ta_slice value = ta_record_get(record, (int)i);
		struct ta_slice kept = ta_record_get(converted, at);

		MUST(value.len == kept.len &&
		     (value.len == 0 ||
			 memcmp(value.data, kept.data, value.len) == 0));
	}
}

static void
compare_all(struct ta_slice before, struct ta_slice after)
{
	struct ta_error error;
	struct ta_files *one = harness_open(before, "csv", &strict, &error);
	struct ta_files *two = harness_open(after, "csv", &strict, &error);
	int got;

	MUST(one != NULL && two != NULL);
	for (;;) {
		got = ta_files_next(one, &error);
		MUST(got == ta_files_next(two, &error) && got != -1);
		if (got == 0)
			break;
		compare(ta_files_header(one), ta_files_record(one),
		    ta_files_header(two), ta_files_record(two));
	}
	ta_files_close(one);
	ta_files_close(two);
}

/*
 * Can the other formats not hold it? It has so many columns that the policy's
 * own are too many more, or the one that is a ledger's.
 */
static bool
is_refused(struct ta_slice csv)
{
	size_t most = TA_COLUMNS_MAX - harness_policy()->form.count;
	const struct ta_header *header;
	struct ta_error error;
	struct ta_files *input = harness_open(csv, "csv", &strict, &error);
	bool refused;

	if (input == NULL)
		return true;
	header = ta_files_header(input);
	refused = header->count > most ||
		  ta_header_find(header, ta_slice_of(TA_COL_SUM), 0) != -1;
	ta_files_close(input);
	return refused;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_slice csv = {(const char *)data, size};
	struct ta_text yaml = {0}, jsonl = {0}, again = {0};
	struct ta_error error;

	/* A name that is empty or stands twice is refused by the first. */
	if (!is_refused(csv) &&
	    harness_convert(csv, "csv", &strict, "yaml", &yaml, &error)) {
		MUST(harness_convert(ta_text_slice(&yaml, 0), "yaml", &strict,
		    "jsonl", &jsonl, &error));
		MUST(harness_convert(ta_text_slice(&jsonl, 0), "jsonl", &strict,
		    "csv", &again, &error));
		compare_all(csv, ta_text_slice(&again, 0));
	}
	ta_text_free(&yaml);
	ta_text_free(&jsonl);
	ta_text_free(&again);
	return 0;
}
