#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

/* How many items of a list are looked through for one that is there already. */
#define ITEMS_MOST 256

struct ta_slice
ta_slice_of(const char *string)
{
	return (struct ta_slice){string, string == NULL ? 0 : strlen(string)};
}

bool
ta_slice_equal_nocase(struct ta_slice a, struct ta_slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ta_lower(a.data[i]) != ta_lower(b.data[i]))
			return false;
	return true;
}

/*
 * The bytes of the UTF-8 sequence at data, 0 where there is none. Table 3-7 of
 * the Unicode Standard: the second byte alone tells overlong forms and
 * surrogates.
 */
static size_t
sequence_length(const unsigned char *s, size_t len)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t n;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	n = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (len < n)
		return 0;
	if (s[0] == 0xe0)
		low = 0xa0;
	else if (s[0] == 0xed)
		high = 0x9f;
	else if (s[0] == 0xf0)
		low = 0x90;
	else if (s[0] == 0xf4)
		high = 0x8f;
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

static uint32_t
code_point(const unsigned char *s, size_t n)
{
	uint32_t point = n == 1 ? s[0] : (uint32_t)(s[0] & (0xff >> (n + 1)));

	for (size_t i = 1; i < n; i++)
		point = point << 6 | (s[i] & 0x3f);
	return point;
}

/* Unicode's White_Space. */
static bool
is_white(uint32_t point)
{
	return (point >= 0x09 && point <= 0x0d) || point == 0x20 ||
	       point == 0x85 || point == 0xa0 || point == 0x1680 ||
	       (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
	       point == 0x2029 || point == 0x202f || point == 0x205f ||
	       point == 0x3000;
}

/*
 * Invisible characters, which are cut off with the white space at an edge:
 * those that Unicode lets a reader ignore, but for what changes the look of the
 * character before it, and the empty pattern of Braille.
 */
static bool
is_unseen(uint32_t point)
{
	return point == 0xad || point == 0x34f || point == 0x61c ||
	       point == 0x115f || point == 0x1160 || point == 0x180e ||
	       (point >= 0x200b && point <= 0x200f) ||
	       (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0x2800 ||
	       point == 0x3164 || point == 0xfeff || point == 0xffa0;
}

/*
 * The first character and the number of its bytes, which is 0 where there is
 * none.
 */
static uint32_t
first_of(struct ta_slice text, size_t *n)
{
	const unsigned char *s = (const unsigned char *)text.data;

	*n = text.len > 0;
	if (text.len == 0 || s[0] < 0x80)
		return text.len == 0 ? 0 : s[0];
	*n = sequence_length(s, text.len);
	return *n == 0 ? 0 : code_point(s, *n);
}

/* The last character, in the same way. */
static uint32_t
last_of(struct ta_slice text, size_t *n)
{
	size_t len = text.len > 0;

	while (len < 4 && len < text.len &&
	       ((unsigned char)text.data[text.len - len] & 0xc0) == 0x80)
		len++;
	text.data += text.len - len;
	text.len = len;
	return first_of(text, n);
}

struct ta_slice
ta_slice_cut(struct ta_slice slice)
{
	uint32_t point;
	size_t n;

	while (
	    point = first_of(slice, &n), is_white(point) || is_unseen(point)) {
		slice.data += n;
		slice.len -= n;
	}
	while (point = last_of(slice, &n), is_white(point) || is_unseen(point))
		slice.len -= n;
	return slice;
}

size_t
ta_white_any(struct ta_slice text)
{
	struct ta_slice rest = text;
	bool white = false;
	uint32_t point;
	size_t n;

	while (
	    point = first_of(rest, &n), is_white(point) || is_unseen(point)) {
		white |= is_white(point);
		rest.data += n;
		rest.len -= n;
	}
	return white ? text.len - rest.len : 0;
}

uint32_t
ta_text_hidden(struct ta_slice text)
{
	uint32_t point;
	size_t n;

	for (; text.len > 0; text.data += n, text.len -= n) {
		point = first_of(text, &n);
		if (point > 0x7f && (is_white(point) || is_unseen(point)))
			return point;
		n += n == 0;
	}
	return 0;
}

/* A letter or digit of any script; punctuation is neither. */
static bool
is_letter(uint32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') ||
		       (point >= 'A' && point <= 'Z') ||
		       (point >= '0' && point <= '9');
	return point >= 0xc0 && point != 0x1680 &&
	       (point < 0x2000 || point > 0x206f) &&
	       (point < 0x3000 || point > 0x303f) && !is_unseen(point);
}

bool
ta_between_letters(struct ta_slice text, size_t at)
{
	struct ta_slice before = {text.data, at};
	struct ta_slice behind = {text.data + at, text.len - at};
	size_t n;

	return is_letter(first_of(behind, &n)) &&
	       is_letter(last_of(before, &n));
}

size_t
ta_slice_count(struct ta_slice slice, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < slice.len; i++)
		n += slice.data[i] == c;
	return n;
}

bool
ta_slice_pass_mark(struct ta_slice *slice)
{
	const size_t len = sizeof(TA_BYTE_ORDER_MARK) - 1;

	if (slice->len < len ||
	    memcmp(slice->data, TA_BYTE_ORDER_MARK, len) != 0)
		return false;
	slice->data += len;
	slice->len -= len;
	return true;
}

struct ta_slice
ta_slice_next(struct ta_slice *rest, char separator)
{
	struct ta_slice item = *rest;
	const char *end;

	end = rest->len == 0 ? NULL : memchr(rest->data, separator, rest->len);
	if (end == NULL) {
		*rest = (struct ta_slice){NULL, 0};
		return ta_slice_trim(item);
	}
	item.len = (size_t)(end - item.data);
	rest->data = end + 1;
	rest->len -= item.len + 1;
	return ta_slice_trim(item);
}

void
ta_text_free(struct ta_text *text)
{
	free(text->data);
	*text = (struct ta_text){NULL, 0, 0};
}

void
ta_text_clear(struct ta_text *text)
{
	text->len = 0;
}

void
ta_text_grow(struct ta_text *text, size_t n)
{
	size_t room = text->room < 256 ? 256 : text->room * 2;

	while (room - text->len < n)
		room *= 2;
	text->data = ta_resize(text->data, room, 1);
	text->room = room;
}

void
ta_text_add_string(struct ta_text *text, const char *string)
{
	ta_text_add(text, string, strlen(string));
}

/* As printf's "%d", which costs as much as the rest of a record's cells. */
void
ta_text_add_number(struct ta_text *text, int number)
{
	char digits[12], *first = digits + sizeof(digits);
	unsigned left = number < 0 ? 0u - (unsigned)number : (unsigned)number;

	do
		*--first = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (number < 0)
		*--first = '-';
	ta_text_add(text, first, (size_t)(digits + sizeof(digits) - first));
}

void
ta_text_add_item(struct ta_text *text, size_t start, struct ta_slice item)
{
	if (item.len > 0 && text->len > start)
		ta_text_add_char(text, ';');
	ta_text_add_slice(text, item);
}

bool
ta_text_add_once(struct ta_text *text, size_t start, struct ta_slice item)
{
	struct ta_slice rest = ta_text_slice(text, start);

	for (size_t i = 0; rest.len > 0 && i < ITEMS_MOST; i++)
		if (ta_slice_equal(ta_slice_next(&rest, ';'), item))
			return false;
	ta_text_add_item(text, start, item);
	return item.len > 0;
}

void
ta_text_printf(struct ta_text *text, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	if (n > 0) {
		vsnprintf(ta_text_reserve(text, (size_t)n + 1), (size_t)n + 1,
		    format, again);
		text->len += (size_t)n;
	}
	va_end(again);
	va_end(args);
}

struct ta_slice
ta_text_slice(const struct ta_text *text, size_t start)
{
	if (text->data == NULL)
		return (struct ta_slice){"", 0};
	return (struct ta_slice){text->data + start, text->len - start};
}

const char *
ta_text_string(struct ta_text *text)
{
	*ta_text_reserve(text, 1) = '\0';
	return text->data;
}

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
	size_t n;

	while (cursor->pending == 0) {
		if (rest->len == 0)
			return -1;
		if (is_letter(first_of(*rest, &n))) {
			cursor->pending = n;
			break;
		}
		cursor->gap = cursor->begun;
		rest->data += n == 0 ? 1 : n;
		rest->len -= n == 0 ? 1 : n;
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

void
ta_slug_add(struct ta_text *text, struct ta_slice slice)
{
	struct slug_cursor cursor = {.rest = slice};
	int c;

	while ((c = slug_next(&cursor)) != -1)
		ta_text_add_char(text, (char)c);
}

/* Whether the byte is a lower-case letter or a digit. */
static bool
is_small(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether both begin with a letter or digit, and these are not the same. */
static bool
begin_apart(struct ta_slice a, struct ta_slice b)
{
	char first, other;

	if (a.len == 0 || b.len == 0)
		return false;
	first = ta_lower(a.data[0]);
	other = ta_lower(b.data[0]);
	return first != other && is_small(first) && is_small(other);
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
ta_slug_is(struct ta_slice slice)
{
	struct slug_cursor cursor = {.rest = slice};

	for (size_t i = 0; i < slice.len; i++)
		if (slug_next(&cursor) != (unsigned char)slice.data[i])
			return false;
	return slice.len > 0 && slug_next(&cursor) == -1;
}

static bool
byte_is_plain(unsigned char c)
{
	return (c >= 0x20 && c < 0x80) || c == '\t' || c == '\n';
}

/*
 * Whether eight bytes are all printable ASCII: a byte below 0x20 borrows into
 * its top bit.
 */
static bool
word_is_printable(const char *data)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	const uint64_t blanks = UINT64_C(0x2020202020202020);
	uint64_t word;

	memcpy(&word, data, 8);
	return ((word | (word - blanks)) & high) == 0;
}

bool
ta_text_is_plain(struct ta_slice slice)
{
	size_t i = 0;

	while (i < slice.len) {
		if (i + 8 <= slice.len && word_is_printable(slice.data + i))
			i += 8;
		else if (byte_is_plain((unsigned char)slice.data[i]))
			i++;
		else
			return false;
	}
	return true;
}

size_t
ta_text_check(struct ta_slice slice, const char **why)
{
	const unsigned char *s = (const unsigned char *)slice.data;
	size_t n;

	for (size_t i = 0; i < slice.len; i += n) {
		n = 8;
		if (i + n <= slice.len && word_is_printable(slice.data + i))
			continue;
		n = sequence_length(s + i, slice.len - i);
		*why = "bytes that are not UTF-8";
		if (n == 0)
			return i;
		*why = s[i] == '\0' ? "a NUL byte" : "a control character";
		if (s[i] < 0x20 && s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
			return i;
	}
	return slice.len;
}

size_t
ta_text_lone_return(struct ta_slice slice, size_t from)
{
	while (from < slice.len) {
		const char *at =
		    memchr(slice.data + from, '\r', slice.len - from);

		if (at == NULL)
			break;
		from = (size_t)(at - slice.data) + 1;
		if (from == slice.len || at[1] != '\n')
			return from - 1;
	}
	return slice.len;
}

bool
ta_text_is_utf8(struct ta_slice slice)
{
	const unsigned char *s = (const unsigned char *)slice.data;
	size_t n;

	for (size_t i = 0; i < slice.len; i += n) {
		n = sequence_length(s + i, slice.len - i);
		if (n == 0)
			return false;
	}
	return true;
}

/* Characters that move the cursor, change direction or cannot be seen. */
static bool
is_unsafe(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
	       is_unseen(point) || (point > 0x20 && is_white(point));
}

void
ta_text_add_escaped(struct ta_text *text, struct ta_slice slice)
{
	const unsigned char *s = (const unsigned char *)slice.data;
	size_t n;

	for (size_t i = 0; i < slice.len; i += n == 0 ? 1 : n) {
		n = sequence_length(s + i, slice.len - i);
		if (n != 0 && !is_unsafe(code_point(s + i, n)))
			ta_text_add(text, slice.data + i, n);
		else if (s[i] == '\n' || s[i] == '\t')
			ta_text_add_string(text, s[i] == '\n' ? "\\n" : "\\t");
		else if (n > 1)
			ta_text_printf(text, "\\u{%04x}", code_point(s + i, n));
		else
			ta_text_printf(text, "\\x%02x", s[i]);
	}
}
