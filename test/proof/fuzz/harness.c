#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "policy/load.h"

void
harness_must(int holds, const char *what, int line)
{
	if (holds)
		return;
	fprintf(stderr, "line %d of the fuzzer: %s\n", line, what);
	abort();
}

const struct ta_policy *
harness_policy(void)
{
	static struct ta_policy *policy;
	struct ta_text text = {0};
	struct ta_error error;

	if (policy != NULL)
		return policy;
	MUST(ta_policy_read(NULL, &text, &error) == 0);
	policy = ta_policy_load(TA_BUILTIN, ta_text_slice(&text, 0), &error);
	MUST(policy != NULL);
	ta_text_free(&text);
	return policy;
}

struct ta_files *
harness_open(struct ta_slice bytes, const char *format,
    const struct ta_reading *how, struct ta_error *error)
{
	const struct ta_files_options options = {
	    .format = ta_format_named(format),
	    .form = &harness_policy()->form,
	    .reading = *how,
	};
	struct ta_files *files = ta_files_of(
	    ta_source_memory("bytes", bytes.data, bytes.len), &options);

	if (ta_files_turn(files, error) == 1)
		return files;
	ta_files_close(files);
	return NULL;
}

/* Writes all records of the file: 0, or -1 with the error set. */
static int
write_all(struct ta_files *files, const struct ta_format *format, void *writer,
    struct ta_text *out, struct ta_error *error)
{
	const struct ta_header *header = ta_files_header(files);
	struct ta_record *record = ta_files_record(files);
	bool any = false;
	int got;

	while ((got = ta_files_next(files, error)) == 1) {
		if (record->fault != NULL)
			continue;
		if (!any && format->write_header(writer, header, error) == -1)
			return -1;
		any = true;
		/* A row may lack last cells, as long as they have no name. */
		ta_record_widen(record, header->count);
		if (format->write(writer, header, record, error) == -1)
			return -1;
	}
	if (got == -1 || any)
		return got;
	if (format->empty != NULL)
		ta_text_add_string(out, format->empty);
	return format->write_header(writer, header, error);
}

bool
harness_convert(struct ta_slice bytes, const char *from,
    const struct ta_reading *how, const char *to, struct ta_text *out,
    struct ta_error *error)
{
	const struct ta_format *format = ta_format_named(to);
	struct ta_files *files = harness_open(bytes, from, how, error);
	void *writer;
	int status;

	if (files == NULL)
		return false;
	writer = format->write_open(out, &(struct ta_style){0});
	status = write_all(files, format, writer, out, error);
	format->write_close(writer);
	ta_files_close(files);
	return status == 0;
}

void
harness_canonical(const struct ta_text *written, const char *format)
{
	const struct ta_reading strict = {0};
	struct ta_slice once = ta_text_slice(written, 0);
	struct ta_text again = {0};
	struct ta_error error;

	MUST(harness_convert(once, format, &strict, format, &again, &error));
	MUST(ta_slice_equal(once, ta_text_slice(&again, 0)));
	ta_text_free(&again);
}

void
harness_both(struct ta_slice bytes, const char *format)
{
	static const struct ta_reading strict = {.manner = TA_STRICT};
	static const struct ta_reading lenient = {.manner = TA_LENIENT};
	struct ta_text out = {0}, admission = {0};
	struct ta_error error;

	if (harness_convert(bytes, format, &strict, format, &out, &error))
		harness_canonical(&out, format);
	ta_text_clear(&out);
	if (harness_convert(
		bytes, format, &lenient, format, &admission, &error)) {
		MUST(harness_convert(ta_text_slice(&admission, 0), format,
		    &strict, format, &out, &error));
		harness_canonical(&out, format);
	}
	ta_text_free(&out);
	ta_text_free(&admission);
}
