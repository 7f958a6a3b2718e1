#ifndef TA_TALLY_H
#define TA_TALLY_H

/*
 * The measures of one group of records. A record is a sample here: what the
 * columns of ta-due say of it. No sample is kept; of the answers it is counted
 * how many took how many days.
 */

#include "base/date.h"
#include "policy/figures.h"

/* More business days than there are in the years that a date may have. */
#define TA_DAYS_TAKEN_MAX 50000

/* What is known of a record. */
struct ta_sample {
	bool counts[TA_MEASURES]; /* received, open, answered, past_target */
	int days;		  /* to the answer; -1: not known */
	int in_target;		  /* the answer was: 1, 0; -1: not known */
	ta_day received;	  /* or TA_NO_DAY */
};

/* Zero-initialised it is of no records. Free with ta_tally_free. */
struct ta_tally {
	size_t counts[TA_MEASURES];
	size_t with_target, in_target;
	ta_day oldest; /* of those that are open, where has_oldest */
	bool has_oldest;
	uint32_t *took;	  /* by days, below n_took: how many answers took so */
	size_t n_took;	  /* many */
	size_t with_days; /* the sum of these */
};

void ta_tally_free(struct ta_tally *tally);

void ta_tally_add(struct ta_tally *tally, const struct ta_sample *sample);

/*
 * The number of a measure, by its kind in board.h: false where it is of
 * nothing.
 */
bool ta_tally_number(
    const struct ta_tally *tally, enum ta_measure measure, int64_t *number);

#endif
