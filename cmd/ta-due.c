#include "decide/decided.h"
#include "tool/filter.h"
#include "file/ics.h"

enum { OPT_RECEIVED = 512 };

struct due {
	const char *received; /* print the target of this day alone */
	int columns[TA_DUE_CELLS];
	size_t n_columns;
	int why;	     /* column of --explain, or -1 */
	struct ta_text text; /* of the record's new fields */
	struct ta_ics ics;   /* of --to ics */
	struct ta_text words;
	size_t counts[TA_DUE_ON_TRACK + 1];
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct due *due = self;
	ta_day day;

	(void)letter;
	due->received = argument;
	if (!ta_day_parse(ta_slice_of(argument), &day))
		return ta_error_set(error, NULL,
		    "--received: expected a date such as 2026-11-24");
	return 0;
}

/* The target of a request of which nothing is known but its day of receipt. */
static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;
	const struct ta_policy *policy = filter->policy;
	const struct ta_cli *cli = &filter->tool->cli;
	struct ta_record record = {0};
	struct ta_evaluation *evaluation;
	struct ta_due decided;

	if (due->received == NULL)
		return 1;
	evaluation = ta_evaluation_new(
	    &policy->vocabulary, &policy->form, cli->today, cli->switches);
	ta_record_widen(&record, policy->form.count);
	record.fields[policy->from] = ta_slice_of(due->received);
	ta_evaluation_set(evaluation, &record);
	ta_filter_watch(filter, evaluation);
	ta_due_decide(policy, evaluation, &decided);
	if (filter->explain != NULL)
		ta_explain_days(filter->explain, evaluation, &decided);
	ta_evaluation_free(evaluation);
	ta_record_free(&record);
	if (decided.target == TA_NO_DAY)
		return ta_error_set(
		    error, NULL, "the policy has no target for that day");
	ta_day_print(&due->text, decided.target);
	ta_text_add_char(&due->text, '\n');
	return ta_cli_print(&due->text, error);
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct due *due = filter->self;

	due->n_columns =
	    filter->policy->counts_hours ? TA_DUE_CELLS : TA_CELL_DUE_TIME;
	if (ta_filter_add(filter, ta_due_columns, due->n_columns, due->columns,
		error) == -1)
		return -1;
	filter->silent = filter->tool->cli.to_other;
	return ta_filter_add_why(filter, TA_COL_DUE_WHY, &due->why, error);
}

/* The calendar begins when its output is open, also on a day without work. */
static struct ta_ics *
calendar(struct ta_filter *filter)
{
	struct due *due = filter->self;

	if (due->ics.out == NULL)
		ta_ics_begin(&due->ics, ta_output_text(filter->output),
		    filter->policy->name, filter->tool->cli.today);
	return &due->ics;
}

/* The work-by date of a request that is open, under its id and no more. */
static int
add_to_calendar(struct ta_filter *filter, const struct ta_record *record,
    const struct ta_due *decided, struct ta_error *error)
{
	struct due *due = filter->self;
	const struct ta_policy *policy = filter->policy;
	const struct ta_field *field =
	    &policy->vocabulary.fields[policy->id_field];
	struct ta_slice id = ta_slice_trim(
	    ta_evaluation_text(filter->evaluation, policy->id_field));

	if (decided->rule == NULL || decided->due == TA_NO_DAY ||
	    decided->status == TA_DUE_FINISHED)
		return 0;
	if (id.len == 0) {
		ta_filter_undecided(filter, record, field->name.data, "id-none",
		    "without an id a calendar would not know it again; "
		    "ta-submit gives one");
		return 0;
	}
	ta_text_clear(&due->words);
	ta_text_add_string(&due->words, decided->rule->id);
	if (ta_field_may_show(field, TA_TO_NAME)) {
		ta_text_add_string(&due->words, ": ");
		ta_text_add_slice(&due->words, id);
	}
	ta_ics_add(
	    calendar(filter), id, decided->due, ta_text_slice(&due->words, 0));
	return ta_output_drain(filter->output, error);
}

/* A date that cannot be read is named by its field, never by its value. */
static void
say_unread(struct ta_filter *filter, const struct ta_record *record, int field)
{
	ta_filter_undecided(filter, record,
	    filter->policy->vocabulary.fields[field].name.data, "date-unread",
	    ta_slice_blank(ta_evaluation_text(filter->evaluation, field))
		? "it is blank, so no date can be worked out"
		: "it cannot be read, so a date is left empty");
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
	if (decided.unread != -1 && decided.status != TA_DUE_FINISHED)
		say_unread(filter, record, decided.unread);
	ta_due_cells(&decided, &due->text, cells);
	for (size_t i = 0; i < due->n_columns; i++)
		ta_record_set(record, due->columns[i], cells[i]);
	if (due->why != -1)
		ta_record_set(record, due->why,
		    decided.rule == NULL ? ta_slice_of("")
					 : ta_explain_why(filter->explain));
	return filter->silent ? add_to_calendar(filter, record, &decided, error)
			      : 1;
}

static int
finish(struct ta_filter *filter, struct ta_error *error)
{
	(void)error;
	if (filter->silent)
		ta_ics_end(calendar(filter));
	return 0;
}

static void
summary(struct ta_filter *filter, struct ta_text *text)
{
	const struct due *due = filter->self;

	for (int i = TA_DUE_FINISHED; i <= TA_DUE_ON_TRACK; i++)
		if (due->counts[i] > 0)
			ta_text_printf(text, ", %zu %s", due->counts[i],
			    ta_due_status_name((enum ta_due_status)i));
}

static void
end(struct ta_filter *filter)
{
	struct due *due = filter->self;

	ta_text_free(&due->text);
	ta_text_free(&due->words);
	ta_ics_free(&due->ics);
}

static const struct ta_option options[] = {
    {OPT_RECEIVED, "received", "date", "print the target of that day, exit"},
};

static const char *const sections[] = {"due"};

static struct ta_tool tool = {
    .cli = {.name = "ta-due",
	.purpose = "work out when a request is due",
	.decides = true,
	.also_to = "ics",
	.to_help = "output is csv, yaml, jsonl or ics (else as input)",
	.synopsis =
	    "[-ehqVv] [-d date] [-f format] [-o file] [-p policy] "
	    "[-s switch]\n    [-t format] [--bom] [--crlf] "
	    "[--shard part]\n    [--show-values] [--spreadsheet-safe] [file ...]\n"
	    "       ta-due [-e] [-d date] [-p policy] --received date",
	.options = options,
	.n_options = 1,
	.option = option},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .summary = summary,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct due due = {0};

	return ta_filter_main(&tool, &due, argc, argv);
}
