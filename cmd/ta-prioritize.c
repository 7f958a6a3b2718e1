#include <stdio.h>
#include <stdlib.h>

#include "columns.h"
#include "filter.h"
#include "sort.h"

struct prioritize {
	bool open_only;
	size_t top; /* 0: all */
	int target;
	int due;
	int rank;
	int groups;
	struct ta_sort sort;
	struct ta_text text;
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
	prioritize->rank = ta_filter_add(filter, TA_COL_RANK, error);
	if (prioritize->rank == -1)
		return -1;
	prioritize->groups = ta_filter_add(filter, TA_COL_GROUPS, error);
	return prioritize->groups == -1 ? -1 : 0;
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

/* A date that an earlier tool worked out; blank is undated. */
static ta_day
read_day(struct ta_filter *filter, const struct ta_record *record, int column)
{
	struct ta_slice text = ta_slice_trim(ta_record_get(record, column));
	ta_day day = TA_NO_DAY;

	if (text.len > 0 && !ta_day_parse(text, &day))
		ta_filter_undecided(filter, record,
		    filter->header->columns[column].name.data, "date-unread",
		    "it is no date, so the record is sorted as undated");
	return day;
}

/* Switches that are to follow the queue: only here is it seen whole. */
static void
set_switches(struct ta_filter *filter)
{
	struct prioritize *prioritize = filter->self;
	struct ta_cli *cli = &filter->tool->cli;
	const struct ta_policy *policy = filter->policy;
	struct ta_record record = {0};
	int n_open = 0;

	for (size_t i = 0; i < prioritize->sort.count; i++) {
		ta_record_unpack(&record, prioritize->sort.kept[i].bytes);
		ta_subject_set(filter->subject, &record);
		n_open += ta_when_holds(&policy->open, filter->subject);
	}
	for (size_t i = 0; i < policy->terms.n_switches; i++) {
		int over = policy->switches[i].open_requests_over;

		if (!cli->automatic[i] || over == -1)
			continue;
		cli->switches[i] = n_open > over;
		ta_report_warn(&cli->report, "%s is %s: %d open, %s %d",
		    policy->terms.switches[i], n_open > over ? "on" : "off",
		    n_open, n_open > over ? "more than" : "not more than",
		    over);
	}
	ta_record_free(&record);
}

static void
decide_all(struct ta_filter *filter)
{
	struct prioritize *prioritize = filter->self;
	struct ta_sort *sort = &prioritize->sort;
	struct ta_record record = {0};

	for (size_t i = 0; i < sort->count; i++) {
		struct ta_kept *kept = &sort->kept[i];

		ta_record_unpack(&record, kept->bytes);
		ta_subject_set(filter->subject, &record);
		ta_text_clear(&prioritize->text);
		ta_priority_decide(filter->policy, filter->subject,
		    read_day(filter, &record, prioritize->target),
		    read_day(filter, &record, prioritize->due), &kept->place,
		    &prioritize->text);
		kept->groups = ta_arena_copy(
		    &sort->arena, prioritize->text.data, prioritize->text.len);
	}
	ta_record_free(&record);
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
	decide_all(filter);
	ta_sort_order(sort);
	for (size_t i = 0; status == 0 && i < sort->count; i++) {
		if (prioritize->top != 0 && i == prioritize->top)
			break;
		snprintf(rank, sizeof(rank), "%zu", i + 1);
		ta_record_unpack(&record, sort->kept[i].bytes);
		ta_record_widen(&record, filter->header->count);
		record.fields[prioritize->rank] = ta_slice_of(rank);
		record.fields[prioritize->groups] =
		    ta_slice_of(sort->kept[i].groups);
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
	ta_text_free(&prioritize->text);
}

static const struct ta_option options[] = {
    {'n', "top", "number", "the first so many only"},
    {'O', "open", NULL, "leave out what is finished"},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-prioritize",
	.purpose = "put requests in the order of work",
	.synopsis = "[-hOqVv] [-d date] [-f format] [-n number] [-o file]\n"
		    "    [-p policy] [-s switch] [-t format] [--bom] [--crlf] "
		    "[--show-values]\n    [--spreadsheet-safe] [file ...]",
	.options = options,
	.n_options = 2,
	.option = option},
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
	struct prioritize prioritize = {0};

	return ta_filter_main(&tool, &prioritize, argc, argv);
}
