#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "board/tally.h"

void
ta_tally_free(struct ta_tally *tally)
{
	free(tally->took);
}

/* Where the days are among those that some answer took, or belong. */
static size_t
find_days(const struct ta_tally *tally, int days)
{
	size_t low = 0, high = tally->n_took;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tally->took[middle].days < days)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
add_days(struct ta_tally *tally, int days)
{
	size_t i = find_days(tally, days);
	struct ta_took *took;

	tally->with_days++;
	if (i < tally->n_took && tally->took[i].days == days) {
		tally->took[i].count++;
		return;
	}
	ta_grow((void **)&tally->took, &tally->took_room, tally->n_took,
	    sizeof(*tally->took));
	took = tally->took + i;
	memmove(took + 1, took, (tally->n_took++ - i) * sizeof(*took));
	*took = (struct ta_took){days, 1};
}

void
ta_tally_add(struct ta_tally *tally, const struct ta_sample *sample)
{
	tally->records++;
	tally->open += sample->open;
	tally->answered += sample->answered;
	tally->past_target += sample->past_target;
	tally->with_target += sample->has_target;
	tally->in_target += sample->has_target && sample->in_target;
	if (sample->has_days)
		add_days(tally, sample->days);
	if (sample->open && sample->received != TA_NO_DAY &&
	    (!tally->has_oldest || sample->received < tally->oldest)) {
		tally->has_oldest = true;
		tally->oldest = sample->received;
	}
}

/*
 * The days that so many in a hundred answers took at most: those of the answer
 * whose rank, from 1, is the next whole number of that share.
 */
static bool
find_percentile(const struct ta_tally *tally, size_t share, int64_t *days)
{
	size_t rank = (tally->with_days * share + 99) / 100;
	const struct ta_took *took = tally->took;

	if (tally->with_days == 0)
		return false;
	for (; took->count < rank; took++)
		rank -= took->count;
	*days = took->days;
	return true;
}

bool
ta_tally_number(
    const struct ta_tally *tally, enum ta_measure measure, int64_t *number)
{
	switch (measure) {
	case TA_MEDIAN_DAYS:
		return find_percentile(tally, 50, number);
	case TA_P90_DAYS:
		return find_percentile(tally, 90, number);
	case TA_IN_TARGET:
		if (tally->with_target == 0)
			return false;
		*number =
		    (int64_t)((tally->in_target * 2000 + tally->with_target) /
			      (tally->with_target * 2));
		return true;
	case TA_OLDEST_OPEN:
		*number = tally->oldest;
		return tally->has_oldest;
	case TA_RECEIVED:
		*number = (int64_t)tally->records;
		return true;
	case TA_OPEN_NOW:
		*number = (int64_t)tally->open;
		return true;
	case TA_ANSWERED:
		*number = (int64_t)tally->answered;
		return true;
	default:
		*number = (int64_t)tally->past_target;
		return true;
	}
}
