#include <string.h>

#include "policy/loader.h"

#define DIGITS 4 /* of a number of days, months or years */

static const struct ta_shape long_after_shape = {
    .says = "A time such as 3 years, 18 months or 90 days.",
    .pattern = "^(0{0,3}1 (day|month|year)|(?!0*[01] )[0-9]{1,4} "
	       "(days|months|years))$",
    .wordy = true};

static const struct ta_key keys[] = {{"after", &long_after_shape, true,
    "How long after its last line a finished request is masked."}};

const struct ta_shape ta_retention_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

/* Reads "3 years", "18 months" or "90 days": 0 or -1. */
static int
load_time(struct ta_loader *loader, const struct ta_node *node)
{
	static const struct {
		const char *one, *several;
		int months, days;
	} units[] = {{"day", "days", 0, 1}, {"month", "months", 1, 0},
	    {"year", "years", 12, 0}};
	struct ta_retention *retention = &loader->policy->retention;
	struct ta_slice rest = node->text;
	struct ta_slice number = ta_slice_next(&rest, ' ');
	size_t n;

	for (size_t i = 0; i < TA_COUNT(units) &&
			   ta_slice_number(number, DIGITS, &n) && n > 0;
	     i++) {
		if (rest.data == NULL ||
		    !ta_slice_equal(rest,
			ta_slice_of(n == 1 ? units[i].one : units[i].several)))
			continue;
		retention->months = units[i].months * (int)n;
		retention->days = units[i].days * (int)n;
		return 0;
	}
	return ta_node_refuse(node, loader->error,
	    "expected a time such as '3 years', '18 months' or '90 days'");
}

int
ta_load_retention(struct ta_loader *loader, const struct ta_node *node)
{
	if (node == NULL)
		return 0;
	return load_time(loader, ta_node_get(node, "after"));
}
