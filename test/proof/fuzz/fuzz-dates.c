#include "harness.h"
#include "base/zone.h"

/*
 * Dates, times and spans, one wherever a comma, a quote or a line end stands:
 * what is read is written so that it is read as the same.
 */

static bool
same(const struct ta_time *a, const struct ta_time *b)
{
	return a->day == b->day && a->has_time == b->has_time &&
	       a->has_offset == b->has_offset && a->second == b->second &&
	       a->offset == b->offset;
}

/* Written, it is read as the same, and written as the same. */
static void
check_time(const struct ta_time *time)
{
	struct ta_text once = {0}, twice = {0};
	struct ta_time again;

	ta_time_print(&once, time);
	MUST(ta_time_parse(ta_text_slice(&once, 0), &again));
	MUST(same(time, &again));
	ta_time_print(&twice, &again);
	MUST(ta_slice_equal(ta_text_slice(&once, 0), ta_text_slice(&twice, 0)));
	ta_text_free(&once);
	ta_text_free(&twice);
}

/* The office's clock at the instant, read on the office's clock again. */
static void
check_zone(struct ta_time time)
{
	const struct ta_zone *zone = harness_policy()->zone;
	struct ta_time there;

	if (!time.has_time)
		return;
	if (!time.has_offset && !ta_zone_complete(zone, &time))
		return;
	ta_zone_convert(zone, &time);
	there = time;
	ta_zone_convert(zone, &there);
	MUST(same(&time, &there));
}

/* A day is written as it was read. */
static void
check_day(struct ta_slice text)
{
	struct ta_text again = {0};
	ta_day day;

	if (!ta_day_parse(text, &day))
		return;
	ta_day_print(&again, day);
	MUST(ta_slice_equal(text, ta_text_slice(&again, 0)));
	ta_text_free(&again);
}

static void
check_spans(struct ta_slice text)
{
	struct ta_span span;

	while (ta_span_next(&text, &span) == 1)
		MUST(span.first <= span.last);
}

static void
check(struct ta_slice text)
{
	struct ta_time time;

	if (ta_time_parse(text, &time)) {
		check_time(&time);
		check_zone(time);
	}
	for (int order = TA_MDY; order <= TA_YMD; order++) {
		if (!ta_time_parse_form(text, (enum ta_date_order)order, &time))
			continue;
		check_time(&time);
		check_zone(time);
	}
	check_day(text);
	check_spans(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	size_t start = 0;

	for (size_t i = 0; i <= size; i++) {
		if (i < size && memchr(",\"\n", bytes[i], 3) == NULL)
			continue;
		check((struct ta_slice){bytes + start, i - start});
		start = i + 1;
	}
	return 0;
}
