#include <string.h>

#include "decide.h"

bool
ta_priority_switch(const struct ta_policy *policy, size_t index, size_t n_open)
{
	return n_open > (size_t)policy->switches[index].open_requests_over;
}

static bool
is_ahead(const struct ta_policy *policy, struct ta_subject *subject)
{
	for (size_t i = 0; i < policy->n_ahead; i++)
		if (ta_fact_holds(subject, (size_t)policy->ahead[i]))
			return true;
	return false;
}

/* Receipt by the office's clock: a date alone is the start of its day. */
static int64_t
received_at(const struct ta_policy *policy, const struct ta_subject *subject)
{
	struct ta_slice text = ta_subject_text(subject, policy->from);
	struct ta_time time;

	if (!ta_time_parse(ta_slice_trim(text), &time))
		return INT64_MAX;
	ta_zone_convert(policy->zone, &time);
	return (int64_t)time.day * 86400 + time.second;
}

void
ta_priority_decide(const struct ta_policy *policy, struct ta_subject *subject,
    ta_day target, ta_day due, struct ta_place_in_line *place,
    struct ta_text *groups)
{
	size_t start = groups->len;

	subject->target = target;
	place->finished = !ta_when_holds(&policy->open, subject);
	place->ahead = is_ahead(policy, subject);
	place->due = due;
	place->received = received_at(policy, subject);
	place->id = ta_subject_text(subject, policy->id_field);
	if (ta_when_holds(&policy->grouping, subject)) {
		for (size_t i = 0; i < policy->n_groups; i++) {
			if (!ta_when_holds(&policy->groups[i].when, subject))
				continue;
			if (groups->len > start)
				ta_text_add_char(groups, ';');
			ta_text_add_string(groups, policy->groups[i].id);
		}
	}
	place->grouped = groups->len > start;
}

static int
compare_ids(struct ta_slice a, struct ta_slice b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.data, b.data, shared);

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int
ta_place_compare(
    const struct ta_place_in_line *a, const struct ta_place_in_line *b)
{
	if (a->finished != b->finished)
		return a->finished - b->finished;
	if (a->ahead != b->ahead)
		return b->ahead - a->ahead;
	if (a->grouped != b->grouped)
		return b->grouped - a->grouped;
	if (a->due != b->due) {
		if (a->due == TA_NO_DAY || b->due == TA_NO_DAY)
			return a->due == TA_NO_DAY ? 1 : -1;
		return a->due < b->due ? -1 : 1;
	}
	if (a->received != b->received)
		return a->received < b->received ? -1 : 1;
	return compare_ids(a->id, b->id);
}
