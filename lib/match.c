#include <string.h>

#include "block.h"
#include "match.h"

static const struct ta_value *
value_of(const struct ta_test *test, struct ta_subject *subject)
{
	return ta_subject_value(subject, test->field);
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
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

/* A byte of a word; bytes of other scripts are all letters here. */
static bool
in_word(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       (lower(c) >= 'a' && lower(c) <= 'z');
}

/* Does the phrase stand at the front of the text, as whole words? */
static bool
begins_with(struct ta_slice text, struct ta_slice phrase)
{
	size_t i = 0;

	for (size_t k = 0; k < phrase.len; k++) {
		size_t start = i;

		if (!is_white(phrase.data[k])) {
			if (i == text.len ||
			    lower(text.data[i++]) != phrase.data[k])
				return false;
			continue;
		}
		while (i < text.len && is_white(text.data[i]))
			i++;
		if (i == start)
			return false;
	}
	return i == text.len || !in_word(text.data[i]) ||
	       !in_word(text.data[i - 1]);
}

/* Does a phrase stand at that place of the text, as whole words? */
static bool
mentions_at(const struct ta_test *test, struct ta_slice text, size_t i)
{
	struct ta_slice rest = {text.data + i, text.len - i};

	if (i > 0 && in_word(text.data[i - 1]) && in_word(text.data[i]))
		return false;
	for (size_t k = 0; k < test->n_texts; k++)
		if (begins_with(rest, test->texts[k]))
			return true;
	return false;
}

/*
 * The places of a block at which the first two letters of a phrase may stand,
 * in any case; white space is any, and what lies behind the block too.
 */
static uint64_t
begins_in(const struct ta_test *test, const char *data)
{
	char folded[TA_BLOCK];
	uint64_t set = 0;

	for (size_t i = 0; i < TA_BLOCK; i++)
		folded[i] = (char)(data[i] | TA_FOLD);
	for (size_t k = 0; k < test->n_begins; k++) {
		const char *begin = test->begins[k];
		uint64_t second = UINT64_MAX;

		if (begin[1] != ' ')
			second = ta_block_equal(folded, begin[1]) >> 1 |
				 UINT64_C(1) << (TA_BLOCK - 1);
		set |= ta_block_equal(folded, begin[0]) & second;
	}
	return set;
}

/* Hardly any word begins with the first two letters of a phrase. */
bool
ta_holds_mentions(const struct ta_test *test, struct ta_subject *subject)
{
	struct ta_slice text = ta_subject_text(subject, test->field);

	for (size_t at = 0; at < text.len; at += TA_BLOCK) {
		const char *data = text.data + at;
		char last[TA_BLOCK] = {0};
		uint64_t set;

		if (text.len - at < TA_BLOCK)
			data = memcpy(last, data, text.len - at);
		for (set = begins_in(test, data); set != 0; set &= set - 1)
			if (mentions_at(test, text, at + ta_block_first(set)))
				return true;
	}
	return false;
}
