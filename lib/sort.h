#ifndef TA_SORT_H
#define TA_SORT_H

/*
 * The whole queue in memory: records are kept until all have been read, ranked,
 * and put in the one order that decide.h gives; equals stay as they came.
 */

#include "decide.h"

/* A record that is kept: its bytes, and where it stands. */
struct ta_kept {
	const char *bytes; /* for ta_record_unpack */
	struct ta_place_in_line place;
	const char *groups; /* ids of those that matched, joined by ";" */
};

/* Zero-initialised it is empty and ready. */
struct ta_sort {
	struct ta_kept *kept;
	size_t count;
	size_t room;
	struct ta_arena arena;
	struct ta_text packed; /* the record in hand */
};

/* Keeps a copy of a record. */
void ta_sort_keep(struct ta_sort *sort, const struct ta_record *record);

/* How many of them are open by the policy. Turns the subject to each. */
size_t ta_sort_count_open(const struct ta_sort *sort,
    const struct ta_policy *policy, struct ta_subject *subject);

/*
 * Ranks all by the policy and puts them in order. `target` and `due` are the
 * columns of the dates; one that is no date counts as none, and the record is
 * handed to `unread`. Turns the subject to each.
 */
void ta_sort_order(struct ta_sort *sort, const struct ta_policy *policy,
    struct ta_subject *subject, int target, int due,
    void (*unread)(void *arg, const struct ta_record *record, int column),
    void *arg);

void ta_sort_free(struct ta_sort *sort);

#endif
