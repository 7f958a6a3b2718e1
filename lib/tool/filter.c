#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record/columns.h"
#include "tool/filter.h"

/* The tool that writes a column which other tools need. */
static const char *
supplier_of(const char *column)
{
	static const struct {
		const char *column;
		const char *tool;
	} suppliers[] = {{TA_COL_VALID, "ta-validate"},
	    {TA_COL_FINDINGS, "ta-validate"}, {TA_COL_TARGET, "ta-due"},
	    {TA_COL_DUE, "ta-due"}, {TA_COL_DUE_STATUS, "ta-due"},
	    {TA_COL_DAYS_TAKEN, "ta-due"}, {TA_COL_IN_TARGET, "ta-due"},
	    {TA_COL_RANK, "ta-prioritize"}, {TA_COL_GROUPS, "ta-prioritize"},
	    {TA_COL_QUEUE, "ta-route"}, {TA_COL_OUTCOME, "ta-route"},
	    {TA_COL_ROUTE_RULE, "ta-route"}, {TA_COL_CC, "ta-route"},
	    {TA_COL_REFER, "ta-route"}, {TA_COL_CALL, "ta-route"}};

	for (size_t i = 0; i < TA_COUNT(suppliers); i++)
		if (strcmp(suppliers[i].column, column) == 0)
			return suppliers[i].tool;
	return NULL;
}

/*
 * Finds a column that a tool writes, once: 0, or -1 with the error set. It may
 * be missing, and *at is -1 then, unless a tool before this one supplies it.
 */
static int
find_column(struct ta_filter *filter, const char *name, const char *supplier,
    int *at, struct ta_error *error)
{
	struct ta_slice column = ta_slice_of(name);
	struct ta_place file = ta_files_place(filter->files);

	*at = ta_header_find(filter->header, column, 0);
	if (*at == -1 && supplier != NULL)
		return ta_error_set(error, &file,
		    "the column '%s' is missing; put %s before this tool in "
		    "the pipe",
		    name, supplier);
	if (*at != -1 &&
	    ta_header_find(filter->header, column, (size_t)*at + 1) != -1)
		return ta_error_set(
		    error, &file, "there are two columns '%s'", name);
	return 0;
}

/* Whether the reason is a column. */
static bool
has_why(const struct ta_filter *filter)
{
	return filter->tool->gives_why && filter->tool->cli.explain;
}

/* Finds the columns that the tool needs and its own, which it adds: 0 or -1. */
static int
find_columns(struct ta_filter *filter, struct ta_error *error)
{
	const struct ta_tool *tool = filter->tool;
	struct ta_header *header = filter->header;
	int *at;

	filter->columns =
	    ta_alloc(tool->n_needs + tool->n_own, sizeof(*filter->columns));
	at = filter->columns;
	for (size_t i = 0; i < tool->n_needs; i++)
		if (find_column(filter, tool->needs[i],
			supplier_of(tool->needs[i]), at++, error) == -1)
			return -1;
	for (size_t i = 0; i < tool->n_own; i++, at++) {
		bool reason = tool->gives_why && i == tool->n_own - 1;

		if (find_column(filter, tool->own[i], NULL, at, error) == -1)
			return -1;
		if (*at == -1 &&
		    (reason ? has_why(filter) : i < filter->n_cells))
			*at = (int)ta_header_add(header,
			    ta_slice_of(tool->own[i]), &filter->policy->form);
	}
	return 0;
}

void
ta_filter_set(struct ta_filter *filter, struct ta_record *record,
    const struct ta_slice *cells)
{
	const int *own = filter->columns + filter->tool->n_needs;

	for (size_t i = 0; i < filter->n_cells; i++)
		ta_record_set(record, own[i], cells[i]);
	if (has_why(filter))
		ta_record_set(record, own[filter->tool->n_own - 1],
		    ta_explain_why(filter->explain));
}

struct ta_input *
ta_filter_also(
    struct ta_filter *filter, const char *const *path, struct ta_error *error)
{
	struct ta_files_options options =
	    ta_cli_reading(&filter->tool->cli, TA_STRICT);

	options.format = NULL;
	return ta_input_open(path, 1, &options, error);
}

const struct ta_format *
ta_filter_format(const struct ta_filter *filter)
{
	const struct ta_format *to = filter->tool->cli.to;

	return to != NULL ? to : ta_files_first_format(filter->files);
}

int
ta_filter_write(void *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	return ta_writer_write(
	    ((struct ta_filter *)filter)->writer, header, record, error);
}

void
ta_filter_undecided(struct ta_filter *filter, const struct ta_record *record,
    const char *field, const char *rule, const char *sentence)
{
	struct ta_about about = {
	    .record = record, .field = field, .rule = rule};

	if (filter->elsewhere)
		return;
	filter->partly = true;
	filter->undecided++;
	ta_report_about(&filter->tool->cli.report, &about, sentence);
}

bool
ta_filter_recall(
    struct ta_filter *filter, const struct ta_record *record, int column)
{
	static const char unknown[] =
	    "it names a finding that this policy does not have; run "
	    "ta-validate again, with the same policy";

	if (ta_check_recall(filter->policy, filter->evaluation,
		ta_record_get(record, column)))
		return true;
	ta_filter_undecided(
	    filter, record, TA_COL_FINDINGS, "finding-unknown", unknown);
	return false;
}

/* Says once, not for each record, that a required field has no column. */
static void
say_missing(const struct ta_filter *filter)
{
	const struct ta_vocabulary *vocabulary = &filter->policy->vocabulary;

	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (vocabulary->fields[i].if_blank != TA_SEVERITY_NONE &&
		    filter->evaluation->columns[i] == -1)
			ta_report_warn(&filter->tool->cli.report,
			    "the column '%s' is missing; it counts as "
			    "blank in every record",
			    vocabulary->fields[i].name.data);
}

/* The name of the column with the ids of requests. */
static const char *
id_column(const struct ta_policy *policy)
{
	return policy->vocabulary.fields[policy->id_field].name.data;
}

/*
 * Checks the columns of the form: none is there twice, and for a part there is
 * an id.
 */
static int
check_form(struct ta_filter *filter, struct ta_error *error)
{
	const struct ta_policy *policy = filter->policy;
	const struct ta_place at = ta_files_place(filter->files);
	int id, told;

	if (ta_vocabulary_check(
		&policy->vocabulary, filter->header, &at, error) == -1 ||
	    find_column(filter, TA_COL_SWITCHES, NULL, &told, error) == -1)
		return -1;
	if (!ta_part_is_part(&filter->tool->cli.part))
		return 0;
	return find_column(filter, id_column(policy), "ta-submit", &id, error);
}

/*
 * Gives a stream without a header and records the columns that tools need from
 * each other. YAML and JSON Lines have no header to show that a tool has been
 * there, so a quiet day would seem to lack it.
 */
static void
supply(struct ta_filter *filter)
{
	static const char *const needed[] = {
	    TA_COL_FINDINGS, TA_COL_TARGET, TA_COL_DUE, TA_COL_GROUPS};
	size_t n = TA_COUNT(needed);

	if (!ta_files_is_empty(filter->files))
		return;
	for (size_t i = 0; i < n; i++)
		ta_header_add(filter->header, ta_slice_of(needed[i]),
		    &filter->policy->form);
	for (size_t i = 0; i < filter->tool->n_needs; i++)
		if (ta_header_find(filter->header,
			ta_slice_of(filter->tool->needs[i]), 0) == -1)
			ta_header_add(filter->header,
			    ta_slice_of(filter->tool->needs[i]),
			    &filter->policy->form);
}

/* Opens the first file: 0 or -1. */
static int
open_input(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_cli *cli = &filter->tool->cli;
	const char *const *paths = NULL;
	size_t n = 0;

	if (cli->report.verbose && filter->reading.reading.by_libcsv)
		ta_report_warn(&cli->report,
		    "CSV is read by libcsv alone, since TA_CSV says so");
	if (cli->report.verbose && filter->reading.reading.by_jansson)
		ta_report_warn(&cli->report,
		    "JSON is read by jansson alone, since TA_JSON says so");
	if (filter->source == NULL)
		paths = ta_cli_paths(cli, &n);
	if (filter->tool->is_intake) {
		filter->files =
		    filter->source != NULL
			? ta_files_of(filter->source, &filter->reading)
			: ta_files_open(paths, n, &filter->reading);
		filter->source = NULL;
		filter->header = ta_files_header(filter->files);
		return ta_files_turn(filter->files, error) == -1 ? -1 : 0;
	}
	filter->input = ta_input_open(paths, n, &filter->reading, error);
	if (filter->input == NULL)
		return -1;
	filter->files = ta_input_files(filter->input);
	filter->header = ta_input_header(filter->input);
	supply(filter);
	ta_report_records(
	    &cli->report, filter->header, id_column(filter->policy), false);
	return 0;
}

static int
open_output(struct ta_filter *filter, struct ta_error *error)
{
	const struct ta_cli *cli = &filter->tool->cli;

	if (filter->kind == TA_SINK)
		return 0;
	filter->output = ta_batch_open(&filter->batch, cli->output_path, error);
	if (filter->output == NULL)
		return -1;
	filter->text = ta_output_text(filter->output);
	if (filter->kind == TA_RECORDS)
		filter->writer = ta_writer_new(
		    filter->output, ta_filter_format(filter), &cli->style);
	return 0;
}

/*
 * Whether the record belongs to another part. At intake ids are not known yet.
 */
static bool
is_elsewhere(const struct ta_filter *filter, const struct ta_record *record)
{
	const struct ta_part *part = &filter->tool->cli.part;

	return filter->evaluation != NULL &&
	       !ta_part_has(part,
		   ta_record_get(record,
		       filter->evaluation->columns[filter->policy->id_field]));
}

/*
 * Empties the tool's own columns, so that nothing of an earlier run stays
 * beside what this one decides. A record may have brought one.
 */
static void
clear_own(struct ta_filter *filter, struct ta_record *record)
{
	const struct ta_tool *tool = filter->tool;

	for (size_t i = 0; i < tool->n_own; i++) {
		int *at = &filter->columns[tool->n_needs + i];

		if (filter->n_looked != filter->header->count)
			*at = ta_header_find(
			    filter->header, ta_slice_of(tool->own[i]), 0);
		if (*at != -1 && record->fields[*at].len > 0)
			ta_record_set(record, *at, (struct ta_slice){"", 0});
	}
	filter->n_looked = filter->header->count;
}

/* A record that was made by another policy is not silently taken for ours. */
static void
check_switches(struct ta_filter *filter, const struct ta_record *record)
{
	if (ta_evaluation_strange(filter->evaluation))
		ta_filter_undecided(filter, record, TA_COL_SWITCHES,
		    "switch-unknown",
		    "it names a switch that this policy does not have, which "
		    "counts for nothing; run ta-submit again, with the same "
		    "policy");
}

/* Hands a record to the tool, and writes it where the tool says so: 0 or -1. */
static int
pass(struct ta_filter *filter, struct ta_record *record, uint64_t size,
    struct ta_error *error)
{
	int got;

	filter->elsewhere = is_elsewhere(filter, record);
	if (filter->elsewhere && !filter->tool->sees_all)
		return 0;
	filter->read += !filter->elsewhere;
	ta_report_progress(&filter->tool->cli.report, filter->read,
	    ta_files_bytes(filter->files), size);
	clear_own(filter, record);
	if (filter->evaluation != NULL) {
		ta_evaluation_set(filter->evaluation, record);
		check_switches(filter, record);
	}
	ta_explain_forget(filter->explain);
	got = filter->tool->record(filter, record, error);
	/* A message that was lost would never be said again. */
	if (filter->tool->cli.report.failed)
		return ta_report_refuse(error);
	if (filter->elsewhere && got == 1)
		return 0;
	return got == 1 ? ta_filter_write(filter, filter->header, record, error)
			: got;
}

/* Reads the next row at intake, perhaps of the next file: 1, 0 or -1. */
static int
next_row(
    struct ta_filter *filter, struct ta_record **record, struct ta_error *error)
{
	int got = ta_files_next(filter->files, error);

	while (got == 0 && (got = ta_files_turn(filter->files, error)) == 1) {
		if (filter->tool->start != NULL &&
		    filter->tool->start(filter, error) == -1)
			return -1;
		got = ta_files_next(filter->files, error);
	}
	*record = ta_files_record(filter->files);
	return got;
}

static int
read_all(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_record *record;
	uint64_t size = 0;
	int got;

	if (filter->tool->cli.report.terminal)
		size = ta_files_size(filter->files);
	while ((got = filter->input != NULL
			  ? ta_input_next(filter->input, &record, error)
			  : next_row(filter, &record, error)) == 1)
		if (pass(filter, record, size, error) == -1)
			return -1;
	return got;
}

/* Ends what is written and puts all of it in place: 0 or -1. */
static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	const struct ta_tool *tool = filter->tool;
	const struct ta_header *header = filter->header;

	if (tool->finish != NULL && tool->finish(filter, summary, error) == -1)
		return -1;
	if (filter->out_header != NULL)
		header = filter->out_header;
	if (filter->writer != NULL &&
	    ta_writer_end(filter->writer, header, error) == -1)
		return -1;
	if (tool->cli.report.failed)
		return ta_report_refuse(error);
	return ta_batch_finish(&filter->batch, error);
}

/* Says what was passed over in the input, and the summary. */
static void
say_end(struct ta_filter *filter, const struct ta_text *summary)
{
	struct ta_report *report = &filter->tool->cli.report;
	struct ta_tally tally = ta_files_tally(filter->files);
	struct ta_text text = {0};

	if (filter->evaluation != NULL)
		say_missing(filter);
	if (tally.of[TA_HEADERS_AGAIN] > 0)
		ta_report_warn(report,
		    "rows equal to the header, passed over: %zu",
		    tally.of[TA_HEADERS_AGAIN]);
	ta_text_printf(&text, "%zu read", filter->read);
	ta_text_add_slice(&text, ta_text_slice(summary, 0));
	if (filter->undecided > 0)
		ta_text_printf(&text, ", %zu not decided", filter->undecided);
	ta_tally_print(&text, &tally);
	ta_report_close(report, ta_text_string(&text));
	ta_text_free(&text);
}

/* Reads all records of all files: 0 or -1. */
static int
read_input(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_tool *tool = filter->tool;

	if (open_input(filter, error) == -1 ||
	    (tool->reads_form && (check_form(filter, error) == -1 ||
				     find_columns(filter, error) == -1)) ||
	    (tool->start != NULL && tool->start(filter, error) == -1))
		return -1;
	if (tool->reads_form) {
		filter->evaluation =
		    ta_context_evaluation(&tool->cli.context, filter->header);
		filter->evaluation->trace = ta_explain_trace(filter->explain);
	}
	return open_output(filter, error) == -1 ? -1 : read_all(filter, error);
}

static int
run(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_tool *tool = filter->tool;
	struct ta_text summary = {0};
	int go;

	ta_cli_note_places(
	    &tool->cli, filter->source == NULL, &filter->batch.places);
	go = tool->begin == NULL ? 1 : tool->begin(filter, error);
	if (go != 1)
		return go;
	if (read_input(filter, error) == -1 ||
	    finish(filter, &summary, error) == -1)
		go = -1;
	else
		say_end(filter, &summary);
	ta_text_free(&summary);
	return go;
}

static void
end(struct ta_filter *filter)
{
	ta_writer_free(filter->writer);
	if (filter->tool->end != NULL)
		filter->tool->end(filter);
	ta_batch_close(&filter->batch);
	ta_evaluation_free(filter->evaluation);
	ta_explain_free(filter->explain);
	if (filter->input == NULL)
		ta_files_close(filter->files);
	ta_input_close(filter->input);
	ta_source_close(filter->source);
	free(filter->columns);
}

int
ta_filter_main(struct ta_tool *tool, void *self, int argc, char **argv)
{
	struct ta_filter filter = {.tool = tool, .self = self};
	struct ta_error error;
	int status;

	tool->cli.self = self;
	status = ta_cli_parse(&tool->cli, argc, argv);
	if (status != -1) {
		end(&filter);
		return status;
	}
	if (ta_cli_load(&tool->cli, &error) == -1) {
		end(&filter);
		return ta_cli_fail(&tool->cli, &error);
	}
	filter.policy = tool->cli.policy;
	filter.n_cells = tool->n_own - tool->gives_why;
	if (tool->cli.explain)
		filter.explain = ta_explain_new(filter.policy,
		    &tool->cli.report, tool->sections, tool->n_sections);
	filter.reading = ta_cli_reading(
	    &tool->cli, tool->is_intake ? TA_LENIENT : TA_STRICT);
	status = run(&filter, &error);
	end(&filter);
	return ta_cli_end(&tool->cli, status, filter.partly, &error);
}
