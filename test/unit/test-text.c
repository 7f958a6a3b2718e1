#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/slug.h"
#include "unit.h"

/* Text: slugs, what may pass, what may be shown, and the word that was meant.
 */

static bool
is_string(struct ta_slice slice, const char *string)
{
	return ta_slice_equal(slice, ta_slice_of(string));
}

static void
test_slices(void)
{
	struct ta_slice rest = ta_slice_of(" a b ;; c;");

	CHECK(is_string(ta_slice_trim(ta_slice_of(" \t\r\n a b \n")), "a b"));
	CHECK(ta_slice_trim(ta_slice_of(" \n")).len == 0);
	CHECK(ta_slice_blank(ta_slice_of("")));
	CHECK(ta_slice_blank(ta_slice_of(" \t\r\n")));
	CHECK(!ta_slice_blank(ta_slice_of(" x ")));
	CHECK(ta_slice_equal_nocase(ta_slice_of("aZ9"), ta_slice_of("Az9")));
	CHECK(!ta_slice_equal_nocase(ta_slice_of("a"), ta_slice_of("ab")));
	/* letters only: '@' and '`' are 32 apart as well */
	CHECK(!ta_slice_equal_nocase(ta_slice_of("@"), ta_slice_of("`")));
	CHECK(!ta_slice_equal_nocase(ta_slice_of("["), ta_slice_of("{")));
	CHECK(is_string(ta_slice_next(&rest, ';'), "a b"));
	CHECK(is_string(ta_slice_next(&rest, ';'), ""));
	CHECK(is_string(ta_slice_next(&rest, ';'), "c"));
	CHECK(rest.data != NULL && is_string(ta_slice_next(&rest, ';'), ""));
	CHECK(rest.data == NULL);
	rest = ta_slice_of("only");
	CHECK(is_string(ta_slice_next(&rest, ';'), "only"));
	CHECK(rest.data == NULL);
}

/* Appends a code point of up to three bytes. */
static void
add_point(struct ta_text *text, uint32_t point)
{
	if (point < 0x80) {
		ta_text_add_char(text, (char)point);
		return;
	}
	if (point < 0x800) {
		ta_text_add_char(text, (char)(0xc0 | point >> 6));
	} else {
		ta_text_add_char(text, (char)(0xe0 | point >> 12));
		ta_text_add_char(text, (char)(0x80 | (point >> 6 & 0x3f)));
	}
	ta_text_add_char(text, (char)(0x80 | (point & 0x3f)));
}

/* White_Space of Unicode's PropList, and what goes with it at an edge. */
static const uint32_t white[] = {0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0,
    0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
    0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000};
static const uint32_t unseen[] = {0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x180e,
    0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d,
    0x202e, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0x2066, 0x2067,
    0x2068, 0x2069, 0x206a, 0x206b, 0x206c, 0x206d, 0x206e, 0x206f, 0x2800,
    0x3164, 0xfeff, 0xffa0};

static bool
is_among(uint32_t point, const uint32_t *points, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (points[i] == point)
			return true;
	return false;
}

/* Every character of three bytes, about a letter and alone. */
static void
test_white(void)
{
	struct ta_text text = {0};
	bool trims = true, blank = true, runs = true, hidden = true;

	for (uint32_t point = 1; point < 0x10000; point++) {
		bool is_white =
		    is_among(point, white, sizeof(white) / sizeof(white[0]));
		bool edge = is_white || is_among(point, unseen,
					    sizeof(unseen) / sizeof(unseen[0]));
		struct ta_slice whole, alone, left;
		size_t len;

		if (point == 'x' || (point >= 0xd800 && point <= 0xdfff))
			continue;
		ta_text_clear(&text);
		add_point(&text, point);
		len = text.len;
		ta_text_add_char(&text, 'x');
		add_point(&text, point);
		whole = ta_text_slice(&text, 0);
		alone = (struct ta_slice){whole.data, len};
		left = ta_slice_trim(whole);
		trims &=
		    edge ? is_string(left, "x") : ta_slice_equal(left, whole);
		blank &= ta_slice_blank(alone) == edge;
		runs &= ta_white_run(whole) == (is_white ? len : 0);
		hidden &=
		    ta_text_hidden(whole) == (edge && point > 0x7f ? point : 0);
	}
	CHECK_THAT(trims, "what is trimmed is White_Space and the unseen");
	CHECK_THAT(blank, "and so is what is blank");
	CHECK_THAT(runs, "only white space parts words");
	CHECK_THAT(hidden, "what nobody finds by looking is found");
	CHECK(is_string(ta_slice_trim(ta_slice_of("\xe2\x80\x8b\xc2\xa0 x y"
						  "\xe2\x81\xa0\xe3\x80\x80")),
	    "x y"));
	/* bytes that are no UTF-8 are no white space, nor half of one */
	CHECK(ta_slice_trim(ta_slice_of("\xa0x\xc2")).len == 3);
	CHECK(ta_slice_trim(ta_slice_of("\x80")).len == 1);
	CHECK(ta_slice_trim(ta_slice_of("\xc3\xa0")).len == 2);
	CHECK(ta_white_run(ta_slice_of(" \xe2\x80\x8b\xc2\xa0x")) == 6);
	CHECK(ta_white_run(ta_slice_of("\xe2\x80\x8bx")) == 0);
	ta_text_free(&text);
}

static void
test_buffer(void)
{
	struct ta_text text = {0};
	bool whole = true;

	CHECK(strcmp(ta_text_string(&text), "") == 0);
	for (int i = 0; i < 5000; i++)
		ta_text_add_char(&text, (char)('a' + i % 26));
	for (size_t i = 0; i < text.len; i++)
		whole &= text.data[i] == (char)('a' + i % 26);
	CHECK_THAT(
	    whole && text.len == 5000, "a buffer keeps what it grows by");
	ta_text_clear(&text);
	ta_text_printf(&text, "%d-%s", 7, "x");
	CHECK(strcmp(ta_text_string(&text), "7-x") == 0 && text.len == 3);
	CHECK(is_string(ta_text_slice(&text, 2), "x"));
	ta_text_add_item(&text, 3, ta_slice_of(""));
	ta_text_add_item(&text, 3, ta_slice_of("a"));
	ta_text_add_item(&text, 3, ta_slice_of(""));
	ta_text_add_item(&text, 3, ta_slice_of("b c"));
	CHECK(is_string(ta_text_slice(&text, 0), "7-xa;b c"));
	ta_text_free(&text);
	CHECK(text.data == NULL && text.len == 0);
}

static const char *
slug_of(struct ta_slice slice, struct ta_text *out)
{
	ta_text_clear(out);
	ta_slug_add(out, slice);
	return ta_text_string(out);
}

static void
test_slugs(void)
{
	static const char *const samples[][2] = {{"T visa RFE", "t-visa-rfe"},
	    {"t_visa_rfe", "t-visa-rfe"}, {"t-visa-rfe", "t-visa-rfe"},
	    {" - T  visa (RFE)! ", "t-visa-rfe"},
	    {"DOJ Accredited Representative", "doj-accredited-representative"},
	    {"Victims' rights", "victims-rights"},
	    {"Victims\xe2\x80\x99 rights", "victims-rights"},
	    {"I don't know", "i-don-t-know"},
	    {"I don\xe2\x80\x99t know", "i-don-t-know"},
	    {"USCIS decision/notice", "uscis-decision-notice"},
	    {"T\xc2\xa0visa", "t-visa"}, {"T\xe1\x9a\x80visa", "t-visa"},
	    {"a \xe2\x80\x93 b", "a-b"}, {"2nd 3rd", "2nd-3rd"}, {"", ""},
	    {" \t\n", ""}, {"---", ""}, {"?!", ""}, {"\xe2\x80\x99", ""},
	    {"x", "x"}, {"-x-", "x"},
	    /* letters of other scripts stay as they are */
	    {"\xd0\xae\xd1\x80\xd0\xb8\xd1\x81\xd1\x82 1",
		"\xd0\xae\xd1\x80\xd0\xb8\xd1\x81\xd1\x82-1"},
	    {"\xe5\xbe\x8b\xe5\xb8\xab", "\xe5\xbe\x8b\xe5\xb8\xab"},
	    {"R\xc3\xa9sum\xc3\xa9", "r\xc3\xa9sum\xc3\xa9"}};
	struct ta_text out = {0};
	char words[80];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		snprintf(words, sizeof(words), "slug %zu", i);
		CHECK_THAT(strcmp(slug_of(ta_slice_of(samples[i][0]), &out),
			       samples[i][1]) == 0,
		    words);
	}
	ta_text_clear(&out);
	ta_text_add_string(&out, "kept ");
	ta_slug_add(&out, ta_slice_of(" A b"));
	CHECK_THAT(strcmp(ta_text_string(&out), "kept a-b") == 0,
	    "a slug is appended as it is");
	CHECK(ta_slug_is(ta_slice_of("t-visa-rfe")));
	CHECK(!ta_slug_is(ta_slice_of("T-visa")));
	CHECK(!ta_slug_is(ta_slice_of("t--visa")));
	CHECK(!ta_slug_is(ta_slice_of("-t")));
	CHECK(!ta_slug_is(ta_slice_of("t-")));
	CHECK(!ta_slug_is(ta_slice_of("t_visa")));
	CHECK(!ta_slug_is(ta_slice_of("")));
	CHECK(
	    ta_slug_is_in(ta_slice_of("T visa"), ta_slice_of("a; t-visa ;b")));
	CHECK(!ta_slug_is_in(ta_slice_of("visa"), ta_slice_of("a;t-visa;b")));
	CHECK(ta_slug_is_in(ta_slice_of(" "), ta_slice_of("a")));
	CHECK(ta_slug_is_in((struct ta_slice){NULL, 0}, ta_slice_of("")));
	CHECK(!ta_slug_is_in(ta_slice_of("a"), (struct ta_slice){NULL, 0}));
	ta_text_free(&out);
}

/* A random text of up to most pieces, each one of n. */
static void
random_text(
    struct ta_text *text, const char *const *pieces, size_t n, size_t most)
{
	size_t count = pick(most + 1);

	ta_text_clear(text);
	for (size_t i = 0; i < count; i++)
		ta_text_add_string(text, pieces[pick(n)]);
}

static void
test_slug_agreement(void)
{
	static const char *const pieces[] = {"a", "A", "b", "-", " ", "_", "'",
	    "\xe2\x80\x99", "\xc3\xa9", "\xe5\xbe\x8b", "\xff", "\xe2", "7"};
	struct ta_text a = {0}, b = {0}, slug_a = {0}, slug_b = {0};
	bool equal = true, fixed = true, is = true;

	for (int i = 0; i < 60000; i++) {
		struct ta_slice left, right;
		bool same;

		random_text(&a, pieces, 13, 6);
		random_text(&b, pieces, 13, 6);
		left = ta_text_slice(&a, 0);
		right = ta_text_slice(&b, 0);
		same = strcmp(slug_of(left, &slug_a),
			   slug_of(right, &slug_b)) == 0;
		equal &= ta_slug_equal(left, right) == same;
		equal &= ta_slug_equal(left, ta_text_slice(&slug_a, 0));
		is &= ta_slug_is(left) ==
		      (left.len > 0 &&
			  ta_slice_equal(left, ta_text_slice(&slug_a, 0)));
		slug_of(ta_text_slice(&slug_a, 0), &slug_b);
		fixed &= ta_slice_equal(
		    ta_text_slice(&slug_a, 0), ta_text_slice(&slug_b, 0));
	}
	CHECK_THAT(equal, "slugs compare as they are made");
	CHECK_THAT(is, "a slug is what is its own slug");
	CHECK_THAT(fixed, "the slug of a slug is itself");
	ta_text_free(&a);
	ta_text_free(&b);
	ta_text_free(&slug_a);
	ta_text_free(&slug_b);
}

/*
 * The code point at the front and its length, by the arithmetic of RFC 3629;
 * length 0 where there is none.
 */
static uint32_t
decode(const unsigned char *s, size_t len, size_t *n)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t point = s[0];
	size_t want = s[0] < 0x80	? 1
		      : s[0] >> 5 == 6	? 2
		      : s[0] >> 4 == 14 ? 3
		      : s[0] >> 3 == 30 ? 4
					: 0;

	*n = 0;
	if (want == 0 || want > len)
		return 0;
	if (want > 1)
		point &= 0x7fu >> want;
	for (size_t i = 1; i < want; i++) {
		if (s[i] >> 6 != 2)
			return 0;
		point = point << 6 | (s[i] & 0x3f);
	}
	if (point < least[want] || point > 0x10ffff ||
	    (point >= 0xd800 && point <= 0xdfff))
		return 0;
	*n = want;
	return point;
}

/* Where the first byte stands that no record may hold, byte by byte. */
static size_t
first_bad(const unsigned char *s, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		uint32_t point = decode(s + i, len - i, &n);

		if (n == 0 || (point < 0x20 && point != '\t' && point != '\n' &&
				  point != '\r'))
			return i;
	}
	return len;
}

static const struct {
	const char *bytes;
	bool good;
	const char *words;
} encodings[] = {{"\xc3\xa9", true, "two bytes"},
    {"\xe2\x82\xac", true, "three bytes"},
    {"\xf0\x9f\x98\x80", true, "four bytes"}, {"\xed\x9f\xbf", true, "U+D7FF"},
    {"\xee\x80\x80", true, "U+E000"}, {"\xf4\x8f\xbf\xbf", true, "U+10FFFF"},
    {"\xef\xbf\xbf", true, "U+FFFF"}, {"\xc2\x85", true, "U+0085"},
    {"\t", true, "tab"}, {"\n", true, "line feed"}, {"\r\n", true, "CRLF"},
    {"\x7f", true, "DEL is no C0 control"}, {"\xc0\x80", false, "overlong NUL"},
    {"\xc1\xbf", false, "overlong, two bytes"},
    {"\xe0\x80\x80", false, "overlong, three bytes"},
    {"\xe0\x9f\xbf", false, "overlong U+07FF"},
    {"\xf0\x80\x80\x80", false, "overlong, four bytes"},
    {"\xf0\x8f\xbf\xbf", false, "overlong U+FFFF"},
    {"\xed\xa0\x80", false, "surrogate U+D800"},
    {"\xed\xbf\xbf", false, "surrogate U+DFFF"},
    {"\xf4\x90\x80\x80", false, "above U+10FFFF"},
    {"\xf5\x80\x80\x80", false, "lead byte F5"},
    {"\xf8\x88\x80\x80\x80", false, "five bytes"}, {"\xff", false, "FF"},
    {"\x80", false, "a lone continuation"},
    {"\xc3", false, "truncated, one of two"},
    {"\xe2\x82", false, "truncated, two of three"},
    {"\xf0\x9f\x98", false, "truncated, three of four"},
    {"\x01", false, "C0 01"}, {"\x0b", false, "vertical tab"},
    {"\x1b", false, "escape"}, {"\x1f", false, "C0 1F"},
    {"\r", true, "a lone CR"}, {"\r\r\n", true, "CR CR LF"}};

static void
test_utf8(void)
{
	char bytes[64];
	const char *why;

	for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
		size_t n = strlen(encodings[i].bytes);
		bool right = true;

		for (size_t at = 0; at < 40; at++) {
			size_t want = encodings[i].good ? at + n + 9 : at;

			memset(bytes, 'a', sizeof(bytes));
			memcpy(bytes + at, encodings[i].bytes, n);
			right &=
			    ta_text_check((struct ta_slice){bytes, at + n + 9},
				&why) == want;
			want = encodings[i].good ? at + n : at;
			right &= ta_text_check((struct ta_slice){bytes, at + n},
				     &why) == want;
		}
		CHECK_THAT(right, encodings[i].words);
	}
	CHECK(ta_text_check((struct ta_slice){"ab\0c", 4}, &why) == 2);
	CHECK(strstr(why, "NUL") != NULL);
	CHECK(ta_text_check((struct ta_slice){NULL, 0}, &why) == 0);
	CHECK(ta_text_lone_return(ta_slice_of("a\r\nb\r"), 0) == 4);
	CHECK(ta_text_lone_return(ta_slice_of("a\r\r\nb"), 0) == 1);
	CHECK(ta_text_lone_return(ta_slice_of("a\r\r\nb"), 2) == 5);
	CHECK(ta_text_lone_return((struct ta_slice){NULL, 0}, 0) == 0);
}

static void
test_random_bytes(void)
{
	static const unsigned char likely[] = {0xc2, 0xc3, 0xe0, 0xe2, 0xed,
	    0xef, 0xf0, 0xf4, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x7f, 0x20,
	    0x1f, '\r', '\n', '\t', 'a', 'b', '"', ','};
	bool same = true, safe = true;
	unsigned char bytes[48];
	const char *why;

	for (int i = 0; i < 200000; i++) {
		size_t len = pick(sizeof(bytes));
		struct ta_slice slice = {(const char *)bytes, len};

		for (size_t k = 0; k < len; k++)
			bytes[k] = pick(8) == 0 ? (unsigned char)pick(256)
				   : i % 2 == 0 ? likely[pick(sizeof(likely))]
						: 'a';
		same &= ta_text_check(slice, &why) == first_bad(bytes, len);
		safe &=
		    !ta_text_is_plain(slice) || first_bad(bytes, len) == len;
	}
	CHECK_THAT(same, "the check agrees with a decoder of its own");
	CHECK_THAT(safe, "what is plain may pass");
}

/* A CR and DEL aside, of which the words of the header leave some doubt. */
static void
test_plain(void)
{
	char bytes[80];
	bool right = true;

	for (size_t start = 0; start < 9; start++)
		for (size_t len = 0; len < 40; len++)
			for (size_t at = 0; at < len; at++) {
				int c = (int)pick(256);
				bool plain = (c >= 0x20 && c < 0x7f) ||
					     c == '\t' || c == '\n';

				if (c == '\r' || c == 0x7f)
					continue;
				memset(bytes, 'a', sizeof(bytes));
				bytes[start + at] = (char)c;
				/* what lies outside must not matter */
				bytes[start + len] = '\x01';
				if (start > 0)
					bytes[start - 1] = '\xff';
				right &= ta_text_is_plain((struct ta_slice){
					     bytes + start, len}) == plain;
			}
	CHECK_THAT(right, "plain at every place of every alignment");
	CHECK(ta_text_is_plain((struct ta_slice){NULL, 0}));
	CHECK(ta_text_is_plain(ta_slice_of("~ tabs\tand\nlines ~")));
	CHECK(!ta_text_is_plain(ta_slice_of("caf\xc3\xa9")));
}

static void
test_escaped(void)
{
	static const struct {
		const char *raw;
		size_t len;
		const char *shown;
	} samples[] = {{"plain", 5, "plain"}, {"a\nb", 3, "a\\nb"},
	    {"a\tb", 3, "a\\tb"}, {"\x1b[2J", 4, "\\x1b[2J"},
	    {"\0", 1, "\\x00"}, {"\r", 1, "\\x0d"}, {"\x7f", 1, "\\x7f"},
	    {"\xc2\x85", 2, "\\u{0085}"}, {"\xc2\x9b", 2, "\\u{009b}"},
	    {"\xd8\x9c", 2, "\\u{061c}"}, {"\xe2\x80\x8e", 3, "\\u{200e}"},
	    {"\xe2\x80\x8f", 3, "\\u{200f}"}, {"\xe2\x80\xaa", 3, "\\u{202a}"},
	    {"\xe2\x80\xae", 3, "\\u{202e}"}, {"\xe2\x81\xa6", 3, "\\u{2066}"},
	    {"\xe2\x81\xa9", 3, "\\u{2069}"}, {"\xff", 1, "\\xff"},
	    {"\xc2\xa0", 2, "\\u{00a0}"}, {"\xe3\x80\x80", 3, "\\u{3000}"},
	    {"\xe2\x82", 2, "\\xe2\\x82"}, {"\xc0\x80", 2, "\\xc0\\x80"},
	    {"caf\xc3\xa9", 5, "caf\xc3\xa9"},
	    {"\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80"}, {"", 0, ""}};
	struct ta_text out = {0};
	char words[40];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		ta_text_clear(&out);
		ta_text_add_escaped(
		    &out, (struct ta_slice){samples[i].raw, samples[i].len});
		snprintf(words, sizeof(words), "escaped %zu", i);
		/* the case of hexadecimal digits is nobody's business */
		CHECK_THAT(ta_slice_equal_nocase(ta_text_slice(&out, 0),
			       ta_slice_of(samples[i].shown)),
		    words);
	}
	ta_text_free(&out);
}

static bool
may_be_shown(uint32_t point)
{
	return point >= 0x20 && (point < 0x7f || point > 0xa0) &&
	       point != 0x61c && point != 0x200e && point != 0x200f &&
	       (point < 0x202a || point > 0x202e) &&
	       (point < 0x2066 || point > 0x2069);
}

/* Whatever the bytes: what comes out is UTF-8 and moves no cursor. */
static void
test_escaped_random(void)
{
	static const char *const pieces[] = {"a", "\xe2\x80\xae", "\xe2\x81",
	    "\xa6", "\xc2", "\x9b", "\x1b", "\n", "\r", "\xf0\x9f\x98\x80",
	    "\xff", "\xe2\x80\x8f", "\x7f", "\\", "\xd8\x9c"};
	struct ta_text text = {0}, out = {0};
	bool safe = true;

	for (int i = 0; i < 40000; i++) {
		size_t n;

		random_text(&text, pieces, 15, 8);
		ta_text_clear(&out);
		ta_text_add_escaped(&out, ta_text_slice(&text, 0));
		for (size_t k = 0; safe && k < out.len; k += n) {
			uint32_t point =
			    decode((const unsigned char *)out.data + k,
				out.len - k, &n);

			safe = n > 0 && may_be_shown(point);
		}
	}
	CHECK_THAT(safe, "what is escaped moves no cursor");
	ta_text_free(&text);
	ta_text_free(&out);
}

int
main(void)
{
	test_slices();
	test_white();
	test_buffer();
	test_slugs();
	test_slug_agreement();
	test_utf8();
	test_random_bytes();
	test_plain();
	test_escaped();
	test_escaped_random();
	return unit_end();
}
