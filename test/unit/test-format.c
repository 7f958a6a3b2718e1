#include <stdlib.h>
#include <string.h>

#include "record/columns.h"
#include "intake/intake.h"
#include "record/format.h"
#include "unit.h"
#include "file/yaml.h"

/* Formats: which one a file is, which columns it has, what cannot be written.
 */

struct sample {
	const char *head; /* the beginning of a file */
	const char *name; /* of a format, or of a column */
};

static void
test_looks(void)
{
	static const struct sample samples[] = {{"", "csv"}, {"\n", "jsonl"},
	    {"\n\n", "csv"}, {"{\"id\":1}", "jsonl"}, {" \n {", "jsonl"},
	    {"id: x\n", "yaml"}, {"id:\r\n", "yaml"}, {"id:\n", "yaml"},
	    {"\n\nid: x\n", "yaml"}, {"aZ_-09: x", "yaml"}, {"id:x\n", "csv"},
	    {"Your role: x\n", "yaml"}, {"Your role: x, y\n", "csv"},
	    {"role: x, y\n", "yaml"}, {": x\n", "csv"}, {"id\n", "csv"},
	    {"Why?: x\n", "csv"}, {"10:30: x", "csv"}, {"---\n", "yaml"},
	    {"--- {id: x}", "yaml"}, {"-", "yaml"}, {"- id: x", "yaml"},
	    {"-- x\n", "csv"}, {"--", "csv"}, {"-x,y\n", "csv"},
	    {"# note\n", "csv"}, {"%YAML 1.1\n", "yaml"}, {"[1]", "csv"},
	    {"# of clients,id\n1,2\n", "csv"}, {"#\r\n# x: y\r\n", "csv"},
	    {"# note\n\n  # more\nid: x\n", "yaml"}, {"# x\n---\n", "yaml"},
	    {"#\r\n\r\n- id: x\r\n", "yaml"}, {"#x\n{\"id\":1}\n", "jsonl"},
	    {"- x,y\n", "yaml"}, {"%,x\n", "yaml"}, {"\"# x\"\nid: y\n", "csv"},
	    {"\"- x\",y\n", "csv"}, {"--- []\n", "yaml"}, {"x #\n{", "csv"}};
	char words[60];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct ta_slice head = ta_slice_of(samples[i].head);

		snprintf(
		    words, sizeof(words), "%s: sample %zu", samples[i].name, i);
		CHECK_THAT(
		    ta_format_of("x", head) == ta_format_named(samples[i].name),
		    words);
	}
}

/* A suffix goes before what a file looks like; by itself it is a name. */
static void
test_suffixes(void)
{
	struct ta_slice head = ta_slice_of("id: x\n");

	CHECK(ta_format_of("a.csv", head) == &ta_format_csv);
	CHECK(ta_format_of("a.b/c.jsonl", head) == &ta_format_jsonl);
	CHECK(ta_format_of("a.ndjson", head) == &ta_format_jsonl);
	CHECK(ta_format_of("a.yml", ta_slice_of("{")) == &ta_format_yaml);
	CHECK(ta_format_of(".csv", head) == &ta_format_yaml);
	CHECK(ta_format_of("a.csv.txt", head) == &ta_format_yaml);
	CHECK(ta_format_named("xml") == NULL);
}

/* Where a column is named, and what only looks like its name. */
static const struct sample named[] = {{"id,ta_source\n", "csv"},
    {"ta_source\n", "csv"}, {"id;\"ta_source\"\r\n", "csv"},
    {"\"id\"\t\"ta_source\"\n", "csv"}, {"\n\r\nid, ta_source ,x\n", "csv"},
    {"\"a\nb, c\",ta_source\n", "csv"}, {"ta_source: x\n", "yaml"},
    {"id: x\nta_source: y\n", "yaml"}, {"{\"ta_source\":\"x\"}\n", "jsonl"},
    {"\n\n{\"id\":\"1\", \"ta_source\" : \"x\"}\n", "jsonl"},
    {"{\"ta_source\":", "jsonl"}};

static const struct sample unnamed[] = {{"id,x\nta_source,y\n", "csv"},
    {"id,ta_sources,my ta_source\n", "csv"}, {"id,\"a,ta_source\"\n", "csv"},
    {"id,\"a\n,ta_source,\"\n", "csv"}, {"\"\",\"\n", "csv"},
    {"id: x\ny: ta_source\n", "yaml"}, {"id: x\nta_source", "yaml"},
    {"ta_sources: x\n", "yaml"}, {"  ta_source: x\n", "yaml"},
    {"{\"x\":\"ta_source\"}\n", "jsonl"}, {"{\"ta_sources\":1}\n", "jsonl"},
    {"{\"x\":\"\\\"ta_source\\\":\"}\n", "jsonl"},
    {"{\"id\":1}\n{\"ta_source\":1}\n", "jsonl"}, {"\"ta_source\"", "jsonl"}};

static bool
names(const struct sample *sample)
{
	/* of its very size, so that who reads on is seen */
	size_t len = strlen(sample->head);
	char *data = memcpy(malloc(len), sample->head, len);
	bool found = ta_format_named(sample->name)
			 ->names((struct ta_slice){data, len}, TA_COL_SOURCE);

	free(data);
	return found;
}

static void
test_names(void)
{
	char words[60];

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		snprintf(
		    words, sizeof(words), "%s: named %zu", named[i].name, i);
		CHECK_THAT(names(&named[i]), words);
	}
	for (size_t i = 0; i < sizeof(unnamed) / sizeof(unnamed[0]); i++) {
		snprintf(words, sizeof(words), "%s: not named %zu",
		    unnamed[i].name, i);
		CHECK_THAT(!names(&unnamed[i]), words);
	}
}

/* What is not UTF-8 is refused in words that do not hold it. */
static void
test_not_text(const struct ta_format *format)
{
	struct ta_header header = {0};
	struct ta_record record = {.file = "in", .line = 7};
	struct ta_text out = {0};
	struct ta_error error = {""};
	void *writer = format->write_open(&out, &(struct ta_style){0});

	ta_header_add(&header, ta_slice_of("name"), NULL);
	ta_record_widen(&record, 1);
	record.fields[0] = ta_slice_of("Zo\xeb");
	CHECK(format->write_header(writer, &header, &error) == 0);
	CHECK_THAT(format->write(writer, &header, &record, &error) == -1,
	    format->name);
	CHECK(
	    strncmp(error.text, "in:7: the record cannot be written", 34) == 0);
	CHECK(strstr(error.text, "Zo") == NULL);
	format->write_close(writer);
	ta_text_free(&out);
	ta_header_free(&header);
	ta_record_free(&record);
}

/* What was never made is freed. */
static void
test_nothing(void)
{
	ta_csv_free(NULL);
	ta_yaml_free(NULL);
	ta_yaml_writer_free(NULL);
	ta_intake_free(NULL);
	CHECK_THAT(1, "nothing is freed");
}

int
main(void)
{
	test_looks();
	test_suffixes();
	test_names();
	test_nothing();
	test_not_text(&ta_format_yaml);
	test_not_text(&ta_format_jsonl);
	return unit_end();
}
