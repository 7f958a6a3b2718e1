#ifndef TA_PERIOD_H
#define TA_PERIOD_H

/* The week, month or quarter of a day, as it is written. */

#include "base/date.h"
#include "policy/figures.h"

/*
 * Appends the period that a day is in: 2026-W48, 2026-11 or 2026-Q4. A week
 * begins on Monday and belongs to the year that has its Thursday (ISO 8601), so
 * 2027-01-01 is in 2026-W53.
 */
void ta_period_print(struct ta_text *text, enum ta_period period, ta_day day);

#endif
