#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "file/yaml.h"

/* The depth to which an event that was refused is read to its end. */
#define FOLLOWED_MOST (4 * TA_DEPTH_MAX)

struct ta_yaml_reader {
	yaml_parser_t parser;
	yaml_event_t event; /* owns the text of the last event */
	struct ta_yaml_lines lines;
	struct ta_slice line;  /* of them, not given to libyaml yet */
	struct ta_error fault; /* an error of the read handler … */
	bool stopped;	       /* … there is one, and no line is read … */
	bool faulty;	       /* … and libyaml was told */
	const char *refusal;   /* of the event handed out last; or NULL */
	size_t depth;
};

/* Moves to the next line, unless there is a rest: 1, 0 at the end, -1. */
static int
find_line(struct ta_yaml_reader *reader)
{
	int got = 1;

	if (reader->stopped)
		return -1;
	if (reader->line.len == 0)
		got = ta_yaml_lines_next(
		    &reader->lines, &reader->line, &reader->fault);
	reader->stopped = got == -1;
	return got;
}

/*
 * Whether the next line can be given at once with the last. None is waited for.
 * Lenient lines are kept, and libyaml refuses some characters as soon as it has
 * them: where one is not plain, all lines before it were given alone.
 */
static bool
goes_on(const struct ta_yaml_reader *reader)
{
	bool ended;
	struct ta_slice window = ta_source_window(reader->lines.source, &ended);

	return !reader->lines.lenient && reader->lines.plain &&
	       window.len > 0 && memchr(window.data, '\n', window.len) != NULL;
}

/* Gives libyaml its input: a line, and those that go with it. */
static int
give_bytes(void *arg, unsigned char *buffer, size_t size, size_t *given)
{
	struct ta_yaml_reader *reader = arg;
	struct ta_slice *line = &reader->line;
	int got;

	*given = 0;
	do {
		size_t n;

		got = find_line(reader);
		if (got != 1 || (*given > 0 && !reader->lines.plain))
			break;
		n = line->len < size - *given ? line->len : size - *given;
		memcpy(buffer + *given, line->data, n);
		ta_slice_pass(line, n);
		*given += n;
	} while (*given < size && goes_on(reader));
	reader->faulty = got == -1 && *given == 0;
	return !reader->faulty;
}

struct ta_yaml_reader *
ta_yaml_new(struct ta_source *source, bool lenient)
{
	struct ta_yaml_reader *reader = ta_alloc(1, sizeof(*reader));

	reader->lines = (struct ta_yaml_lines){
	    .source = source, .lenient = lenient, .first = 1};
	reader->line.data = "";
	if (!yaml_parser_initialize(&reader->parser))
		ta_no_memory();
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input(&reader->parser, give_bytes, reader);
	return reader;
}

void
ta_yaml_free(struct ta_yaml_reader *reader)
{
	if (reader == NULL)
		return;
	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
	ta_yaml_lines_free(&reader->lines);
	free(reader);
}

static int
refuse(const struct ta_yaml_reader *reader, yaml_mark_t mark,
    struct ta_error *error, const char *why)
{
	struct ta_place at = {ta_source_name(reader->lines.source),
	    mark.line + 1, mark.column + 1};

	return ta_error_set(error, &at, "%s", why);
}

static int
refuse_syntax(const struct ta_yaml_reader *reader, struct ta_error *error)
{
	const yaml_parser_t *parser = &reader->parser;
	char why[256];

	if (parser->error == YAML_MEMORY_ERROR)
		ta_no_memory();
	if (reader->faulty) {
		*error = reader->fault;
		return -1;
	}
	snprintf(why, sizeof(why), "this is not YAML: %s",
	    parser->problem == NULL ? "it cannot be read" : parser->problem);
	return refuse(reader, parser->problem_mark, error, why);
}

/* The reason why no file of ours may have this event, or NULL. */
static const char *
forbidden(const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (event->type == YAML_ALIAS_EVENT)
		return "an alias (*name) is not taken: write the value out";
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (anchor != NULL)
		return "an anchor (&name) is not taken: write the value out";
	if (tag != NULL)
		return "a tag (!name) is not taken: every value is text";
	return NULL;
}

static enum ta_yaml_kind
kind_of(yaml_event_type_t type)
{
	static const enum ta_yaml_kind kinds[] = {
	    [YAML_STREAM_END_EVENT] = TA_YAML_END,
	    [YAML_DOCUMENT_START_EVENT] = TA_YAML_DOCUMENT,
	    [YAML_DOCUMENT_END_EVENT] = TA_YAML_DOCUMENT_END,
	    [YAML_ALIAS_EVENT] = TA_YAML_END, /* it is refused */
	    [YAML_SCALAR_EVENT] = TA_YAML_SCALAR,
	    [YAML_SEQUENCE_START_EVENT] = TA_YAML_SEQUENCE,
	    [YAML_SEQUENCE_END_EVENT] = TA_YAML_SEQUENCE_END,
	    [YAML_MAPPING_START_EVENT] = TA_YAML_MAPPING,
	    [YAML_MAPPING_END_EVENT] = TA_YAML_MAPPING_END};

	return kinds[type];
}

/* Counts the depth of an event, and refuses one that is too deep. */
static void
count_depth(struct ta_yaml_reader *reader, enum ta_yaml_kind kind)
{
	if (kind == TA_YAML_MAPPING || kind == TA_YAML_SEQUENCE)
		reader->depth++;
	if (kind == TA_YAML_MAPPING_END || kind == TA_YAML_SEQUENCE_END)
		reader->depth--;
	if (reader->depth > TA_DEPTH_MAX)
		reader->refusal = "this is nested deeper than 32 levels";
}

/* The line with the last byte of the event. */
static size_t
last_line(const yaml_event_t *event)
{
	return event->end_mark.line + (event->end_mark.column > 0);
}

int
ta_yaml_next(struct ta_yaml_reader *reader, struct ta_yaml_event *event,
    struct ta_error *error)
{
	yaml_event_t *own = &reader->event;

	reader->refusal = NULL;
	do {
		yaml_event_delete(own);
		if (!yaml_parser_parse(&reader->parser, own))
			return refuse_syntax(reader, error);
	} while (own->type == YAML_STREAM_START_EVENT);
	reader->refusal = forbidden(own);
	event->kind = kind_of(own->type);
	event->line = own->start_mark.line + 1;
	event->column = own->start_mark.column + 1;
	event->last_line =
	    own->end_mark.index > own->start_mark.index ? last_line(own) : 0;
	count_depth(reader, event->kind);
	if (reader->refusal != NULL)
		return refuse(reader, own->start_mark, error, reader->refusal);
	if (event->kind == TA_YAML_SCALAR) {
		event->text =
		    (struct ta_slice){(const char *)own->data.scalar.value,
			own->data.scalar.length};
		event->plain =
		    own->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	}
	return 0;
}

const char *
ta_yaml_refusal(const struct ta_yaml_reader *reader)
{
	return reader->depth > FOLLOWED_MOST ? NULL : reader->refusal;
}

size_t
ta_yaml_depth(const struct ta_yaml_reader *reader)
{
	return reader->depth;
}

struct ta_yaml_lines *
ta_yaml_lines(struct ta_yaml_reader *reader)
{
	return &reader->lines;
}

bool
ta_yaml_is_null(const struct ta_yaml_event *event)
{
	return event->kind == TA_YAML_SCALAR && event->plain &&
	       (event->text.len == 0 ||
		   ta_slice_equal(event->text, ta_slice_of("~")) ||
		   ta_slice_equal_nocase(event->text, ta_slice_of("null")));
}

/* Words that readers of YAML 1.1 or 1.2 take for another type than text. */
static bool
is_retyped(struct ta_slice value)
{
	static const char *const words[] = {"null", "true", "false", "yes",
	    "no", "on", "off", "y", "n", "inf", "nan"};

	for (size_t i = 0; i < TA_COUNT(words); i++)
		if (ta_slice_equal_nocase(value, ta_slice_of(words[i])))
			return true;
	return false;
}

/*
 * Whether a text needs no quotes, narrowly: it begins with a letter, so it is
 * neither a number nor a date, and has nothing that YAML gives a meaning.
 */
static bool
is_plain(struct ta_slice value)
{
	static const char safe[] = "_./@()+-;";
	char c;

	if (value.len == 0 || is_retyped(value))
		return false;
	for (size_t i = 0; i < value.len; i++) {
		c = value.data[i];
		if (ta_is_latin(c))
			continue;
		if (i == 0)
			return false;
		if (ta_is_digit(c) || (c == ' ' && i + 1 < value.len))
			continue;
		if (memchr(safe, c, sizeof(safe) - 1) == NULL)
			return false;
	}
	return true;
}

/*
 * Whether the text has a line end that YAML would read as another one: a
 * carriage return, a next line, a line or paragraph separator.
 */
static bool
has_odd_breaks(struct ta_slice value)
{
	const char *s = value.data;

	for (size_t i = 0; i < value.len; i++)
		if (s[i] == '\r' ||
		    (i + 1 < value.len && memcmp(s + i, "\xc2\x85", 2) == 0) ||
		    (i + 2 < value.len &&
			(memcmp(s + i, "\xe2\x80\xa8", 3) == 0 ||
			    memcmp(s + i, "\xe2\x80\xa9", 3) == 0)))
			return true;
	return false;
}

/*
 * The style that is asked for; libyaml takes double quotes where it would not
 * be exact.
 */
static yaml_scalar_style_t
style_of(struct ta_slice value)
{
	if (is_plain(value))
		return YAML_PLAIN_SCALAR_STYLE;
	if (has_odd_breaks(value))
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	if (value.len > 0 && memchr(value.data, '\n', value.len) != NULL)
		return YAML_LITERAL_SCALAR_STYLE;
	return YAML_SINGLE_QUOTED_SCALAR_STYLE;
}

/*
 * The character of three bytes at the front, where YAML takes it for no text or
 * a line end, or a terminal obeys it; 0 where none is there.
 */
static unsigned
odd_character(struct ta_slice text)
{
	const unsigned char *s = (const unsigned char *)text.data;
	unsigned c;

	if (text.len < 3 || s[0] >> 4 != 14)
		return 0;
	c = (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
	return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
		       c == 0xfeff || c >= 0xfffe
		   ? c
		   : 0;
}

void
ta_yaml_add_quoted(struct ta_text *out, struct ta_slice text)
{
	size_t n;

	ta_text_add_char(out, '"');
	for (; text.len > 0; ta_slice_pass(&text, n)) {
		unsigned char c = (unsigned char)text.data[0];
		unsigned odd = odd_character(text);

		n = 1;
		if (odd != 0) {
			ta_text_printf(out, "\\u%04x", odd);
			n = 3;
		} else if (c == 0xc2 && text.len > 1 &&
			   (unsigned char)text.data[1] < 0xa0) {
			ta_text_printf(
			    out, "\\x%02x", (unsigned char)text.data[1]);
			n = 2;
		} else if (c < ' ' || c == 0x7f) {
			ta_text_printf(out, "\\x%02x", c);
		} else {
			if (c == '"' || c == '\\')
				ta_text_add_char(out, '\\');
			ta_text_add_char(out, (char)c);
		}
	}
	ta_text_add_char(out, '"');
}

struct ta_yaml_writer {
	yaml_emitter_t emitter;
	struct ta_text *out;
	bool failed;
};

static int
take_bytes(void *arg, unsigned char *data, size_t len)
{
	struct ta_yaml_writer *writer = arg;

	ta_text_add(writer->out, (const char *)data, len);
	return 1;
}

/*
 * Hands the event over; the emitter owns it, even when it fails. Making an
 * event from valid text can only fail for lack of memory.
 */
static void
emit(struct ta_yaml_writer *writer, yaml_event_t *event, int initialized)
{
	if (!initialized)
		ta_no_memory();
	if (writer->failed)
		yaml_event_delete(event);
	else if (!yaml_emitter_emit(&writer->emitter, event))
		writer->failed = true;
	if (writer->emitter.error == YAML_MEMORY_ERROR)
		ta_no_memory();
}

struct ta_yaml_writer *
ta_yaml_writer_new(struct ta_text *out)
{
	struct ta_yaml_writer *writer = ta_alloc(1, sizeof(*writer));
	yaml_event_t event;

	writer->out = out;
	if (!yaml_emitter_initialize(&writer->emitter))
		ta_no_memory();
	yaml_emitter_set_output(&writer->emitter, take_bytes, writer);
	yaml_emitter_set_unicode(&writer->emitter, 1);
	yaml_emitter_set_width(&writer->emitter, -1);
	emit(writer, &event,
	    yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
	return writer;
}

void
ta_yaml_writer_free(struct ta_yaml_writer *writer)
{
	if (writer == NULL)
		return;
	yaml_emitter_delete(&writer->emitter);
	free(writer);
}

void
ta_yaml_begin(struct ta_yaml_writer *writer)
{
	yaml_event_t event;

	emit(writer, &event,
	    yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 0));
	emit(writer, &event,
	    yaml_mapping_start_event_initialize(
		&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));
}

void
ta_yaml_put(struct ta_yaml_writer *writer, struct ta_slice value)
{
	const char *data = value.len == 0 ? "" : value.data;
	yaml_event_t event;

	if (value.len > TA_RECORD_MAX || !ta_text_is_utf8(value)) {
		writer->failed = true;
		return;
	}
	emit(writer, &event,
	    yaml_scalar_event_initialize(&event, NULL, NULL,
		(const yaml_char_t *)data, (int)value.len, 1, 1,
		style_of(value)));
}

void
ta_yaml_begin_list(struct ta_yaml_writer *writer)
{
	yaml_event_t event;

	emit(writer, &event,
	    yaml_sequence_start_event_initialize(
		&event, NULL, NULL, 1, YAML_FLOW_SEQUENCE_STYLE));
}

void
ta_yaml_end_list(struct ta_yaml_writer *writer)
{
	yaml_event_t event;

	emit(writer, &event, yaml_sequence_end_event_initialize(&event));
}

int
ta_yaml_end(struct ta_yaml_writer *writer)
{
	yaml_event_t event;

	emit(writer, &event, yaml_mapping_end_event_initialize(&event));
	emit(writer, &event, yaml_document_end_event_initialize(&event, 1));
	if (!yaml_emitter_flush(&writer->emitter))
		writer->failed = true;
	return writer->failed ? -1 : 0;
}
