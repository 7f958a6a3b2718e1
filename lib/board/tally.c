#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "board/tally.h"

void
ta_tally_free(struct ta_tally *tally)
{
	free(tally->took);
}

static void
add_days(struct ta_tally *tally, size_t days)
{
	if (days >= tally->n_took) {
		size_t n = days + days / 2 + 8;

		tally->took = ta_resize(tally->took, n, sizeof(*tally->took));
		memset(tally->took + tally->n_took, 0,
		    (n - tally->n_took) * sizeof(*tally->took));
		tally->n_took = n;
	}
	tally->took[days]++;
	tally->with_days++;
}

void
ta_tally_add(struct ta_tally *tally, const struct ta_sample *sample)
{
	for (int i = 0; i < TA_MEASURES; i++)
		tally->counts[i] += sample->counts[i];
	if (sample->days != -1)
		add_days(tally, (size_t)sample->days);
	if (sample->in_target != -1) {
		tally->with_target++;
		tally->in_target += sample->in_target == 1;
	}
	if (sample->counts[TA_OPEN_NOW] && sample->received != TA_NO_DAY &&
	    (!tally->has_oldest || sample->received < tally->oldest)) {
		tally->has_oldest = true;
		tally->oldest = sample->received;
	}
}

/*
 * The days that a share of the answers, in per cent, took at most, by nearest
 * rank: those of the answer whose place from the quickest, counted from 1, is
 * that share of all, rounded up.
 */
static bool
find_percentile(const struct ta_tally *tally, size_t share, int64_t *days)
{
	size_t place = (tally->with_days * share + 99) / 100;
	size_t i = 0;

	if (tally->with_days == 0)
		return false;
	for (; tally->took[i] < place; i++)
		place -= tally->took[i];
	*days = (int64_t)i;
	return true;
}

bool
ta_tally_number(
    const struct ta_tally *tally, enum ta_measure measure, int64_t *number)
{
	size_t all = tally->with_target;

	switch (measure) {
	case TA_MEDIAN_DAYS:
		return find_percentile(tally, 50, number);
	case TA_P90_DAYS:
		return find_percentile(tally, 90, number);
	case TA_IN_TARGET: /* tenths of a per cent, half up */
		if (all > 0)
			*number = (int64_t)((tally->in_target * 2000 + all) /
					    (all * 2));
		return all > 0;
	case TA_OLDEST_OPEN:
		*number = tally->oldest;
		return tally->has_oldest;
	default:
		*number = (int64_t)tally->counts[measure];
		return true;
	}
}
