#ifndef TA_TALLY_H
#define TA_TALLY_H

/*
 * The measures of one group of records. A record is a sample here: what the
 * columns of ta-due say of it. No sample is kept, but how many answers took how
 * many days.
 */

#include "base/date.h"
#include "policy/figures.h"

/* What is known of a record. */
struct ta_sample {
	bool open;
	bool answered;
	bool past_target;
	bool has_days; /* to the answer */
	int days;
	bool has_target; /* it is known whether the answer was in it */
	bool in_target;
	ta_day received; /* or TA_NO_DAY */
};

/* How many answers took so many days. */
struct ta_took {
	int days;
	size_t count;
};

/* Zero-initialised it is of no records. Free with ta_tally_free. */
struct ta_tally {
	size_t records, open, answered, past_target;
	size_t with_target, in_target;
	bool has_oldest;
	ta_day oldest;	      /* of those that are open */
	struct ta_took *took; /* in the order of the days */
	size_t n_took;
	size_t took_room;
	size_t with_days; /* the sum of their counts */
};

void ta_tally_free(struct ta_tally *tally);

void ta_tally_add(struct ta_tally *tally, const struct ta_sample *sample);

/*
 * The number of a measure, by the kind that the measure has in board.h: false
 * where it is of nothing.
 */
bool ta_tally_number(
    const struct ta_tally *tally, enum ta_measure measure, int64_t *number);

#endif
