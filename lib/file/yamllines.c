#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "file/yamllines.h"

void
ta_yaml_lines_free(struct ta_yaml_lines *lines)
{
	ta_text_free(&lines->kept);
	ta_text_free(&lines->repaired);
	free(lines->flaws);
}

/*
 * The offset of the first byte that a line of YAML may not have, or its length.
 * libyaml would take a lone carriage return for a line end.
 */
static size_t
find_bad(struct ta_slice line, bool plain, const char **why)
{
	size_t at = plain ? line.len : ta_text_check(line, why);
	size_t stray = ta_text_lone_return(line, 0);

	if (stray < at)
		*why = TA_LONE_RETURN;
	return stray < at ? stray : at;
}

/* Notes the bad byte, and makes a letter of it and of others. */
static struct ta_slice
repair(struct ta_yaml_lines *lines, struct ta_slice line, size_t at,
    const char *why)
{
	ta_grow((void **)&lines->flaws, &lines->room, lines->n_flaws,
	    sizeof(*lines->flaws));
	lines->flaws[lines->n_flaws++] = (struct ta_yaml_flaw){
	    ta_source_line_number(lines->source), at + 1, why};
	ta_text_clear(&lines->repaired);
	for (;;) {
		ta_text_add(&lines->repaired, line.data, at);
		if (at == line.len)
			return ta_text_slice(&lines->repaired, 0);
		ta_text_add_char(&lines->repaired, 'x');
		ta_slice_pass(&line, at + 1);
		at = find_bad(line, false, &why);
	}
}

/* Keeps a line, without the byte order mark of a file after another. */
static int
keep(struct ta_yaml_lines *lines, struct ta_slice *line, struct ta_error *error)
{
	struct ta_place at = {ta_source_name(lines->source), lines->first, 0};

	ta_slice_pass_mark(line);
	ta_text_add_slice(&lines->kept, *line);
	if (lines->kept.len <= TA_LINE_MAX)
		return 0;
	return ta_error_set(error, &at,
	    "what begins here is longer than " TA_LINE_WORDS
	    ": what is behind it cannot be read");
}

int
ta_yaml_lines_next(
    struct ta_yaml_lines *lines, struct ta_slice *line, struct ta_error *error)
{
	struct ta_place at = {.file = ta_source_name(lines->source)};
	int got = ta_source_line(lines->source, line, error);
	const char *why = "";
	size_t bad;

	if (got != 1)
		return got;
	if (lines->lenient && keep(lines, line, error) == -1)
		return -1;
	lines->plain = ta_text_is_plain(*line);
	bad = find_bad(*line, lines->plain, &why);
	if (bad == line->len)
		return 1;
	if (lines->lenient) {
		*line = repair(lines, *line, bad, why);
		return 1;
	}
	at.line = ta_source_line_number(lines->source);
	at.column = bad + 1;
	return ta_error_set(error, &at, "the line holds %s", why);
}

/* The number of bytes that are kept before a line. */
static size_t
offset_of(const struct ta_yaml_lines *lines, size_t line)
{
	struct ta_slice kept = ta_text_slice(&lines->kept, 0);
	size_t at = 0;

	for (size_t i = lines->first; i < line && at < kept.len; i++) {
		const char *end = memchr(kept.data + at, '\n', kept.len - at);

		at = end == NULL ? kept.len : (size_t)(end - kept.data) + 1;
	}
	return at;
}

void
ta_yaml_lines_forget(struct ta_yaml_lines *lines, size_t before)
{
	size_t at = offset_of(lines, before), n = 0;

	if (at > 0)
		memmove(lines->kept.data, lines->kept.data + at,
		    lines->kept.len -= at);
	lines->first = before;
	while (n < lines->n_flaws && lines->flaws[n].line < before)
		n++;
	lines->n_flaws -= n;
	if (n > 0)
		memmove(lines->flaws, lines->flaws + n,
		    lines->n_flaws * sizeof(*lines->flaws));
}

struct ta_slice
ta_yaml_lines_until(const struct ta_yaml_lines *lines, size_t last)
{
	struct ta_slice text = {
	    ta_text_slice(&lines->kept, 0).data, offset_of(lines, last + 1)};

	while (text.len > 0 && (text.data[text.len - 1] == '\n' ||
				   text.data[text.len - 1] == '\r'))
		text.len--;
	return text;
}

const struct ta_yaml_flaw *
ta_yaml_lines_flaw(const struct ta_yaml_lines *lines, size_t last)
{
	return lines->n_flaws > 0 && lines->flaws[0].line <= last ? lines->flaws
								  : NULL;
}
