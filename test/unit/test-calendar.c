#include <stdlib.h>
#include <string.h>

#include "policy/calendar.h"
#include "policy/dayrule.h"
#include "unit.h"

/* Business days: against vectors of the program's rules and day-by-day loops.
 */

#define WEEKEND "weekend: [saturday, sunday]\n"

/* The eleven of 5 U.S.C. 6103, as the default policy has them. */
#define FEDERAL                                                              \
	WEEKEND                                                              \
	"holidays:\n"                                                        \
	"  - {name: New Year, on: january 1, observed: nearest-weekday}\n"   \
	"  - {name: King, on: 3rd monday of january, since: 1986}\n"         \
	"  - {name: Washington, on: 3rd monday of february}\n"               \
	"  - {name: Memorial, on: last monday of may}\n"                     \
	"  - {name: Juneteenth, on: june 19, observed: nearest-weekday, "    \
	"since: 2021}\n"                                                     \
	"  - {name: Independence, on: july 4, observed: nearest-weekday}\n"  \
	"  - {name: Labor, on: 1st monday of september}\n"                   \
	"  - {name: Columbus, on: 2nd monday of october}\n"                  \
	"  - {name: Veterans, on: november 11, observed: nearest-weekday}\n" \
	"  - {name: Thanksgiving, on: 4th thursday of november}\n"           \
	"  - {name: Christmas, on: december 25, observed: nearest-weekday}\n"

static struct ta_calendar *
load(const char *yaml, struct ta_arena *arena, struct ta_error *error)
{
	struct ta_source *source =
	    ta_source_memory("calendar.yaml", yaml, strlen(yaml));
	struct ta_node *node = ta_yamltree_read(source, arena, error);
	struct ta_calendar *calendar = NULL;

	if (node != NULL &&
	    ta_shape_check(node, &ta_calendar_shape, error) == 0)
		calendar = ta_calendar_load(node, arena, error);
	else if (node == NULL)
		snprintf(error->text, sizeof(error->text), "no tree");
	ta_source_close(source);
	return calendar;
}

static ta_day
day_of(const char *text)
{
	ta_day day = TA_NO_DAY;

	ta_day_parse(ta_slice_of(text), &day);
	return day;
}

/* Zeller's congruence; 0 is Sunday. */
static int
zeller(int year, int month, int day)
{
	int q = day, m = month < 3 ? month + 12 : month;
	int y = month < 3 ? year - 1 : year;

	return (q + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400 + 6) % 7;
}

/* A holiday that keeps its date, whatever the weekday. */
static bool
is_dated(int year, int month, int day)
{
	return (month == 1 && day == 1) ||
	       (month == 6 && day == 19 && year >= 2021) ||
	       (month == 7 && day == 4) || (month == 11 && day == 11) ||
	       (month == 12 && day == 25);
}

/* A holiday that keeps its weekday: it lies in one week of the month. */
static bool
is_weekly(int year, int month, int day, int weekday)
{
	if (month == 11)
		return weekday == 4 && day >= 22 && day <= 28;
	if (weekday != 1)
		return false;
	return (month == 1 && year >= 1986 && day >= 15 && day <= 21) ||
	       (month == 2 && day >= 15 && day <= 21) ||
	       (month == 5 && day >= 25) || (month == 9 && day <= 7) ||
	       (month == 10 && day >= 8 && day <= 14);
}

/* Saturday's on Friday, Sunday's on Monday. */
static bool
is_closed(ta_day at)
{
	int year, month, day, weekday, y, m, d;

	ta_day_civil(at, &year, &month, &day);
	weekday = zeller(year, month, day);
	if (weekday == 0 || weekday == 6 || is_dated(year, month, day) ||
	    is_weekly(year, month, day, weekday))
		return true;
	ta_day_civil(weekday == 1 ? at - 1 : at + 1, &y, &m, &d);
	return (weekday == 1 || weekday == 5) && is_dated(y, m, d);
}

static void
test_closed_days(const struct ta_calendar *federal)
{
	ta_day last = ta_day_of(2099, 12, 31);
	ta_day wrong = TA_NO_DAY;

	for (ta_day day = ta_day_of(1971, 1, 1); day <= last; day++)
		if (ta_calendar_closed(federal, day) != is_closed(day))
			wrong = day;
	CHECK_THAT(wrong == TA_NO_DAY, "closed days of 1971 to 2099");
	if (wrong != TA_NO_DAY)
		printf("# day %d\n", wrong);
}

static void
collect(const struct ta_closed_day *day, void *arg)
{
	ta_day_print(arg, day->day);
	ta_text_add_char(arg, ' ');
}

/* The lists of the Office of Personnel Management. */
static void
test_years(const struct ta_calendar *federal)
{
	static const struct {
		int year;
		const char *days;
	} years[] = {{2021, "2021-01-01 2021-01-18 2021-02-15 2021-05-31 "
			    "2021-06-18 2021-07-05 2021-09-06 2021-10-11 "
			    "2021-11-11 2021-11-25 2021-12-24 2021-12-31 "},
	    {2026, "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 "
		   "2026-07-03 2026-09-07 2026-10-12 2026-11-11 2026-11-26 "
		   "2026-12-25 "},
	    {2027, "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 "
		   "2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25 "
		   "2027-12-24 2027-12-31 "},
	    {2028, "2028-01-17 2028-02-21 2028-05-29 2028-06-19 2028-07-04 "
		   "2028-09-04 2028-10-09 2028-11-10 2028-11-23 2028-12-25 "}};
	struct ta_text text = {0};

	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		ta_text_clear(&text);
		ta_calendar_year(federal, years[i].year, collect, &text);
		CHECK_THAT(strcmp(ta_text_string(&text), years[i].days) == 0,
		    "the federal holidays of a year");
	}
	ta_text_free(&text);
}

/* The vectors of rules.md: received, and the fifteenth business day after. */
static void
test_vectors(const struct ta_calendar *federal)
{
	static const char *const vectors[][2] = {{"2025-06-02", "2025-06-24"},
	    {"2025-06-07", "2025-06-30"}, {"2025-06-19", "2025-07-11"},
	    {"2025-12-12", "2026-01-06"}, {"2026-06-15", "2026-07-08"},
	    {"2027-12-10", "2028-01-04"}, {"2028-02-08", "2028-03-01"}};
	char words[80];

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		snprintf(words, sizeof(words), "15 days from %s is %s",
		    vectors[i][0], vectors[i][1]);
		CHECK_THAT(ta_calendar_add(federal, day_of(vectors[i][0]),
			       15) == day_of(vectors[i][1]),
		    words);
		CHECK_THAT(ta_calendar_count(federal, day_of(vectors[i][0]),
			       day_of(vectors[i][1])) == 15,
		    words);
	}
	CHECK(ta_calendar_add(federal, day_of("2026-11-29"), -2) ==
	      day_of("2026-11-25"));
	CHECK(ta_calendar_add(federal, day_of("2026-11-30"), -1) ==
	      day_of("2026-11-27"));
	CHECK(ta_calendar_add(federal, day_of("2026-11-24"), 1) ==
	      day_of("2026-11-25"));
	CHECK(ta_calendar_count(
		  federal, day_of("2026-11-24"), day_of("2026-11-24")) == 0);
	/* (from, to]: the day itself does not count, the last does */
	CHECK(ta_calendar_count(
		  federal, day_of("2026-11-23"), day_of("2026-11-24")) == 1);
	CHECK(ta_calendar_count(
		  federal, day_of("2026-11-25"), day_of("2026-11-29")) == 1);
	CHECK(ta_calendar_count(
		  federal, day_of("2026-11-29"), day_of("2026-11-25")) == -1);
}

/* Reads a cell of spans; their number. */
static size_t
read_spans(const char *cell, struct ta_span *spans)
{
	struct ta_slice rest = ta_slice_of(cell);
	size_t n = 0;

	while (ta_span_next(&rest, &spans[n]) == 1)
		n++;
	return n;
}

static void
test_holds(const struct ta_calendar *federal)
{
	static const struct {
		const char *holds, *today, *target;
	} vectors[] = {{"", "2026-01-01", "2025-06-24"},
	    {"2025-06-05/2025-06-09", "2026-01-01", "2025-06-27"},
	    {"2025-06-02/2025-06-03", "2026-01-01", "2025-06-25"},
	    {"2025-05-28/2025-06-02", "2026-01-01", "2025-06-24"},
	    {"2025-07-21/2025-07-25", "2026-01-01", "2025-06-24"},
	    {"2025-06-05/2025-06-09;2025-06-09/2025-06-10", "2026-01-01",
		"2025-06-30"},
	    {"2025-06-09/2025-06-10;2025-06-05/2025-06-09", "2026-01-01",
		"2025-06-30"},
	    /* an open one ends today */
	    {"2025-06-05/..", "2025-06-09", "2025-06-27"},
	    {"2025-06-05/..", "2025-06-04", "2025-06-24"},
	    /* one within another; the day of the target itself */
	    {"2025-06-05/2025-06-10;2025-06-06", "2026-01-01", "2025-06-30"},
	    {"2025-06-24", "2026-01-01", "2025-06-25"},
	    {"2025-06-07/2025-06-08", "2026-01-01", "2025-06-24"},
	    {"2025-06-19", "2026-01-01", "2025-06-24"}};
	struct ta_span spans[8];
	char words[120];

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		size_t n = read_spans(vectors[i].holds, spans);

		snprintf(words, sizeof(words), "held '%s' on %s: %s",
		    vectors[i].holds, vectors[i].today, vectors[i].target);
		CHECK_THAT(ta_calendar_add_paused(federal, day_of("2025-06-02"),
			       15, spans, n, day_of(vectors[i].today)) ==
			       day_of(vectors[i].target),
		    words);
	}
}

/* Day by day, forwards or backwards. */
static ta_day
walk(ta_day day, int n)
{
	int step = n < 0 ? -1 : 1;

	while (n != 0) {
		day += step;
		if (!is_closed(day))
			n -= step;
	}
	return day;
}

static void
test_add(const struct ta_calendar *federal)
{
	bool forth = true, back = true, inverse = true;

	for (int i = 0; i < 1500; i++) {
		ta_day day = 2500 + pick_int(42000);
		int n = 1 + pick_int(i % 10 == 0 ? 900 : 40);
		ta_day later = ta_calendar_add(federal, day, n);

		forth &= later == walk(day, n);
		back &= ta_calendar_add(federal, day, -n) == walk(day, -n);
		inverse &= ta_calendar_count(federal, day, later) == n;
	}
	CHECK_THAT(forth, "adding is walking");
	CHECK_THAT(back, "adding a negative number is walking back");
	CHECK_THAT(inverse, "counting undoes adding");
}

/* Behind the last year only weekends are closed, however far one counts. */
static void
test_far(const struct ta_calendar *federal)
{
	ta_day monday = day_of("2100-12-31") + 3;
	bool weeks = true;

	for (int n = 0; n < 10000; n++)
		weeks &= ta_calendar_add(federal, monday, n) ==
			 monday + n / 5 * 7 + n % 5;
	CHECK_THAT(weeks, "five business days are a week behind 2100");
}

static void
test_count(const struct ta_calendar *federal)
{
	bool walked = true, antisymmetric = true, additive = true;

	for (int i = 0; i < 1500; i++) {
		ta_day from = 2500 + pick_int(42000);
		ta_day to = from + pick_int(i % 10 == 0 ? 3000 : 60);
		ta_day between = from - 100 + pick_int(3000);
		int n = 0;

		for (ta_day day = from + 1; day <= to; day++)
			n += !is_closed(day);
		walked &= ta_calendar_count(federal, from, to) == n;
		antisymmetric &= ta_calendar_count(federal, to, from) == -n;
		additive &= ta_calendar_count(federal, from, between) +
				ta_calendar_count(federal, between, to) ==
			    n;
	}
	CHECK_THAT(walked, "counting is walking");
	CHECK_THAT(antisymmetric, "counting back is the same, negative");
	CHECK_THAT(additive, "counts of parts add up");
}

static bool
is_held(ta_day day, const struct ta_span *spans, size_t n, ta_day today)
{
	for (size_t i = 0; i < n; i++) {
		ta_day last = spans[i].last == TA_OPEN ? today : spans[i].last;

		if (day >= spans[i].first && day <= last)
			return true;
	}
	return false;
}

/* Any spans: apart, touching, one in another, open, before receipt. */
static void
test_paused(const struct ta_calendar *federal)
{
	struct ta_span spans[5], given[5];
	bool walked = true, counted = true;

	for (int i = 0; i < 4000; i++) {
		ta_day from = 2500 + pick_int(42000),
		       today = from + pick_int(60);
		ta_day day = from;
		size_t count = (size_t)pick_int(6);
		int n = 1 + pick_int(20), left = n;

		for (size_t k = 0; k < count; k++) {
			spans[k].first = from - 10 + pick_int(50);
			spans[k].last = pick_int(5) == 0
					    ? TA_OPEN
					    : spans[k].first + pick_int(12);
		}
		memcpy(given, spans, sizeof(given));
		while (left > 0) {
			day++;
			left -= !is_closed(day) &&
				!is_held(day, given, count, today);
		}
		walked &= ta_calendar_add_paused(
			      federal, from, n, spans, count, today) == day;
		for (day = from, left = 0; day < today;)
			left += !is_closed(++day) &&
				!is_held(day, given, count, today);
		memcpy(spans, given, sizeof(given));
		counted &= ta_calendar_count_paused(
			       federal, from, today, spans, count) == left;
	}
	CHECK_THAT(walked, "holds push the target as walking does");
	CHECK_THAT(counted, "days outside holds are counted as walking does");
}

static void
test_other_weekend(void)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	struct ta_calendar *calendar = load("weekend: [friday, saturday]\n"
					    "holidays:\n"
					    "  - {name: Fourth, on: july 4, "
					    "observed: nearest-weekday}\n"
					    "  - {name: Leap, on: "
					    "february 29}\n",
	    &arena, &error);
	bool walked = calendar != NULL;

	CHECK(ta_calendar_closed(calendar, day_of("2026-11-27")));
	CHECK(ta_calendar_closed(calendar, day_of("2026-11-28")));
	CHECK(!ta_calendar_closed(calendar, day_of("2026-11-29")));
	/* a Friday's on Thursday, a Saturday's on Sunday */
	CHECK(ta_calendar_closed(calendar, day_of("2025-07-03")));
	CHECK(!ta_calendar_closed(calendar, day_of("2025-07-06")));
	CHECK(ta_calendar_closed(calendar, day_of("2026-07-05")));
	CHECK(!ta_calendar_closed(calendar, day_of("2026-07-02")));
	/* a day that most years do not have */
	CHECK(ta_calendar_closed(calendar, day_of("2028-02-29")));
	CHECK(!ta_calendar_closed(calendar, day_of("2027-03-01")));
	for (int i = 0; walked && i < 1000; i++) {
		ta_day day = 2500 + pick_int(42000);
		int left = 1 + pick_int(30);
		ta_day sum = ta_calendar_add(calendar, day, left);

		while (left > 0)
			left -= !ta_calendar_closed(calendar, ++day);
		walked &= sum == day;
	}
	CHECK_THAT(walked, "adding is walking where the weekend is another");
	ta_arena_free(&arena);
}

static void
test_closures(void)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	struct ta_calendar *calendar =
	    load(FEDERAL "closures: [2026-12-24, 2026-12-28/2026-12-30, "
			 "2026-12-30/2027-01-03, 2026-12-25]\n",
		&arena, &error);

	CHECK(ta_calendar_closed(calendar, day_of("2026-12-24")));
	CHECK(!ta_calendar_closed(calendar, day_of("2026-12-23")));
	CHECK(ta_calendar_closed(calendar, day_of("2026-12-28")));
	CHECK(ta_calendar_closed(calendar, day_of("2026-12-31")));
	CHECK(!ta_calendar_closed(calendar, day_of("2027-01-04")));
	/* what is closed twice is closed once */
	CHECK(ta_calendar_add(calendar, day_of("2026-12-23"), 1) ==
	      day_of("2027-01-04"));
	CHECK(ta_calendar_add(calendar, day_of("2027-01-04"), -1) ==
	      day_of("2026-12-23"));
	CHECK(ta_calendar_count(
		  calendar, day_of("2026-12-23"), day_of("2027-01-05")) == 2);
	/* ten years, and New Year's Day of the next */
	calendar =
	    load(FEDERAL "closures: [2026-01-01/2035-12-31]\n", &arena, &error);
	CHECK(ta_calendar_add(calendar, day_of("2025-12-31"), 1) ==
	      day_of("2036-01-02"));
	ta_arena_free(&arena);
}

#define HOLIDAY(on) WEEKEND "holidays: [{name: X, on: " on "}]\n"

static const char *const bad_calendars[] = {
    "weekend: [monday, tuesday, wednesday, thursday, friday, "
    "saturday, sunday]\n",
    "weekend: [satruday]\n", "weekend: [sat, sun]\n", "weekend: saturday\n",
    "holidays: []\n", WEEKEND "holidais: []\n", WEEKEND "holidays: [july 4]\n",
    WEEKEND "holidays: [{on: july 4}]\n", WEEKEND "holidays: [{name: X}]\n",
    WEEKEND "holidays: [{name: X, on: july 4, observed: friday}]\n",
    WEEKEND "holidays: [{name: X, on: july 4, obsered: "
	    "nearest-weekday}]\n",
    WEEKEND "holidays: [{name: X, on: july 4, since: lately}]\n",
    HOLIDAY("january 32"), HOLIDAY("february 30"), HOLIDAY("january 0"),
    HOLIDAY("january -1"), HOLIDAY("january"), HOLIDAY("january first"),
    HOLIDAY("january 1 x"), HOLIDAY("jan 1"), HOLIDAY("july 0041"),
    HOLIDAY("july 004x"), HOLIDAY("1 january"), HOLIDAY("6th monday of may"),
    HOLIDAY("0th monday of may"), HOLIDAY("monday of may"), HOLIDAY("monday"),
    HOLIDAY("1st wednesday"), HOLIDAY("1st monday in may"),
    HOLIDAY("1st monday of"), HOLIDAY("1st monday of may 3"),
    HOLIDAY("1st of may"), HOLIDAY("4th thursday of novembre"), HOLIDAY("last"),
    HOLIDAY("last day of may"), HOLIDAY("thanksgiving"), HOLIDAY("2026-07-04"),
    HOLIDAY("''"), HOLIDAY("[july 4]"), WEEKEND "closures: [soon]\n",
    WEEKEND "closures: [2026-13-01]\n",
    WEEKEND "closures: [2026-12-28/2026-12-24]\n",
    WEEKEND "closures: [2026-12-28/..]\n",
    WEEKEND "closures: ['2026-12-28;2026-12-29']\n",
    WEEKEND "closures: 2026-12-28\n", WEEKEND "closures: ['']\n"};

static void
test_refused(void)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	char words[120];

	for (size_t i = 0; i < sizeof(bad_calendars) / sizeof(bad_calendars[0]);
	     i++) {
		const char *end = strrchr(bad_calendars[i], '[');

		error.text[0] = '\0';
		snprintf(words, sizeof(words), "refused: %.*s",
		    (int)strcspn(end == NULL ? bad_calendars[i] : end, "\n"),
		    end == NULL ? bad_calendars[i] : end);
		CHECK_THAT(load(bad_calendars[i], &arena, &error) == NULL &&
			       strncmp(error.text, "calendar.yaml:", 14) == 0,
		    words);
	}
	ta_arena_free(&arena);
}

static bool
read_rule(const char *words, struct ta_day_rule *rule)
{
	struct ta_node node = {
	    .text = ta_slice_of(words), .at = {"rule.yaml", 1, 1}};
	struct ta_error error;

	return ta_day_rule_read(&node, rule, &error) == 0;
}

/* Which of its weekday's days in the month is a day, and is it the last? */
static void
place_in_month(ta_day day, int *nth, bool *last)
{
	int year, month, mday, later;

	ta_day_civil(day, &year, &month, &mday);
	*nth = 1;
	for (int before = mday - 7; before > 0; before -= 7)
		++*nth;
	ta_day_civil(day + 7, &year, &later, &mday);
	*last = later != month;
}

static void
test_day_rules(void)
{
	static const struct {
		const char *words;
		int nth; /* 0: every one, -1: the last */
		int weekday, month;
	} rules[] = {{"1st wednesday", 1, 3, 0}, {"3rd wednesday", 3, 3, 0},
	    {"5th friday", 5, 5, 0}, {"last friday", -1, 5, 0},
	    {"wednesday", 0, 3, 0}, {"Sunday", 0, 0, 0},
	    {"2nd monday of october", 2, 1, 10},
	    {"last monday of may", -1, 1, 5},
	    {"5th saturday of february", 5, 6, 2}};
	struct ta_day_rule yearly;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct ta_day_rule rule;
		bool right = read_rule(rules[i].words, &rule);

		for (ta_day day = 365; right && day < 47400; day++) {
			int year, month, mday, nth;
			bool last, is;

			ta_day_civil(day, &year, &month, &mday);
			place_in_month(day, &nth, &last);
			is = zeller(year, month, mday) == rules[i].weekday &&
			     (rules[i].month == 0 || rules[i].month == month) &&
			     (rules[i].nth == 0 || rules[i].nth == nth ||
				 (rules[i].nth == -1 && last));
			right = ta_day_rule_is(&rule, day) == is;
		}
		CHECK_THAT(right, rules[i].words);
	}
	CHECK(read_rule("july 4", &yearly));
	CHECK(ta_day_rule_is(&yearly, day_of("2027-07-04")));
	CHECK(!ta_day_rule_is(&yearly, day_of("2027-07-05")));
	CHECK(!ta_day_rule_is(&yearly, day_of("2027-06-04")));
}

/* The nth of a weekday in a month, or the last (-1), by trying its days. */
static ta_day
found(int year, int month, int weekday, int nth)
{
	ta_day is = TA_NO_DAY;

	for (int day = 1; day <= (month == 5 ? 31 : 30); day++) {
		if (zeller(year, month, day) != weekday || nth == 0)
			continue;
		is = ta_day_of(year, month, day);
		nth -= nth > 0;
	}
	return is;
}

/* Whether the days of a year are these, of which the last is TA_NO_DAY. */
static bool
are_days(const struct ta_calendar *calendar, int year, const ta_day *days)
{
	struct ta_text wanted = {0}, got = {0};
	bool equal;

	for (; *days != TA_NO_DAY; days++) {
		ta_day_print(&wanted, *days);
		ta_text_add_char(&wanted, ' ');
	}
	ta_calendar_year(calendar, year, collect, &got);
	equal = strcmp(ta_text_string(&wanted), ta_text_string(&got)) == 0;
	if (!equal)
		printf("# wanted %s\n# got    %s\n", ta_text_string(&wanted),
		    ta_text_string(&got));
	ta_text_free(&wanted);
	ta_text_free(&got);
	return equal;
}

static void
test_day_after(void)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	struct ta_calendar *calendar = load(WEEKEND
	    "holidays:\n"
	    "  - {name: Memorial Day, on: last monday of may}\n"
	    "  - {name: A, on: The day after  Memorial day}\n"
	    "  - {name: Thanksgiving Day, on: 4th thursday of november}\n"
	    "  - {name: B, on: the day after thanksgiving-day, since: 2000}\n"
	    "  - {name: C, on: the day after b, observed: nearest-weekday}\n"
	    "  - {name: End, on: december 31}\n"
	    "  - {name: D, on: the day after end}\n",
	    &arena, &error);
	struct ta_calendar *observed = load(WEEKEND
	    "holidays:\n"
	    "  - {name: Fourth, on: july 4, observed: nearest-weekday}\n"
	    "  - {name: Next, on: the day after fourth}\n",
	    &arena, &error);
	struct ta_calendar *twice =
	    load(WEEKEND "holidays:\n"
			 "  - {name: Fair, on: may 4}\n"
			 "  - {name: Fair, on: june 8}\n"
			 "  - {name: Next, on: the day after fair}\n",
		&arena, &error);
	bool right = calendar != NULL;

	for (int year = 1971; right && year <= 2100; year++) {
		ta_day may = found(year, 5, 1, -1);
		ta_day november = found(year, 11, 4, 4);
		/* a Saturday, and so the Friday before */
		ta_day days[] = {ta_day_of(year, 1, 1), may, may + 1, november,
		    november + 1, november + 1, ta_day_of(year, 12, 31),
		    TA_NO_DAY};
		/* neither B nor the day after it */
		ta_day before[] = {
		    days[0], may, may + 1, november, days[6], TA_NO_DAY};

		right = are_days(calendar, year, year < 2000 ? before : days);
	}
	CHECK_THAT(right, "the day after a holiday, from 1971 to 2100");
	/* 4 July 2026 is a Saturday: observed the day before, the next is not
	 */
	CHECK(are_days(observed, 2026,
	    (ta_day[]){day_of("2026-07-03"), day_of("2026-07-05"), TA_NO_DAY}));
	CHECK(are_days(twice, 2026,
	    (ta_day[]){day_of("2026-05-04"), day_of("2026-06-08"),
		day_of("2026-06-09"), TA_NO_DAY}));
	ta_arena_free(&arena);
}

int
main(void)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	struct ta_calendar *federal = load(FEDERAL, &arena, &error);

	CHECK(federal != NULL);
	if (federal == NULL)
		return 1;
	test_closed_days(federal);
	test_years(federal);
	test_vectors(federal);
	test_holds(federal);
	test_add(federal);
	test_far(federal);
	test_count(federal);
	test_paused(federal);
	test_other_weekend();
	test_closures();
	test_refused();
	test_day_rules();
	test_day_after();
	ta_arena_free(&arena);
	return unit_end();
}
