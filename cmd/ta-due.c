#include "decide/decided.h"
#include "decide/duedays.h"
#include "tool/filter.h"

struct due {
	const char *received; /* only print the target of this day of receipt */
	struct ta_text text;  /* the record's new fields */
	struct ta_duedays days; /* that are written instead of records */
	size_t counts[TA_DUE_STATUSES];
};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;

	if (!filter->policy->counts_hours)
		filter->n_cells = TA_CELL_DUE_TIME;
	if (due->received == NULL)
		return 1;
	return ta_duedays_target(&filter->tool->cli.context, filter->explain,
		   due->received, &due->text, error) == -1
		   ? -1
		   : ta_cli_print(&due->text, error);
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;

	(void)error;
	if (ta_filter_format(filter) == &ta_format_ics) {
		ta_duedays_begin(&due->days);
		filter->out_header = &due->days.header;
	}
	return 0;
}

/* Writes the work-by date of a request as a day of a calendar: 0 or -1. */
static int
write_day(struct ta_filter *filter, const struct ta_record *record,
    const struct ta_due *decided, struct ta_slice date, struct ta_error *error)
{
	struct due *due = filter->self;
	const struct ta_policy *policy = filter->policy;
	int got = ta_duedays_take(
	    &due->days, policy, filter->evaluation, decided, date);

	if (got == -1)
		ta_filter_undecided(filter, record,
		    policy->vocabulary.fields[policy->id_field].name.data,
		    "id-none",
		    "the request has no id, so a calendar could not update it "
		    "later; ta-submit assigns ids");
	return got == 1 ? ta_filter_write(filter, &due->days.header,
			      &due->days.record, error)
			: 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct due *due = filter->self;
	const struct ta_policy *policy = filter->policy;
	struct ta_slice cells[TA_DUE_CELLS];
	struct ta_due decided;

	ta_due_decide(policy, filter->evaluation, &decided);
	due->counts[decided.status]++;
	ta_explain_days(filter->explain, filter->evaluation, &decided);
	if (decided.unread != -1)
		ta_filter_undecided(filter, record,
		    policy->vocabulary.fields[decided.unread].name.data,
		    "date-unread",
		    ta_due_empty(policy, filter->evaluation, &decided));
	ta_due_cells(&decided, &due->text, cells);
	if (filter->out_header != NULL)
		return write_day(
		    filter, record, &decided, cells[TA_CELL_DUE], error);
	ta_filter_set(filter, record, cells);
	return 1;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	const struct due *due = filter->self;

	(void)error;
	ta_report_counts(summary, due->counts + TA_DUE_FINISHED,
	    ta_due_statuses + TA_DUE_FINISHED,
	    TA_DUE_STATUSES - TA_DUE_FINISHED);
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct due *due = filter->self;

	ta_duedays_free(&due->days);
	ta_text_free(&due->text);
}

static const struct ta_option options[] = {
    {0, "received", "date", TA_DAY, offsetof(struct due, received),
	"print the target for this day of receipt"},
    {0},
};

static const struct ta_form forms[] = {
    {NULL, NULL, "[file ...]"},
    {"received", "e q d p", NULL},
};

static const char *const sections[] = {"due"};

static struct ta_tool tool = {
    .cli = {.name = "ta-due",
	.purpose = "work out when a request is due",
	.decides = true,
	.options = options,
	.forms = forms,
	.n_forms = 2},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .own = ta_due_columns,
    .n_own = TA_DUE_COLUMNS,
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
	struct due due = {0};

	return ta_filter_main(&tool, &due, argc, argv);
}
