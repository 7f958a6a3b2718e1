#include <string.h>

#include "policy/field.h"
#include "unit.h"

/* Fields: what may be shown of one, and how its texts compare. */

static bool
folds(enum ta_type type, const char *text, const char *wanted)
{
	const struct ta_field field = {.type = type};
	struct ta_text folded = {0};
	bool same;

	ta_field_fold(&field, ta_slice_of(text), &folded);
	same = strcmp(ta_text_string(&folded), wanted) == 0;
	ta_text_free(&folded);
	return same;
}

static void
test_fold(void)
{
	CHECK(folds(TA_TYPE_EMAIL, " A@B.org\r\n", "a@b.org"));
	CHECK(folds(TA_TYPE_TEXT, " A@B.org\t", "A@B.org"));
	CHECK(folds(TA_TYPE_TEXT, "a\r\nb", "a\nb"));
	CHECK(folds(TA_TYPE_EMAIL, " \r\n", ""));
	/* capitals of ASCII alone */
	CHECK(folds(TA_TYPE_EMAIL, "\xc3\x89Z@b.org", "\xc3\x89z@b.org"));
}

static void
test_show(void)
{
	size_t n;
	const char *const *types = ta_type_names(&n);

	for (size_t i = 0; i < n; i++) {
		struct ta_field field = {.type = (enum ta_type)i};
		bool written =
		    field.type == TA_TYPE_TEXT || field.type == TA_TYPE_EMAIL;

		CHECK_THAT(ta_field_may_show(&field, TA_TO_TELL) == !written,
		    types[i]);
		CHECK(ta_field_may_show(&field, TA_TO_NAME));
		field.private = true;
		CHECK(!ta_field_may_show(&field, TA_TO_TELL));
		CHECK(!ta_field_may_show(&field, TA_TO_NAME));
	}
}

int
main(void)
{
	test_fold();
	test_show();
	return unit_end();
}
