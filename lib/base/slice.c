#include "base/slice.h"

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

int
ta_slice_compare(struct ta_slice a, struct ta_slice b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.data, b.data, shared);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool
ta_slice_number(struct ta_slice text, size_t digits, size_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!ta_is_digit(text.data[i]))
			return false;
		*number = *number * 10 + (size_t)(text.data[i] - '0');
	}
	return text.len > 0 && text.len <= digits;
}

struct ta_slice
ta_slice_start(struct ta_slice slice, size_t most)
{
	size_t least = most < 3 ? 0 : most - 3;

	if (slice.len <= most)
		return slice;
	while (most > least && ((unsigned char)slice.data[most] & 0xc0) == 0x80)
		most--;
	return (struct ta_slice){slice.data, most};
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

bool
ta_char_is_white(uint32_t point)
{
	return (point >= 0x09 && point <= 0x0d) || point == 0x20 ||
	       point == 0x85 || point == 0xa0 || point == 0x1680 ||
	       (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
	       point == 0x2029 || point == 0x202f || point == 0x205f ||
	       point == 0x3000;
}

bool
ta_char_is_unseen(uint32_t point)
{
	return point == 0xad || point == 0x34f || point == 0x61c ||
	       point == 0x115f || point == 0x1160 || point == 0x180e ||
	       (point >= 0x200b && point <= 0x200f) ||
	       (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0x2800 ||
	       point == 0x3164 || point == 0xfeff || point == 0xffa0;
}

uint32_t
ta_char_first(struct ta_slice text, size_t *n)
{
	const unsigned char *s = (const unsigned char *)text.data;

	*n = text.len > 0;
	if (text.len == 0 || s[0] < 0x80)
		return text.len == 0 ? 0 : s[0];
	*n = sequence_length(s, text.len);
	return *n == 0 ? 0 : code_point(s, *n);
}

/* The last character, as ta_char_first. */
static uint32_t
last_of(struct ta_slice text, size_t *n)
{
	size_t len = text.len > 0;

	while (len < 4 && len < text.len &&
	       ((unsigned char)text.data[text.len - len] & 0xc0) == 0x80)
		len++;
	text.data += text.len - len;
	text.len = len;
	return ta_char_first(text, n);
}

struct ta_slice
ta_slice_cut(struct ta_slice slice)
{
	uint32_t point;
	size_t n;

	while (point = ta_char_first(slice, &n),
	    ta_char_is_white(point) || ta_char_is_unseen(point))
		ta_slice_pass(&slice, n);
	while (point = last_of(slice, &n),
	    ta_char_is_white(point) || ta_char_is_unseen(point))
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

	while (point = ta_char_first(rest, &n),
	    ta_char_is_white(point) || ta_char_is_unseen(point)) {
		white |= ta_char_is_white(point);
		ta_slice_pass(&rest, n);
	}
	return white ? text.len - rest.len : 0;
}

uint32_t
ta_text_hidden(struct ta_slice text)
{
	uint32_t point;
	size_t n;

	for (; text.len > 0; ta_slice_pass(&text, n)) {
		point = ta_char_first(text, &n);
		if (point > 0x7f &&
		    (ta_char_is_white(point) || ta_char_is_unseen(point)))
			return point;
		n += n == 0;
	}
	return 0;
}

bool
ta_char_is_letter(uint32_t point)
{
	if (point < 0x80)
		return ta_is_latin((char)point) || ta_is_digit((char)point);
	return point >= 0xc0 && point != 0x1680 &&
	       (point < 0x2000 || point > 0x206f) &&
	       (point < 0x3000 || point > 0x303f) && !ta_char_is_unseen(point);
}

bool
ta_between_letters(struct ta_slice text, size_t at)
{
	struct ta_slice before = {text.data, at};
	struct ta_slice behind = {text.data + at, text.len - at};
	size_t n;

	return ta_char_is_letter(ta_char_first(behind, &n)) &&
	       ta_char_is_letter(last_of(before, &n));
}

size_t
ta_slice_count(struct ta_slice slice, char c)
{
	const char *at;
	size_t n = 0;

	while (
	    slice.len > 0 && (at = memchr(slice.data, c, slice.len)) != NULL) {
		n++;
		ta_slice_pass(&slice, (size_t)(at - slice.data) + 1);
	}
	return n;
}

bool
ta_slice_pass_mark(struct ta_slice *slice)
{
	const size_t len = sizeof(TA_BYTE_ORDER_MARK) - 1;

	if (slice->len < len ||
	    memcmp(slice->data, TA_BYTE_ORDER_MARK, len) != 0)
		return false;
	ta_slice_pass(slice, len);
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
	ta_slice_pass(rest, item.len + 1);
	return ta_slice_trim(item);
}
