#include <stdint.h>
#include <string.h>

#include "unit.h"
#include "base/date.h"

/* Dates and times: what is one, what is none, and how they are written. */

#define NO_SECOND (-1)
#define NO_OFFSET INT32_MIN

/* A text and the time that it is; a NULL day is no time at all. */
struct sample {
	const char *text;
	const char *day;
	int32_t second;
	int32_t offset;
};

static bool
is_time(const struct sample *sample, bool got, const struct ta_time *time)
{
	ta_day day = TA_NO_DAY;

	if (sample->day == NULL)
		return !got;
	ta_day_parse(ta_slice_of(sample->day), &day);
	return got && time->day == day &&
	       time->has_time == (sample->second != NO_SECOND) &&
	       (!time->has_time || time->second == sample->second) &&
	       time->has_offset == (sample->offset != NO_OFFSET) &&
	       (!time->has_offset || time->offset == sample->offset);
}

/* Days counted one by one; of these years only 2100 breaks the rule of four. */
static void
test_civil(void)
{
	static const int lengths[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int y, m, d, weekday = 4; /* 1970 began on a Thursday */
	bool there = true, back = true, weekdays = true;
	ta_day day = 0;

	for (int year = 1970; year <= 2100; year++)
		for (int month = 1; month <= 12; month++) {
			bool leap = year % 4 == 0 && year != 2100;
			int last = lengths[month - 1] + (month == 2 && leap);

			for (int mday = 1; mday <= last; mday++, day++) {
				ta_day_civil(day, &y, &m, &d);
				there &= ta_day_of(year, month, mday) == day;
				back &= y == year && m == month && d == mday;
				weekdays &= ta_day_weekday(day) == weekday;
				weekday = (weekday + 1) % 7;
			}
			there &= ta_day_of(year, month, last + 1) == TA_NO_DAY;
			there &= ta_day_of(year, month, 0) == TA_NO_DAY;
		}
	CHECK_THAT(there, "every day of 1970 to 2100 has its number");
	CHECK_THAT(back, "and every number its day");
	CHECK_THAT(weekdays, "and its weekday");
	CHECK_THAT(day == 47847, "131 years, 32 of them leap years");
	/* date -ud 2026-11-24 +%s, by 86400 */
	CHECK(ta_day_of(2026, 11, 24) == 20781);
	CHECK(ta_day_of(1969, 12, 31) == TA_NO_DAY);
	CHECK(ta_day_of(2101, 1, 1) == TA_NO_DAY);
	CHECK(ta_day_of(2026, 0, 1) == TA_NO_DAY);
	CHECK(ta_day_of(2026, 13, 1) == TA_NO_DAY);
	CHECK(ta_day_of(2026, 1, -1) == TA_NO_DAY);
}

/* Reading and writing are each other's inverse on every day. */
static void
test_print(void)
{
	struct ta_text text = {0};
	bool same = true;
	ta_day got;

	for (ta_day day = 0; day < 47847; day++) {
		ta_text_clear(&text);
		ta_day_print(&text, day);
		same &= text.len == 10 &&
			ta_day_parse(ta_text_slice(&text, 0), &got) &&
			got == day;
	}
	CHECK_THAT(same, "every day reads as it was written");
	ta_text_clear(&text);
	ta_text_add_string(&text, "on ");
	ta_day_print(&text, ta_day_of(2028, 2, 9));
	CHECK(strcmp(ta_text_string(&text), "on 2028-02-09") == 0);
	ta_text_free(&text);
}

static void
test_dates(void)
{
	static const char *const good[] = {"1970-01-01", "2100-12-31",
	    "2028-02-29", "2000-02-29", "2026-04-30", "2026-12-31"};
	static const char *const bad[] = {"2026-04-31", "2026-02-29",
	    "2100-02-29", "2026-02-30", "2026-1-5", "2026-01-5", "2026-1-05",
	    "2026-01-05x", "2026-01-05 ", " 2026-01-05", "2026-01-05T",
	    "2026-01-05\n", "20260105", "2026/01/05", "2026.01.05",
	    "2026-01/05", "2026-00-10", "2026-13-01", "2026-01-00",
	    "2026-01-32", "1969-12-31", "2101-01-01", "0000-01-01",
	    "9999-12-31", "26-01-05", "+2026-01-05", "-2026-01-05",
	    "2026-01-+5", "2026-01- 5", "2026-01-0x", "2026-01", "2026", "",
	    "today", "02026-01-05", "2026-001-05", "2026-01-050",
	    "2026\xe2\x80\x90"
	    "01\xe2\x80\x90"
	    "05"};
	char words[80];
	ta_day day;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		snprintf(words, sizeof(words), "%s is a date", good[i]);
		CHECK_THAT(ta_day_parse(ta_slice_of(good[i]), &day), words);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(words, sizeof(words), "no date: '%.*s'",
		    (int)strcspn(bad[i], "\n"), bad[i]);
		CHECK_THAT(!ta_day_parse(ta_slice_of(bad[i]), &day), words);
	}
	CHECK(!ta_day_parse((struct ta_slice){"2026-01-05", 11}, &day));
	CHECK(!ta_day_parse((struct ta_slice){NULL, 0}, &day));
	CHECK(ta_day_parse((struct ta_slice){"2026-01-059", 10}, &day));
}

/* RFC 3339, section 5.8 and others; seconds and offset may be left out. */
static const struct sample canonical[] = {
    {"2026-11-24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"1985-04-12T23:20:50.52Z", "1985-04-12", 84050, 0},
    {"1996-12-19T16:39:57-08:00", "1996-12-19", 59997, -28800},
    {"1990-12-31T23:59:60Z", "1990-12-31", 86400, 0},
    {"1990-12-31T15:59:60-08:00", "1990-12-31", 57600, -28800},
    {"2026-11-24t14:03:22z", "2026-11-24", 50602, 0},
    {"2026-11-24 14:03:22+05:30", "2026-11-24", 50602, 19800},
    {"2026-11-24T14:03", "2026-11-24", 50580, NO_OFFSET},
    {"2026-11-24 14:03:22", "2026-11-24", 50602, NO_OFFSET},
    {"2026-11-24T14:03Z", "2026-11-24", 50580, 0},
    {"2026-11-24T00:00:00Z", "2026-11-24", 0, 0},
    {"2026-11-24T23:59:59Z", "2026-11-24", 86399, 0},
    {"2026-11-24T14:03:22.123456789-08:00", "2026-11-24", 50602, -28800},
    {"2026-11-24T14:03:22+23:59", "2026-11-24", 50602, 86340},
    {"2026-11-24T14:03:22-23:59", "2026-11-24", 50602, -86340},
    {"2026-11-24T14:03:22+14:00", "2026-11-24", 50602, 50400},
    {"1937-01-01T12:00:27.87+00:20", NULL, 0, 0}, /* a year out of bounds */
    {"2026-11-24T24:00:00Z", NULL, 0, 0}, {"2026-11-24T24:00", NULL, 0, 0},
    {"2026-11-24T14:60Z", NULL, 0, 0}, {"2026-11-24T14:03:61Z", NULL, 0, 0},
    {"2026-11-24T14", NULL, 0, 0}, {"2026-11-24T", NULL, 0, 0},
    {"2026-11-24 ", NULL, 0, 0}, {"2026-11-24T14:3", NULL, 0, 0},
    {"2026-11-24T1:03:22Z", NULL, 0, 0}, {"2026-11-24T14:03:2Z", NULL, 0, 0},
    {"2026-11-24T14:03:22.Z", NULL, 0, 0}, {"2026-11-24T14:03:22.", NULL, 0, 0},
    {"2026-11-24T14:03.5Z", NULL, 0, 0}, {"2026-11-24T14:03:22,5Z", NULL, 0, 0},
    {"2026-11-24T14:03:22+24:00", NULL, 0, 0},
    {"2026-11-24T14:03:22-08:60", NULL, 0, 0},
    {"2026-11-24T14:03:22+5:30", NULL, 0, 0},
    {"2026-11-24T14:03:22+0530", NULL, 0, 0},
    {"2026-11-24T14:03:22+05", NULL, 0, 0},
    {"2026-11-24T14:03:22 Z", NULL, 0, 0},
    {"2026-11-24T14:03:22Z ", NULL, 0, 0},
    {"2026-11-24T14:03:22ZZ", NULL, 0, 0},
    {"2026-11-24T14:03:22Zulu", NULL, 0, 0},
    {"2026-11-24T14:03:22EST", NULL, 0, 0},
    {"2026-11-24T-1:03:22Z", NULL, 0, 0}, {"2026-11-24X14:03:22Z", NULL, 0, 0},
    {"2026-11-24\xc2\xa0"
     "14:03:22",
	"2026-11-24", 50602, NO_OFFSET},
    {"2026-11-24  14:03:22", NULL, 0, 0}, {"2026-11-24T 14:03", NULL, 0, 0},
    {"2026-11-24T14.03", NULL, 0, 0}, {"2026-11-24 14.03.22", NULL, 0, 0},
    {"2026-02-30T10:00:00Z", NULL, 0, 0}, {"20261124T140322Z", NULL, 0, 0},
    {"14:03:22", NULL, 0, 0}, {"", NULL, 0, 0}};

static void
test_times(void)
{
	char words[80];

	for (size_t i = 0; i < sizeof(canonical) / sizeof(canonical[0]); i++) {
		const struct sample *sample = &canonical[i];
		struct ta_time time;
		bool got = ta_time_parse(ta_slice_of(sample->text), &time);

		snprintf(words, sizeof(words), "%s: '%s'",
		    sample->day == NULL ? "no time" : "a time", sample->text);
		CHECK_THAT(is_time(sample, got, &time), words);
	}
}

/* What forms and spreadsheets export where the month stands first. */
static const struct sample month_first[] = {
    {"11/24/2026", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2/1/2026", "2026-02-01", NO_SECOND, NO_OFFSET},
    {"02/01/2026", "2026-02-01", NO_SECOND, NO_OFFSET},
    {"11-24-2026", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2026/11/24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2026-11-24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2/29/2028", "2028-02-29", NO_SECOND, NO_OFFSET},
    {"11/24/2026 14:03:22", "2026-11-24", 50602, NO_OFFSET},
    {"11/24/2026 14:03", "2026-11-24", 50580, NO_OFFSET},
    {"11/2/2026 2:03 PM", "2026-11-02", 50580, NO_OFFSET},
    {"11/2/2026 2:03 AM", "2026-11-02", 7380, NO_OFFSET},
    {"11/2/2026 2:03pm", "2026-11-02", 50580, NO_OFFSET},
    {"11/2/2026 2:03:22 p.m.", "2026-11-02", 50602, NO_OFFSET},
    {"11/2/2026 12:00 AM", "2026-11-02", 0, NO_OFFSET},
    /* the narrow blank that browsers write */
    {"11/2/2026, 2:03:00\xe2\x80\xaf"
     "PM",
	"2026-11-02", 50580, NO_OFFSET},
    {"11/2/2026 2:03 PM\xe2\x80\xaf", "2026-11-02", 50580, NO_OFFSET},
    /* white space of every kind, and what cannot be seen, at the edges */
    {"\xef\xbb\xbf"
     "11/2/2026\xc2\xa0",
	"2026-11-02", NO_SECOND, NO_OFFSET},
    {"\xe2\x80\x8b"
     "11/2/2026\xe2\x80\x89\xc2\xa0"
     "2:03\xe3\x80\x80PM\xc2\xa0"
     "EST\xe2\x81\xa0",
	"2026-11-02", 50580, -18000},
    {"11/2/2026\xe2\x80\x8b"
     "2:03",
	NULL, 0, 0},
    /* points for colons */
    {"11/2/2026 2.03 PM", "2026-11-02", 50580, NO_OFFSET},
    {"11/2/2026 2.03.22 p.m.", "2026-11-02", 50602, NO_OFFSET},
    {"11/2/2026, 14.03.22 EST", "2026-11-02", 50602, -18000},
    {"2026/11/24 14.03", "2026-11-24", 50580, NO_OFFSET},
    {"11/2/2026 12:00 PM", "2026-11-02", 43200, NO_OFFSET},
    {"11/2/2026 12:59 AM", "2026-11-02", 3540, NO_OFFSET},
    /* leap seconds, which belong to the hour that they end */
    {"12/31/2016 11:59:60 PM", "2016-12-31", 86400, NO_OFFSET},
    {"12/31/2016 12:59:60 AM", "2016-12-31", 3600, NO_OFFSET},
    {"12/31/2016 11:59:60 AM", "2016-12-31", 43200, NO_OFFSET},
    {"11/2/2026 11:59:59 PM", "2026-11-02", 86399, NO_OFFSET},
    {"2022/10/17 6:31:58 PM EST", "2022-10-17", 66718, -18000},
    {"2022/10/17 6:31:58 PM EDT", "2022-10-17", 66718, -14400},
    {"2022/10/17 6:31:58 PM CST", "2022-10-17", 66718, -21600},
    {"2022/10/17 6:31:58 PM MDT", "2022-10-17", 66718, -21600},
    {"2022/10/17 6:31:58 PM PST", "2022-10-17", 66718, -28800},
    {"2022/10/17 6:31:58 PM PDT", "2022-10-17", 66718, -25200},
    {"2022/10/17 6:31:58 AM GMT-8", "2022-10-17", 23518, -28800},
    {"2022/10/17 6:31:58 AM GMT+5:30", "2022-10-17", 23518, 19800},
    {"2022/10/17 6:31:58 AM GMT", "2022-10-17", 23518, 0},
    {"2022/10/17 6:31:58 AM GMT-0830", "2022-10-17", 23518, -30600},
    {"2022/10/17 6:31:58 AM -08:30", "2022-10-17", 23518, -30600},
    /* no clock is further ahead than Kiribati's */
    {"2022/10/17 6:31:58 AM GMT+14", "2022-10-17", 23518, 50400},
    {"2022/10/17 6:31:58 AM GMT+15", NULL, 0, 0},
    {"2022/10/17 6:31:58 AM GMT+1:60", NULL, 0, 0},
    {"2022/10/17 6:31:58 AM GMT+8:", NULL, 0, 0},
    {"2022/10/17 6:31:58 AM GMT+08x0", NULL, 0, 0},
    {"2022/10/17 18:31 UTC", "2022-10-17", 66660, 0},
    {"2026-11-24T14:03:22Z", "2026-11-24", 50602, 0},
    /* no such day */
    {"2/29/2026", NULL, 0, 0}, {"2/30/2026", NULL, 0, 0},
    {"4/31/2026", NULL, 0, 0}, {"0/10/2026", NULL, 0, 0},
    {"13/1/2026", NULL, 0, 0}, {"1/0/2026", NULL, 0, 0},
    {"1/32/2026", NULL, 0, 0}, {"24/11/2026", NULL, 0, 0},
    {"2026/2/30", NULL, 0, 0}, {"2/1/1969", NULL, 0, 0},
    {"2/1/2101", NULL, 0, 0},
    /* which century? */
    {"11/24/26", NULL, 0, 0}, {"1/2/03", NULL, 0, 0}, {"26/11/24", NULL, 0, 0},
    {"1/2/026", NULL, 0, 0}, {"11/24/02026", NULL, 0, 0},
    {"011/24/2026", NULL, 0, 0}, {"11/024/2026", NULL, 0, 0},
    /* not a date at all */
    {"11/24-2026", NULL, 0, 0}, {"11 24 2026", NULL, 0, 0},
    {"11/24", NULL, 0, 0}, {"11/24/", NULL, 0, 0}, {"/11/24/2026", NULL, 0, 0},
    {"11242026", NULL, 0, 0}, {"46350", NULL, 0, 0}, {"", NULL, 0, 0},
    {"soon", NULL, 0, 0}, {"-1/24/2026", NULL, 0, 0},
    {"11//24/2026", NULL, 0, 0}, {"11/24/2026x", NULL, 0, 0},
    {"11/24/2026 or later", NULL, 0, 0}, {"on 11/24/2026", NULL, 0, 0},
    /* no such time */
    {"11/24/2026 24:00", NULL, 0, 0}, {"11/24/2026 14:60", NULL, 0, 0},
    {"11/24/2026 13:00 PM", NULL, 0, 0}, {"11/24/2026 0:30 AM", NULL, 0, 0},
    {"11/24/2026 0:30 PM", NULL, 0, 0}, {"11/24/2026 14", NULL, 0, 0},
    {"11/24/2026 2 PM PM", NULL, 0, 0}, {"11/24/2026 2:03 PM PM", NULL, 0, 0},
    {"11/24/2026 2:03 M", NULL, 0, 0}, {"11/24/2026 noon", NULL, 0, 0},
    {"11/24/2026 123:00", NULL, 0, 0}, {"11/24/202614:03", NULL, 0, 0},
    /* zones that have several meanings, or none */
    {"2022/10/17 6:31:58 PM CET", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM IST", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM BST", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM PT", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM XYZ", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM ESTX", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM EST5EDT", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM America/New_York", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM GMT-8:60", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM GMT-25", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM GMT-", NULL, 0, 0},
    {"2022/10/17 6:31:58 PM GMT-8 x", NULL, 0, 0}};

static const struct sample day_first[] = {
    {"24/11/2026", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2/11/2026", "2026-11-02", NO_SECOND, NO_OFFSET},
    {"24.11.2026", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"24-11-2026 14:03:22", "2026-11-24", 50602, NO_OFFSET},
    {"2026/11/24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"02/11/2026 9.30.15", "2026-11-02", 34215, NO_OFFSET},
    {"2.11.2026 21.30", "2026-11-02", 77400, NO_OFFSET},
    {"2.11.2026 9.30 PM", "2026-11-02", 77400, NO_OFFSET},
    {"2-11-2026 00.05", "2026-11-02", 300, NO_OFFSET},
    {"2.11.2026 kl. 9.30", "2026-11-02", 34200, NO_OFFSET},
    {"2.11.2026 kl 21:30", "2026-11-02", 77400, NO_OFFSET},
    {"2.11.2026 klo 21.30", "2026-11-02", 77400, NO_OFFSET},
    {"2.11.2026, Kl.9.30", "2026-11-02", 34200, NO_OFFSET},
    /* a half hour, a part of an hour, two manners at once: none is sure */
    {"2.11.2026 9.3", NULL, 0, 0}, {"2.11.2026 9.5", NULL, 0, 0},
    {"2.11.2026 9.300", NULL, 0, 0}, {"2.11.2026 9.30.", NULL, 0, 0},
    {"2.11.2026 9.30.1", NULL, 0, 0}, {"2.11.2026 9.30:15", NULL, 0, 0},
    {"2.11.2026 9:30.15", NULL, 0, 0}, {"2.11.2026 9.30.15.5", NULL, 0, 0},
    {"2.11.2026 24.00", NULL, 0, 0}, {"2.11.2026 9.60", NULL, 0, 0},
    {"2.11.2026T9.30", NULL, 0, 0}, {"2.11.2026.9.30", NULL, 0, 0},
    {"2026-11-02 9.30", NULL, 0, 0}, {"2026-11-2 9.30", NULL, 0, 0},
    {"2026-11-02 kl. 9:30", NULL, 0, 0}, {"2.11.2026 kl.", NULL, 0, 0},
    {"2.11.2026 kla 9.30", NULL, 0, 0}, {"2.11.2026 kl. 9", NULL, 0, 0},
    {"11/24/2026", NULL, 0, 0}, {"31/4/2026", NULL, 0, 0},
    {"31/11/2026", NULL, 0, 0}, {"29/2/2026", NULL, 0, 0},
    {"24/11/26", NULL, 0, 0}};

/* An order that nobody gave is no order: only a year in front is read. */
static const struct sample year_first[] = {
    {"2026/11/24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2026-11-24", "2026-11-24", NO_SECOND, NO_OFFSET},
    {"2026/2/1 2:03 PM", "2026-02-01", 50580, NO_OFFSET},
    {"11/24/2026", NULL, 0, 0}, {"24/11/2026", NULL, 0, 0},
    {"2/1/2026", NULL, 0, 0}, {"26/11/24", NULL, 0, 0}};

static void
test_form(const struct sample *samples, size_t n, enum ta_date_order order)
{
	static const char *const orders[] = {"mdy", "dmy", "ymd"};
	char words[80];

	for (size_t i = 0; i < n; i++) {
		struct ta_time time;
		bool got = ta_time_parse_form(
		    ta_slice_of(samples[i].text), order, &time);

		snprintf(words, sizeof(words), "%s, %s: '%s'", orders[order],
		    samples[i].day == NULL ? "no date" : "a date",
		    samples[i].text);
		CHECK_THAT(is_time(&samples[i], got, &time), words);
	}
}

/* All that is canonical reads alike in every order. */
static void
test_forms_take_canonical(void)
{
	bool same = true;

	for (size_t i = 0; i < sizeof(canonical) / sizeof(canonical[0]); i++)
		for (int order = TA_MDY; order <= TA_YMD; order++) {
			struct ta_time time;

			if (canonical[i].day == NULL)
				continue;
			same &= is_time(&canonical[i],
			    ta_time_parse_form(ta_slice_of(canonical[i].text),
				(enum ta_date_order)order, &time),
			    &time);
		}
	CHECK_THAT(same, "what is canonical is taken in every order");
}

static bool
prints_as(const char *written, const char *printed)
{
	struct ta_text text = {0};
	struct ta_time time;
	bool same;

	same = ta_time_parse(ta_slice_of(written), &time);
	ta_time_print(&text, &time);
	same = same && strcmp(ta_text_string(&text), printed) == 0;
	ta_text_free(&text);
	return same;
}

static void
test_print_times(void)
{
	CHECK(prints_as("2026-11-24", "2026-11-24"));
	CHECK(prints_as("2026-11-24 14:03", "2026-11-24T14:03:00"));
	CHECK(prints_as(
	    "2026-11-24T14:03:22.9-08:00", "2026-11-24T14:03:22-08:00"));
	CHECK(prints_as(
	    "2026-11-24T14:03:22+05:30", "2026-11-24T14:03:22+05:30"));
	CHECK(prints_as(
	    "2026-11-24T00:00:00-00:30", "2026-11-24T00:00:00-00:30"));
	CHECK(prints_as("2026-11-24T23:59:59Z", "2026-11-24T23:59:59+00:00"));
	/* a leap second must not become the midnight a day before it */
	CHECK(prints_as("2016-12-31T23:59:60Z", "2016-12-31T23:59:60+00:00"));
}

/* What is printed reads as the same time again. */
static void
test_round_trip(void)
{
	struct ta_text text = {0};
	bool same = true;

	for (int32_t i = 0; i < 86400; i += 7) {
		struct ta_time time = {.day = i % 40000,
		    .second = i,
		    .offset = (i % 2879 - 1439) * 60,
		    .has_time = true,
		    .has_offset = i % 3 != 0};
		struct ta_time got;

		ta_text_clear(&text);
		ta_time_print(&text, &time);
		same &= ta_time_parse(ta_text_slice(&text, 0), &got) &&
			got.day == time.day && got.second == time.second &&
			got.has_time && got.has_offset == time.has_offset &&
			(!got.has_offset || got.offset == time.offset);
	}
	CHECK_THAT(same, "a printed time reads as the same time");
	ta_text_free(&text);
}

/* Writes the spans of a text one behind the other, "!" where one is none. */
static const char *
spans_of(const char *string, struct ta_text *out)
{
	struct ta_slice rest = ta_slice_of(string);
	struct ta_span span;
	int got;

	ta_text_clear(out);
	while ((got = ta_span_next(&rest, &span)) == 1) {
		ta_day_print(out, span.first);
		ta_text_add_char(out, '/');
		if (span.last == TA_OPEN)
			ta_text_add_string(out, "..");
		else
			ta_day_print(out, span.last);
		ta_text_add_char(out, ' ');
	}
	if (got == -1)
		ta_text_add_char(out, '!');
	return ta_text_string(out);
}

static void
test_spans(void)
{
	static const char *const samples[][2] = {
	    {"2026-11-02", "2026-11-02/2026-11-02 "},
	    {"2026-11-02/2026-11-09", "2026-11-02/2026-11-09 "},
	    {"2026-11-02/2026-11-02", "2026-11-02/2026-11-02 "},
	    {"2026-11-02/..", "2026-11-02/.. "},
	    {"2026-11-02/2026-11-09;2026-11-20/..;2026-12-01",
		"2026-11-02/2026-11-09 2026-11-20/.. 2026-12-01/2026-12-01 "},
	    {" 2026-11-02 ; 2026-11-03/.. ",
		"2026-11-02/2026-11-02 2026-11-03/.. "},
	    {"", ""}, {"2026-11-09/2026-11-02", "!"},
	    {"2026-11-02;2026-11-09/2026-11-08", "2026-11-02/2026-11-02 !"},
	    {"2026-11-02/", "!"}, {"/2026-11-02", "!"}, {"../2026-11-02", "!"},
	    {"..", "!"}, {"2026-11-02..", "!"}, {"2026-11-02/...", "!"},
	    {"2026-11-02/.", "!"}, {"2026-11-02/2026-11-09/2026-11-10", "!"},
	    {"2026-11-02/../..", "!"}, {"2026-11-02-2026-11-09", "!"},
	    {"2026-11-02,2026-11-03", "!"}, {"2026-02-30", "!"},
	    {"2026-11-02/2026-11-31", "!"}, {"2026-11-2", "!"},
	    {"11/2/2026", "!"}, {"none", "!"}, {"2026-11-02T10:00Z", "!"}};
	struct ta_text out = {0};
	char words[80];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		snprintf(words, sizeof(words), "spans: '%s'", samples[i][0]);
		CHECK_THAT(
		    strcmp(spans_of(samples[i][0], &out), samples[i][1]) == 0,
		    words);
	}
	ta_text_free(&out);
}

static void
test_names(void)
{
	CHECK(ta_month_named(ta_slice_of("January")) == 1);
	CHECK(ta_month_named(ta_slice_of("DECEMBER")) == 12);
	CHECK(ta_month_named(ta_slice_of("jan")) == -1);
	CHECK(ta_month_named(ta_slice_of("")) == -1);
	CHECK(ta_weekday_named(ta_slice_of("Sunday")) == 0);
	CHECK(ta_weekday_named(ta_slice_of("saturday")) == 6);
	CHECK(ta_weekday_named(ta_slice_of("caturday")) == -1);
	for (int i = 0; i < 7; i++)
		CHECK(ta_weekday_named(ta_slice_of(ta_weekday_name(i))) == i);
}

int
main(void)
{
	test_civil();
	test_print();
	test_dates();
	test_times();
	test_form(
	    month_first, sizeof(month_first) / sizeof(month_first[0]), TA_MDY);
	test_form(day_first, sizeof(day_first) / sizeof(day_first[0]), TA_DMY);
	test_form(
	    year_first, sizeof(year_first) / sizeof(year_first[0]), TA_YMD);
	test_forms_take_canonical();
	test_print_times();
	test_round_trip();
	test_spans();
	test_names();
	return unit_end();
}
