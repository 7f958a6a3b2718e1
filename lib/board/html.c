#include "board/html.h"

/* The words for a character of HTML's own; NULL for any other. */
static const char *
entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Appends a character of n bytes that is no white space. */
static void
add_char(struct ta_text *text, struct ta_slice value, size_t n)
{
	const char *entity = entity_of(value.data[0]);

	if (entity != NULL)
		ta_text_add_string(text, entity);
	else
		ta_text_add_escaped(text, (struct ta_slice){value.data, n});
}

/* How many bytes at the front are letters, digits, and signs without harm. */
static size_t
plain_run(struct ta_slice value)
{
	size_t n = 0;

	while (n < value.len && value.data[n] > ' ' && value.data[n] < 0x7f &&
	       entity_of(value.data[n]) == NULL)
		n++;
	return n;
}

void
ta_html_text(struct ta_text *text, struct ta_slice value)
{
	value = ta_slice_trim(value);
	while (value.len > 0) {
		size_t plain = plain_run(value), n = plain;

		if (plain > 0) {
			ta_text_add(text, value.data, n);
		} else if ((n = ta_white_run(value)) > 0) {
			ta_text_add_char(text, ' ');
		} else {
			ta_char_first(value, &n);
			n += n == 0;
			add_char(text, value, n);
		}
		ta_slice_pass(&value, n);
	}
}

void
ta_html_name(struct ta_text *text, struct ta_slice name)
{
	const struct ta_slice tools = ta_slice_of("ta_");
	size_t start;

	if (ta_slice_begins(name, tools))
		ta_slice_pass(&name, tools.len);
	start = text->len;
	ta_html_text(text, name);
	for (size_t i = start; i < text->len; i++)
		if (text->data[i] == '_')
			text->data[i] = ' ';
}

static bool
is_unreserved(char c)
{
	return ta_is_latin(c) || ta_is_digit(c) ||
	       (c != '\0' && strchr("-._~", c) != NULL);
}

/* Appends a part of a link; a line end is CR LF. */
static void
add_encoded(struct ta_text *text, struct ta_slice part, const char *also)
{
	for (size_t i = 0; i < part.len; i++) {
		char c = part.data[i];

		if (is_unreserved(c) || (c != '\0' && strchr(also, c) != NULL))
			ta_text_add_char(text, c);
		else if (c == '\n')
			ta_text_add_string(text, "%0D%0A");
		else if (c != '\r')
			ta_text_printf(text, "%%%02X", (unsigned char)c);
	}
}

/* Appends addresses with commas between. */
static void
add_addresses(struct ta_text *text, struct ta_slice list)
{
	size_t start = text->len;

	while (list.data != NULL) {
		struct ta_slice address =
		    ta_slice_trim(ta_slice_next(&list, ';'));

		if (address.len > 0 && text->len > start)
			ta_text_add_char(text, ',');
		add_encoded(text, address, "@");
	}
}

void
ta_html_mailto(struct ta_text *text, const struct ta_html_letter *letter)
{
	const char *mark = "?";

	ta_text_add_string(text, "mailto:");
	add_encoded(text, ta_slice_trim(letter->to), "@");
	if (!ta_slice_blank(letter->cc)) {
		ta_text_add_string(text, "?cc=");
		add_addresses(text, letter->cc);
		mark = "&amp;";
	}
	if (letter->subject.len > 0) {
		ta_text_printf(text, "%ssubject=", mark);
		add_encoded(text, letter->subject, "");
		mark = "&amp;";
	}
	if (letter->body.len > 0) {
		ta_text_printf(text, "%sbody=", mark);
		add_encoded(text, letter->body, "");
	}
}
