#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* How many items of a list are looked through for one that is there already. */
#define ITEMS_MOST 256

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
ta_text_add_number(struct ta_text *text, long long number)
{
	char digits[24], *first = digits + sizeof(digits);
	unsigned long long left = (unsigned long long)number;

	if (number < 0)
		left = 0 - left;
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

/*
 * The offset of the first byte that is not UTF-8, or with `controls` of a
 * control character that no record may hold; the length where there is none.
 */
static size_t
find_bad(struct ta_slice slice, bool controls, const char **why)
{
	size_t n;

	for (size_t i = 0; i < slice.len; i += n) {
		struct ta_slice rest = {slice.data + i, slice.len - i};
		uint32_t point;

		n = 8;
		if (rest.len >= n && word_is_printable(rest.data))
			continue;
		point = ta_char_first(rest, &n);
		*why = "bytes that are not UTF-8";
		if (n == 0)
			return i;
		*why = point == 0 ? "a NUL byte" : "a control character";
		if (controls && point < 0x20 && point != '\t' &&
		    point != '\n' && point != '\r')
			return i;
	}
	return slice.len;
}

size_t
ta_text_check(struct ta_slice slice, const char **why)
{
	return find_bad(slice, true, why);
}

bool
ta_text_is_utf8(struct ta_slice slice)
{
	const char *why;

	return find_bad(slice, false, &why) == slice.len;
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

/* Characters that move the cursor, change direction or cannot be seen. */
static bool
is_unsafe(uint32_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f) ||
	       ta_char_is_unseen(point) ||
	       (point > 0x20 && ta_char_is_white(point));
}

void
ta_text_add_escaped(struct ta_text *text, struct ta_slice slice)
{
	size_t n;

	for (; slice.len > 0; ta_slice_pass(&slice, n == 0 ? 1 : n)) {
		uint32_t point = ta_char_first(slice, &n);

		if (n != 0 && !is_unsafe(point))
			ta_text_add(text, slice.data, n);
		else if (n > 1)
			ta_text_printf(text, "\\u{%04x}", point);
		else if (*slice.data == '\n' || *slice.data == '\t')
			ta_text_add_string(
			    text, *slice.data == '\n' ? "\\n" : "\\t");
		else
			ta_text_printf(
			    text, "\\x%02x", (unsigned char)*slice.data);
	}
}
