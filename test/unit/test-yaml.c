#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/format.h"
#include "file/yamltree.h"
#include "unit.h"
#include "file/yaml.h"

/* YAML: what is refused and where, and that what is written is read again. */

/* Writes one event: a bracket, or a scalar behind a mark of what it is. */
static void
show_event(const struct ta_yaml_event *event, bool styles, struct ta_text *out)
{
	static const char brackets[] = {[TA_YAML_DOCUMENT] = '(',
	    [TA_YAML_DOCUMENT_END] = ')',
	    [TA_YAML_SEQUENCE] = '[',
	    [TA_YAML_SEQUENCE_END] = ']',
	    [TA_YAML_MAPPING] = '{',
	    [TA_YAML_MAPPING_END] = '}'};

	if (event->kind != TA_YAML_SCALAR) {
		ta_text_add_char(out, brackets[event->kind]);
		return;
	}
	if (styles)
		ta_text_add_char(out, event->plain ? '=' : ':');
	else
		ta_text_add_char(out, ta_yaml_is_null(event) ? '~' : '|');
	ta_text_add_slice(out, event->text);
}

/*
 * Reads all events and writes them out: "(" and ")" around a document, then
 * sequences and mappings, "=" before a plain scalar and ":" before another, or
 * "~" before one that means nothing and "|" before a text; "!LINE:COLUMN: " and
 * words where it fails.
 */
static const char *
read_all(struct ta_slice yaml, bool styles, struct ta_text *out)
{
	struct ta_source *source = ta_source_memory("t", yaml.data, yaml.len);
	struct ta_yaml_reader *reader = ta_yaml_new(source, false);
	struct ta_yaml_event event;
	struct ta_error error = {""};
	int got;

	ta_text_clear(out);
	while ((got = ta_yaml_next(reader, &event, &error)) == 0 &&
	       event.kind != TA_YAML_END)
		show_event(&event, styles, out);
	if (got == -1)
		ta_text_printf(out, "!%s", error.text + strlen("t:"));
	ta_yaml_free(reader);
	ta_source_close(source);
	return ta_text_string(out);
}

static const char *
events_of(struct ta_slice yaml, struct ta_text *out)
{
	return read_all(yaml, true, out);
}

static void
test_events(void)
{
	static const char *const samples[][2] = {{"", ""}, {"# nothing\n", ""},
	    {"a: b\n", "({=a=b})"},
	    {"---\na: b\n---\nc: d\n", "({=a=b})({=c=d})"},
	    {"a: no\nb: 0755\nc: 2026-11-24\nd: 1.10\n",
		"({=a=no=b=0755=c=2026-11-24=d=1.10})"},
	    {"a: 'no'\nb: \"x\\ty\"\n", "({=a:no=b:x\ty})"},
	    {"a: |\n  x\n  y\n", "({=a:x\ny\n})"},
	    {"a: >-\n  x\n  y\n", "({=a:x y})"},
	    {"- a\n- [b, 'c']\n", "([=a[=b:c]])"}, {"a:\n", "({=a=})"},
	    {"{a: {b: c}}", "({=a{=b=c}})"},
	    {"\xef\xbb\xbf"
	     "a: b\r\n",
		"({=a=b})"},
	    {"%YAML 1.1\n---\na: b\n", "({=a=b})"},
	    {"caf\xc3\xa9: \xf0\x9f\x98\x80\n",
		"({=caf\xc3\xa9=\xf0\x9f\x98\x80})"}};
	struct ta_text out = {0};
	char words[40];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		snprintf(words, sizeof(words), "events of sample %zu", i);
		CHECK_THAT(strcmp(events_of(ta_slice_of(samples[i][0]), &out),
			       samples[i][1]) == 0,
		    words);
	}
	ta_text_free(&out);
}

/* Refused at the line and column, which stand in front of the words. */
static const char *const refused[][3] = {
    {"an alias", "a: &x b\nc: *x\n", "!1:4: "},
    {"an alias of nothing", "a: b\nc: *x\n", "!2:4: "},
    {"an anchor on a sequence", "a:\n  &x [b]\n", "!2:3: "},
    {"an anchor on a mapping", "a: &x {b: c}\n", "!1:4: "},
    {"an anchor on a key", "&x a: b\n", "!1:1: "},
    {"a tag", "a: !!str 007\n", "!1:4: "},
    {"a tag of one's own", "a: !x {b: c}\n", "!1:4: "},
    {"a tag on a sequence", "b: c\na: !!seq [b]\n", "!2:4: "},
    {"the tag that says text", "a: ! b\n", "!1:4: "},
    {"a merge by alias", "a: {<<: *b}\n", "!1:9: "},
    {"another version of YAML", "%YAML 2.0\n---\na: b\n", "!1:"},
    {"a tab for indentation", "a:\n\tb: c\n", "!2:1: "},
    {"a bracket not closed", "a: [b\n", "!2:1: "},
    {"a quote not closed", "a: 'b\nc\n", "!3:1: "},
    {"no mapping at all", "a: b\nc\n", "!3:1: "},
    {"a mapping in a value", "a: b: c\n", "!1:5: "},
    {"a bad byte", "a: b\nc: x\xffy\n", "!2:5: "},
    {"a truncated character", "a: \xe2\x82\n", "!1:4: "},
    {"an overlong NUL", "a: b\n\n\nc: d\xc0\x80\n", "!4:5: "},
    {"a surrogate", "# x\n# \xed\xa0\x80\n", "!2:3: "},
    {"a control character", "a: b\nc: |\n  x\n  y\x1b\n", "!4:4: "},
    {"a lone carriage return", "a: b\rc: d\n", "!1:5: "}};

static void
test_refused(void)
{
	struct ta_text out = {0};

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const char *got =
		    strchr(events_of(ta_slice_of(refused[i][1]), &out), '!');
		bool right = got != NULL && strncmp(got, refused[i][2],
						strlen(refused[i][2])) == 0;

		CHECK_THAT(right, refused[i][0]);
		if (!right)
			printf("# got %s\n", got == NULL ? "all of it" : got);
	}
	CHECK_THAT(strstr(events_of((struct ta_slice){"a: b\0\n", 6}, &out),
		       "!1:5: ") != NULL,
	    "a NUL");
	ta_text_free(&out);
}

/* Nested so deep; where it is refused, or "". */
static const char *
nested(size_t depth, const char *open, const char *close, struct ta_text *out)
{
	struct ta_text yaml = {0};
	const char *error;

	for (size_t i = 0; i < depth; i++)
		ta_text_add_string(&yaml, open);
	ta_text_add_string(&yaml, "b");
	for (size_t i = 0; i < depth; i++)
		ta_text_add_string(&yaml, close);
	error = strchr(events_of(ta_text_slice(&yaml, 0), out), '!');
	ta_text_free(&yaml);
	return error == NULL ? "" : error;
}

static void
test_depth(void)
{
	struct ta_text out = {0};

	CHECK(nested(TA_DEPTH_MAX, "[", "]", &out)[0] == '\0');
	CHECK(nested(TA_DEPTH_MAX, "{x: ", "}", &out)[0] == '\0');
	CHECK(strncmp(nested(TA_DEPTH_MAX + 1, "[", "]", &out), "!1:33: ", 7) ==
	      0);
	CHECK(strncmp(nested(TA_DEPTH_MAX + 1, "{x: ", "}", &out),
		  "!1:129: ", 8) == 0);
	CHECK(strncmp(nested(TA_DEPTH_MAX + 1, "- ", "", &out), "!1:65: ", 7) ==
	      0);
	/* a bomb must not be read to its end first */
	CHECK(strncmp(nested(1000000, "[", "]", &out), "!1:33: ", 7) == 0);
	CHECK(strncmp(nested(300000, "{x: ", "}", &out), "!1:129: ", 8) == 0);
	ta_text_free(&out);
}

/* Reads a tree; "ok", or the place and words of the refusal. */
static const char *
tree_of(const char *yaml, struct ta_error *error)
{
	struct ta_source *source = ta_source_memory("t", yaml, strlen(yaml));
	struct ta_arena arena = {0};
	struct ta_node *root = ta_yamltree_read(source, &arena, error);

	if (root != NULL)
		snprintf(error->text, sizeof(error->text), "ok");
	ta_arena_free(&arena);
	ta_source_close(source);
	return error->text;
}

static const char *const trees[][3] = {{"one document", "a: b\n", "ok"},
    {"one document with marks", "---\na: b\n...\n", "ok"},
    {"the same key in two mappings", "a: {x: 1}\nb: {x: 2}\n", "ok"},
    {"a second document", "a: b\n---\nc: d\n", "t:2:1: "},
    {"a second document of nothing", "a: b\n---\n", "t:2:1: "},
    {"no document", "# nothing\n", "t:1:1: "}, {"no byte", "", "t:1:1: "},
    {"a key that stands twice", "a: b\nc: d\na: e\n", "t:3:1: "},
    {"the same, quoted", "a: b\n'a': e\n", "t:2:1: "},
    {"the same, deeper", "x:\n  - {a: b, a: e}\n", "t:2:12: "},
    {"an empty key that stands twice", "'': b\n\"\": e\n", "t:2:1: "},
    {"a key that is a sequence", "[a]: b\n", "t:1:1: "},
    {"a key that is a mapping", "? {a: b}\n: c\n", "t:1:3: "},
    {"an alias", "a: &x b\nc: *x\n", "t:1:4: "},
    {"a merge", "a: {<<: {b: c}, <<: {b: d}}\n", "t:1:17: "},
    {"a tag", "a: !!str b\n", "t:1:4: "},
    {"a bad byte", "a: b\nc: x\xff\n", "t:2:5: "},
    {"a NUL by an escape", "a: \"x\\0y\"\n", "t:1:4: "},
    {"a NUL in a key by an escape", "\"x\\0\": y\n", "t:1:1: "}};

static void
test_tree_refused(void)
{
	struct ta_error error;

	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		const char *got = tree_of(trees[i][1], &error);
		bool right =
		    strncmp(got, trees[i][2], strlen(trees[i][2])) == 0;

		CHECK_THAT(right, trees[i][0]);
		if (!right)
			printf("# got %s\n", got);
	}
}

/* As many values as bounds.h allows, and one more. */
static void
test_nodes(void)
{
	struct ta_text yaml = {0};
	struct ta_error error;

	ta_text_add_char(&yaml, '[');
	for (size_t i = 1; i < TA_NODES_MAX; i++)
		ta_text_add_string(&yaml, i % 60 == 0 ? "a,\n" : "a,");
	ta_text_add_char(&yaml, ']');
	CHECK_THAT(strcmp(tree_of(ta_text_string(&yaml), &error), "ok") == 0,
	    "200,000 values");
	yaml.len--;
	ta_text_add_string(&yaml, "a]");
	CHECK_THAT(
	    strstr(tree_of(ta_text_string(&yaml), &error), "200,000") != NULL,
	    "200,001 values");
	ta_text_free(&yaml);
}

static void
test_tree_content(void)
{
	static const char yaml[] = "a: ~\nb: '~'\nc: null\nd: \"null\"\ne:\n"
				   "f: ''\ng: Null\nh: [x, y]\ni: no\n";
	struct ta_source *source = ta_source_memory("t", yaml, strlen(yaml));
	struct ta_arena arena = {0};
	struct ta_error error;
	const struct ta_node *root = ta_yamltree_read(source, &arena, &error);

	CHECK(root != NULL && root->count == 9);
	CHECK(ta_node_get(root, "a")->null && ta_node_get(root, "c")->null);
	CHECK(ta_node_get(root, "e")->null && ta_node_get(root, "g")->null);
	CHECK(!ta_node_get(root, "b")->null && !ta_node_get(root, "d")->null);
	CHECK(!ta_node_get(root, "f")->null && !ta_node_get(root, "i")->null);
	CHECK(ta_node_get(root, "h")->kind == TA_NODE_LIST);
	CHECK(ta_node_get(root, "h")->at.line == 8);
	CHECK(ta_node_get(root, "h")->at.column == 4);
	CHECK(ta_node_get(root, "h")->key_at.column == 1);
	CHECK(ta_node_get(root, "x") == NULL);
	CHECK(!ta_node_yes(root, "i", true) && ta_node_yes(root, "x", true));
	ta_arena_free(&arena);
	ta_source_close(source);
}

/* A mapping with the text at every place where one may stand. */
static int
write_everywhere(struct ta_slice text, struct ta_text *yaml)
{
	struct ta_yaml_writer *writer = ta_yaml_writer_new(yaml);
	int status;

	ta_yaml_begin(writer);
	ta_yaml_put(writer, ta_slice_of("one"));
	ta_yaml_put(writer, text);
	ta_yaml_put(writer, ta_slice_of("two"));
	ta_yaml_begin_list(writer);
	ta_yaml_put(writer, text);
	ta_yaml_put(writer, ta_slice_of("x"));
	ta_yaml_put(writer, text);
	ta_yaml_end_list(writer);
	ta_yaml_put(writer, text);
	ta_yaml_put(writer, text);
	status = ta_yaml_end(writer);
	ta_yaml_begin(writer);
	ta_yaml_put(writer, ta_slice_of("last"));
	ta_yaml_put(writer, text);
	status |= ta_yaml_end(writer);
	ta_yaml_writer_free(writer);
	return status;
}

/* Is it read as it was written, and never as nothing? */
static bool
survives(struct ta_slice text)
{
	static const char *const around[] = {
	    "({|one|", "|two[|", "|x|", "]|", "|", "})({|last|", "})"};
	static int shown;
	struct ta_text yaml = {0}, out = {0}, wanted = {0};
	bool same = write_everywhere(text, &yaml) == 0;

	for (size_t i = 0; i < 7; i++) {
		if (i > 0)
			ta_text_add_slice(&wanted, text);
		ta_text_add_string(&wanted, around[i]);
	}
	read_all(ta_text_slice(&yaml, 0), false, &out);
	same &=
	    ta_slice_equal(ta_text_slice(&out, 0), ta_text_slice(&wanted, 0));
	if (!same && shown++ < 5) {
		ta_text_clear(&out);
		ta_text_add_escaped(&out, text);
		printf("# '%s'\n# %s\n", ta_text_string(&out),
		    ta_text_string(&yaml));
	}
	ta_text_free(&yaml);
	ta_text_free(&out);
	ta_text_free(&wanted);
	return same;
}

/* What a reader of YAML 1.1 or 1.2 takes for something else than text. */
static const char *const retyped[] = {"no", "yes", "NO", "Yes", "on", "Off",
    "y", "N", "true", "False", "null", "Null", "NULL", "~", "", "007", "1",
    "-1", "+1", "1e3", "1E+3", "0x1f", "0o17", "0b11", "1_000", "1.10", ".5",
    "1.", ".inf", "-.INF", ".nan", ".NaN", "12:30:45", "2026-11-24",
    "2026-11-24T14:03:22Z", "2026-11-24 14:03:22", "=", "<<", " x", "x ", "\tx",
    "x\t", " ", "a: b", "a:", ": a", "a #b", "#a", "- x", "-", "---", "--- x",
    "...", "? x", "?", "! x", "!x", "&x", "*x", "|", ">", "|-", "%x", "@x",
    "`x", "[x", "x]", "[]", "{x", "{}", "x}", ",x", "x, y", "'", "\"", "'x'",
    "\"x\"", "it's", "\\", "a\\nb", "x\\"};

static void
test_retyped(void)
{
	struct ta_text yaml = {0}, out = {0};
	char words[60];

	for (size_t i = 0; i < sizeof(retyped) / sizeof(retyped[0]); i++) {
		struct ta_slice text = ta_slice_of(retyped[i]);

		snprintf(words, sizeof(words), "quoted and the same: '%s'",
		    retyped[i]);
		ta_text_clear(&yaml);
		write_everywhere(text, &yaml);
		read_all(ta_text_slice(&yaml, 0), true, &out);
		ta_text_string(&out);
		/* plain are the words around it, and nothing else */
		CHECK_THAT(survives(text) &&
			       strncmp(out.data, "({=one:", 7) == 0 &&
			       strstr(out.data, "=two[:") != NULL &&
			       strstr(out.data, "]:") != NULL,
		    words);
	}
	ta_text_free(&yaml);
	ta_text_free(&out);
}

static const char *const nasty[][2] = {{"two lines", "a\nb"},
    {"two lines and an end", "a\nb\n"}, {"a line end", "\n"},
    {"line ends behind", "a\n\n\n"}, {"line ends alone", "\n\n\n"},
    {"a blank line before", "\na"}, {"blank lines before", "\n\na\n"},
    {"a blank line between", "a\n\nb"}, {"a blank before", " a\nb"},
    {"a blank before, below", "a\n  b\n c"},
    {"a blank line, then blanks", "\n  a\nb"}, {"blanks behind", "a \nb "},
    {"a line of blanks", "a\n   \nb"}, {"blanks at the end", "a\n  "},
    {"a tab before", "\ta\nb"}, {"tabs between", "a\tb\n\tc\t"},
    {"CRLF", "a\r\nb\r\n"}, {"CRLF at the front", "\r\na"},
    {"next line", "a\xc2\x85\x62"},
    {"next line and a line end", "a\xc2\x85\nb\n"},
    {"line separator", "a\xe2\x80\xa8"
		       "b"},
    {"paragraph separator", "\xe2\x80\xa9"
			    "b\n"},
    {"emoji", "\xf0\x9f\x98\x80 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f"
	      "\x92\xbb\n\xf0\x9f\x98\x80"},
    {"a byte order mark", "\xef\xbb\xbf"},
    {"a byte order mark inside", "a\xef\xbb\xbf"
				 "b\nc"},
    {"bidirectional controls", "\xe2\x80\xae"
			       "b\xe2\x81\xa6"},
    {"no-break space", "\xc2\xa0"
		       "a\xc2\xa0"},
    {"DEL", "a\x7f"
	    "b"},
    {"C1", "a\xc2\x9b"
	   "b"},
    {"noncharacters", "a\xef\xbf\xbe\xef\xbf\xbf"},
    {"document marks", "---\n...\n--- a"}, {"comments", "a\n# b\n#c"},
    {"keys", "a: b\nc: d\n"}, {"quotes", "\"a\" 'b' \"\"''\n\"\n'"},
    {"backslashes", "\\a\\\\\nb\\"}, {"hyphens", "- a\n- b"}};

static void
test_nasty(void)
{
	struct ta_text longest = {0};

	for (size_t i = 0; i < sizeof(nasty) / sizeof(nasty[0]); i++)
		CHECK_THAT(survives(ta_slice_of(nasty[i][1])), nasty[i][0]);
	for (size_t i = 0; i < 300; i++)
		ta_text_add_char(&longest, (char)('a' + i % 26));
	CHECK_THAT(
	    survives(ta_text_slice(&longest, 0)), "a key of 300 letters");
	ta_text_clear(&longest);
	for (size_t i = 0; i < 300; i++)
		ta_text_add_string(&longest, "one word: ");
	CHECK_THAT(survives(ta_text_slice(&longest, 0)), "3,000 with blanks");
	ta_text_add_char(&longest, '\n');
	CHECK_THAT(survives(ta_text_slice(&longest, 0)), "and a line end");
	ta_text_free(&longest);
}

/*
 * What only some readers take for a line end stands as an escape, so that no
 * reader makes something else of it.
 */
static void
test_odd_breaks(void)
{
	static const char *const breaks[] = {
	    "\r", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
	struct ta_text text = {0}, yaml = {0};

	for (size_t i = 0; i < sizeof(breaks) / sizeof(breaks[0]); i++) {
		ta_text_clear(&text);
		ta_text_clear(&yaml);
		ta_text_printf(&text, "a\nb%s", breaks[i]);
		write_everywhere(ta_text_slice(&text, 0), &yaml);
		CHECK_THAT(strstr(ta_text_string(&yaml), breaks[i]) == NULL,
		    "an odd line end is escaped");
	}
	ta_text_free(&text);
	ta_text_free(&yaml);
}

static void
test_random(void)
{
	static const char *const pieces[] = {"a", " ", "\n", ":", "#", "-",
	    "\t", "'", "\"", "\\", "0", "\r\n", "%", "~", "|", ">", "?", ",",
	    "[", "]", "{", "}", "&", "*", "!", "@", "`", "...", "---", "no",
	    "\xc3\xa9", "\xf0\x9f\x98\x80", "\xc2\x85", "\xe2\x80\xa8",
	    "\xef\xbb\xbf", "\xc2\xa0", "\x7f", ": ", " #", "\n ", "\n\n"};
	struct ta_text text = {0};
	bool same = true;

	for (int i = 0; i < 6000; i++) {
		size_t few = i % 2 == 0 ? 7 : sizeof(pieces) / sizeof(char *);

		ta_text_clear(&text);
		for (size_t n = pick(9); n > 0; n--)
			ta_text_add_string(&text, pieces[pick(few)]);
		same &= survives(ta_text_slice(&text, 0));
	}
	CHECK_THAT(same, "6,000 random texts are read as they were written");
	ta_text_free(&text);
}

/* Plain where no reader could err: a queue is read by people too. */
static void
test_writer(void)
{
	static const char *const bad[] = {"a\xff", "\xed\xa0\x80", "\xc0\x80"};
	struct ta_text yaml = {0};
	struct ta_yaml_writer *writer = ta_yaml_writer_new(&yaml);

	ta_yaml_begin(writer);
	ta_yaml_put(writer, ta_slice_of("role"));
	ta_yaml_put(writer, ta_slice_of("case-manager"));
	ta_yaml_put(writer, ta_slice_of("facts"));
	ta_yaml_put(writer, ta_slice_of("One.\nTwo.\n"));
	ta_yaml_put(writer, ta_slice_of("topics"));
	ta_yaml_begin_list(writer);
	ta_yaml_end_list(writer);
	CHECK(ta_yaml_end(writer) == 0);
	CHECK(strncmp(ta_text_string(&yaml), "---\nrole: case-manager\n", 23) ==
	      0);
	CHECK(strstr(ta_text_string(&yaml), "\nfacts: |\n  One.\n  Two.\n") !=
	      NULL);
	ta_yaml_writer_free(writer);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ta_text_clear(&yaml);
		CHECK_THAT(write_everywhere(ta_slice_of(bad[i]), &yaml) != 0,
		    "text that is not UTF-8 fails at the end");
	}
	ta_text_free(&yaml);
}

/* Reads records strictly: "[name=value]" each, "!" and an error. */
static const char *
records_of(struct ta_slice yaml, struct ta_text *out)
{
	const struct ta_format *format = &ta_format_yaml;
	struct ta_source *source = ta_source_memory("t", yaml.data, yaml.len);
	struct ta_header form = {0}, header = {0};
	struct ta_record record = {0};
	struct ta_error error = {""};
	const struct ta_reading strict = {.manner = TA_STRICT};
	void *reader = format->open(source, &form, &strict);
	int got = format->begin(reader, &header, &error);

	ta_text_clear(out);
	while (got != -1 &&
	       (got = format->next(reader, &header, &record, &error)) == 1) {
		for (size_t i = 0; i < record.count; i++) {
			struct ta_slice value = ta_record_get(&record, (int)i);

			if (value.data == NULL)
				continue;
			ta_text_printf(
			    out, "[%s=", header.columns[i].name.data);
			ta_text_add_slice(out, value);
			ta_text_add_char(out, ']');
		}
		ta_text_printf(out, "%zu ", record.line);
	}
	if (got == -1)
		ta_text_printf(out, "!%s", error.text);
	format->close(reader);
	ta_source_close(source);
	ta_header_free(&header);
	ta_record_free(&record);
	return ta_text_string(out);
}

static const char *const records[][3] = {
    {"a stream of documents", "a: b\n---\n\na: c\n", "[a=b]1 [a=c]4 "},
    {"a sequence of records", "- a: b\n- a: c\n", "[a=b]1 [a=c]2 "},
    {"a list", "a: [x, 'y z']\n", "[a=x;y z]1 "},
    {"one level down", "s: {email: x, n: y}\n", "[s_email=x][s_n=y]1 "},
    {"text as it stands", "a: 007\nb: no\nc: 1.10\n",
	"[a=007][b=no][c=1.10]1 "},
    {"null is blank, quoted it is text", "a: ~\nb: '~'\nc: \"null\"\n",
	"[a=][b=~][c=null]1 "},
    {"two levels down", "a: {b: {c: d}}\n", "!t:1:8: "},
    {"a list in a list", "a: [x, [y]]\n", "!t:1:8: "},
    {"a key twice", "a: b\nc: d\na: e\n", "!t:3:"},
    {"a key twice, once flattened", "s: {e: x}\ns_e: y\n", "!t:2:"},
    {"a semicolon in a list", "a: [x;y]\n", "!t:1:5: "},
    {"a scalar for a record", "- a: b\n- c\n", "[a=b]1 !t:2:3: "},
    {"an alias", "a: &x b\n", "!t:1:4: "},
    /* what no CSV may hold, by way of an escape */
    {"NUL by an escape", "a: \"x\\0y\"\n", "!t:1:"},
    {"a control character by an escape", "a: \"x\\x01y\"\n", "!t:1:"},
    {"an escape by an escape", "a: b\nc: [x, \"\\e[2J\"]\n", "!t:2:"},
    {"a control character in a key", "\"a\\a\": b\n", "!t:1:"},
    /* what CSV may hold in quotes */
    {"a lone CR by an escape", "a: \"x\\ry\"\n", "[a=x\ry]1 "},
    {"a lone CR as it is", "a: \"x\ry\"\n", "!t:1:6: "}};

static void
test_records(void)
{
	struct ta_text out = {0};

	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		const char *got = records_of(ta_slice_of(records[i][1]), &out);
		bool right = strchr(records[i][2], '!') != NULL
				 ? strncmp(got, records[i][2],
				       strlen(records[i][2])) == 0
				 : strcmp(got, records[i][2]) == 0;

		CHECK_THAT(right, records[i][0]);
		if (!right)
			printf("# got %s\n", got);
	}
	ta_text_free(&out);
}

int
main(void)
{
	test_events();
	test_refused();
	test_depth();
	test_tree_refused();
	test_nodes();
	test_tree_content();
	test_retyped();
	test_nasty();
	test_odd_breaks();
	test_random();
	test_writer();
	test_records();
	return unit_end();
}
