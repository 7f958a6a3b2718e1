#include "decide/decided.h"
#include "decide/duedays.h"
#include "tool/filter.h"

struct due {
	const char *received; /* only print the target of this day of receipt */
	struct ta_text text;  /* the record's new fields */
	bool calendar;	      /* days are written, not records */
	struct ta_duedays days;
	size_t counts[TA_DUE_ON_TRACK + 1];
};

/* Prints the target of a request that was received on a day: 0 or -1. */
static int
print_target(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;
	struct ta_evaluation *evaluation;
	struct ta_due decided;

	evaluation = ta_context_evaluation(
	    &filter->tool->cli.context, &filter->policy->form);
	ta_filter_watch(filter, evaluation);
	ta_duedays_of_receipt(
	    &due->days, filter->policy, evaluation, due->received, &decided);
	if (filter->explain != NULL)
		ta_explain_days(filter->explain, evaluation, &decided);
	ta_evaluation_free(evaluation);
	if (decided.target == TA_NO_DAY)
		return ta_error_set(
		    error, NULL, "the policy has no target for that day");
	ta_day_print(&due->text, decided.target);
	ta_text_add_char(&due->text, '\n');
	return ta_cli_print(&due->text, error);
}

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	if (!filter->policy->counts_hours)
		filter->n_cells = TA_CELL_DUE_TIME;
	return ((struct due *)filter->self)->received == NULL
		   ? 1
		   : print_target(filter, error);
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;

	(void)error;
	due->calendar = ta_filter_format(filter) == &ta_format_ics;
	if (due->calendar) {
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

/* Says why something is left empty, by its field, never by its value. */
static void
say_unread(struct ta_filter *filter, const struct ta_record *record, int field)
{
	const char *why = "it cannot be read, so a date is left empty";

	if (ta_slice_blank(ta_evaluation_text(filter->evaluation, field)))
		why = "it is blank, so no date can be worked out";
	else if (field == filter->policy->answered)
		why = "it cannot be read or is before the receipt, so the days "
		      "taken are left empty";
	ta_filter_undecided(filter, record,
	    filter->policy->vocabulary.fields[field].name.data, "date-unread",
	    why);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct due *due = filter->self;
	struct ta_slice cells[TA_DUE_CELLS];
	struct ta_due decided;

	ta_due_decide(filter->policy, filter->evaluation, &decided);
	due->counts[decided.status]++;
	if (filter->explain != NULL)
		ta_explain_days(filter->explain, filter->evaluation, &decided);
	if (decided.unread != -1)
		say_unread(filter, record, decided.unread);
	ta_due_cells(&decided, &due->text, cells);
	if (due->calendar)
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
	for (int i = TA_DUE_FINISHED; i <= TA_DUE_ON_TRACK; i++)
		if (due->counts[i] > 0)
			ta_text_printf(summary, ", %zu %s", due->counts[i],
			    ta_due_status_name((enum ta_due_status)i));
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
