#include "board/slot.h"

#define MONTHS 12
#define QUARTERS 4
#define MONDAY 3 /* days from a Monday to 1970-01-01, a Thursday */

/* The number of the week that a day is in. */
static int
week_of(ta_day day)
{
	return (day + MONDAY) / 7;
}

bool
ta_slot_of(enum ta_period period, struct ta_slice text, int *slot)
{
	size_t year, part, digits = period == TA_QUARTER ? 1 : 2;
	struct ta_slice head = {text.data, 4};
	struct ta_slice tail = {NULL, digits};

	if (text.len < head.len + 1 + digits)
		return false;
	tail.data = text.data + text.len - digits;
	if (!ta_slice_number(head, head.len, &year) ||
	    !ta_slice_number(tail, digits, &part))
		return false;
	/* the week with January 4 is the first of its year */
	if (period == TA_WEEK)
		*slot = week_of(ta_day_of((int)year, 1, 4)) + (int)part - 1;
	else
		*slot = (int)year * (period == TA_MONTH ? MONTHS : QUARTERS) +
			(int)part - 1;
	return true;
}

void
ta_slot_words(struct ta_text *text, enum ta_period period, int slot)
{
	if (period == TA_WEEK)
		ta_day_brief(text, slot * 7 - MONDAY);
	else if (period == TA_MONTH)
		ta_month_brief(text, slot / MONTHS, slot % MONTHS + 1);
	else
		ta_text_printf(
		    text, "Q%d %d", slot % QUARTERS + 1, slot / QUARTERS);
}
