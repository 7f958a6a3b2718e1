#include <string.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/jsonlines.h"
#include "base/digest.h"

int
ta_json_lines_begin(struct ta_json_lines *lines, struct ta_error *error)
{
	size_t seen = 0, from = 0, ends = 0;
	bool ended;

	for (;;) {
		struct ta_slice all = ta_source_window(lines->source, &ended);
		size_t to = from;

		for (; seen < all.len; seen++)
			if (all.data[seen] == '\n') {
				to = seen + 1;
				ends++;
			}
		if (ended)
			to = seen;
		lines->sealed |= ta_seal_is_in(
		    (struct ta_slice){all.data + from, to - from});
		from = to;
		if (lines->sealed || ended || ends >= 2 ||
		    seen > 2 * (size_t)TA_LINE_MAX)
			return 0;
		if (ta_source_widen(lines->source, error) == -1)
			return -1;
	}
}

static void
set_place(struct ta_json_lines *lines)
{
	lines->at = (struct ta_place){
	    .file = lines->lenient ? NULL : ta_source_name(lines->source),
	    .line = ta_source_line_number(lines->source)};
}

/* Passes over a line that is too long. The next line can still be read. */
static int
pass_line(struct ta_json_lines *lines, struct ta_error *damage,
    struct ta_error *error)
{
	if (ta_source_pass(lines->source, error) == -1)
		return -1;
	set_place(lines);
	lines->line = (struct ta_slice){"", 0};
	ta_error_set(
	    damage, NULL, "the line is damaged: it is longer than the limit");
	return 1;
}

/*
 * Cuts the line end off. A line of nothing but white space becomes empty; where
 * lines have sums, that is damage.
 */
static void
cut_end(struct ta_json_lines *lines, bool ended)
{
	struct ta_slice *line = &lines->line;

	line->len -= ended;
	if (line->len > 0 && line->data[line->len - 1] == '\r')
		line->len--;
	if (!lines->sealed && ta_slice_trim(*line).len == 0)
		line->len = 0;
}

/*
 * Checks the sum of the line, where lines have sums. A line that fits its sum
 * is whole, even without its line end.
 */
static void
check_seal(struct ta_json_lines *lines, bool ended, struct ta_error *damage)
{
	enum ta_seal seal = ta_seal_check(lines->line);

	lines->fits = seal == TA_SEAL_WHOLE;
	lines->sealed |= seal != TA_SEAL_NONE;
	if (lines->sealed && !lines->fits && !ended)
		ta_error_set(damage, &lines->at,
		    "the line is damaged: it has no end, so it was torn, or is "
		    "being written");
	else if (seal == TA_SEAL_BROKEN)
		ta_error_set(damage, &lines->at,
		    "the line is damaged: it does not fit its " TA_COL_SUM);
	else if (seal == TA_SEAL_NONE && lines->sealed)
		ta_error_set(damage, &lines->at,
		    "the line is damaged: it has no " TA_COL_SUM
		    " at its end, as the lines of this file have");
}

/* Passes over lines that are not wanted: 0 or -1. */
static int
pass_unwanted(struct ta_json_lines *lines, struct ta_error *error)
{
	const struct ta_wanted *wanted = &lines->wanted;
	size_t bytes, ends;
	bool ended;

	for (;;) {
		struct ta_slice rest = ta_source_window(lines->source, &ended);

		bytes = wanted->pass(
		    wanted->arg, rest, ta_source_offset(lines->source), &ends);
		ta_source_skip(lines->source, bytes, ends);
		ta_slice_pass(&rest, bytes);
		/* It is to be seen whole, unless it is too long for that. */
		if (ended || rest.len > TA_LINE_MAX ||
		    memchr(rest.data, '\n', rest.len) != NULL)
			return 0;
		if (ta_source_widen(lines->source, error) == -1)
			return -1;
	}
}

int
ta_json_lines_next(struct ta_json_lines *lines, struct ta_error *damage,
    struct ta_error *error)
{
	for (;;) {
		bool ended;
		int got;

		if (lines->wanted.pass != NULL &&
		    pass_unwanted(lines, error) == -1)
			return -1;
		got = ta_source_line(lines->source, &lines->line, error);
		damage->text[0] = '\0';
		if (got == -1 && lines->lenient &&
		    ta_source_is_stuck(lines->source))
			return pass_line(lines, damage, error);
		if (got != 1)
			return got;
		set_place(lines);
		ended = lines->line.data[lines->line.len - 1] == '\n';
		cut_end(lines, ended);
		/* Two files one behind the other, each with a mark. */
		if (lines->lenient && !lines->sealed)
			ta_slice_pass_mark(&lines->line);
		if (lines->line.len == 0) {
			lines->blank++;
			continue;
		}
		check_seal(lines, ended, damage);
		return 1;
	}
}
