#include "board/period.h"

/* The Thursday of the week that a day is in. */
static ta_day
thursday_of(ta_day day)
{
	return day + 3 - (ta_day_weekday(day) + 6) % 7;
}

void
ta_period_print(struct ta_text *text, enum ta_period period, ta_day day)
{
	int year, month, mday;

	if (period == TA_WEEK)
		day = thursday_of(day);
	ta_day_civil(day, &year, &month, &mday);
	if (period == TA_WEEK)
		ta_text_printf(text, "%04d-W%02d", year,
		    (day - ta_day_of(year, 1, 1)) / 7 + 1);
	else if (period == TA_MONTH)
		ta_text_printf(text, "%04d-%02d", year, month);
	else
		ta_text_printf(text, "%04d-Q%d", year, (month + 2) / 3);
}
