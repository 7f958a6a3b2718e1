#ifndef TA_CHART_H
#define TA_CHART_H

/*
 * A chart of bars in SVG, of numbers of a table that stands beside it. Bars are
 * as wide as the page has room; words keep their size. It draws and decides
 * nothing.
 */

#include "base/text.h"

/* The most bars side by side in a group. */
#define TA_CHART_SERIES 2

struct ta_chart_bar {
	struct ta_slice label; /* of its group, for people */
	bool has[TA_CHART_SERIES];
	int64_t numbers[TA_CHART_SERIES]; /* not below zero */
};

struct ta_chart {
	struct ta_slice title;	 /* for people who do not see it, too */
	struct ta_slice highest; /* the largest number as it is written */
	const struct ta_chart_bar *bars;
	size_t n_bars;
	size_t n_series;
};

/* Appends the chart. */
void ta_chart_add(struct ta_text *text, const struct ta_chart *chart);

/* Appends a small square that looks as the bars of a series do. */
void ta_chart_key(struct ta_text *text, size_t series);

#endif
