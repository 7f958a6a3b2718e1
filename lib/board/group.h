#ifndef TA_GROUP_H
#define TA_GROUP_H

/*
 * Groups of records: those that have the same value in each of some columns, or
 * fall into the same period. Values are as they compare: a choice by its slug,
 * a text without outer blanks, a date or time as the day at the office. A
 * record is in the group of each item of a list, and of a blank one in that of
 * blanks.
 */

#include "board/tally.h"
#include "policy/policy.h"

/* A group: its values as they sort, and what was counted. */
struct ta_grouped {
	uint64_t hash; /* the table's own */
	struct ta_slice key;
	size_t last; /* the number of the record that was added last */
	struct ta_tally tally;
};

struct ta_groups;

/*
 * No groups yet, by n columns or periods of records under a header. NULL with
 * the error set, and "did you mean", where a column is not there, nor a field
 * of the policy. All is borrowed until ta_groups_free.
 */
struct ta_groups *ta_groups_new(const struct ta_policy *policy,
    const struct ta_by *by, size_t n, const struct ta_header *header,
    const struct ta_place *at, struct ta_error *error);
void ta_groups_free(struct ta_groups *groups);

/*
 * Adds the evaluation's record, as a sample, to each group that it is in, and
 * returns how many these are. `day` is that of periods.
 */
size_t ta_groups_add(struct ta_groups *groups, struct ta_evaluation *evaluation,
    ta_day day, const struct ta_sample *sample);

/*
 * The groups in their order, *n of them: column by column, choices as the
 * policy has them, then numbers, then other values by their bytes, blanks last.
 * The caller's to free(3); what they point to is borrowed until the next is
 * added.
 */
struct ta_grouped *ta_groups_sorted(const struct ta_groups *groups, size_t *n);

/*
 * Cuts the next value off the key of a group, NUL-terminated and borrowed as
 * the group is.
 */
struct ta_slice ta_group_value(struct ta_slice *key);

#endif
