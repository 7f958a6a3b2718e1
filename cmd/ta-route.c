#include <stdlib.h>
#include <string.h>

#include "decide/decided.h"
#include "tool/filter.h"
#include "decide/remedy.h"
#include "record/split.h"

struct route {
	const char *queue;  /* only this one is passed; or NULL */
	const char *folder; /* of --split, or NULL */
	struct ta_split *split;
	struct ta_remedy *remedy; /* of --explain, or NULL */
	struct ta_text text;	  /* the record's new fields */
	size_t *counts;		  /* by queue */
};

/* Refuses a queue that the policy does not have: it would always be empty. */
static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct route *route = filter->self;
	const struct ta_policy *policy = filter->policy;

	route->counts = ta_alloc(policy->n_queues, sizeof(*route->counts));
	if (route->queue != NULL &&
	    ta_names_index(ta_slice_of(route->queue), NULL,
		"a queue of the policy",
		ta_names_of(policy->queues, policy->n_queues), error) == -1)
		return -1;
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct route *route = filter->self;
	struct ta_cli *cli = &filter->tool->cli;

	if (cli->explain)
		route->remedy = ta_remedy_new(&cli->context, &cli->report);
	if (route->folder == NULL)
		return 0;
	if (cli->output_path == NULL)
		filter->kind = TA_SINK;
	route->split = ta_split_open(&filter->batch, route->folder,
	    filter->policy->queues, filter->policy->n_queues,
	    ta_filter_format(filter), &cli->style, error);
	return route->split == NULL ? -1 : 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct route *route = filter->self;
	const struct ta_policy *policy = filter->policy;
	struct ta_evaluation *evaluation = filter->evaluation;
	const struct ta_route *decided;
	const struct ta_call *call;
	struct ta_slice cells[TA_ROUTE_CELLS];

	if (!ta_filter_recall(filter, record, filter->columns[0]))
		return route->split == NULL
			   ? route->queue == NULL
			   : ta_error_set(error, NULL,
				 "no queue's file would have this record, so "
				 "none is written");
	decided = ta_route_decide(policy, evaluation);
	route->counts[decided->queue]++;
	call = ta_route_cells(policy, evaluation, decided, &route->text, cells);
	ta_filter_set(filter, record, cells);
	ta_explain_call(filter->explain, evaluation, call, cells[TA_CELL_CALL]);
	ta_remedy_say(route->remedy, evaluation, decided);
	if (route->split != NULL && ta_split_write(route->split, decided->queue,
					filter->header, record, error) == -1)
		return -1;
	return filter->kind == TA_RECORDS &&
	       (route->queue == NULL ||
		   strcmp(route->queue, policy->queues[decided->queue]) == 0);
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct route *route = filter->self;

	ta_report_counts(summary, route->counts, filter->policy->queues,
	    filter->policy->n_queues);
	return ta_split_end(route->split, filter->header, error);
}

static void
end(struct ta_filter *filter)
{
	struct route *route = filter->self;

	ta_split_free(route->split);
	ta_remedy_free(route->remedy);
	ta_text_free(&route->text);
	free(route->counts);
}

static const struct ta_option options[] = {
    {'Q', "queue", "queue", TA_TEXT, offsetof(struct route, queue),
	"pass only the requests of one queue"},
    {0, "split", "folder", TA_FILE_WRITTEN, offsetof(struct route, folder),
	"write a file for each queue instead"},
    {0},
};

static const char *const sections[] = {"routes", "copies", "calls"};
static const char *const needs[] = {TA_COL_FINDINGS};

static struct ta_tool tool = {
    .cli = {.name = "ta-route",
	.purpose = "decide where a request goes",
	.decides = true,
	.options = options},
    .sections = sections,
    .n_sections = 3,
    .reads_form = true,
    .needs = needs,
    .n_needs = 1,
    .own = ta_route_columns,
    .n_own = TA_ROUTE_COLUMNS,
    .gives_why = true,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct route route = {0};

	return ta_filter_main(&tool, &route, argc, argv);
}
