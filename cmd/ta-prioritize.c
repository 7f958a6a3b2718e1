#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "filter.h"
#include "sort.h"

enum { RANK, GROUPS, N_COLUMNS };

static const char *const names[N_COLUMNS] = {TA_COL_RANK, TA_COL_GROUPS};

struct prioritize {
	bool open_only;
	size_t top;
	int target;
	int due;
	int columns[N_COLUMNS];
	struct ta_sort sort;
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct prioritize *prioritize = self;
	const char *problem = NULL;

	if (letter == 'O') {
		prioritize->open_only = true;
		return 0;
	}
	prioritize->top = (size_t)strtonum(argument, 1, INT64_MAX, &problem);
	if (problem != NULL)
		return ta_error_set(
		    error, NULL, "--top: expected a number of records");
	return 0;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;

	prioritize->target =
	    ta_filter_need(filter, TA_COL_TARGET, "ta-due", error);
	if (prioritize->target == -1)
		return -1;
	prioritize->due = ta_filter_need(filter, TA_COL_DUE, "ta-due", error);
	if (prioritize->due == -1)
		return -1;
	return ta_filter_add(
	    filter, names, N_COLUMNS, prioritize->columns, error);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;

	(void)error;
	if (!prioritize->open_only ||
	    ta_when_holds(&filter->policy->open, filter->subject))
		ta_sort_keep(&prioritize->sort, record);
	return 0;
}

/* Switches that are to follow the queue: only here is it seen whole. */
static void
set_switches(struct ta_filter *filter)
{
	struct prioritize *prioritize = filter->self;
	struct ta_cli *cli = &filter->tool->cli;
	const struct ta_policy *policy = filter->policy;
	size_t n =
	    ta_sort_count_open(&prioritize->sort, policy, filter->subject);

	for (size_t i = 0; i < policy->terms.n_switches; i++) {
		int over = policy->switches[i].open_requests_over;

		if (!cli->automatic[i] || over == -1)
			continue;
		cli->switches[i] = ta_priority_switch(policy, i, n);
		ta_report_warn(&cli->report, "%s is %s: %zu open, %s %d",
		    policy->terms.switches[i], cli->switches[i] ? "on" : "off",
		    n, cli->switches[i] ? "more than" : "not more than", over);
	}
}

static void
say_unread(void *arg, const struct ta_record *record, int column)
{
	struct ta_filter *filter = arg;

	ta_filter_undecided(filter, record,
	    filter->header->columns[column].name.data, "date-unread",
	    "it is no date, so the record is sorted as undated");
}

static int
finish(struct ta_filter *filter, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	struct ta_sort *sort = &prioritize->sort;
	struct ta_record record = {0};
	char rank[24];
	int status = 0;

	set_switches(filter);
	ta_sort_order(sort, filter->policy, filter->subject, prioritize->target,
	    prioritize->due, say_unread, filter);
	for (size_t i = 0; status == 0 && i < sort->count; i++) {
		if (i == prioritize->top)
			break;
		snprintf(rank, sizeof(rank), "%zu", i + 1);
		ta_record_unpack(&record, sort->kept[i].bytes);
		ta_record_widen(&record, filter->header->count);
		ta_record_set(
		    &record, prioritize->columns[RANK], ta_slice_of(rank));
		ta_record_set(&record, prioritize->columns[GROUPS],
		    ta_slice_of(sort->kept[i].groups));
		status =
		    ta_filter_write(filter, filter->header, &record, error);
	}
	ta_record_free(&record);
	return status;
}

static void
summary(struct ta_filter *filter, struct ta_text *text)
{
	ta_text_printf(text, ", %zu in line", filter->written);
}

static void
end(struct ta_filter *filter)
{
	struct prioritize *prioritize = filter->self;

	ta_sort_free(&prioritize->sort);
}

static const struct ta_option options[] = {
    {'n', "top", "number", "the first so many only"},
    {'O', "open", NULL, "leave out what is finished"},
};

static const char *const sections[] = {"priority"};

static struct ta_tool tool = {
    .cli = {.name = "ta-prioritize",
	.purpose = "put requests in the order of work",
	.decides = true,
	.synopsis = "[-ehOqVv] [-d date] [-f format] [-n number] [-o file]\n"
		    "    [-p policy] [-s switch] [-t format] [--bom] [--crlf] "
		    "[--show-values]\n    [--spreadsheet-safe] [file ...]",
	.options = options,
	.n_options = 2,
	.option = option},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .start = start,
    .record = record,
    .finish = finish,
    .summary = summary,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct prioritize prioritize = {.top = SIZE_MAX};

	return ta_filter_main(&tool, &prioritize, argc, argv);
}
