#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "unit.h"
#include "base/date.h"
#include "base/zone.h"

/* Time zones: the rules that tzdata has for them, told in other words. */

#define HOUR 3600
#define DAY 86400

static int64_t
instant_of(const char *text)
{
	struct ta_time time;

	if (!ta_time_parse(ta_slice_of(text), &time))
		return INT64_MIN;
	return (int64_t)time.day * DAY + time.second - time.offset;
}

static struct ta_zone *
open_zone(const char *name)
{
	struct ta_error error;

	return ta_zone_open(name, NULL, &error);
}

/* What a text becomes when the office's clock shows it; "?" where it cannot. */
static const char *
shown(const struct ta_zone *zone, const char *written, struct ta_text *out)
{
	struct ta_time time;
	bool sure = ta_time_parse(ta_slice_of(written), &time);

	ta_text_clear(out);
	if (sure && time.has_offset)
		ta_zone_convert(zone, &time);
	else if (sure)
		sure = ta_zone_complete(zone, &time);
	ta_time_print(out, &time);
	if (!sure)
		ta_text_add_char(out, '?');
	return ta_text_string(out);
}

static void
check_shown(const char *name, const char *const (*samples)[2], size_t n)
{
	struct ta_zone *zone = open_zone(name);
	struct ta_text out = {0};
	char words[120];

	for (size_t i = 0; i < n; i++) {
		snprintf(words, sizeof(words), "%s: %s is %s", name,
		    samples[i][0], samples[i][1]);
		CHECK_THAT(
		    zone != NULL && strcmp(shown(zone, samples[i][0], &out),
					samples[i][1]) == 0,
		    words);
	}
	ta_text_free(&out);
	ta_zone_free(zone);
}

#define CHECK_SHOWN(name, samples) \
	check_shown(name, samples, sizeof(samples) / sizeof((samples)[0]))

/* Since 2007: second Sunday of March to first Sunday of November, at two. */
static void
test_los_angeles_changes(void)
{
	struct ta_zone *zone = open_zone("America/Los_Angeles");
	bool right = true;

	for (int year = 2007; year <= 2099; year++) {
		ta_day march = ta_day_of(year, 3, 8);
		ta_day november = ta_day_of(year, 11, 1);
		int64_t on, off;

		while (ta_day_weekday(march) != 0)
			march++;
		while (ta_day_weekday(november) != 0)
			november++;
		on = (int64_t)march * DAY + 10 * HOUR;
		off = (int64_t)november * DAY + 9 * HOUR;
		right &= ta_zone_offset(zone, on - 1) == -8 * HOUR &&
			 ta_zone_offset(zone, on) == -7 * HOUR &&
			 ta_zone_offset(zone, off - 1) == -7 * HOUR &&
			 ta_zone_offset(zone, off) == -8 * HOUR;
	}
	CHECK_THAT(right, "Los Angeles changes to the second, 2007 to 2099");
	CHECK(
	    ta_zone_offset(zone, instant_of("2026-03-08T09:59:59Z")) == -28800);
	CHECK(
	    ta_zone_offset(zone, instant_of("2026-03-08T10:00:00Z")) == -25200);
	CHECK(
	    ta_zone_offset(zone, instant_of("2026-11-01T08:59:59Z")) == -25200);
	CHECK(
	    ta_zone_offset(zone, instant_of("2026-11-01T09:00:00Z")) == -28800);
	/* before 2007 it was April to October */
	CHECK(
	    ta_zone_offset(zone, instant_of("2006-03-20T12:00:00Z")) == -28800);
	CHECK(
	    ta_zone_offset(zone, instant_of("2006-04-02T10:00:00Z")) == -25200);
	CHECK(
	    ta_zone_offset(zone, instant_of("2006-10-29T09:00:00Z")) == -28800);
	ta_zone_free(zone);
}

static const char *const los_angeles[][2] = {
    {"2026-11-24T14:03:22", "2026-11-24T14:03:22-08:00"},
    {"2026-07-01T14:03:22", "2026-07-01T14:03:22-07:00"},
    {"2026-03-08T01:59:59", "2026-03-08T01:59:59-08:00"},
    {"2026-03-08T02:00:00", "2026-03-08T02:00:00?"}, /* never */
    {"2026-03-08T02:30:00", "2026-03-08T02:30:00?"},
    {"2026-03-08T02:59:59", "2026-03-08T02:59:59?"},
    {"2026-03-08T03:00:00", "2026-03-08T03:00:00-07:00"},
    {"2026-11-01T00:59:59", "2026-11-01T00:59:59-07:00"},
    {"2026-11-01T01:00:00", "2026-11-01T01:00:00?"}, /* twice */
    {"2026-11-01T01:30:00", "2026-11-01T01:30:00?"},
    {"2026-11-01T01:59:59", "2026-11-01T01:59:59?"},
    {"2026-11-01T02:00:00", "2026-11-01T02:00:00-08:00"},
    /* the office's day ends eight hours after UTC's, in summer seven */
    {"2026-11-25T07:59:59Z", "2026-11-24T23:59:59-08:00"},
    {"2026-11-25T08:00:00Z", "2026-11-25T00:00:00-08:00"},
    {"2026-07-01T06:59:59Z", "2026-06-30T23:59:59-07:00"},
    {"2026-07-01T07:00:00Z", "2026-07-01T00:00:00-07:00"},
    {"2026-11-25T09:30:00+14:00", "2026-11-24T11:30:00-08:00"},
    {"2022-10-17T18:31:58-05:00", "2022-10-17T16:31:58-07:00"},
    {"2026-11-01T08:30:00Z", "2026-11-01T01:30:00-07:00"},
    {"2026-11-01T09:30:00Z", "2026-11-01T01:30:00-08:00"},
    {"1970-01-01T08:00:00Z", "1970-01-01T00:00:00-08:00"}};

/* The seasons change sides; the clock there goes back in April. */
static const char *const sydney[][2] = {
    {"2026-01-15T12:00:00", "2026-01-15T12:00:00+11:00"},
    {"2026-07-15T12:00:00", "2026-07-15T12:00:00+10:00"},
    {"2026-04-05T02:30:00", "2026-04-05T02:30:00?"},
    {"2026-04-05T03:00:00", "2026-04-05T03:00:00+10:00"},
    {"2026-10-04T01:59:59", "2026-10-04T01:59:59+10:00"},
    {"2026-10-04T02:30:00", "2026-10-04T02:30:00?"},
    {"2026-10-04T03:00:00", "2026-10-04T03:00:00+11:00"},
    {"2026-11-24T13:00:00Z", "2026-11-25T00:00:00+11:00"}};

/* A summer of half an hour. */
static const char *const lord_howe[][2] = {
    {"2026-10-04T02:15:00", "2026-10-04T02:15:00?"},
    {"2026-10-04T02:30:00", "2026-10-04T02:30:00+11:00"},
    {"2026-04-05T01:45:00", "2026-04-05T01:45:00?"},
    {"2026-04-05T01:29:59", "2026-04-05T01:29:59+11:00"},
    {"2026-04-05T02:00:00", "2026-04-05T02:00:00+10:30"}};

static const char *const kolkata[][2] = {
    {"2026-11-24T20:00:00Z", "2026-11-25T01:30:00+05:30"},
    {"2026-06-24T18:29:59Z", "2026-06-24T23:59:59+05:30"},
    {"2026-06-24T18:30:00Z", "2026-06-25T00:00:00+05:30"},
    {"2026-03-08T02:30:00", "2026-03-08T02:30:00+05:30"}};

/* The islands left out the last day of 1994. */
static const char *const kiritimati[][2] = {
    {"2026-11-24T20:00:00Z", "2026-11-25T10:00:00+14:00"},
    {"2026-11-24T09:59:59Z", "2026-11-24T23:59:59+14:00"},
    {"2026-11-24T12:00:00", "2026-11-24T12:00:00+14:00"},
    {"1994-12-30T12:00:00", "1994-12-30T12:00:00-10:00"},
    {"1994-12-31T12:00:00", "1994-12-31T12:00:00?"},
    {"1995-01-01T12:00:00", "1995-01-01T12:00:00+14:00"}};

/*
 * A time may be completed where just one of the offsets around it gives an
 * instant at which that offset holds.
 */
static void
test_complete(const char *name)
{
	struct ta_zone *zone = open_zone(name);
	int64_t first = instant_of("2026-01-02T00:00Z");
	bool right = true;
	char words[120];

	for (int64_t at = first; at < first + 360 * DAY; at += HOUR / 4) {
		struct ta_time time = {.day = (ta_day)(at / DAY),
		    .second = (int32_t)(at % DAY),
		    .has_time = true};
		int32_t offset = 0;
		int fits = 0;

		for (int32_t try = -14 * HOUR; try <= 15 * HOUR;
		     try += HOUR / 2)
			if (ta_zone_offset(zone, at - try) == try) {
				fits++;
				offset = try;
			}
		right &= ta_zone_complete(zone, &time) == (fits == 1) &&
			 time.has_offset == (fits == 1) &&
			 (fits != 1 || time.offset == offset) &&
			 time.day == at / DAY && time.second == at % DAY;
	}
	snprintf(words, sizeof(words),
	    "%s: completed where it is one instant, and only there", name);
	CHECK_THAT(right, words);
	ta_zone_free(zone);
}

/* The C library, asked every eleven hours of 131 years, says the same. */
static void
test_whole(const char *name)
{
	struct ta_zone *zone = open_zone(name);
	int64_t wrong = -1;
	char words[120];

	setenv("TZ", name, 1);
	tzset();
	for (int64_t at = 0; at < (int64_t)47846 * DAY; at += 11 * HOUR) {
		time_t t = (time_t)at;
		struct tm tm;

		/* the zone puts TZ back, and with it what localtime_r reads */
		localtime_r(&t, &tm);
		if (zone == NULL || ta_zone_offset(zone, at) != tm.tm_gmtoff)
			wrong = at;
	}
	snprintf(words, sizeof(words), "%s: all offsets of 1970 to 2100", name);
	CHECK_THAT(wrong == -1, words);
	if (wrong != -1)
		printf("# at %lld\n", (long long)wrong);
	ta_zone_free(zone);
}

static void
test_refused(void)
{
	static const char *const names[] = {"America/Los_Angls", "",
	    "../etc/passwd", "../../../etc/passwd", "/etc/passwd",
	    "/usr/share/zoneinfo/UTC", "America", "America/", ".", "..",
	    "zone.tab", "America/Los_Angeles ", "Pacific Time", "EST5EDT4",
	    "America/../America/Los_Angeles", "UTC+8"};
	struct ta_place at = {"policy.yaml", 7, 11};
	struct ta_error error;
	char words[120], longest[600];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct ta_zone *zone;

		error.text[0] = '\0';
		zone = ta_zone_open(names[i], &at, &error);
		snprintf(words, sizeof(words), "no zone: '%s'", names[i]);
		CHECK_THAT(
		    zone == NULL &&
			strncmp(error.text, "policy.yaml:7:11: ", 18) == 0 &&
			strstr(error.text, names[i]) != NULL,
		    words);
		ta_zone_free(zone);
	}
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	CHECK(ta_zone_open(longest, NULL, &error) == NULL);
	ta_zone_free(NULL);
}

static void
test_environment(void)
{
	int64_t summer = instant_of("2026-07-01T12:00:00Z");
	time_t zero = 0;
	struct tm tm;
	struct ta_zone *zone;

	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	zone = open_zone("America/Los_Angeles");
	CHECK(ta_zone_offset(zone, summer) == -25200);
	CHECK(strcmp(getenv("TZ"), "Asia/Tokyo") == 0);
	localtime_r(&zero, &tm);
	CHECK_THAT(tm.tm_hour == 9, "the C library is in Tokyo as before");
	ta_zone_free(zone);

	unsetenv("TZ");
	zone = open_zone("America/Los_Angeles");
	CHECK(ta_zone_offset(zone, summer) == -25200);
	CHECK(getenv("TZ") == NULL);
	ta_zone_free(zone);

	setenv("TZ", "", 1);
	zone = open_zone("Asia/Kolkata");
	CHECK(ta_zone_offset(zone, summer) == 19800);
	CHECK(getenv("TZ") != NULL && getenv("TZ")[0] == '\0');
	ta_zone_free(zone);
	unsetenv("TZ");
}

static void
test_today(void)
{
	struct ta_zone *zone = open_zone("Pacific/Kiritimati");
	ta_day before = (ta_day)((time(NULL) + 14 * HOUR) / DAY);
	struct ta_time now;
	ta_day today;

	ta_zone_now(zone, &now);
	today = now.day;
	ta_day after = (ta_day)((time(NULL) + 14 * HOUR) / DAY);

	CHECK(today >= before && today <= after);
	ta_zone_free(zone);
}

/* A time without an offset is no instant, and a date no time. */
static void
test_unchanged(void)
{
	struct ta_zone *zone = open_zone("America/Los_Angeles");
	struct ta_time time;

	ta_time_parse(ta_slice_of("2026-11-24T03:00"), &time);
	ta_zone_convert(zone, &time);
	CHECK(time.day == ta_day_of(2026, 11, 24) && time.second == 10800 &&
	      !time.has_offset);
	ta_time_parse(ta_slice_of("2026-11-24"), &time);
	ta_zone_convert(zone, &time);
	CHECK(time.day == ta_day_of(2026, 11, 24) && !time.has_time);
	ta_zone_free(zone);
}

/* As Python's zoneinfo has it, fold 0, added in UTC. */
static void
test_add_hours(void)
{
	static const struct {
		const char *from;
		int hours;
		const char *then;
	} samples[] = {{"2026-11-01T00:30", 4, "2026-11-01T03:30:00-08:00"},
	    {"2026-11-01T01:30", 4, "2026-11-01T04:30:00-08:00"},
	    {"2026-03-08T01:30", 1, "2026-03-08T03:30:00-07:00"},
	    {"2026-03-08T02:30", 4, "2026-03-08T07:30:00-07:00"},
	    {"2026-11-24", 4, "2026-11-24T04:00:00-08:00"},
	    {"2026-11-24T23:30", 1, "2026-11-25T00:30:00-08:00"},
	    {"2026-11-25T07:30Z", 1, "2026-11-25T00:30:00-08:00"},
	    {"2026-12-31T20:00", 9999, "2028-02-21T11:00:00-08:00"}};
	struct ta_zone *zone = open_zone("America/Los_Angeles");
	struct ta_text out = {0};
	char words[80];

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct ta_time time;

		ta_time_parse(ta_slice_of(samples[i].from), &time);
		ta_zone_add_hours(zone, &time, samples[i].hours);
		ta_text_clear(&out);
		ta_time_print(&out, &time);
		snprintf(words, sizeof(words), "%d hours after %s",
		    samples[i].hours, samples[i].from);
		CHECK_THAT(
		    strcmp(ta_text_string(&out), samples[i].then) == 0, words);
	}
	ta_text_free(&out);
	ta_zone_free(zone);
}

/* Instants beyond the years that are read have the offset of the nearest. */
static void
test_beyond(void)
{
	struct ta_zone *zone = open_zone("Asia/Kolkata");

	CHECK(ta_zone_offset(zone, -1) == 19800);
	CHECK(ta_zone_offset(zone, INT64_C(4133980800)) == 19800);
	CHECK(ta_zone_offset(zone, INT64_C(4165516800)) == 19800);
	ta_zone_free(zone);
}

int
main(void)
{
	static const char *const zones[] = {"America/Los_Angeles",
	    "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
	    "Africa/Cairo", "Asia/Gaza", "America/Noronha", "Europe/Moscow",
	    "Antarctica/Troll"};

	test_refused();
	test_environment();
	test_los_angeles_changes();
	CHECK_SHOWN("America/Los_Angeles", los_angeles);
	CHECK_SHOWN("Australia/Sydney", sydney);
	CHECK_SHOWN("Australia/Lord_Howe", lord_howe);
	CHECK_SHOWN("Asia/Kolkata", kolkata);
	CHECK_SHOWN("Pacific/Kiritimati", kiritimati);
	test_complete("America/Los_Angeles");
	test_complete("Australia/Lord_Howe");
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		test_whole(zones[i]);
	test_add_hours();
	test_unchanged();
	test_beyond();
	test_today();
	return unit_end();
}
