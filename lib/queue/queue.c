#include <stdio.h>
#include <stdlib.h>

#include "decide/decide.h"
#include "queue/earlier.h"
#include "queue/queue.h"
#include "queue/sort.h"
#include "record/spool.h"

struct ta_queue {
	struct ta_queue_options options;
	struct ta_sort *sort;
	struct ta_spool *waiting; /* NULL: no switch follows the queue */
	size_t n_open;		  /* counted where one does */
	bool turned; /* the switches are turned, and all records sorted */
	struct ta_earlier *earlier;
	struct ta_text groups;
	struct ta_record record; /* the one that ta_queue_next gives */
	size_t rank;
	char rank_text[24];
};

/* Whether a switch, by index, follows the length of the queue. */
static bool
follows(const struct ta_queue_options *options, size_t i)
{
	return options->automatic[i] &&
	       options->policy->switches[i].open_requests_over != -1;
}

/* Opens the spool, if a switch follows the queue: 0 or -1. */
static int
open_waiting(struct ta_queue *queue, struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;
	const struct ta_vocabulary *vocabulary = &options->policy->vocabulary;
	size_t i = 0;

	while (i < vocabulary->n_switches && !follows(options, i))
		i++;
	if (i == vocabulary->n_switches)
		return 0;
	if (ta_part_is_part(options->part))
		return ta_error_set(error, NULL,
		    "%s cannot be auto with --shard, which does not see the "
		    "whole queue; set it to on or off",
		    vocabulary->switches[i]);
	queue->waiting = ta_spool_open(options->folder, error);
	return queue->waiting == NULL ? -1 : 0;
}

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
	if (open_waiting(queue, error) == -1 ||
	    open_earlier(queue, error) == -1) {
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
	ta_spool_close(queue->waiting);
	ta_earlier_close(queue->earlier);
	ta_text_free(&queue->groups);
	ta_record_free(&queue->record);
	free(queue);
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

/* Decides the evaluation's record, and sorts it: 0 or -1. */
static int
place(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record *record, int *unread, struct ta_error *error)
{
	const int *columns = queue->options.columns;
	ta_day target = day_at(record, columns[TA_QUEUE_TARGET], unread);
	ta_day due = day_at(record, columns[TA_QUEUE_DUE], unread);
	struct ta_place_in_line in_line;
	struct ta_slice groups;

	ta_text_clear(&queue->groups);
	ta_priority_decide(queue->options.policy, evaluation, target, due,
	    &in_line, &queue->groups);
	groups = ta_text_slice(&queue->groups, 0);
	ta_record_set(record, columns[TA_QUEUE_GROUPS], groups);
	if (queue->earlier != NULL)
		ta_record_set(record, columns[TA_QUEUE_CHANGE],
		    ta_slice_of(ta_earlier_change(queue->earlier, record,
			evaluation->columns,
			ta_record_get(record, columns[TA_QUEUE_DUE]), groups)));
	return ta_sort_put(queue->sort, record, &in_line, error);
}

int
ta_queue_put(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record *record, int *unread, struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;
	bool is_open;

	*unread = -1;
	if (queue->waiting == NULL && !options->open_only)
		return place(queue, evaluation, record, unread, error);
	is_open = ta_condition_holds(&options->policy->open, evaluation);
	if (!is_open && options->open_only)
		return 0;
	if (queue->waiting == NULL)
		return place(queue, evaluation, record, unread, error);
	queue->n_open += is_open;
	day_at(record, options->columns[TA_QUEUE_TARGET], unread);
	day_at(record, options->columns[TA_QUEUE_DUE], unread);
	return ta_spool_put(queue->waiting, record, error);
}

/* Turns the switches that follow the queue: only now is its length known. */
static void
turn_switches(struct ta_queue *queue)
{
	const struct ta_queue_options *options = &queue->options;
	const struct ta_policy *policy = options->policy;

	for (size_t i = 0; i < policy->vocabulary.n_switches; i++) {
		int over = policy->switches[i].open_requests_over;
		bool on;

		if (!follows(options, i))
			continue;
		on = ta_priority_switch(policy, i, queue->n_open);
		options->switches[i] = on;
		ta_report_warn(options->report, "%s is %s: %zu open, %s %d",
		    policy->vocabulary.switches[i], on ? "on" : "off",
		    queue->n_open, on ? "more than" : "not more than", over);
	}
}

/* Decides all records that waited: 0 or -1. */
static int
end_waiting(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;
	struct ta_record *record = &queue->record;
	int got, unread = -1;

	queue->turned = true;
	turn_switches(queue);
	while ((got = ta_spool_next(queue->waiting, record, error)) == 1) {
		ta_record_widen(record, options->header->count);
		ta_evaluation_set(evaluation, record);
		/* an unknown one was said when the record came */
		ta_check_recall(options->policy, evaluation,
		    ta_record_get(record, options->columns[TA_QUEUE_FINDINGS]));
		if (place(queue, evaluation, record, &unread, error) == -1)
			return -1;
	}
	return got;
}

int
ta_queue_next(struct ta_queue *queue, struct ta_evaluation *evaluation,
    struct ta_record **record, struct ta_error *error)
{
	const struct ta_queue_options *options = &queue->options;
	int got;

	if (queue->waiting != NULL && !queue->turned &&
	    end_waiting(queue, evaluation, error) == -1)
		return -1;
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
