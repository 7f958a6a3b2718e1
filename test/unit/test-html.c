#include <string.h>

#include "unit.h"
#include "board/html.h"
#include "board/slot.h"

/* Text in pages: whatever a value holds, it is text and nothing else. */

struct sample {
	const char *value;
	const char *text;
};

static bool
becomes(const char *value, const char *wanted)
{
	struct ta_text text = {0};
	bool same;

	ta_html_text(&text, ta_slice_of(value));
	same = strcmp(ta_text_string(&text), wanted) == 0;
	if (!same)
		printf("# '%s' became '%s'\n", value, ta_text_string(&text));
	ta_text_free(&text);
	return same;
}

static void
test_hostile(void)
{
	static const struct sample samples[] = {
	    {"", ""},
	    {" \t\r\n ", ""},
	    {"plain", "plain"},
	    {"<script>alert(1)</script>",
		"&lt;script&gt;alert(1)&lt;/script&gt;"},
	    {"</style></title><!--", "&lt;/style&gt;&lt;/title&gt;&lt;!--"},
	    {"a\"b'c", "a&quot;b&#39;c"},
	    {"\" onload=\"x", "&quot; onload=&quot;x"},
	    {"&amp; &#60;", "&amp;amp; &amp;#60;"},
	    {"javascript:alert(1)", "javascript:alert(1)"},
	    {"]]>", "]]&gt;"},
	    {"a\r\n\tb\xc2\xa0\xe2\x80\xa8z", "a b z"},
	    {"a\x01\x1b[31m\x7f", "a\\x01\\x1b[31m\\x7f"},
	    {"\xc2\x85x\xc2\x9bz", "x\\u{009b}z"},
	    {"a\xe2\x80\xaetxt.exe", "a\\u{202e}txt.exe"},
	    {"a\xe2\x81\xa6z\xe2\x81\xa9z", "a\\u{2066}z\\u{2069}z"},
	    {"\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd",
		"\xf0\x9f\x91\xa9\xf0\x9f\x8f\xbd"},
	    {"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
		"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"},
	    {"a\xff\xc0\x80z", "a\\xff\\xc0\\x80z"},
	};
	bool fine = true;

	for (size_t i = 0; i < TA_COUNT(samples); i++)
		fine &= becomes(samples[i].value, samples[i].text);
	CHECK_THAT(fine, "a hostile value is text");
}

/* Every byte, and every two, of ASCII: none of HTML's own is left. */
static void
test_bytes(void)
{
	struct ta_text text = {0};
	bool fine = true;

	for (int a = 1; a < 128; a++)
		for (int b = 1; b < 128; b++) {
			char value[] = {(char)a, (char)b};

			ta_text_clear(&text);
			ta_html_text(&text, (struct ta_slice){value, 2});
			fine &= strpbrk(ta_text_string(&text), "<>\"'") == NULL;
			for (size_t i = 0; i < text.len; i++)
				fine &= text.data[i] >= ' ';
		}
	ta_text_free(&text);
	CHECK_THAT(fine, "no two characters are markup, or a control");
}

static bool
links(const struct ta_html_letter *letter, const char *wanted)
{
	struct ta_text text = {0};
	bool same;

	ta_html_mailto(&text, letter);
	same = strcmp(ta_text_string(&text), wanted) == 0;
	if (!same)
		printf("# %s\n", ta_text_string(&text));
	ta_text_free(&text);
	return same;
}

static void
test_mailto(void)
{
	struct ta_html_letter letter = {
	    .to = ta_slice_of("o'neil+ta@example.org")};

	CHECK(links(&letter, "mailto:o%27neil%2Bta@example.org"));
	letter.cc = ta_slice_of("sam@example.org;kit@example.org");
	letter.subject = ta_slice_of("[R17] 100% & \"more\"");
	letter.body = ta_slice_of("Dear Jo,\n\nfünf?\r\n<b>");
	CHECK(links(&letter,
	    "mailto:o%27neil%2Bta@example.org"
	    "?cc=sam@example.org,kit@example.org"
	    "&amp;subject=%5BR17%5D%20100%25%20%26%20%22more%22"
	    "&amp;body=Dear%20Jo%2C%0D%0A%0D%0Af%C3%BCnf%3F%0D%0A%3Cb%3E"));
	letter = (struct ta_html_letter){
	    .to = ta_slice_of("a@example.org?bcc=x@evil.example"),
	    .body = ta_slice_of("&bcc=x@evil.example")};
	CHECK(links(&letter, "mailto:a@example.org%3Fbcc%3Dx@evil.example"
			     "?body=%26bcc%3Dx%40evil.example"));
}

static bool
period(enum ta_period kind, const char *spelt, const char *wanted, int *slot)
{
	struct ta_text text = {0};
	bool same = ta_slot_of(kind, ta_slice_of(spelt), slot);

	if (same)
		ta_slot_words(&text, kind, *slot);
	same = same && strcmp(ta_text_string(&text), wanted) == 0;
	ta_text_free(&text);
	return same;
}

static void
test_slots(void)
{
	int one, next;

	CHECK(period(TA_WEEK, "2026-W48", "Nov 23, 2026", &one));
	CHECK(period(TA_WEEK, "2026-W53", "Dec 28, 2026", &one));
	CHECK(period(TA_WEEK, "2027-W01", "Jan 4, 2027", &next));
	CHECK(next == one + 1);
	CHECK(period(TA_MONTH, "2026-12", "Dec 2026", &one));
	CHECK(period(TA_MONTH, "2027-01", "Jan 2027", &next));
	CHECK(next == one + 1);
	CHECK(period(TA_QUARTER, "2026-Q4", "Q4 2026", &one));
	CHECK(period(TA_QUARTER, "2027-Q1", "Q1 2027", &next));
	CHECK(next == one + 1);
	CHECK(!ta_slot_of(TA_WEEK, ta_slice_of(""), &one));
	CHECK(!ta_slot_of(TA_WEEK, ta_slice_of("*"), &one));
	CHECK(!ta_slot_of(TA_QUARTER, ta_slice_of("soon-Q1"), &one));
}

int
main(void)
{
	test_hostile();
	test_bytes();
	test_mailto();
	test_slots();
	return unit_end();
}
