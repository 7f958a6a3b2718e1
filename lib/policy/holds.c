#include <string.h>

#include "policy/match.h"

static const struct ta_value *
value_of(const struct ta_test *test, struct ta_subject *subject)
{
	return ta_subject_value(subject, test->field);
}

bool
ta_holds_choice(const struct ta_test *test, struct ta_subject *subject)
{
	return ta_bits_meet(&value_of(test, subject)->bits, &test->bits);
}

bool
ta_holds_text(const struct ta_test *test, struct ta_subject *subject)
{
	struct ta_slice text =
	    ta_slice_trim(ta_subject_text(subject, test->field));
	bool any_case =
	    subject->terms->fields[test->field].type == TA_TYPE_EMAIL;

	for (size_t i = 0; i < test->n_texts; i++)
		if (any_case ? ta_slice_equal_nocase(text, test->texts[i])
			     : ta_slice_equal(text, test->texts[i]))
			return true;
	return false;
}

bool
ta_holds_day(const struct ta_test *test, struct ta_subject *subject)
{
	ta_day day = value_of(test, subject)->day;

	for (size_t i = 0; i < test->n_indices; i++)
		if (test->indices[i] == day)
			return true;
	return false;
}

bool
ta_holds_present(const struct ta_test *test, struct ta_subject *subject)
{
	return (value_of(test, subject)->state != TA_BLANK) == test->wanted;
}

bool
ta_holds_valid(const struct ta_test *test, struct ta_subject *subject)
{
	return value_of(test, subject)->state ==
	       (test->wanted ? TA_VALID : TA_INVALID);
}

bool
ta_holds_has_all(const struct ta_test *test, struct ta_subject *subject)
{
	return ta_bits_within(&test->bits, &value_of(test, subject)->bits);
}

bool
ta_holds_lacks_any(const struct ta_test *test, struct ta_subject *subject)
{
	return !ta_holds_has_all(test, subject);
}

bool
ta_holds_only(const struct ta_test *test, struct ta_subject *subject)
{
	const struct ta_value *value = value_of(test, subject);

	return value->state != TA_BLANK && !value->strange &&
	       ta_bits_within(&value->bits, &test->bits);
}

/* The day that compile_point meant, TA_NO_DAY where a field has none. */
static ta_day
point(const struct ta_test *test, struct ta_subject *subject)
{
	if (test->other != -1)
		return ta_subject_value(subject, test->other)->day;
	return test->day == TA_OPEN ? subject->today : test->day;
}

bool
ta_holds_before(const struct ta_test *test, struct ta_subject *subject)
{
	ta_day day = value_of(test, subject)->day;
	ta_day other = point(test, subject);

	return day != TA_NO_DAY && other != TA_NO_DAY && day < other;
}

bool
ta_holds_after(const struct ta_test *test, struct ta_subject *subject)
{
	ta_day day = value_of(test, subject)->day;
	ta_day other = point(test, subject);

	return day != TA_NO_DAY && other != TA_NO_DAY && day > other;
}

bool
ta_holds_within(const struct ta_test *test, struct ta_subject *subject)
{
	ta_day day = value_of(test, subject)->day;
	ta_day other = point(test, subject);

	return day != TA_NO_DAY && other != TA_NO_DAY && day >= other &&
	       day <=
		   ta_calendar_add(subject->terms->calendar, other, test->days);
}

bool
ta_holds_closed(const struct ta_test *test, struct ta_subject *subject)
{
	ta_day day = value_of(test, subject)->day;

	return day != TA_NO_DAY && ta_calendar_closed(subject->terms->calendar,
				       day) == test->wanted;
}

bool
ta_holds_exact(const struct ta_test *test, struct ta_subject *subject)
{
	const struct ta_value *value = value_of(test, subject);

	return value->day != TA_NO_DAY && value->exact == test->wanted;
}

bool
ta_holds_same_as(const struct ta_test *test, struct ta_subject *subject)
{
	struct ta_slice a =
	    ta_slice_trim(ta_subject_text(subject, test->field));
	struct ta_slice b =
	    ta_slice_trim(ta_subject_text(subject, test->other));

	return a.len > 0 && ta_slice_equal_nocase(a, b);
}

bool
ta_holds_mentions(const struct ta_test *test, struct ta_subject *subject)
{
	return ta_phrases_in(
	    test->phrases, ta_subject_text(subject, test->field));
}
