#include <stdio.h>
#include <stdlib.h>

#include "record/columns.h"
#include "tool/filter.h"
#include "queue/earlier.h"
#include "queue/sort.h"

enum { RANK, GROUPS, CHANGE, N_COLUMNS };

static const char *const names[N_COLUMNS] = {
    TA_COL_RANK, TA_COL_GROUPS, TA_COL_CHANGE};

struct prioritize {
	bool open_only;
	size_t most;	 /* --top; 0: all */
	size_t memory;	 /* bytes; 0: it was not said */
	const char *old; /* path of --since, or NULL */
	bool waits;	 /* a switch follows the queue, once it is seen whole */
	size_t n_open;	 /* counted where it waits */
	int target;
	int due;
	int columns[N_COLUMNS];
	/* One or two of them: what waits to be placed, and what it goes to. */
	struct ta_sort *waiting;
	struct ta_sort *sort;
	struct ta_earlier *since;
	struct ta_text groups;
	struct ta_record kept;
	char rank[24];
};

/* A switch that is to follow the length of the queue, or NULL. */
static const char *
find_automatic(const struct ta_filter *filter)
{
	const struct ta_policy *policy = filter->policy;

	for (size_t i = 0; i < policy->vocabulary.n_switches; i++)
		if (filter->tool->cli.automatic[i] &&
		    policy->switches[i].open_requests_over != -1)
			return policy->vocabulary.switches[i];
	return NULL;
}

static int
begin_since(struct ta_filter *filter, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	struct ta_input *input = ta_filter_also(filter, prioritize->old, error);

	if (input == NULL)
		return -1;
	prioritize->since = ta_earlier_read(
	    input, filter->policy, &filter->tool->cli.part, error);
	ta_input_close(input);
	return prioritize->since == NULL ? -1 : 1;
}

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	const struct ta_cli *cli = &filter->tool->cli;
	const char *automatic = find_automatic(filter);
	size_t memory = prioritize->memory;

	prioritize->waits = automatic != NULL;
	if (automatic != NULL && ta_part_is_part(&cli->part))
		return ta_error_set(error, NULL,
		    "%s cannot be auto with --shard, which does not see the "
		    "whole queue: say on or off",
		    automatic);
	if (memory == 0)
		memory = ta_sort_default();
	if (prioritize->waits) {
		memory /= 2;
		prioritize->waiting = ta_sort_open(memory, cli->folder);
	}
	prioritize->sort = ta_sort_open(memory, cli->folder);
	if (prioritize->old == NULL)
		return 1;
	return begin_since(filter, error);
}

static void
say_unread(struct ta_filter *filter, const struct ta_record *record, int column)
{
	ta_filter_undecided(filter, record,
	    filter->header->columns[column].name.data, "date-unread",
	    "it is no date, so the record is sorted as undated");
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

/* Places the subject's record in line, and puts its groups in it. */
static void
decide(struct ta_filter *filter, struct ta_record *record,
    struct ta_text *groups, struct ta_place_in_line *place)
{
	struct prioritize *prioritize = filter->self;
	bool no_target, no_due;
	ta_day target = day_at(record, prioritize->target, &no_target);
	ta_day due = day_at(record, prioritize->due, &no_due);

	if (no_target || no_due)
		say_unread(filter, record,
		    no_target ? prioritize->target : prioritize->due);
	ta_priority_decide(
	    filter->policy, filter->evaluation, target, due, place, groups);
	ta_record_set(
	    record, prioritize->columns[GROUPS], ta_text_slice(groups, 0));
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
	return ta_filter_add(filter, names,
	    prioritize->since == NULL ? CHANGE : N_COLUMNS, prioritize->columns,
	    error);
}

/* Where it is compared with an earlier queue: what has become of it. */
static void
set_change(struct ta_filter *filter, struct ta_record *record)
{
	struct prioritize *prioritize = filter->self;

	if (prioritize->since == NULL)
		return;
	ta_record_set(record, prioritize->columns[CHANGE],
	    ta_slice_of(ta_earlier_change(prioritize->since, record,
		filter->evaluation->columns,
		ta_record_get(record, prioritize->due),
		ta_record_get(record, prioritize->columns[GROUPS]))));
}

/* Keeps the subject's record in its place. */
static int
keep(struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	struct ta_place_in_line place;

	ta_text_clear(&prioritize->groups);
	decide(filter, record, &prioritize->groups, &place);
	set_change(filter, record);
	return ta_sort_put(prioritize->sort, record, &place, error);
}

/* As it comes: all are in one place. */
static int
wait_for_all(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	static const struct ta_place_in_line any = {0};
	struct prioritize *prioritize = filter->self;

	prioritize->n_open +=
	    ta_condition_holds(&filter->policy->open, filter->evaluation);
	return ta_sort_put(prioritize->waiting, record, &any, error);
}

static void
set_rank(struct ta_filter *filter, struct ta_record *record)
{
	struct prioritize *prioritize = filter->self;

	snprintf(prioritize->rank, sizeof(prioritize->rank), "%zu",
	    ta_writer_count(filter->writer) + 1);
	ta_record_set(
	    record, prioritize->columns[RANK], ta_slice_of(prioritize->rank));
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;

	if (prioritize->open_only &&
	    !ta_condition_holds(&filter->policy->open, filter->evaluation))
		return 0;
	if (prioritize->waits)
		return wait_for_all(filter, record, error);
	return keep(filter, record, error);
}

/* Switches that are to follow the queue: only here is it seen whole. */
static void
set_switches(struct ta_filter *filter)
{
	const struct prioritize *prioritize = filter->self;
	struct ta_cli *cli = &filter->tool->cli;
	const struct ta_policy *policy = filter->policy;
	size_t n = prioritize->n_open;

	for (size_t i = 0; i < policy->vocabulary.n_switches; i++) {
		int over = policy->switches[i].open_requests_over;

		if (!cli->automatic[i] || over == -1)
			continue;
		cli->switches[i] = ta_priority_switch(policy, i, n);
		ta_report_warn(&cli->report, "%s is %s: %zu open, %s %d",
		    policy->vocabulary.switches[i],
		    cli->switches[i] ? "on" : "off", n,
		    cli->switches[i] ? "more than" : "not more than", over);
	}
}

/* A record that has waited, as a ta_kept_take of the filter. */
static int
keep_waiting(void *arg, const char *bytes, struct ta_error *error)
{
	struct ta_filter *filter = arg;
	struct prioritize *prioritize = filter->self;

	ta_kept_record(bytes, &prioritize->kept);
	ta_record_widen(&prioritize->kept, filter->header->count);
	ta_evaluation_set(filter->evaluation, &prioritize->kept);
	return keep(filter, &prioritize->kept, error);
}

/* The same for one that is in order; 1 where no more are wanted. */
static int
write_kept(void *arg, const char *bytes, struct ta_error *error)
{
	struct ta_filter *filter = arg;
	struct prioritize *prioritize = filter->self;

	if (prioritize->most > 0 &&
	    ta_writer_count(filter->writer) == prioritize->most)
		return 1;
	ta_kept_record(bytes, &prioritize->kept);
	ta_record_widen(&prioritize->kept, filter->header->count);
	set_rank(filter, &prioritize->kept);
	return ta_filter_write(
	    filter, filter->header, &prioritize->kept, error);
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;

	if (prioritize->waits) {
		set_switches(filter);
		if (ta_sort_each(
			prioritize->waiting, keep_waiting, filter, error) == -1)
			return -1;
	}
	if (ta_sort_each(prioritize->sort, write_kept, filter, error) == -1)
		return -1;
	ta_text_printf(
	    summary, ", %zu in line", ta_writer_count(filter->writer));
	if (prioritize->since != NULL)
		ta_text_printf(
		    summary, ", %zu gone", ta_earlier_gone(prioritize->since));
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct prioritize *prioritize = filter->self;

	ta_sort_close(prioritize->waiting);
	ta_sort_close(prioritize->sort);
	ta_earlier_close(prioritize->since);
	ta_text_free(&prioritize->groups);
	ta_record_free(&prioritize->kept);
}

#define AT(member) offsetof(struct prioritize, member)

static const struct ta_option options[] = {
    {'n', "top", "number", TA_NUMBER, AT(most), "the first so many only", 1,
	INT64_MAX},
    {'O', "open", NULL, TA_FLAG, AT(open_only), "leave out what is finished"},
    {'S', "memory", "size", TA_SIZE, AT(memory),
	"memory to sort in, such as 512M", 64 * 1024},
    {0, "since", "queue", TA_FILE_READ, AT(old),
	"say what has changed since that one"},
    {0},
};

static const char *const sections[] = {"priority"};

static struct ta_tool tool = {
    .cli = {.name = "ta-prioritize",
	.purpose = "put requests in the order of work",
	.decides = true,
	.options = options},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct prioritize prioritize = {0};

	return ta_filter_main(&tool, &prioritize, argc, argv);
}
