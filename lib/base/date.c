#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/bounds.h"
#include "base/date.h"

#define DAY_SECONDS 86400

#define NAME_WHOLE 9 /* letters of the longest name, September */
#define NAME_BRIEF 3

static const char *const month_names[] = {"january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october",
    "november", "december"};
static const char *const weekday_names[] = {"sunday", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday"};

const char *const ta_date_orders[TA_DATE_ORDERS] = {
    [TA_MDY] = "mdy", [TA_DMY] = "dmy", [TA_YMD] = "ymd"};

ta_day
ta_day_of(int year, int month, int day)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int length = month == 2 ? 28 + leap : 30 + (month + month / 8) % 2;
	int era, year_of_era, day_of_year;

	if (year < TA_YEAR_MIN || year > TA_YEAR_MAX || month < 1 ||
	    month > 12 || day < 1 || day > length)
		return TA_NO_DAY;
	year -= month <= 2;
	era = year / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - 719468;
}

void
ta_day_civil(ta_day day, int *year, int *month, int *mday)
{
	int era, day_of_era, year_of_era, day_of_year, shifted;

	day += 719468;
	era = (day >= 0 ? day : day - 146096) / 146097;
	day_of_era = day - era * 146097;
	year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			  day_of_era / 146096) /
		      365;
	day_of_year = day_of_era -
		      (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	shifted = (5 * day_of_year + 2) / 153;
	*mday = day_of_year - (153 * shifted + 2) / 5 + 1;
	*month = shifted < 10 ? shifted + 3 : shifted - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

int
ta_day_weekday(ta_day day)
{
	return day >= -4 ? (day + 4) % 7 : (day + 5) % 7 + 6;
}

/* Reads exactly n digits at the front of *rest and moves past them. */
static bool
take_digits(struct ta_slice *rest, size_t n, int *value)
{
	const struct ta_slice digits = {rest->data, n};
	size_t number;

	if (rest->len < n || !ta_slice_number(digits, n, &number))
		return false;
	*value = (int)number;
	ta_slice_pass(rest, n);
	return true;
}

static size_t
count_digits(struct ta_slice rest)
{
	size_t n = 0;

	while (n < rest.len && ta_is_digit(rest.data[n]))
		n++;
	return n;
}

/* Reads one digit or two. */
static bool
take_number(struct ta_slice *rest, int *value)
{
	size_t n = count_digits(*rest);

	return (n == 1 || n == 2) && take_digits(rest, n, value);
}

static bool
take_char(struct ta_slice *rest, char c)
{
	if (rest->len == 0 || rest->data[0] != c)
		return false;
	ta_slice_pass(rest, 1);
	return true;
}

/* Moves past a letter, in upper or lower case. */
static bool
take_letter(struct ta_slice *rest, char upper)
{
	return take_char(rest, upper) ||
	       take_char(rest, (char)(upper - 'A' + 'a'));
}

/* The number of two digits, or one above all of those. */
static int
two_digits(const char *s)
{
	unsigned tens = (unsigned char)s[0] - (unsigned)'0';
	unsigned ones = (unsigned char)s[1] - (unsigned)'0';

	return tens > 9 || ones > 9 ? 10000 : (int)(tens * 10 + ones);
}

static bool
take_iso_date(struct ta_slice *rest, ta_day *day)
{
	const char *s = rest->data;

	*day = TA_NO_DAY;
	if (rest->len >= 10 && s[4] == '-' && s[7] == '-')
		*day = ta_day_of(two_digits(s) * 100 + two_digits(s + 2),
		    two_digits(s + 5), two_digits(s + 8));
	if (*day == TA_NO_DAY)
		return false;
	ta_slice_pass(rest, 10);
	return true;
}

bool
ta_day_parse(struct ta_slice text, ta_day *day)
{
	return take_iso_date(&text, day) && text.len == 0;
}

/* Two digits. */
static void
put_two(char *out, int number)
{
	out[0] = (char)('0' + number / 10);
	out[1] = (char)('0' + number % 10);
}

void
ta_day_print(struct ta_text *text, ta_day day)
{
	char *out = ta_text_reserve(text, 10);
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	put_two(out, year / 100 % 100);
	put_two(out + 2, year % 100);
	out[4] = out[7] = '-';
	put_two(out + 5, month);
	put_two(out + 8, mday);
	text->len += 10;
}

int
ta_span_next(struct ta_slice *rest, struct ta_span *span)
{
	struct ta_slice last, first;

	do {
		if (rest->data == NULL)
			return 0;
		last = ta_slice_next(rest, ';');
	} while (last.len == 0);
	first = ta_slice_next(&last, '/');
	if (!ta_day_parse(first, &span->first))
		return -1;
	span->last = span->first;
	if (last.data == NULL)
		return 1;
	last = ta_slice_trim(last);
	if (ta_slice_equal(last, ta_slice_of("..")))
		span->last = TA_OPEN;
	else if (!ta_day_parse(last, &span->last))
		return -1;
	return span->first <= span->last ? 1 : -1;
}

static int
named(struct ta_slice name, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (ta_slice_equal_nocase(name, ta_slice_of(names[i])))
			return i;
	return -1;
}

int
ta_month_named(struct ta_slice name)
{
	int month = named(name, month_names, 12);

	return month < 0 ? -1 : month + 1;
}

int
ta_weekday_named(struct ta_slice name)
{
	return named(name, weekday_names, 7);
}

const char *
ta_weekday_name(int weekday)
{
	return weekday_names[weekday];
}

/* Appends a name with a capital, its first letters alone where `most` says. */
static void
add_name(struct ta_text *text, const char *name, int most)
{
	ta_text_printf(text, "%c%.*s", name[0] - 'a' + 'A', most - 1, name + 1);
}

void
ta_day_words(struct ta_text *text, ta_day day)
{
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	add_name(text, weekday_names[ta_day_weekday(day)], NAME_WHOLE);
	ta_text_add_string(text, ", ");
	add_name(text, month_names[month - 1], NAME_WHOLE);
	ta_text_printf(text, " %d, %d", mday, year);
}

void
ta_month_brief(struct ta_text *text, int year, int month)
{
	add_name(text, month_names[month - 1], NAME_BRIEF);
	ta_text_printf(text, " %d", year);
}

void
ta_day_brief(struct ta_text *text, ta_day day)
{
	int year, month, mday;

	ta_day_civil(day, &year, &month, &mday);
	add_name(text, month_names[month - 1], NAME_BRIEF);
	ta_text_printf(text, " %d, %d", mday, year);
}

/* How the parts of a time may be separated. */
enum clock { CLOCK_ISO, CLOCK_COLONS, CLOCK_POINTS_TOO };

/*
 * Reads HH:MM[:SS[.fraction]], or the same with points. The fraction is
 * dropped.
 */
static bool
take_clock(
    struct ta_slice *rest, enum clock clock, struct ta_time *time, int *hour)
{
	int minute, second = 0;
	char mark = ':';
	size_t n;

	if (clock == CLOCK_ISO ? !take_digits(rest, 2, hour)
			       : !take_number(rest, hour))
		return false;
	if (clock == CLOCK_POINTS_TOO && rest->len > 0 && rest->data[0] == '.')
		mark = '.';
	if (!take_char(rest, mark) || !take_digits(rest, 2, &minute))
		return false;
	if (take_char(rest, mark)) {
		if (!take_digits(rest, 2, &second))
			return false;
		if (mark == ':' && take_char(rest, '.')) {
			n = count_digits(*rest);
			ta_slice_pass(rest, n);
			if (n == 0)
				return false;
		}
	}
	time->has_time = true;
	time->second = *hour * 3600 + minute * 60 + second;
	return *hour < 24 && minute < 60 && second <= 60;
}

/* Reads Z or +HH:MM of RFC 3339. */
static bool
take_offset(struct ta_slice *rest, struct ta_time *time)
{
	int hours, minutes, sign;

	time->has_offset = true;
	time->offset = 0;
	if (take_letter(rest, 'Z'))
		return true;
	sign = take_char(rest, '-') ? -1 : take_char(rest, '+') ? 1 : 0;
	if (sign == 0 || !take_digits(rest, 2, &hours) ||
	    !take_char(rest, ':') || !take_digits(rest, 2, &minutes))
		return false;
	time->offset = sign * (hours * 3600 + minutes * 60);
	return hours < 24 && minutes < 60;
}

/* Moves past white space; false where there is none. */
static bool
take_white(struct ta_slice *rest)
{
	size_t n = ta_white_run(*rest);

	ta_slice_pass(rest, n);
	return n > 0;
}

bool
ta_time_parse(struct ta_slice text, struct ta_time *time)
{
	int hour;

	*time = (struct ta_time){.day = TA_NO_DAY};
	if (!take_iso_date(&text, &time->day))
		return false;
	if (text.len == 0)
		return true;
	if (!take_letter(&text, 'T') && !take_char(&text, ' ') &&
	    !((signed char)text.data[0] < 0 && take_white(&text)))
		return false;
	return take_clock(&text, CLOCK_ISO, time, &hour) &&
	       (text.len == 0 || (take_offset(&text, time) && text.len == 0));
}

/* Reads three numbers with one separator between; a year has four digits. */
static bool
take_form_date(
    struct ta_slice *rest, enum ta_date_order order, struct ta_time *time)
{
	/* where year, month and day stand */
	static const int places[TA_DATE_ORDERS][3] = {
	    [TA_MDY] = {2, 0, 1}, [TA_DMY] = {2, 1, 0}, [TA_YMD] = {0, 1, 2}};
	const int *at =
	    places[count_digits(*rest) == 4 ? (int)TA_YMD : (int)order];
	char separator = '/';
	int part[3];

	for (int i = 0; i < 3; i++) {
		if (i > 0 && !take_char(rest, separator))
			return false;
		if (i == at[0] ? count_digits(*rest) != 4 ||
				     !take_digits(rest, 4, &part[i])
			       : !take_number(rest, &part[i]))
			return false;
		if (i == 0 && rest->len > 0 &&
		    (rest->data[0] == '-' || rest->data[0] == '.'))
			separator = rest->data[0];
	}
	time->day = ta_day_of(part[at[0]], part[at[1]], part[at[2]]);
	return time->day != TA_NO_DAY;
}

/* Turns a time of twelve hours into one of twenty-four. */
static bool
take_half(struct ta_slice *rest, struct ta_time *time, int hour)
{
	struct ta_slice after = *rest;
	bool afternoon = take_letter(&after, 'P');

	if (!afternoon && !take_letter(&after, 'A'))
		return true;
	take_char(&after, '.');
	if (!take_letter(&after, 'M'))
		return true; /* the P of PST */
	if (hour < 1 || hour > 12)
		return false;
	take_char(&after, '.');
	*rest = after;
	time->second += ((afternoon ? 12 : 0) - (hour == 12 ? 12 : 0)) * 3600;
	return true;
}

/* Reads -8, -08:00 or -0800, after GMT or by itself. */
static bool
take_loose_offset(struct ta_slice *rest, struct ta_time *time)
{
	int sign = take_char(rest, '-') ? -1 : take_char(rest, '+') ? 1 : 0;
	int hours, minutes = 0;
	bool packed = count_digits(*rest) == 4;

	if (sign == 0 || (packed ? !take_digits(rest, 2, &hours)
				 : !take_number(rest, &hours)))
		return false;
	if ((packed || take_char(rest, ':')) && !take_digits(rest, 2, &minutes))
		return false;
	time->offset = sign * (hours * 3600 + minutes * 60);
	return hours < 15 && minutes < 60;
}

/* The zones that RFC 5322, section 4.3, names; other names are ambiguous. */
static bool
take_zone(struct ta_slice *rest, struct ta_time *time)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {{"UTC", 0}, {"GMT", 0}, {"UT", 0}, {"Z", 0}, {"EST", -5},
	    {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
	    {"PST", -8}, {"PDT", -7}};

	time->has_offset = true;
	for (size_t i = 0; i < TA_COUNT(zones); i++) {
		size_t n = strlen(zones[i].name);

		if (rest->len < n ||
		    strncasecmp(rest->data, zones[i].name, n) != 0)
			continue;
		ta_slice_pass(rest, n);
		time->offset = zones[i].hours * 3600;
		return rest->len == 0 ||
		       (zones[i].hours == 0 && take_loose_offset(rest, time));
	}
	return take_loose_offset(rest, time);
}

/* Moves past "kl." or "klo", which northern languages have before a time. */
static void
take_clock_word(struct ta_slice *rest)
{
	struct ta_slice after = *rest;

	if (!take_letter(&after, 'K') || !take_letter(&after, 'L'))
		return;
	take_letter(&after, 'O');
	take_char(&after, '.');
	take_white(&after);
	*rest = after;
}

/* Reads what follows the hour and the minutes, to the end. */
static bool
take_rest(struct ta_slice *rest, struct ta_time *time, int hour)
{
	take_white(rest);
	if (!take_half(rest, time, hour))
		return false;
	take_white(rest);
	return rest->len == 0 || (take_zone(rest, time) && rest->len == 0);
}

bool
ta_time_parse_form(
    struct ta_slice text, enum ta_date_order order, struct ta_time *time)
{
	enum clock clock = CLOCK_POINTS_TOO;
	int hour;

	text = ta_slice_trim(text);
	if (ta_time_parse(text, time))
		return true;
	*time = (struct ta_time){.day = TA_NO_DAY};
	/* After a date of ISO 8601 the time is of it, too. */
	if (count_digits(text) == 4 && text.len > 4 && text.data[4] == '-')
		clock = CLOCK_COLONS;
	if (!take_form_date(&text, order, time))
		return false;
	if (text.len == 0)
		return true;
	if (text.data[0] == 'T')
		clock = CLOCK_COLONS;
	if (!take_char(&text, ',') && text.data[0] != 'T' &&
	    ta_white_run(text) == 0)
		return false;
	take_letter(&text, 'T');
	take_white(&text);
	if (clock == CLOCK_POINTS_TOO)
		take_clock_word(&text);
	return take_clock(&text, clock, time, &hour) &&
	       take_rest(&text, time, hour);
}

void
ta_time_print(struct ta_text *text, const struct ta_time *time)
{
	int32_t minutes = abs(time->offset / 60);
	char clock[] = "Thh:mm:ss", offset[] = "+hh:mm";

	ta_day_print(text, time->day);
	if (!time->has_time)
		return;
	put_two(clock + 1, time->second / 3600);
	put_two(clock + 4, time->second / 60 % 60);
	put_two(clock + 7, time->second % 60);
	/* A leap second ends the day without beginning another. */
	ta_text_add_string(
	    text, time->second == DAY_SECONDS ? "T23:59:60" : clock);
	if (!time->has_offset)
		return;
	offset[0] = time->offset <= -60 ? '-' : '+';
	put_two(offset + 1, minutes / 60);
	put_two(offset + 4, minutes % 60);
	ta_text_add_string(text, offset);
}
