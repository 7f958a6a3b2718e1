/* For nftw(3). */
#define _XOPEN_SOURCE 700

#include <ftw.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "file/jsonscan.h"
#include "file/jsonwriter.h"
#include "record/format.h"
#include "unit.h"

/*
 * The quick way through JSON Lines beside jansson: every file of the tree, and
 * of the folders that are named, every cut of the small ones, each as a value
 * and as a name too, and 100,000 files that were changed by chance. The same
 * records, or the same refusal.
 */

#define SMALL 1024 /* of which every cut is read */
#define SEED 600   /* bytes of a file that mutations begin with */
#define MOST_SEEDS 40

static struct ta_text seeds[MOST_SEEDS];
static size_t n_seeds, n_files;
static bool same = true, scanned = true, alike = true;
static struct ta_header form;

static void
tell_header(const struct ta_header *header, struct ta_text *out)
{
	for (size_t i = 0; i < header->count; i++) {
		ta_text_add_char(out, '|');
		ta_text_add_slice(out, header->columns[i].name);
	}
}

static void
tell_record(const struct ta_record *record, struct ta_text *out)
{
	ta_text_printf(out, "\n%zu#%zu:%zu %s %d %s", record->line, record->row,
	    record->count, record->fault == NULL ? "" : record->fault,
	    record->damaged, record->verbatim.data == NULL ? "" : "verbatim");
	if (record->fault != NULL)
		ta_text_printf(out, "at %zu", record->fault_line);
	for (size_t i = 0; i < record->count; i++) {
		ta_text_add_string(
		    out, record->fields[i].data == NULL ? "[-" : "[");
		ta_text_add_slice(out, record->fields[i]);
	}
}

/* All that a reader says of a file. */
static void
tell(struct ta_slice json, const struct ta_reading *how, struct ta_text *out)
{
	const struct ta_format *format = &ta_format_jsonl;
	struct ta_source *source =
	    ta_source_memory("t.jsonl", json.data, json.len);
	struct ta_header header = {0};
	struct ta_record record = {0};
	struct ta_error error = {""};
	struct ta_tally tally = {{0}};
	void *reader = format->open(source, &form, how);
	int got = format->begin(reader, &header, &error);

	if (got == 1)
		while (
		    (got = format->next(reader, &header, &record, &error)) == 1)
			tell_record(&record, out);
	format->tally(reader, &tally);
	tell_header(&header, out);
	ta_text_printf(out, "%d %zu %s", got, tally.of[TA_BLANK_LINES],
	    got == -1 ? error.text : "");
	format->close(reader);
	ta_source_close(source);
	ta_header_free(&header);
	ta_record_free(&record);
}

static void
compare(const char *name, struct ta_slice json)
{
	static const enum ta_manner manners[] = {TA_STRICT, TA_LENIENT};
	struct ta_text quick = {0}, slow = {0};

	for (size_t i = 0; i < 2; i++) {
		struct ta_reading how = {.manner = manners[i]};

		ta_text_clear(&quick);
		ta_text_clear(&slow);
		tell(json, &how, &quick);
		how.by_jansson = true;
		tell(json, &how, &slow);
		if (ta_slice_equal(
			ta_text_slice(&quick, 0), ta_text_slice(&slow, 0)))
			continue;
		same = false;
		printf("# %s, %zu bytes, manner %zu: %.*s\n", name, json.len, i,
		    json.len > 200 ? 200 : (int)json.len, json.data);
	}
	ta_text_free(&quick);
	ta_text_free(&slow);
}

/* Compares the bytes as a line of their own, behind a line with two names. */
static void
compare_in(const char *name, const char *before, struct ta_slice bytes,
    const char *after, bool sealed)
{
	struct ta_text text = {0};
	size_t start;

	ta_text_add_string(&text, "{\"id\":\"1\",\"note\":\"\"}");
	start = text.len;
	if (sealed)
		ta_seal_add(&text, 0);
	ta_text_add_char(&text, '\n');
	start = text.len;
	ta_text_add_string(&text, before);
	ta_text_add_slice(&text, bytes);
	ta_text_add_string(&text, after);
	if (sealed && text.len > start)
		ta_seal_add(&text, start);
	ta_text_add_char(&text, '\n');
	compare(name, ta_text_slice(&text, 0));
	ta_text_free(&text);
}

static void
compare_all(const char *name, struct ta_slice bytes)
{
	compare(name, bytes);
	compare_in(name, "", bytes, "", false);
	compare_in(name, "{\"note\":", bytes, "}", false);
	compare_in(name, "{\"id\":\"", bytes, "\"}", false);
	compare_in(name, "{", bytes, ":\"\"}", false);
	compare_in(name, "{\"id\":\"2\",\"note\":", bytes, "}", true);
	compare_in(name, "{\"id\":[\"", bytes, "\",\"b\"]}", true);
}

static void
read_file(const char *path, struct ta_text *text)
{
	FILE *file = fopen(path, "rb");
	size_t n;

	if (file == NULL)
		return;
	do {
		n = fread(ta_text_reserve(text, 65536), 1, 65536, file);
		text->len += n;
	} while (n > 0);
	fclose(file);
}

static int
visit(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	struct ta_text text = {0};
	struct ta_slice bytes;
	bool json = strstr(path, ".json") != NULL;

	(void)st;
	(void)ftw;
	if (type != FTW_F)
		return 0;
	n_files++;
	read_file(path, &text);
	bytes = ta_text_slice(&text, 0);
	compare_all(path, bytes);
	if (json && bytes.len > 0 && bytes.data[bytes.len - 1] == '\n') {
		bytes.len--;
		compare_all(path, bytes);
	}
	for (size_t n = 0; json && text.len <= SMALL && n < text.len; n++)
		compare_all(path, (struct ta_slice){text.data, n});
	if (json && n_seeds < MOST_SEEDS) {
		if (text.len > SEED)
			text.len = SEED;
		seeds[n_seeds++] = text;
	} else {
		ta_text_free(&text);
	}
	return 0;
}

/* Puts a byte in, takes one out, or makes another of it, up to four times. */
static void
mutate(struct ta_text *text)
{
	static const char bytes[] =
	    "\"\"\"\"\\\\\\,,::{}[];\n\n\r\t  au0n/1-t\x01\xc3\xa9\xff";

	for (size_t n = 1 + pick(4); n > 0; n--) {
		size_t at = pick(text->len + 1), way = pick(3);
		char *s = ta_text_reserve(text, 1) + at - text->len;

		if (way == 0 || at == text->len) {
			memmove(s + 1, s, text->len++ - at);
			*s = bytes[pick(sizeof(bytes))];
		} else if (way == 1) {
			memmove(s, s + 1, --text->len - at);
		} else {
			*s = bytes[pick(sizeof(bytes))];
		}
	}
}

/* Half of them are in a line that is sealed anew, so that they are read. */
static void
test_mutations(void)
{
	struct ta_text text = {0};

	for (int i = 0; i < 100000 && n_seeds > 0; i++) {
		ta_text_clear(&text);
		ta_text_add_slice(
		    &text, ta_text_slice(&seeds[pick(n_seeds)], 0));
		mutate(&text);
		if (i % 2 == 0)
			compare("a mutation", ta_text_slice(&text, 0));
		else if (text.len > 0)
			compare_in("a sealed mutation",
			    "{\"id\":\"3\",\"note\":", ta_text_slice(&text, 0),
			    "}", true);
	}
	ta_text_free(&text);
}

/* A text by chance, of whole characters, that a record may hold. */
static void
add_chance(struct ta_text *text)
{
	static const char *const parts[] = {"\"", "\\", "/", "\n", "\r", "\t",
	    ":", ",", "{", "}", "[", "]", " ", "é", "🙂", "\\\"", "\\n", "x",
	    "a longer text of plain letters, which fills a block by itself: y"};

	for (size_t n = pick(12); n > 0; n--)
		ta_text_add_string(
		    text, parts[pick(sizeof(parts) / sizeof(parts[0]))]);
}

/* Is a line what jansson writes? */
static bool
is_as_jansson(struct ta_slice line, const struct ta_header *header,
    const struct ta_record *record)
{
	json_t *object = json_object();
	char *text;
	bool is;

	for (size_t i = 0; i < header->count; i++)
		json_object_set_new(object, header->columns[i].name.data,
		    json_stringn(
			record->fields[i].data, record->fields[i].len));
	text = json_dumps(object, JSON_COMPACT);
	is = text != NULL && ta_slice_equal(line, ta_slice_of(text));
	free(text);
	json_decref(object);
	return is;
}

/*
 * Is every line that we write plain, and what jansson would write? And does the
 * scanner read from it what was written?
 */
static void
test_written(void)
{
	struct ta_text line = {0}, texts[3] = {{0}};
	struct ta_json_scanner scanner = {0};
	struct ta_header header = {0};
	struct ta_record record = {0};
	struct ta_error error;
	void *writer = ta_format_jsonl.write_open(&line, NULL);

	ta_header_add(&header, ta_slice_of("id"), NULL);
	ta_header_add(&header, ta_slice_of("ta_x"), NULL);
	ta_header_add(&header, ta_slice_of("ta_y"), NULL);
	ta_record_widen(&record, 3);
	for (int n = 0; n < 20000; n++) {
		ta_text_clear(&line);
		for (size_t i = 0; i < 3; i++) {
			ta_text_clear(&texts[i]);
			add_chance(&texts[i]);
			if (i == 0)
				ta_text_add_char(&texts[i], '.');
			record.fields[i] = ta_text_slice(&texts[i], 0);
		}
		scanned &= ta_format_jsonl.write(
			       writer, &header, &record, &error) == 0;
		line.len--;
		alike &=
		    is_as_jansson(ta_text_slice(&line, 0), &header, &record);
		scanned &= ta_json_scan(&scanner, ta_text_slice(&line, 0)) &&
			   scanner.count == 3;
		for (size_t i = 0; scanned && i < 3; i++)
			scanned &= ta_slice_equal(
			    scanner.pairs[i].text, ta_text_slice(&texts[i], 0));
	}
	for (size_t i = 0; i < 3; i++)
		ta_text_free(&texts[i]);
	ta_format_jsonl.write_close(writer);
	ta_json_scanner_free(&scanner);
	ta_header_free(&header);
	ta_record_free(&record);
	ta_text_free(&line);
}

/* What JSON cannot hold is not written, and what no record holds is escaped. */
static void
test_refused(void)
{
	static const char *const no[] = {"\xff", "\xc0\x80", "\xed\xa0\x80",
	    "a text of more than sixty-four bytes, the last of which is not "
	    "UTF-8: \xe9"};
	static const char odd[] = {'\0', '\b', '\f', 0x1f, 0x7f};
	struct ta_text text = {0};

	for (size_t i = 0; i < TA_COUNT(no); i++)
		CHECK(!ta_json_add_string(&text, ta_slice_of(no[i])));
	ta_text_clear(&text);
	CHECK(ta_json_add_string(&text, (struct ta_slice){odd, sizeof(odd)}));
	CHECK(ta_slice_equal(ta_text_slice(&text, 0),
	    ta_slice_of("\"\\u0000\\b\\f\\u001F\x7f\"")));
	ta_text_free(&text);
}

int
main(int argc, char **argv)
{
	static const char *const folders[] = {"examples", "test"};

	ta_header_add(&form, ta_slice_of("id"), NULL);
	ta_header_add(&form, ta_slice_of("facts"), NULL);
	for (int i = 1; i < argc; i++)
		nftw(argv[i], visit, 16, FTW_PHYS);
	if (access("test/unit", X_OK) == -1 && chdir("..") == -1)
		perror("chdir");
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		nftw(folders[i], visit, 16, FTW_PHYS);
	CHECK_THAT(
	    n_files > 200 && n_seeds > 3, "the tree is found, and JSON in it");
	CHECK_THAT(
	    same, "every file and every cut of the small ones read alike");
	test_mutations();
	CHECK_THAT(same, "100,000 mutations read alike");
	test_written();
	CHECK_THAT(scanned, "every line that we write is scanned");
	CHECK_THAT(alike, "every line that we write is as jansson writes it");
	test_refused();
	for (size_t i = 0; i < n_seeds; i++)
		ta_text_free(&seeds[i]);
	ta_header_free(&form);
	return unit_end();
}
