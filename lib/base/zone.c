#include <sys/stat.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/zone.h"

#define DAY_SECONDS 86400
#define HOUR_SECONDS 3600
#define ZONE_FOLDER "/usr/share/zoneinfo/"

/* An offset, and the instant from which it holds. */
struct change {
	int64_t from;
	int32_t offset;
};

/* Changes in one year: more than any zone has had. */
#define CHANGES_MOST 8

/* The offsets of one UTC year, asked for when first needed. */
struct zone_year {
	size_t count; /* 0: not asked yet */
	struct change changes[CHANGES_MOST];
};

struct ta_zone {
	char path[192];
	struct zone_year *years; /* from TA_YEAR_MIN on; filled as asked */
};

#define N_YEARS (TA_YEAR_MAX - TA_YEAR_MIN + 1)

static int32_t
system_offset(int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	return localtime_r(&t, &tm) == NULL ? 0 : (int32_t)tm.tm_gmtoff;
}

/* The first instant in (low, high] that has the offset of high. */
static int64_t
find_change(int64_t low, int64_t high)
{
	int32_t offset = system_offset(high);

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (system_offset(middle) == offset)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/*
 * A step of a day finds every change: seven days were the shortest time that a
 * zone kept an offset, in Noronha in 2000.
 */
static void
read_year(struct zone_year *year, int64_t first, int64_t last)
{
	const int64_t step = DAY_SECONDS;
	int64_t before = first;

	year->changes[0] = (struct change){first, system_offset(first)};
	year->count = 1;
	while (before < last && year->count < CHANGES_MOST) {
		int64_t after = before + step < last ? before + step : last;
		int32_t offset = system_offset(after);

		if (offset != year->changes[year->count - 1].offset)
			year->changes[year->count++] =
			    (struct change){find_change(before, after), offset};
		before = after;
	}
}

/* Asks the C library, with TZ set to the file, and puts TZ back. */
static void
ask_year(const struct ta_zone *zone, int number)
{
	struct zone_year *year = &zone->years[number - TA_YEAR_MIN];
	int64_t first = ta_day_of(number, 1, 1),
		last = ta_day_of(number, 12, 31);
	const char *before = getenv("TZ");
	size_t size = before == NULL ? 0 : strlen(before) + 1;
	char *kept = size == 0 ? NULL : ta_resize(NULL, size, 1);
	char setting[sizeof(zone->path) + 1];

	snprintf(setting, sizeof(setting), ":%s", zone->path);
	if (kept != NULL)
		memcpy(kept, before, size);
	if (setenv("TZ", setting, 1) == -1)
		ta_no_memory();
	tzset();
	read_year(year, first * DAY_SECONDS, (last + 1) * DAY_SECONDS - 1);
	if (kept == NULL)
		unsetenv("TZ");
	else
		setenv("TZ", kept, 1);
	tzset();
	free(kept);
}

/* Whether the file is a zone's: 1 or 0, or -1 with errno set. */
static int
look_at(const char *path)
{
	struct stat about;
	char magic[4];
	FILE *file;
	int status, failed = 0;

	if (stat(path, &about) == -1)
		return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
	if (!S_ISREG(about.st_mode))
		return 0;
	file = fopen(path, "re");
	if (file == NULL)
		return -1;
	status = fread(magic, 1, 4, file) == 4 && memcmp(magic, "TZif", 4) == 0;
	if (ferror(file)) {
		failed = errno;
		status = -1;
	}
	fclose(file);
	errno = failed;
	return status;
}

struct ta_zone *
ta_zone_open(
    const char *name, const struct ta_place *at, struct ta_error *error)
{
	struct ta_zone *zone = ta_alloc(1, sizeof(*zone));
	int status = 0;

	if (strstr(name, "..") == NULL && name[0] != '/' &&
	    snprintf(zone->path, sizeof(zone->path), ZONE_FOLDER "%s", name) <
		(int)sizeof(zone->path))
		status = look_at(zone->path);
	if (status == 1) {
		zone->years = ta_alloc(N_YEARS, sizeof(*zone->years));
		return zone;
	}
	if (status == -1)
		ta_error_system(
		    error, at, "cannot read the time zone '%s'", name);
	else
		ta_error_set(error, at, "there is no time zone '%s'", name);
	free(zone);
	return NULL;
}

const char *
ta_zone_name(const struct ta_zone *zone)
{
	return zone->path + strlen(ZONE_FOLDER);
}

void
ta_zone_free(struct ta_zone *zone)
{
	if (zone == NULL)
		return;
	free(zone->years);
	free(zone);
}

/* The day of an instant, in UTC. */
static ta_day
day_of_instant(int64_t instant)
{
	return (ta_day)(instant / DAY_SECONDS - (instant % DAY_SECONDS < 0));
}

int32_t
ta_zone_offset(const struct ta_zone *zone, int64_t instant)
{
	const struct zone_year *year;
	int number, month, mday;
	size_t i;

	ta_day_civil(day_of_instant(instant), &number, &month, &mday);
	if (number < TA_YEAR_MIN)
		number = TA_YEAR_MIN;
	if (number > TA_YEAR_MAX)
		number = TA_YEAR_MAX;
	year = &zone->years[number - TA_YEAR_MIN];
	if (year->count == 0)
		ask_year(zone, number);
	for (i = year->count - 1; i > 0; i--)
		if (year->changes[i].from <= instant)
			break;
	return year->changes[i].offset;
}

bool
ta_zone_complete(const struct ta_zone *zone, struct ta_time *time)
{
	int64_t local = (int64_t)time->day * DAY_SECONDS + time->second;
	int32_t before = ta_zone_offset(zone, local - DAY_SECONDS);
	int32_t after = ta_zone_offset(zone, local + DAY_SECONDS);
	bool fits_before = ta_zone_offset(zone, local - before) == before;
	bool fits_after = ta_zone_offset(zone, local - after) == after;

	if (before != after && fits_before == fits_after)
		return false;
	time->offset = fits_before ? before : after;
	time->has_offset = true;
	return true;
}

void
ta_zone_convert(const struct ta_zone *zone, struct ta_time *time)
{
	int64_t instant =
	    (int64_t)time->day * DAY_SECONDS + time->second - time->offset;
	int64_t local;

	if (!time->has_offset)
		return;
	time->offset = ta_zone_offset(zone, instant);
	local = instant + time->offset;
	time->day = day_of_instant(local);
	time->second = (int32_t)(local - (int64_t)time->day * DAY_SECONDS);
}

int64_t
ta_zone_instant(const struct ta_zone *zone, const struct ta_time *time)
{
	int64_t local = (int64_t)time->day * DAY_SECONDS + time->second;
	struct ta_time whole = *time;

	if (!whole.has_offset && !ta_zone_complete(zone, &whole))
		whole.offset = ta_zone_offset(zone, local - DAY_SECONDS);
	return local - whole.offset;
}

void
ta_zone_add_hours(const struct ta_zone *zone, struct ta_time *time, int hours)
{
	int64_t then =
	    ta_zone_instant(zone, time) + (int64_t)hours * HOUR_SECONDS;

	time->day = day_of_instant(then);
	time->second = (int32_t)(then - (int64_t)time->day * DAY_SECONDS);
	time->offset = 0;
	time->has_time = true;
	time->has_offset = true;
	ta_zone_convert(zone, time);
}

void
ta_zone_now(const struct ta_zone *zone, struct ta_time *now)
{
	int64_t instant = (int64_t)time(NULL);

	*now = (struct ta_time){.day = (ta_day)(instant / DAY_SECONDS),
	    .second = (int32_t)(instant % DAY_SECONDS),
	    .has_time = true,
	    .has_offset = true};
	ta_zone_convert(zone, now);
}
