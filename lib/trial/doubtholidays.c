#include <stdlib.h>

#include "policy/holiday.h"
#include "trial/doubt.h"

/* Years in which every date is on every day of the week. */
#define CYCLE_FIRST 2001
#define CYCLE_LAST 2028
#define CYCLE (CYCLE_LAST - CYCLE_FIRST + 1)

/* The ways to count a weekday of a month: the last, and 1st to 5th. */
#define WAYS 7

/* For each weekday of each month, the first holiday that is so counted. */
struct counted {
	const struct ta_holiday *by[13][7][WAYS];
};

/* In how many years of the cycle a holiday is on the day after another. */
static int
years_after(const struct ta_holiday *holiday, const struct ta_holiday *other)
{
	int n = 0;

	for (int year = CYCLE_FIRST; year <= CYCLE_LAST; year++) {
		ta_day day = ta_holiday_in(other, year);

		n +=
		    day != TA_NO_DAY && ta_holiday_in(holiday, year) == day + 1;
	}
	return n;
}

static void
doubt_holiday(struct ta_doubts *doubts, const struct counted *counted,
    const struct ta_holiday *holiday, const struct ta_node *on)
{
	const struct ta_day_rule *rule = &holiday->on;

	if (rule->mday != 0 || holiday->later > 0)
		return;
	for (int way = 0; way < WAYS; way++) {
		const struct ta_holiday *other =
		    counted->by[rule->month][(rule->weekday + 6) % 7][way];
		int n = other == NULL ? 0 : years_after(holiday, other);

		if (n > CYCLE / 2 && n < CYCLE)
			ta_doubt_add(doubts, &on->at,
			    "'%s' is on the day after %s in %d years of %d "
			    "only; for that day in every year write 'the day "
			    "after %s', below that holiday",
			    on->text.data, other->name, n, CYCLE, other->slug);
	}
}

void
ta_doubt_holidays(struct ta_doubts *doubts)
{
	const struct ta_node *list =
	    ta_node_get(ta_node_get(doubts->root, "calendar"), "holidays");
	struct ta_holidays holidays = {0};
	struct counted counted = {0};
	struct ta_error error;
	const struct ta_node *node;

	for (node = ta_node_first(list); node != NULL; node = node->next)
		if (ta_holidays_add(&holidays, node, doubts->arena, &error) ==
		    -1)
			break;
	for (size_t i = holidays.count; i-- > 0;) {
		const struct ta_holiday *holiday = &holidays.items[i];
		const struct ta_day_rule *rule = &holiday->on;

		if (rule->mday == 0 && holiday->later == 0)
			counted.by[rule->month][rule->weekday][rule->nth + 1] =
			    holiday;
	}
	node = ta_node_first(list);
	for (size_t i = 0; i < holidays.count; i++, node = node->next)
		doubt_holiday(doubts, &counted, &holidays.items[i],
		    ta_node_get(node, "on"));
	ta_holidays_free(&holidays);
}
