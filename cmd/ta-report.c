#include <string.h>

#include "board/asked.h"
#include "board/board.h"
#include "board/page.h"
#include "tool/filter.h"

struct report {
	struct ta_list by;
	struct ta_list measures;
	const char *on; /* a field of days, or NULL */
	const char *since;
	const char *until;
	bool total;
	bool private;

	struct ta_arena arena;
	struct ta_briefing briefing;
	struct ta_board_days days;
	struct ta_board *board;
	struct ta_header header; /* of a table of figures */
	struct ta_record row;	 /* the same */
};

/* Reads --since and --until: 0 or -1. */
static int
read_days(struct report *report, struct ta_error *error)
{
	struct ta_board_days *days = &report->days;

	days->since = days->until = TA_NO_DAY;
	if (report->since != NULL)
		ta_day_parse(ta_slice_of(report->since), &days->since);
	if (report->until != NULL)
		ta_day_parse(ta_slice_of(report->until), &days->until);
	if (days->until == TA_NO_DAY || days->since <= days->until)
		return 0;
	return ta_error_set(error, NULL,
	    "--since is a day after --until, so no record could count");
}

static bool
is_page(const struct ta_filter *filter)
{
	return filter->tool->cli.to == &ta_format_html;
}

/* A page has all tables of a report, with their own columns: 0 or -1. */
static int
begin_page(struct ta_filter *filter, struct ta_error *error)
{
	const struct report *report = filter->self;

	if (!is_page(filter))
		return report->private
			   ? ta_error_set(error, NULL,
				 "--private is for a page, by -t html")
			   : 0;
	filter->kind = TA_DOCUMENT;
	return filter->tool->cli.columns != NULL
		   ? ta_error_set(error, NULL,
			 "--columns: a page has the columns of its report")
		   : 0;
}

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct report *report = filter->self;
	struct ta_cli *cli = &filter->tool->cli;
	const struct ta_asked asked = {
	    .name = cli->n_words == 0 ? NULL : cli->words[0],
	    .by = &report->by,
	    .measures = &report->measures,
	    .on = report->on,
	    .total = report->total};
	const char **needs;
	size_t n = 3; /* of ta-due, and those of --by */

	if (read_days(report, error) == -1 ||
	    ta_asked_report(&asked, filter->policy, &report->arena,
		&report->briefing, error) == -1 ||
	    begin_page(filter, error) == -1)
		return -1;
	/* Records have the columns of one table. */
	if (!is_page(filter))
		report->briefing.n_tables = 1;
	if (cli->style.view == NULL)
		cli->style.view = report->briefing.tables->list;
	for (size_t i = 0; i < report->briefing.n_tables; i++)
		n += report->briefing.tables[i].n_by;
	needs = ta_arena_alloc(&report->arena, n, sizeof(*needs));
	filter->tool->n_needs = ta_board_needs(&report->briefing, needs);
	filter->tool->needs = needs;
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct report *report = filter->self;
	const struct ta_briefing *briefing = &report->briefing;
	const struct ta_place at = ta_files_place(filter->files);
	const struct ta_board_table *table;
	bool by_day = false;
	size_t n;

	report->board = ta_board_new(filter->policy, briefing, &report->days,
	    filter->header, &at, error);
	if (report->board == NULL)
		return -1;
	table = ta_board_begun(report->board, &n);
	for (size_t i = 0; i < n; i++)
		by_day |= table[i].by_day;
	if (report->on != NULL && !by_day)
		ta_report_warn(&filter->tool->cli.report,
		    "--on has no effect without a week, month or quarter, "
		    "--since or --until");
	if (table->figures->list != NULL)
		return 0;
	report->header.in_order = true;
	for (size_t i = 0; i < table->n_columns; i++) {
		ta_header_add(&report->header, table->columns[i].name, NULL);
		report->header.columns[i].kind = TA_COLUMN_TOOL;
	}
	filter->out_header = &report->header;
	return 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct report *report = filter->self;
	const char *wrong = ta_board_put(report->board, filter->evaluation);

	(void)error;
	if (wrong != NULL)
		ta_filter_undecided(filter, record, wrong, "not-of-ta-due",
		    "it is nothing that ta-due writes, and counts for nothing; "
		    "run ta-due again");
	return 0;
}

/* Writes a row of a table: 0 or -1. */
static int
write_row(struct ta_filter *filter, const struct ta_board_table *table,
    size_t row, struct ta_error *error)
{
	struct report *report = filter->self;

	if (table->figures->list != NULL)
		return ta_filter_write(filter, filter->header,
		    ta_board_listed(report->board, table, row), error);
	report->row.count = 0;
	ta_record_widen(&report->row, table->n_columns);
	for (size_t i = 0; i < table->n_columns; i++)
		ta_record_set(&report->row, (int)i,
		    table->cells[row * table->n_columns + i].text);
	return ta_filter_write(filter, &report->header, &report->row, error);
}

/* Writes the tables as a page: 0 or -1. */
static int
write_page(struct ta_filter *filter, struct ta_error *error)
{
	struct report *report = filter->self;
	const struct ta_page page = {.policy = filter->policy,
	    .evaluation = filter->evaluation,
	    .today = filter->tool->cli.context.today,
	    .title = report->briefing.title,
	    .days = report->days,
	    .private = report->private};

	return ta_page_write(&page, report->board, filter->output, error);
}

/* Writes the rows of the one table: 0 or -1. */
static int
write_rows(struct ta_filter *filter, const struct ta_board_table *table,
    struct ta_error *error)
{
	for (size_t i = 0; i < table->n_rows; i++)
		if (write_row(filter, table, i, error) == -1)
			return -1;
	return 0;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct report *report = filter->self;
	const struct ta_board_table *table;
	size_t n;

	table = ta_board_tables(report->board, &n);
	if ((is_page(filter) ? write_page(filter, error)
			     : write_rows(filter, table, error)) == -1)
		return -1;
	ta_text_printf(summary, ", %zu counted", table->counted);
	if (table->undated > 0)
		ta_text_printf(summary, ", %zu without a day in '%s'",
		    table->undated,
		    filter->policy->vocabulary.fields[table->figures->on]
			.name.data);
	if (table->several)
		ta_text_printf(summary,
		    "; the rows add up to more than that, since a list counts "
		    "under each of its items");
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct report *report = filter->self;

	ta_board_free(report->board);
	ta_header_free(&report->header);
	ta_record_free(&report->row);
	ta_arena_free(&report->arena);
}

#define AT(member) offsetof(struct report, member)

static const struct ta_option options[] = {
    {0, "by", "field", TA_LIST, AT(by),
	"a row for each value, or week, month, quarter; repeatable"},
    {0, "measure", "measure", TA_LIST, AT(measures),
	"what is measured; repeatable; all, if not given"},
    {0, "on", "field", TA_TEXT, AT(on), "the day that counts, such as answered",
	1},
    {0, "private", NULL, TA_FLAG, AT(private),
	"show names, addresses and letters in a page (-t html)"},
    {0, "since", "date", TA_DAY, AT(since), "count from this day on"},
    {0, "total", NULL, TA_FLAG, AT(total), "a last row, of all records"},
    {0, "until", "date", TA_DAY, AT(until), "count up to this day"},
    {0},
};

static const struct ta_form forms[] = {
    {NULL, NULL, "[report] [file ...]"},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-report",
	.purpose = "count requests and measure answers",
	.options = options,
	.forms = forms,
	.n_forms = 1,
	.names_report = true,
	.makes_pages = true},
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
	struct report report = {0};

	return ta_filter_main(&tool, &report, argc, argv);
}
