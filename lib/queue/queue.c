#include <stdio.h>
#include <stdlib.h>

#include "decide/decide.h"
#include "queue/earlier.h"
#include "queue/queue.h"
#include "queue/sort.h"

struct ta_queue {
	struct ta_queue_options options;
	struct ta_sort *sort;
	struct ta_earlier *earlier;
	struct ta_text groups;
	struct ta_record record; /* the one that ta_queue_next gives */
	size_t count;
	size_t rank;
	char rank_text[24];
};

/* Reads the earlier queue, if there is one: 0 or -1. */
static int
open_earlier(struct ta_queue *queue, struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;

	if (options->earlier == NULL)
		return 0;
	queue->earlier = ta_earlier_read(
	    options->earlier, options->policy, options->part, error);
	return queue->earlier == NULL ? -1 : 0;
}

struct ta_queue *
ta_queue_open(const struct ta_queue_options *options, struct ta_error *error)
{
	struct ta_queue *queue = ta_alloc(1, sizeof(*queue));

	queue->options = *options;
	queue->sort = ta_sort_open(options->memory, options->folder);
	if (open_earlier(queue, error) == -1) {
		ta_queue_close(queue);
		return NULL;
	}
	return queue;
}

void
ta_queue_close(struct ta_queue *queue)
{
	if (queue == NULL)
		return;
	ta_sort_close(queue->sort);
	ta_earlier_close(queue->earlier);
	ta_text_free(&queue->groups);
	ta_record_free(&queue->record);
	free(queue);
}

size_t
ta_queue_count(const struct ta_queue *queue)
{
	return queue->count;
}

size_t
ta_queue_gone(const struct ta_queue *queue)
{
	return queue->earlier == NULL ? 0 : ta_earlier_gone(queue->earlier);
}

/*
 * A date that an earlier tool wrote; TA_NO_DAY where it is blank, or cannot be
 * read: then *unread is its column.
 */
static ta_day
day_at(const struct ta_record *record, int column, int *unread)
{
	struct ta_slice text = ta_slice_trim(ta_record_get(record, column));
	ta_day day = TA_NO_DAY;

	if (text.len > 0 && !ta_day_parse(text, &day) && *unread == -1)
		*unread = column;
	return day;
}

int
ta_queue_put(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record *record, int *unread, struct ta_error *error)
{
	const struct ta_policy *policy = queue->options.policy;
	const int *columns = queue->options.columns;
	struct ta_place_in_line in_line;
	struct ta_slice groups;
	ta_day target, due;

	*unread = -1;
	if (queue->options.open_only &&
	    !ta_condition_holds(&policy->open, evaluation))
		return 0;
	target = day_at(record, columns[TA_QUEUE_TARGET], unread);
	due = day_at(record, columns[TA_QUEUE_DUE], unread);
	ta_text_clear(&queue->groups);
	ta_priority_decide(
	    policy, evaluation, target, due, &in_line, &queue->groups);
	groups = ta_text_slice(&queue->groups, 0);
	ta_record_set(record, columns[TA_QUEUE_GROUPS], groups);
	if (queue->earlier != NULL)
		ta_record_set(record, columns[TA_QUEUE_CHANGE],
		    ta_slice_of(ta_earlier_change(queue->earlier, record,
			evaluation->columns,
			ta_record_get(record, columns[TA_QUEUE_DUE]), groups)));
	queue->count++;
	return ta_sort_put(queue->sort, record, &in_line, error);
}

int
ta_queue_next(
    struct ta_queue *queue, struct ta_record **record, struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;
	int got;

	if (options->most > 0 && queue->rank == options->most)
		return 0;
	got = ta_sort_next(queue->sort, &queue->record, error);
	if (got != 1)
		return got;
	ta_record_widen(&queue->record, options->header->count);
	snprintf(
	    queue->rank_text, sizeof(queue->rank_text), "%zu", ++queue->rank);
	ta_record_set(&queue->record, options->columns[TA_QUEUE_RANK],
	    ta_slice_of(queue->rank_text));
	*record = &queue->record;
	return 1;
}
