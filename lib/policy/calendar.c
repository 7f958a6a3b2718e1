#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "policy/calendar.h"
#include "policy/holiday.h"

/* The Sunday before the first day that a date may have. */
#define FIRST_SUNDAY (-4)

/* The days that may be closed, in spans of 32 days. */
#define N_MONTHS ((TA_YEAR_MAX - TA_YEAR_MIN + 2) * 366 / 32)

struct ta_calendar {
	bool weekend[7];
	int open[8]; /* weekdays that are open before weekday i; [7]: a week */
	struct ta_closed_day *days; /* holidays and closures, in order */
	size_t n_days;
	size_t room;
	ta_day *closed; /* those of them outside weekends, each once */
	size_t n_closed;
	int *before; /* how many of them are before each span of 32 days */
	struct ta_holidays holidays; /* while it is loaded */
	struct ta_arena *arena;
};

static void
add_day(struct ta_calendar *calendar, ta_day day, const char *name)
{
	struct ta_closed_day *grown;

	if (calendar->n_days == calendar->room) {
		calendar->room =
		    calendar->room == 0 ? 2048 : calendar->room * 2;
		grown = ta_arena_alloc(
		    calendar->arena, calendar->room, sizeof(*grown));
		if (calendar->n_days > 0)
			memcpy(grown, calendar->days,
			    calendar->n_days * sizeof(*grown));
		calendar->days = grown;
	}
	calendar->days[calendar->n_days++] = (struct ta_closed_day){day, name};
}

/*
 * The open weekday nearest to a day; of two the one before it. Every week has
 * an open one.
 */
static ta_day
nearest_weekday(const struct ta_calendar *calendar, ta_day day)
{
	int distance = 0;

	for (; calendar->weekend[ta_day_weekday(day - distance)]; distance++)
		if (!calendar->weekend[ta_day_weekday(day + distance)])
			return day + distance;
	return day - distance;
}

static const struct ta_shape weekdays_shape = {
    .want = TA_WANT_LIST, .says = "Weekdays.", .items = &ta_weekday_shape};
static const struct ta_shape holidays_shape = {
    .want = TA_WANT_LIST, .items = &ta_holiday_shape};
static const struct ta_shape closures_shape = {
    .want = TA_WANT_LIST, .items = &ta_span_shape};

static const struct ta_key keys[] = {
    {"weekend", &weekdays_shape, true, "The weekdays that are closed."},
    {"holidays", &holidays_shape, false, "Yearly holidays."},
    {"closures", &closures_shape, false,
	"Days, or first and last days, on which the office itself is "
	"closed."}};

const struct ta_shape ta_calendar_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

#define DATE "\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\\s*"

const struct ta_shape ta_span_shape = {.name = "span",
    .says = "A date such as 2026-12-24, or a span such as "
	    "2026-12-28/2026-12-30.",
    .pattern = "^" DATE "(/" DATE ")?$",
    .wordy = true};

static int
load_weekend(struct ta_calendar *calendar, const struct ta_node *list,
    struct ta_error *error)
{
	for (const struct ta_node *node = list->children; node != NULL;
	     node = node->next) {
		int weekday = ta_weekday_named(node->text);

		if (weekday == -1)
			return ta_node_refuse(
			    node, error, "expected a weekday such as saturday");
		calendar->weekend[weekday] = true;
	}
	for (int i = 0; i < 7; i++)
		calendar->open[i + 1] =
		    calendar->open[i] + !calendar->weekend[i];
	if (calendar->open[7] == 0)
		return ta_node_refuse(list, error,
		    "a week needs at least one open day; take a day out of "
		    "'weekend'");
	return 0;
}

static int
load_holiday(struct ta_calendar *calendar, const struct ta_node *node,
    struct ta_error *error)
{
	const struct ta_holiday *holiday;
	int year = TA_YEAR_MIN;

	if (ta_holidays_add(
		&calendar->holidays, node, calendar->arena, error) == -1)
		return -1;
	holiday = &calendar->holidays.items[calendar->holidays.count - 1];
	for (year = holiday->since > year ? holiday->since : year;
	     year <= TA_YEAR_MAX; year++) {
		ta_day day = ta_holiday_in(holiday, year);

		if (day == TA_NO_DAY)
			continue;
		if (holiday->nearest_weekday)
			day = nearest_weekday(calendar, day);
		add_day(calendar, day, holiday->name);
	}
	return 0;
}

int
ta_calendar_span(
    const struct ta_node *node, struct ta_span *span, struct ta_error *error)
{
	struct ta_slice rest = node->text;

	if (node->kind == TA_NODE_TEXT && ta_span_next(&rest, span) == 1 &&
	    rest.data == NULL && span->last != TA_OPEN)
		return 0;
	return ta_node_refuse(node, error,
	    "expected a date such as 2026-12-24, or a span such as "
	    "2026-12-28/2026-12-30");
}

static int
load_closure(struct ta_calendar *calendar, const struct ta_node *node,
    struct ta_error *error)
{
	struct ta_span span = {0, -1};

	if (ta_calendar_span(node, &span, error) == -1)
		return -1;
	for (ta_day day = span.first; day <= span.last; day++)
		add_day(calendar, day, "Office closed");
	return 0;
}

/*
 * Loads each item of a list, which may be NULL. A few words may mean many days.
 */
static int
load_days(struct ta_calendar *calendar, const struct ta_node *list,
    int (*load)(struct ta_calendar *calendar, const struct ta_node *node,
	struct ta_error *error),
    struct ta_error *error)
{
	for (const struct ta_node *node = ta_node_first(list); node != NULL;
	     node = node->next) {
		if (load(calendar, node, error) == -1)
			return -1;
		if (calendar->n_days > TA_CLOSED_MAX)
			return ta_node_refuse(node, error,
			    "there are more than %d,000 closed days",
			    TA_CLOSED_MAX / 1000);
	}
	return 0;
}

static int
by_day(const void *a, const void *b)
{
	const struct ta_closed_day *left = a, *right = b;

	return (left->day > right->day) - (left->day < right->day);
}

/* The span of 32 days with the day, or the nearest span. */
static int
month_of(ta_day day)
{
	return day < 0 ? 0 : day / 32 >= N_MONTHS ? N_MONTHS - 1 : day / 32;
}

static void
index_months(struct ta_calendar *calendar)
{
	size_t n = 0;

	calendar->before = ta_arena_alloc(
	    calendar->arena, N_MONTHS, sizeof(*calendar->before));
	for (int month = 0; month < N_MONTHS; month++) {
		while (n < calendar->n_closed &&
		       month_of(calendar->closed[n]) < month)
			n++;
		calendar->before[month] = (int)n;
	}
}

/* Picks the closed days that count: open weekdays, each once. */
static void
index_days(struct ta_calendar *calendar)
{
	if (calendar->n_days > 0 && mergesort(calendar->days, calendar->n_days,
					sizeof(*calendar->days), by_day) == -1)
		ta_no_memory();
	calendar->closed = ta_arena_alloc(
	    calendar->arena, calendar->n_days, sizeof(*calendar->closed));
	for (size_t i = 0; i < calendar->n_days; i++) {
		ta_day day = calendar->days[i].day;

		if (calendar->weekend[ta_day_weekday(day)] ||
		    (calendar->n_closed > 0 &&
			calendar->closed[calendar->n_closed - 1] == day))
			continue;
		calendar->closed[calendar->n_closed++] = day;
	}
	index_months(calendar);
}

struct ta_calendar *
ta_calendar_load(
    const struct ta_node *node, struct ta_arena *arena, struct ta_error *error)
{
	struct ta_calendar *calendar =
	    ta_arena_alloc(arena, 1, sizeof(*calendar));
	int status;

	calendar->arena = arena;
	if (load_weekend(calendar, ta_node_get(node, "weekend"), error) == -1)
		return NULL;
	status = load_days(
	    calendar, ta_node_get(node, "holidays"), load_holiday, error);
	ta_holidays_free(&calendar->holidays);
	if (status == -1 || load_days(calendar, ta_node_get(node, "closures"),
				load_closure, error) == -1)
		return NULL;
	index_days(calendar);
	return calendar;
}

/* The closed days up to and including a day. */
static int
closed_until(const struct ta_calendar *calendar, ta_day day)
{
	size_t n = (size_t)calendar->before[month_of(day)];

	while (n < calendar->n_closed && calendar->closed[n] <= day)
		n++;
	return (int)n;
}

/* The open weekdays from the first Sunday up to and including a day. */
static int
weekdays_until(const struct ta_calendar *calendar, ta_day day)
{
	int n = day - FIRST_SUNDAY;
	int week = n >= 0 ? n / 7 : (n - 6) / 7;

	return week * calendar->open[7] + calendar->open[n - week * 7 + 1];
}

/* The day on which the count of open weekdays reaches n. */
static ta_day
weekday_number(const struct ta_calendar *calendar, int n)
{
	int size = calendar->open[7];
	int week = n > 0 ? (n - 1) / size : (n - size) / size;
	int rest = n - week * size;
	int weekday = 0;

	while (calendar->open[weekday + 1] < rest)
		weekday++;
	return FIRST_SUNDAY + week * 7 + weekday;
}

static int
business_days_until(const struct ta_calendar *calendar, ta_day day)
{
	return weekdays_until(calendar, day) - closed_until(calendar, day);
}

/*
 * The day on which the count of business days reaches n. Closed days move it
 * on, perhaps over further closed days, so it is moved until none is new.
 */
static ta_day
business_day_number(const struct ta_calendar *calendar, int n)
{
	int passed = 0, closed;
	ta_day day;

	for (;;) {
		day = weekday_number(calendar, n + passed);
		closed = closed_until(calendar, day);
		if (closed == passed)
			return day;
		passed = closed;
	}
}

bool
ta_calendar_closed(const struct ta_calendar *calendar, ta_day day)
{
	return calendar->weekend[ta_day_weekday(day)] ||
	       closed_until(calendar, day) != closed_until(calendar, day - 1);
}

int
ta_calendar_count(const struct ta_calendar *calendar, ta_day from, ta_day to)
{
	return business_days_until(calendar, to) -
	       business_days_until(calendar, from);
}

ta_day
ta_calendar_add(const struct ta_calendar *calendar, ta_day day, int n)
{
	if (n < 0)
		return business_day_number(
		    calendar, business_days_until(calendar, day - 1) + n + 1);
	return business_day_number(
	    calendar, business_days_until(calendar, day) + n);
}

static int
by_first_day(const void *a, const void *b)
{
	const struct ta_span *left = a, *right = b;

	return (left->first > right->first) - (left->first < right->first);
}

ta_day
ta_calendar_add_paused(const struct ta_calendar *calendar, ta_day from, int n,
    struct ta_span *spans, size_t count, ta_day today)
{
	ta_day done =
	    from; /* all business days up to here have been dealt with */

	if (count > 1)
		qsort(spans, count, sizeof(*spans), by_first_day);
	for (size_t i = 0; i < count; i++) {
		ta_day last = ta_span_last(&spans[i], today);
		int before;

		if (last <= done || last < spans[i].first)
			continue;
		before = spans[i].first > done ? ta_calendar_count(calendar,
						     done, spans[i].first - 1)
					       : 0;
		if (before >= n)
			break;
		n -= before;
		done = last;
	}
	return ta_calendar_add(calendar, done, n);
}

int
ta_calendar_count_paused(const struct ta_calendar *calendar, ta_day from,
    ta_day to, struct ta_span *spans, size_t count)
{
	int n = ta_calendar_count(calendar, from, to);

	if (count > 1)
		qsort(spans, count, sizeof(*spans), by_first_day);
	for (size_t i = 0; i < count; i++) {
		ta_day before = spans[i].first - 1, last = spans[i].last;

		before = before < from ? from : before;
		last = last > to ? to : last;
		if (last <= before)
			continue;
		n -= ta_calendar_count(calendar, before, last);
		from = last;
	}
	return n;
}

const char *
ta_calendar_reason(const struct ta_calendar *calendar, ta_day day)
{
	for (size_t i = 0; i < calendar->n_days; i++)
		if (calendar->days[i].day == day)
			return calendar->days[i].name;
	return ta_calendar_closed(calendar, day) ? "weekend" : NULL;
}

void
ta_calendar_year(const struct ta_calendar *calendar, int year,
    void (*visit)(const struct ta_closed_day *day, void *arg), void *arg)
{
	ta_day first = ta_day_of(year, 1, 1), last = ta_day_of(year, 12, 31);

	for (size_t i = 0; i < calendar->n_days; i++)
		if (calendar->days[i].day >= first &&
		    calendar->days[i].day <= last)
			visit(&calendar->days[i], arg);
}
