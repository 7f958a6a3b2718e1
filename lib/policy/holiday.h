#ifndef TA_HOLIDAY_H
#define TA_HOLIDAY_H

/*
 * The yearly holidays of a policy: each by the rule of its day, or as the day
 * after another one. It knows neither weekends nor closed days.
 */

#include "policy/dayrule.h"

struct ta_holiday {
	const char *name;
	const char *slug; /* of the name */
	struct ta_day_rule on;
	int later; /* so many days after that */
	int since; /* the first year, and not before that of the holiday which
		      it is the day after */
	bool nearest_weekday;
};

/*
 * Holidays in the order of the policy, and a table of their slugs.
 * Zero-initialised it is empty.
 */
struct ta_holidays {
	struct ta_holiday *items;
	size_t count;
	size_t room;
	struct ta_table *slugs;
};

/* The shape of a holiday in the policy. */
extern const struct ta_shape ta_holiday_shape;

/*
 * Reads a holiday, which has that shape, and adds it: 0, or -1 with the error
 * set. "the day after NAME" is of one that was added before; of two with this
 * name, of the later one. Names live in the arena, and as long as the node.
 */
int ta_holidays_add(struct ta_holidays *holidays, const struct ta_node *node,
    struct ta_arena *arena, struct ta_error *error);
void ta_holidays_free(struct ta_holidays *holidays);

/*
 * The day of the holiday by its rule in a year, wherever it is observed;
 * TA_NO_DAY where the year has none. The day after one of 31 December is in the
 * next year.
 */
ta_day ta_holiday_in(const struct ta_holiday *holiday, int year);

#endif
