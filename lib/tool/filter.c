#include <string.h>
#include <unistd.h>

#include "tool/filter.h"

int
ta_filter_need(const struct ta_filter *filter, const char *name,
    const char *supplier, struct ta_error *error)
{
	struct ta_slice column = ta_slice_of(name);
	struct ta_place file = ta_input_place(filter->input);
	int at = ta_header_find(filter->header, column, 0);

	if (at == -1)
		return ta_error_set(error, &file,
		    "there is no column '%s'; %s supplies it, so put it in "
		    "the pipe before this",
		    name, supplier);
	if (ta_header_find(filter->header, column, (size_t)at + 1) != -1)
		return ta_error_set(
		    error, &file, "there are two columns '%s'", name);
	return at;
}

int
ta_filter_add(struct ta_filter *filter, const char *const *names, size_t n,
    int *columns, struct ta_error *error)
{
	for (size_t i = 0; i < n; i++) {
		struct ta_slice name = ta_slice_of(names[i]);

		if (ta_header_find(filter->header, name, 0) == -1)
			ta_header_add(
			    filter->header, name, &filter->policy->form);
		columns[i] = ta_filter_need(
		    filter, names[i], filter->tool->cli.name, error);
		if (columns[i] == -1)
			return -1;
	}
	return 0;
}

int
ta_filter_add_why(struct ta_filter *filter, const char *name, int *column,
    struct ta_error *error)
{
	*column = -1;
	return filter->tool->cli.explain
		   ? ta_filter_add(filter, &name, 1, column, error)
		   : 0;
}

void
ta_filter_watch(struct ta_filter *filter, struct ta_evaluation *evaluation)
{
	struct ta_tool *tool = filter->tool;

	if (!tool->cli.explain)
		return;
	filter->explain = ta_explain_new(filter->policy, &tool->cli.report,
	    tool->sections, tool->n_sections);
	evaluation->trace = ta_explain_trace(filter->explain);
}

/* CSV for a spreadsheet may begin with a byte order mark. */
static void
write_mark(struct ta_filter *filter)
{
	if (filter->tool->cli.bom && filter->to->has_header)
		ta_text_add_string(
		    ta_output_text(filter->output), "\xef\xbb\xbf");
}

static int
write_header(struct ta_filter *filter, const struct ta_header *header,
    struct ta_error *error)
{
	filter->wrote_header = true;
	write_mark(filter);
	return filter->to->write_header(filter->writer, header, error);
}

/* There were no records to write. */
static int
write_none(struct ta_filter *filter, struct ta_error *error)
{
	write_mark(filter);
	return ta_format_write_none(filter->to, filter->writer,
	    ta_output_text(filter->output), filter->out_header, error);
}

int
ta_filter_write(struct ta_filter *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	if (!filter->wrote_header && write_header(filter, header, error) == -1)
		return -1;
	filter->written++;
	if (filter->to->write(filter->writer, header, record, error) == -1)
		return -1;
	return ta_output_drain(filter->output, error);
}

int
ta_filter_take(void *filter, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	return ta_filter_write(filter, header, record, error);
}

void
ta_filter_undecided(struct ta_filter *filter, const struct ta_record *record,
    const char *field, const char *rule, const char *sentence)
{
	struct ta_about about = {
	    .record = record, .field = field, .rule = rule};

	filter->partly = true;
	filter->undecided++;
	ta_report_about(&filter->tool->cli.report, &about, sentence);
}

/* A required field without a column is said once, not for each record. */
static void
say_missing(const struct ta_filter *filter)
{
	const struct ta_vocabulary *vocabulary = &filter->policy->vocabulary;

	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (vocabulary->fields[i].missing != TA_SEVERITY_NONE &&
		    filter->evaluation->columns[i] == -1)
			ta_report_warn(&filter->tool->cli.report,
			    "there is no column '%s': it reads as blank in "
			    "every record",
			    vocabulary->fields[i].name.data);
}

/* Without an id there are no parts. */
static int
check_shard(const struct ta_filter *filter, struct ta_error *error)
{
	const struct ta_policy *policy = filter->policy;
	const char *id = policy->vocabulary.fields[policy->id_field].name.data;

	if (!ta_part_is_part(&filter->tool->cli.shard))
		return 0;
	return ta_filter_need(filter, id, "ta-submit", error) == -1 ? -1 : 0;
}

static int
open_input(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_cli *cli = &filter->tool->cli;
	struct ta_input_options options = {.format = cli->from,
	    .form = &filter->policy->form,
	    .reading = filter->reading,
	    .naming = filter->naming,
	    .source = filter->source};

	if (cli->report.verbose && filter->reading.by_libcsv)
		ta_report_warn(&cli->report,
		    "CSV is read by libcsv alone, since TA_CSV says so");
	filter->input = ta_cli_open_input(cli, &options, error);
	filter->source = NULL;
	if (filter->input == NULL)
		return -1;
	filter->header = ta_input_header(filter->input);
	filter->out_header = filter->header;
	return 0;
}

static int
open_output(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_cli *cli = &filter->tool->cli;

	filter->to = cli->to != NULL ? cli->to : ta_input_format(filter->input);
	filter->output = ta_output_open(cli->output_path, error);
	if (filter->output == NULL)
		return -1;
	filter->writer =
	    filter->to->write_open(ta_output_text(filter->output), cli->style);
	return 0;
}

/* Is the record another machine's? At the door ids are not known yet. */
static bool
is_elsewhere(const struct ta_filter *filter, const struct ta_record *record)
{
	const struct ta_part *shard = &filter->tool->cli.shard;

	return filter->evaluation != NULL && ta_part_is_part(shard) &&
	       !ta_part_has(shard,
		   ta_record_get(record,
		       filter->evaluation->columns[filter->policy->id_field]));
}

static int
read_all(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_cli *cli = &filter->tool->cli;
	struct ta_record *record;
	uint64_t size = 0;
	int got, pass;

	if (cli->report.terminal)
		size = ta_input_size(cli->paths, cli->n_paths);
	while ((got = ta_input_next(filter->input, &record, error)) == 1) {
		if (is_elsewhere(filter, record))
			continue;
		filter->read++;
		ta_report_progress(&cli->report, filter->read,
		    ta_input_bytes(filter->input), size);
		if (filter->evaluation != NULL)
			ta_evaluation_set(filter->evaluation, record);
		pass = filter->tool->record(filter, record, error);
		if (pass == -1 ||
		    (pass == 1 && ta_filter_write(filter, filter->header,
				      record, error) == -1))
			return -1;
	}
	return got;
}

static int
finish(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_tool *tool = filter->tool;

	if (tool->finish != NULL && tool->finish(filter, error) == -1)
		return -1;
	if (!filter->wrote_header && !filter->silent &&
	    write_none(filter, error) == -1)
		return -1;
	if (ta_output_finish(filter->output, error) == -1)
		return -1;
	if (tool->place != NULL && tool->place(filter, error) == -1)
		return -1;
	return ta_output_place(filter->output, error);
}

/* Whatever was not plain in the input is counted. */
static void
add_leniencies(struct ta_text *text, const struct ta_tally *tally)
{
	static const char *const words[TA_N_LENIENCIES] = {
	    [TA_BLANK_LINES] = "blank lines passed over",
	    [TA_BLANKS] = "cells that lost outer blanks",
	    [TA_STRAY_QUOTES] = "stray quotes kept",
	    [TA_SEMICOLONS] = "files with semicolons between cells",
	    [TA_TABS] = "files with tabs between cells",
	    [TA_DELIMITERS] = "files with other delimiters",
	    [TA_SEP_LINES] = "sep= lines taken",
	    [TA_TWO_HEADERS] = "files with two header rows",
	    [TA_CONVERTED] = "files converted to UTF-8",
	};

	for (size_t i = 0; i < TA_N_LENIENCIES; i++)
		if (words[i] != NULL && tally->of[i] > 0)
			ta_text_printf(
			    text, "; %s: %zu", words[i], tally->of[i]);
}

/* What was passed over in the input, and the summary. */
static void
say_end(struct ta_filter *filter)
{
	struct ta_report *report = &filter->tool->cli.report;
	struct ta_tally tally = ta_input_tally(filter->input);
	struct ta_text text = {0};

	if (filter->evaluation != NULL)
		say_missing(filter);
	if (tally.of[TA_HEADERS_AGAIN] > 0)
		ta_report_warn(report,
		    "rows equal to the header, passed over: %zu",
		    tally.of[TA_HEADERS_AGAIN]);
	ta_text_printf(&text, "%zu read", filter->read);
	if (filter->tool->summary != NULL)
		filter->tool->summary(filter, &text);
	if (filter->undecided > 0)
		ta_text_printf(&text, ", %zu not decided", filter->undecided);
	add_leniencies(&text, &tally);
	ta_report_close(report, ta_text_string(&text));
	ta_text_free(&text);
}

/* From the loaded policy to the end: 1 where `begin` had all done, 0, or -1. */
static int
run(struct ta_filter *filter, struct ta_error *error)
{
	struct ta_tool *tool = filter->tool;
	int go = tool->begin == NULL ? 1 : tool->begin(filter, error);
	struct ta_place at;

	if (go != 1)
		return go == 0 ? 1 : -1;
	if (open_input(filter, error) == -1)
		return -1;
	at = ta_input_place(filter->input);
	if (tool->reads_form &&
	    (ta_vocabulary_check(&filter->policy->vocabulary, filter->header,
		 &at, error) == -1 ||
		check_shard(filter, error) == -1))
		return -1;
	if (tool->start != NULL && tool->start(filter, error) == -1)
		return -1;
	if (tool->reads_form)
		filter->evaluation =
		    ta_evaluation_new(&filter->policy->vocabulary,
			filter->header, tool->cli.today, tool->cli.switches);
	if (filter->evaluation != NULL)
		ta_filter_watch(filter, filter->evaluation);
	if (open_output(filter, error) == -1 || read_all(filter, error) == -1 ||
	    finish(filter, error) == -1)
		return -1;
	say_end(filter);
	return 0;
}

static void
end(struct ta_filter *filter)
{
	if (filter->tool->end != NULL)
		filter->tool->end(filter);
	if (filter->writer != NULL)
		filter->to->write_close(filter->writer);
	ta_output_close(filter->output);
	ta_evaluation_free(filter->evaluation);
	ta_explain_free(filter->explain);
	ta_input_close(filter->input);
	ta_source_close(filter->source);
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
	filter.reading.manner = tool->manner;
	filter.reading.by_libcsv =
	    tool->manner == TA_STRICT && tool->cli.by_libcsv;
	status = run(&filter, &error);
	end(&filter);
	if (status == -1)
		return ta_cli_fail(&tool->cli, &error);
	ta_cli_free(&tool->cli);
	return filter.partly ? TA_PARTLY : TA_DONE;
}
