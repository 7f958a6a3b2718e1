#ifndef TA_DAYRULE_H
#define TA_DAYRULE_H

/*
 * A day of every month or year, as a policy spells it: "january 1", "4th
 * thursday of november", "1st wednesday". It knows nothing of closed days.
 */

#include "file/yamltree.h"
#include "base/date.h"

struct ta_day_rule {
	int month;   /* 1 to 12; 0 is every month */
	int mday;    /* day of the month; 0 where a weekday is meant */
	int weekday; /* 0 is Sunday */
	int nth;     /* 1 to 5, -1 the last, 0 every one */
};

/*
 * Reads "MONTH DAY", "[NTH|last] WEEKDAY of MONTH" and, in every month, "[NTH]
 * WEEKDAY". 0, or -1 with the error set at the node.
 */
int ta_day_rule_read(const struct ta_node *node, struct ta_day_rule *rule,
    struct ta_error *error);

/* Whether the rule means the day. */
bool ta_day_rule_is(const struct ta_day_rule *rule, ta_day day);

/* The day of a yearly rule in a year, TA_NO_DAY where the year has none. */
ta_day ta_day_rule_in(const struct ta_day_rule *rule, int year);

#endif
