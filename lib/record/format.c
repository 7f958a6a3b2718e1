#include <string.h>

#include "record/format.h"

/*
 * In the order in which they are asked whether a file is theirs. CSV takes what
 * is left.
 */
static const struct ta_format *const formats[] = {
    &ta_format_jsonl, &ta_format_yaml, &ta_format_csv};
static const struct ta_format *const written[] = {
    &ta_format_text, &ta_format_ics, &ta_format_html};
static const char *const names[] = {
    "csv", "yaml", "jsonl", "text", "ics", "html"};

const struct ta_format ta_format_html = {.name = "html", .suffix = ".html"};

#define N_FORMATS TA_COUNT(formats)

const struct ta_format *
ta_format_named(const char *name)
{
	for (size_t i = 0; i < N_FORMATS; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	for (size_t i = 0; i < TA_COUNT(written); i++)
		if (strcmp(written[i]->name, name) == 0)
			return written[i];
	return NULL;
}

const char *const *
ta_format_names(size_t *n, size_t *n_read)
{
	*n = TA_COUNT(names);
	*n_read = N_FORMATS;
	return names;
}

static bool
ends_with(const char *path, const char *suffix)
{
	size_t have = strlen(path), want = suffix == NULL ? 0 : strlen(suffix);

	return want > 0 && have > want &&
	       strcmp(path + have - want, suffix) == 0;
}

bool
ta_format_suits(const struct ta_format *format, const char *path)
{
	return ends_with(path, format->suffix);
}

struct ta_slice
ta_format_line(struct ta_slice head)
{
	struct ta_slice line;

	do
		line = ta_slice_next(&head, '\n');
	while (head.data != NULL && (line.len == 0 || line.data[0] == '#'));
	if (line.len > 0 && line.data[0] == '#')
		line.len = 0;
	return line;
}

const struct ta_format *
ta_format_of(const char *path, struct ta_slice head)
{
	struct ta_slice line = ta_format_line(head);

	for (size_t i = 0; i < N_FORMATS; i++)
		if (ends_with(path, formats[i]->suffix) ||
		    ends_with(path, formats[i]->other))
			return formats[i];
	for (size_t i = 0; i < N_FORMATS - 1; i++)
		if ((line.len > 0 && formats[i]->looks_like(line)) ||
		    ta_slice_equal(head, ta_slice_of(formats[i]->empty)))
			return formats[i];
	return formats[N_FORMATS - 1];
}

bool
ta_format_is_array(struct ta_slice head)
{
	struct ta_slice rest = {head.data + 1, head.len - 1};

	rest = ta_slice_trim(rest);
	return head.data[0] == '[' && rest.len > 0 && rest.data[0] == '{';
}

void
ta_tally_print(struct ta_text *text, const struct ta_tally *tally)
{
	/* Headers that came again are said by themselves. */
	static const char *const words[TA_N_LENIENCIES] = {
	    [TA_BLANK_LINES] = "blank lines passed over",
	    [TA_BLANKS] = "cells that lost outer blanks",
	    [TA_STRAY_QUOTES] = "stray quotes kept",
	    [TA_SURPLUS] = "rows that lost blank cells after the last column",
	    [TA_SEMICOLONS] = "files with semicolons between cells",
	    [TA_TABS] = "files with tabs between cells",
	    [TA_DELIMITERS] = "files with other delimiters",
	    [TA_SEP_LINES] = "sep= lines taken",
	    [TA_TWO_HEADERS] = "files with two header rows",
	    [TA_CONVERTED] = "files converted to UTF-8",
	    [TA_RETURNS] = "files with carriage returns for line ends",
	};

	for (size_t i = 0; i < TA_N_LENIENCIES; i++)
		if (words[i] != NULL && tally->of[i] > 0)
			ta_text_printf(
			    text, "; %s: %zu", words[i], tally->of[i]);
}
