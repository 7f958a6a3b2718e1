#ifndef TA_FIGURES_H
#define TA_FIGURES_H

/*
 * The figures of a report as it asks for them: which records are counted, by
 * what they are grouped, and what is measured of each group. A report of the
 * policy is some tables of figures under one title. Nothing is counted here;
 * board/board.h does that.
 */

#include "policy/condition.h"
#include "record/view.h"

/* What is measured of a group of records. */
enum ta_measure {
	TA_RECEIVED,	/* records */
	TA_OPEN_NOW,	/* that are not finished */
	TA_ANSWERED,	/* that have a day of an answer */
	TA_PAST_TARGET, /* whose status is past-target */
	TA_MEDIAN_DAYS, /* business days to the answer: the nearest rank, of an
			   even number the lower */
	TA_P90_DAYS,	/* the same of nine in ten */
	TA_IN_TARGET,	/* per cent of those of which it is known */
	TA_OLDEST_OPEN, /* the first day of receipt of those that are open */
	TA_MEASURES
};

/* The names of the measures, in data and for people. */
extern const char *const ta_measure_names[TA_MEASURES];
extern const char *const ta_measure_labels[TA_MEASURES];

/* A part of the calendar that days are grouped by; spelt as beside it. */
enum ta_period {
	TA_NO_PERIOD,
	TA_WEEK,    /* 2026-W48, of ISO 8601: of the year that has its Thursday
		     */
	TA_MONTH,   /* 2026-11 */
	TA_QUARTER, /* 2026-Q4 */
	TA_PERIODS
};

/* The names of the periods; the first is empty. */
extern const char *const ta_period_names[TA_PERIODS];

/* What records are grouped by: a period, or a column. */
struct ta_by {
	const char *name;
	enum ta_period period;
};

/* A table of figures, or a list of the records themselves. */
struct ta_figures {
	const char *id;
	const char *title;	    /* the id, where it has none */
	struct ta_condition when;   /* which records count */
	const struct ta_view *list; /* the records' columns; NULL: figures */
	struct ta_by *by;	    /* n_by of them; none: all records are one
				       group */
	size_t n_by;
	const enum ta_measure *measures; /* n_measures of them */
	size_t n_measures;
	int on;	    /* the field with the day of --since and of a period */
	bool total; /* a last row, of all records */
	bool chart; /* the page draws it, too */
};

/* A report of the policy. */
struct ta_briefing {
	const char *id;
	const char *title; /* the id, where it has none */
	struct ta_condition when;
	struct ta_figures *tables; /* at least one */
	size_t n_tables;
};

/* Has a table measure all that there is. */
void ta_figures_all(struct ta_figures *figures);

/* The name that two columns of a table would have; NULL where none is so. */
const char *ta_figures_twice(const struct ta_figures *figures);

/* The period with this name; TA_NO_PERIOD where it is none. */
enum ta_period ta_period_named(struct ta_slice name);

#endif
