#include "base/slug.h"

/* The next byte of a slug. `gap`: a hyphen comes before it. */
struct slug_cursor {
	struct ta_slice rest;
	size_t pending; /* bytes of a sequence that are still to come */
	bool begun;
	bool gap;
};

static int
slug_next(struct slug_cursor *cursor)
{
	struct ta_slice *rest = &cursor->rest;
	uint32_t point;
	size_t n;

	while (cursor->pending == 0) {
		if (rest->len == 0)
			return -1;
		point = ta_char_first(*rest, &n);
		if (ta_char_is_letter(point)) {
			cursor->pending = n;
			break;
		}
		/* A word that is broken by what nobody sees is the word. */
		if (!ta_char_is_unseen(point))
			cursor->gap = cursor->begun;
		ta_slice_pass(rest, n == 0 ? 1 : n);
	}
	if (cursor->gap) {
		cursor->gap = false;
		return '-';
	}
	cursor->begun = true;
	cursor->pending--;
	rest->len--;
	return (unsigned char)ta_lower(*rest->data++);
}

static bool
is_ascii_word(char c)
{
	return ta_is_latin(c) || ta_is_digit(c);
}

/*
 * Appends what is left of a word, and the words after single blanks, as far as
 * they are ASCII: nearly all of most texts.
 */
static void
add_words(struct slug_cursor *cursor, struct ta_text *text)
{
	struct ta_slice *rest = &cursor->rest;
	char *to = ta_text_reserve(text, rest->len);
	size_t n = 0;

	for (; n < rest->len; n++) {
		if (is_ascii_word(rest->data[n]))
			to[n] = ta_lower(rest->data[n]);
		else if (rest->data[n] == ' ' && n + 1 < rest->len &&
			 is_ascii_word(rest->data[n + 1]))
			to[n] = '-';
		else
			break;
	}
	ta_slice_pass(rest, n);
	text->len += n;
}

void
ta_slug_add(struct ta_text *text, struct ta_slice slice)
{
	struct slug_cursor cursor = {.rest = slice};
	int c;

	while ((c = slug_next(&cursor)) != -1) {
		ta_text_add_char(text, (char)c);
		if (cursor.pending == 0)
			add_words(&cursor, text);
	}
}

/*
 * Whether one begins with a letter or digit, and the other with another one or
 * is a sign alone.
 */
static bool
begin_apart(struct ta_slice a, struct ta_slice b)
{
	char first = a.len == 0 ? '-' : ta_lower(a.data[0]);
	char other = b.len == 0 ? '-' : ta_lower(b.data[0]);

	return first != other && (is_ascii_word(first) || a.len < 2) &&
	       (is_ascii_word(other) || b.len < 2) &&
	       (is_ascii_word(first) || is_ascii_word(other));
}

bool
ta_slug_equal(struct ta_slice a, struct ta_slice b)
{
	struct slug_cursor left = {.rest = a}, right = {.rest = b};
	int c;

	if (ta_slice_equal(a, b))
		return true;
	if (begin_apart(a, b))
		return false;
	do {
		c = slug_next(&left);
		if (c != slug_next(&right))
			return false;
	} while (c != -1);
	return true;
}

bool
ta_slug_is_in(struct ta_slice text, struct ta_slice list)
{
	bool has = ta_slice_blank(text);
	struct ta_slice item;

	while (!has && (item = ta_slice_next(&list, ';')).data != NULL)
		has = ta_slug_equal(item, text);
	return has;
}

bool
ta_slug_is(struct ta_slice slice)
{
	struct slug_cursor cursor = {.rest = slice};

	for (size_t i = 0; i < slice.len; i++)
		if (slug_next(&cursor) != (unsigned char)slice.data[i])
			return false;
	return slice.len > 0 && slug_next(&cursor) == -1;
}
