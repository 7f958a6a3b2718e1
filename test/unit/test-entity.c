#include <string.h>

#include "base/entity.h"
#include "unit.h"

/* References of HTML: what each is, and what is none. */

static const char *const samples[][2] = {
    {"Facts &amp; Questions", "Facts & Questions"},
    {"Victims&#39; rights", "Victims' rights"},
    {"Victims&#x27; rights", "Victims' rights"},
    {"Victims&#X2019;", "Victims\xe2\x80\x99"},
    {"Victims&rsquo;", "Victims\xe2\x80\x99"}, {"&#038;", "&"},
    {"&lt;a&gt; &quot;b&quot; &apos;c&apos;", "<a> \"b\" 'c'"},
    {"&nbsp;x&#160;", "\xc2\xa0x\xc2\xa0"},
    {"&ndash;&mdash;&hellip;&lsquo;&ldquo;&rdquo;",
	"\xe2\x80\x93\xe2\x80\x94\xe2\x80\xa6\xe2\x80\x98\xe2\x80\x9c"
	"\xe2\x80\x9d"},
    {"&#233;&#x20AC;&#x1F600;", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"a&#10;b&#9;c", "a\nb\tc"},
    /* encoded again */
    {"&amp;amp;", "&"}, {"&amp;#39;", "'"}, {"&amp;amp;lt;", "<"},
    {"&#38;#x26;quot;", "\""}, {"&amp;nothing;", "&nothing;"},
    /* none of them */
    {"&", NULL}, {"&;", NULL}, {"&&", NULL}, {"a & b; c", NULL},
    {"R&D; x", NULL}, {"&amp", NULL}, {"&AMP;", NULL}, {"&eacute;", NULL},
    {"&#;", NULL}, {"&#x;", NULL}, {"&#12a;", NULL}, {"&#xfg;", NULL},
    {"&#0;", NULL}, {"&#1;", NULL}, {"&#13;", NULL}, {"&#27;", NULL},
    {"&#127;", NULL}, {"&#146;", NULL}, {"&#xd800;", NULL},
    {"&#x110000;", NULL}, {"&#99999999;", NULL}, {"&#00000000000039;", NULL},
    {"plain", NULL}, {"", NULL}};

int
main(void)
{
	struct ta_text out = {0};
	struct ta_slice plain = ta_slice_of("none in it");

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const char *wanted =
		    samples[i][1] == NULL ? samples[i][0] : samples[i][1];
		struct ta_slice got;

		ta_text_clear(&out);
		ta_text_add_string(&out, "kept ");
		got = ta_entity_decode(ta_slice_of(samples[i][0]), &out);
		CHECK_THAT(
		    ta_slice_equal(got, ta_slice_of(wanted)), samples[i][0]);
		CHECK(memcmp(out.data, "kept ", 5) == 0);
	}
	CHECK_THAT(ta_entity_decode(plain, &out).data == plain.data,
	    "a text without one is itself");
	ta_text_free(&out);
	return unit_end();
}
