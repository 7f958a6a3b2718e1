#include "policy/dayrule.h"

const struct ta_shape ta_weekday_shape = {.says = "A weekday such as saturday.",
    .pattern = "^" TA_WEEKDAY_WORD "$",
    .wordy = true};
const struct ta_shape ta_day_rule_shape = {
    .says = "A day such as wednesday, 1st wednesday or july 4.",
    .pattern =
	"^\\s*(" TA_NTH_WORD " +)?" TA_WEEKDAY_WORD "\\s*$|^" TA_DAY_OF_YEAR,
    .wordy = true};

/* Cuts the next word off; blanks separate words. */
static struct ta_slice
next_word(struct ta_slice *rest)
{
	struct ta_slice word = {NULL, 0};

	while (rest->data != NULL && word.len == 0)
		word = ta_slice_next(rest, ' ');
	return word;
}

static int
nth_named(struct ta_slice word)
{
	static const char *const names[] = {
	    "1st", "2nd", "3rd", "4th", "5th", "last"};

	for (int i = 0; i < 6; i++)
		if (ta_slice_equal_nocase(word, ta_slice_of(names[i])))
			return i == 5 ? -1 : i + 1;
	return 0;
}

/* Reads "[NTH] WEEKDAY [of MONTH]" from its first word on. */
static bool
read_weekday_rule(
    struct ta_slice word, struct ta_slice *rest, struct ta_day_rule *rule)
{
	rule->nth = nth_named(word);
	if (rule->nth != 0)
		word = next_word(rest);
	rule->weekday = ta_weekday_named(word);
	if (rule->weekday == -1)
		return false;
	word = next_word(rest);
	if (word.len == 0)
		return true;
	rule->month = ta_month_named(next_word(rest));
	return ta_slice_equal(word, ta_slice_of("of")) && rule->nth != 0 &&
	       rule->month != -1;
}

int
ta_day_rule_read(const struct ta_node *node, struct ta_day_rule *rule,
    struct ta_error *error)
{
	struct ta_slice rest = node->text;
	struct ta_slice word = next_word(&rest);
	size_t number = 0;
	bool fits;

	*rule = (struct ta_day_rule){.month = ta_month_named(word)};
	if (rule->month != -1) {
		/* 2000 has every day that any year has. */
		fits = ta_slice_number(next_word(&rest), 2, &number) &&
		       ta_day_of(2000, rule->month, (int)number) != TA_NO_DAY;
		rule->mday = (int)number;
	} else {
		rule->month = 0;
		fits = read_weekday_rule(word, &rest, rule);
	}
	if (fits && next_word(&rest).len == 0)
		return 0;
	return ta_node_refuse(node, error,
	    "expected a day such as 'january 1', '3rd monday of january', "
	    "'last monday of may' or '1st wednesday'");
}

bool
ta_day_rule_is(const struct ta_day_rule *rule, ta_day day)
{
	int year, month, mday;

	/* Most days have another weekday, and are done with here. */
	if (rule->mday == 0 && ta_day_weekday(day) != rule->weekday)
		return false;
	ta_day_civil(day, &year, &month, &mday);
	if (rule->month != 0 && rule->month != month)
		return false;
	if (rule->mday != 0)
		return rule->mday == mday;
	if (rule->nth == -1)
		return ta_day_of(year, month, mday + 7) == TA_NO_DAY;
	return rule->nth == 0 || rule->nth == (mday + 6) / 7;
}

ta_day
ta_day_rule_in(const struct ta_day_rule *rule, int year)
{
	ta_day first, fifth;
	int gap;

	if (rule->mday != 0)
		return ta_day_of(year, rule->month, rule->mday);
	first = ta_day_of(year, rule->month, 1);
	gap = (rule->weekday - ta_day_weekday(first) + 7) % 7;
	if (rule->nth > 0)
		return ta_day_of(
		    year, rule->month, 1 + gap + (rule->nth - 1) * 7);
	fifth = ta_day_of(year, rule->month, 1 + gap + 28);
	return fifth == TA_NO_DAY ? first + gap + 21 : fifth;
}
