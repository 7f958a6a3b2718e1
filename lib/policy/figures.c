#include "policy/figures.h"

const char *const ta_measure_names[TA_MEASURES] = {"received", "open",
    "answered", "past_target", "median_days", "p90_days", "in_target",
    "oldest_open"};

const char *const ta_measure_labels[TA_MEASURES] = {"received", "open",
    "answered", "past target", "median days", "days for 90%", "% in target",
    "oldest open"};

const char *const ta_period_names[TA_PERIODS] = {
    "", "week", "month", "quarter"};

enum ta_period
ta_period_named(struct ta_slice name)
{
	for (int i = TA_WEEK; i < TA_PERIODS; i++)
		if (ta_slice_equal(name, ta_slice_of(ta_period_names[i])))
			return (enum ta_period)i;
	return TA_NO_PERIOD;
}

void
ta_figures_all(struct ta_figures *figures)
{
	static const enum ta_measure all[TA_MEASURES] = {TA_RECEIVED,
	    TA_OPEN_NOW, TA_ANSWERED, TA_PAST_TARGET, TA_MEDIAN_DAYS,
	    TA_P90_DAYS, TA_IN_TARGET, TA_OLDEST_OPEN};

	figures->measures = all;
	figures->n_measures = TA_MEASURES;
}

/* The name of the i-th column that a table of figures will have. */
static const char *
column_name(const struct ta_figures *figures, size_t i)
{
	return i < figures->n_by
		   ? figures->by[i].name
		   : ta_measure_names[figures->measures[i - figures->n_by]];
}

const char *
ta_figures_twice(const struct ta_figures *figures)
{
	size_t n = figures->n_by + figures->n_measures;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (ta_slice_equal(ta_slice_of(column_name(figures, i)),
				ta_slice_of(column_name(figures, j))))
				return column_name(figures, i);
	return NULL;
}
