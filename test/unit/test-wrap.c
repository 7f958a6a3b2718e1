#include <stdlib.h>

#include "reply/wrap.h"
#include "unit.h"

/* Lines of letters: their width, their indent, and what is cut. */

static struct ta_text out;

/* Whether the lines are wrapped so. */
static bool
wraps(const char *lines, const char *wanted)
{
	ta_text_clear(&out);
	ta_wrap_add(&out, ta_slice_of(lines));
	return ta_slice_equal(ta_text_slice(&out, 0), ta_slice_of(wanted));
}

#define TEN "123456789 "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN
#define FULL TEN TEN TEN TEN TEN TEN "123456789"

static void
test_lines(void)
{
	CHECK(wraps("", ""));
	CHECK(wraps("a", "a\n"));
	CHECK(wraps("a\n\nb\n", "a\n\nb\n"));
	CHECK(wraps(SEVENTY "ab", SEVENTY "ab\n"));
	CHECK(wraps(TEN SEVENTY "ab", FULL "\n" TEN "ab\n"));
	CHECK(wraps("a  b", "a  b\n"));
	CHECK(wraps("a   ", "a\n"));
	CHECK(wraps(
	    SEVENTY "abc d", TEN TEN TEN TEN TEN TEN "123456789\nabc d\n"));
}

static void
test_indent(void)
{
	CHECK(wraps("1. " SEVENTY "x", "1. " FULL "\n   x\n"));
	CHECK(wraps("123. " SEVENTY "x",
	    "123. " TEN TEN TEN TEN TEN "123456789\n     " TEN "x\n"));
	CHECK(wraps("- " SEVENTY "x", "- " FULL "\n  x\n"));
	CHECK(wraps("12. a", "12. a\n"));
	CHECK(wraps("  https://example.org/", "  https://example.org/\n"));
	CHECK(wraps("-", "-\n"));
	CHECK(wraps("-x y", "-x y\n"));
}

/* Characters are counted, not bytes; a word that is too long is cut. */
static void
test_long(void)
{
	struct ta_text in = {0};
	size_t lines = 0;

	for (int i = 0; i < 72; i++)
		ta_text_add_string(&in, "\xc3\xa9");
	ta_text_clear(&out);
	ta_wrap_add(&out, ta_text_slice(&in, 0));
	CHECK(out.len == 145);
	for (int i = 0; i < 1000; i++)
		ta_text_add_string(&in, "\xc3\xa9");
	ta_text_add_string(&in, " end");
	ta_text_clear(&out);
	ta_wrap_add(&out, ta_text_slice(&in, 0));
	CHECK(ta_text_is_utf8(ta_text_slice(&out, 0)));
	for (size_t i = 0, start = 0; i < out.len; i++)
		if (out.data[i] == '\n') {
			CHECK(i - start <= TA_MAIL_LINE);
			start = i + 1;
			lines++;
		}
	CHECK(lines == 4);
	ta_text_clear(&in);
	for (int i = 0; i < 5000; i++)
		ta_text_add_char(&in, ' ');
	ta_text_add_string(&in, "x");
	ta_text_clear(&out);
	ta_wrap_add(&out, ta_text_slice(&in, 0));
	CHECK(ta_slice_equal(ta_text_slice(&out, 0), ta_slice_of("x\n")));
	ta_text_free(&in);
}

int
main(void)
{
	test_lines();
	test_indent();
	test_long();
	ta_text_free(&out);
	return unit_end();
}
