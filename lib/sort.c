#include <stdlib.h>

#include "sort.h"

void
ta_sort_keep(struct ta_sort *sort, const struct ta_record *record)
{
	struct ta_kept *kept;

	ta_text_clear(&sort->packed);
	ta_record_pack(record, &sort->packed);
	ta_grow((void **)&sort->kept, &sort->room, sort->count,
	    sizeof(*sort->kept));
	kept = &sort->kept[sort->count++];
	*kept = (struct ta_kept){.bytes = ta_arena_copy(&sort->arena,
				     sort->packed.data, sort->packed.len)};
}

size_t
ta_sort_count_open(const struct ta_sort *sort, const struct ta_policy *policy,
    struct ta_subject *subject)
{
	struct ta_record record = {0};
	size_t n = 0;

	for (size_t i = 0; i < sort->count; i++) {
		ta_record_unpack(&record, sort->kept[i].bytes);
		ta_subject_set(subject, &record);
		n += ta_when_holds(&policy->open, subject);
	}
	ta_record_free(&record);
	return n;
}

static int
by_place(const void *a, const void *b)
{
	const struct ta_kept *left = a, *right = b;

	return ta_place_compare(&left->place, &right->place);
}

/* A date that an earlier tool worked out; blank is none. */
static ta_day
day_at(const struct ta_record *record, int column, bool *unread)
{
	struct ta_slice text = ta_slice_trim(ta_record_get(record, column));
	ta_day day = TA_NO_DAY;

	*unread = text.len > 0 && !ta_day_parse(text, &day);
	return day;
}

void
ta_sort_order(struct ta_sort *sort, const struct ta_policy *policy,
    struct ta_subject *subject, int target, int due,
    void (*unread)(void *arg, const struct ta_record *record, int column),
    void *arg)
{
	struct ta_record record = {0};
	struct ta_text groups = {0};
	bool no_target, no_due;

	for (size_t i = 0; i < sort->count; i++) {
		struct ta_kept *kept = &sort->kept[i];
		ta_day target_day, due_day;

		ta_record_unpack(&record, kept->bytes);
		ta_subject_set(subject, &record);
		target_day = day_at(&record, target, &no_target);
		due_day = day_at(&record, due, &no_due);
		if (no_target || no_due)
			unread(arg, &record, no_target ? target : due);
		ta_text_clear(&groups);
		ta_priority_decide(policy, subject, target_day, due_day,
		    &kept->place, &groups);
		kept->groups =
		    ta_arena_copy(&sort->arena, groups.data, groups.len);
	}
	ta_record_free(&record);
	ta_text_free(&groups);
	if (sort->count > 1)
		mergesort(
		    sort->kept, sort->count, sizeof(*sort->kept), by_place);
}

void
ta_sort_free(struct ta_sort *sort)
{
	free(sort->kept);
	ta_arena_free(&sort->arena);
	ta_text_free(&sort->packed);
}
