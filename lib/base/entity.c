#include "base/entity.h"

/* The longest text between "&" and ";", such as "#x10FFFF" with some zeros. */
#define NAME_MOST 12

static void
add_point(struct ta_text *out, uint32_t point)
{
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	int n = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

	ta_text_add_char(out, (char)(lead[n] | point >> 6 * (n - 1)));
	while (--n > 0)
		ta_text_add_char(
		    out, (char)(0x80 | (point >> 6 * (n - 1) & 0x3f)));
}

/* The value of a digit in a base; the base itself for any other character. */
static uint32_t
digit_of(char c, uint32_t base)
{
	char small = ta_lower(c);
	uint32_t digit = base;

	if (ta_is_digit(c))
		digit = (uint32_t)(c - '0');
	else if (small >= 'a' && small <= 'f')
		digit = (uint32_t)(small - 'a') + 10;
	return digit < base ? digit : base;
}

/*
 * The character of "#39" or "#x27"; 0 where there is none, or it is not
 * allowed.
 */
static uint32_t
by_number(struct ta_slice name)
{
	bool hexadecimal = name.len > 1 && ta_lower(name.data[1]) == 'x';
	uint32_t base = hexadecimal ? 16 : 10, point = 0;

	for (size_t i = hexadecimal ? 2 : 1; i < name.len; i++) {
		uint32_t digit = digit_of(name.data[i], base);

		if (digit == base || point > 0x10ffff)
			return 0;
		point = point * base + digit;
	}
	if ((point < 0x20 && point != '\t' && point != '\n') ||
	    (point >= 0x7f && point <= 0x9f) ||
	    (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff)
		return 0;
	return point;
}

static uint32_t
by_name(struct ta_slice name)
{
	static const struct {
		const char *name;
		uint32_t point;
	} known[] = {{"amp", '&'}, {"quot", '"'}, {"apos", '\''}, {"lt", '<'},
	    {"gt", '>'}, {"nbsp", 0xa0}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
	    {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"ndash", 0x2013},
	    {"mdash", 0x2014}, {"hellip", 0x2026}};

	for (size_t i = 0; i < TA_COUNT(known); i++)
		if (ta_slice_equal(name, ta_slice_of(known[i].name)))
			return known[i].point;
	return 0;
}

/*
 * The character that is named after an "&", and moves past it; 0 where there is
 * none.
 */
static uint32_t
take_name(struct ta_slice *rest)
{
	size_t most = rest->len < NAME_MOST ? rest->len : NAME_MOST;
	const char *end = most == 0 ? NULL : memchr(rest->data, ';', most);
	struct ta_slice name = *rest;
	uint32_t point;

	if (end == NULL || end == rest->data)
		return 0;
	name.len = (size_t)(end - rest->data);
	point = name.data[0] == '#' ? by_number(name) : by_name(name);
	if (point != 0)
		ta_slice_pass(rest, name.len + 1);
	return point;
}

struct ta_slice
ta_entity_decode(struct ta_slice text, struct ta_text *out)
{
	size_t start = out->len;
	const char *at;

	if (text.len == 0 || memchr(text.data, '&', text.len) == NULL)
		return text;
	while (
	    text.len > 0 && (at = memchr(text.data, '&', text.len)) != NULL) {
		size_t before = (size_t)(at - text.data);
		uint32_t point, last = '&';

		ta_text_add(out, text.data, before);
		ta_slice_pass(&text, before + 1);
		/* An "&" may begin the next reference, if it was encoded. */
		while (last == '&' && (point = take_name(&text)) != 0)
			last = point;
		add_point(out, last);
	}
	ta_text_add_slice(out, text);
	return ta_text_slice(out, start);
}
