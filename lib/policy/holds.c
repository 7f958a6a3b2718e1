#include "policy/holds.h"

static const struct ta_value *
value_of(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_evaluation_value(evaluation, test->field);
}

/* A field's text, trimmed; empty where the field reads as blank. */
static struct ta_slice
text_of(int field, struct ta_evaluation *evaluation)
{
	if (ta_evaluation_value(evaluation, field)->state == TA_BLANK)
		return (struct ta_slice){NULL, 0};
	return ta_slice_trim(ta_evaluation_text(evaluation, field));
}

bool
ta_holds_choice(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_bits_meet(&value_of(test, evaluation)->bits, &test->bits);
}

bool
ta_holds_text(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice text = text_of(test->field, evaluation);
	bool any_case =
	    evaluation->vocabulary->fields[test->field].type == TA_TYPE_EMAIL;

	for (size_t i = 0; i < test->n_texts; i++)
		if (any_case ? ta_slice_equal_nocase(text, test->texts[i])
			     : ta_slice_equal(text, test->texts[i]))
			return true;
	return false;
}

bool
ta_holds_day(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	ta_day day = value_of(test, evaluation)->day;

	for (size_t i = 0; i < test->n_indices; i++)
		if (test->indices[i] == day)
			return true;
	return false;
}

bool
ta_holds_present(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return (value_of(test, evaluation)->state != TA_BLANK) == test->wanted;
}

bool
ta_holds_valid(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return value_of(test, evaluation)->state ==
	       (test->wanted ? TA_VALID : TA_INVALID);
}

bool
ta_holds_has_all(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_bits_within(&test->bits, &value_of(test, evaluation)->bits);
}

bool
ta_holds_lacks(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return !ta_holds_has_all(test, evaluation);
}

bool
ta_holds_only(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	const struct ta_value *value = value_of(test, evaluation);

	return value->state != TA_BLANK && !value->strange &&
	       ta_bits_within(&value->bits, &test->bits);
}

/* The day that the operand means, TA_NO_DAY where a field has none. */
static ta_day
point(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	if (test->other != -1)
		return ta_evaluation_value(evaluation, test->other)->day;
	return test->day == TA_OPEN ? evaluation->today : test->day;
}

/* The days that a test compares; false where one of them is none. */
static bool
compare(const struct ta_test *test, struct ta_evaluation *evaluation,
    ta_day *day, ta_day *other)
{
	*day = value_of(test, evaluation)->day;
	*other = point(test, evaluation);
	return *day != TA_NO_DAY && *other != TA_NO_DAY;
}

bool
ta_holds_before(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	ta_day day, other;

	return compare(test, evaluation, &day, &other) && day < other;
}

bool
ta_holds_after(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	ta_day day, other;

	return compare(test, evaluation, &day, &other) && day > other;
}

bool
ta_holds_within(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	ta_day day, other;

	return compare(test, evaluation, &day, &other) && day >= other &&
	       day <= ta_calendar_add(evaluation->vocabulary->calendar, other,
			  test->number);
}

bool
ta_holds_closed(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	ta_day day = value_of(test, evaluation)->day;

	return day != TA_NO_DAY &&
	       ta_calendar_closed(evaluation->vocabulary->calendar, day) ==
		   test->wanted;
}

bool
ta_holds_exact(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	const struct ta_value *value = value_of(test, evaluation);

	return value->day != TA_NO_DAY && value->exact == test->wanted;
}

bool
ta_holds_open(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice rest = ta_evaluation_text(evaluation, test->field);
	bool open = false;
	struct ta_span span;

	if (value_of(test, evaluation)->state == TA_INVALID)
		return false;
	while (ta_span_next(&rest, &span) == 1)
		open |= span.last == TA_OPEN && span.first <= evaluation->today;
	return open == test->wanted;
}

bool
ta_holds_same_as(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice a = text_of(test->field, evaluation);
	struct ta_slice b = text_of(test->other, evaluation);

	return a.len > 0 && ta_slice_equal_nocase(a, b);
}

bool
ta_holds_mentions(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	return ta_phrases_in(test->phrases, text_of(test->field, evaluation));
}

/* A sign between two blanks, as a dash, is a word, too. */
bool
ta_holds_shorter_than(
    const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice text = text_of(test->field, evaluation), rest = text;
	int words = 0;

	for (; rest.len > 0 && words < test->number; words++) {
		while (rest.len > 0 && ((signed char)*rest.data > ' ' ||
					   ta_white_run(rest) == 0))
			ta_slice_pass(&rest, 1);
		ta_slice_pass(&rest, ta_white_run(rest));
	}
	return text.len > 0 && words < test->number;
}

/* A number of more digits than an operand may have is above it. */
bool
ta_holds_at_least(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice text = text_of(test->field, evaluation);
	size_t number;

	return ta_slice_number(text, 18, &number) &&
	       number >= (size_t)test->number;
}

bool
ta_holds_verified(const struct ta_test *test, struct ta_evaluation *evaluation)
{
	struct ta_slice name = evaluation->vocabulary->fields[test->field].name;
	struct ta_slice list =
	    ta_record_get(evaluation->record, evaluation->verified);
	struct ta_slice item;
	bool verified = false;

	while (!verified && list.data != NULL) {
		item = ta_slice_next(&list, ';');
		verified = ta_slice_equal(item, name);
	}
	return value_of(test, evaluation)->state != TA_BLANK &&
	       verified == test->wanted;
}
