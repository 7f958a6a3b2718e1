#ifndef TA_DAYRULE_H
#define TA_DAYRULE_H

/*
 * A day of every month or year, as a policy spells it: "january 1", "4th
 * thursday of november", "1st wednesday". It knows nothing of closed days.
 */

#include "file/shape.h"
#include "base/date.h"

struct ta_day_rule {
	int month;   /* 1 to 12; 0 is every month */
	int mday;    /* day of the month; 0 where a weekday is meant */
	int weekday; /* 0 is Sunday */
	int nth;     /* 1 to 5, -1 the last, 0 every one */
};

/* A day of the year, for the pattern of a shape. */
#define TA_DAY_OF_YEAR                                                         \
	"\\s*(" TA_MONTH_WORD " +[0-9]{1,2}|" TA_NTH_WORD " +" TA_WEEKDAY_WORD \
	" +of +" TA_MONTH_WORD ")\\s*$"
#define TA_NTH_WORD \
	"(1[Ss][Tt]|2[Nn][Dd]|3[Rr][Dd]|[45][Tt][Hh]|[Ll][Aa][Ss][Tt])"
#define TA_WEEKDAY_WORD                                               \
	"([Ss][Uu][Nn]|[Mm][Oo][Nn]|[Tt][Uu][Ee][Ss]|"                \
	"[Ww][Ee][Dd][Nn][Ee][Ss]|[Tt][Hh][Uu][Rr][Ss]|[Ff][Rr][Ii]|" \
	"[Ss][Aa][Tt][Uu][Rr])[Dd][Aa][Yy]"
#define TA_MONTH_WORD                                                        \
	"([Jj][Aa][Nn][Uu][Aa][Rr][Yy]|[Ff][Ee][Bb][Rr][Uu][Aa][Rr][Yy]|"    \
	"[Mm][Aa][Rr][Cc][Hh]|[Aa][Pp][Rr][Ii][Ll]|[Mm][Aa][Yy]|"            \
	"[Jj][Uu][Nn][Ee]|[Jj][Uu][Ll][Yy]|[Aa][Uu][Gg][Uu][Ss][Tt]|"        \
	"[Ss][Ee][Pp][Tt][Ee][Mm][Bb][Ee][Rr]|[Oo][Cc][Tt][Oo][Bb][Ee][Rr]|" \
	"[Nn][Oo][Vv][Ee][Mm][Bb][Ee][Rr]|[Dd][Ee][Cc][Ee][Mm][Bb][Ee][Rr])"

/* The shapes of a weekday, and of a day that returns, as it is read below. */
extern const struct ta_shape ta_weekday_shape, ta_day_rule_shape;

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
