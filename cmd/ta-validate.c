#include "columns.h"
#include "decide.h"
#include "filter.h"
#include "listing.h"
#include "rejects.h"

struct validate {
	bool check;   /* status 1 where any is not valid */
	bool keep;    /* pass the valid only */
	bool invalid; /* pass the others only */
	bool list;    /* write findings instead of records */
	const char *rejects_path;
	struct ta_rejects *rejects;
	struct ta_reasons reasons;
	struct ta_header sheet; /* of --list */
	struct ta_record row;
	int valid_column;
	int findings_column;
	int source_column; /* where the record came from, or -1 */
	int line_column;
	struct ta_text text; /* the record's findings */
	struct ta_text words;
	size_t n_valid;
	size_t n_invalid;
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct validate *validate = self;

	(void)error;
	validate->check |= letter == 'c';
	validate->keep |= letter == 'k';
	validate->list |= letter == 'l';
	validate->invalid |= letter == 'x';
	if (letter == 'r')
		validate->rejects_path = argument;
	return 0;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct validate *validate = filter->self;

	if (validate->keep && validate->invalid)
		return ta_error_set(error, NULL,
		    "--keep and --invalid leave no record together");
	validate->source_column =
	    ta_header_find(filter->header, ta_slice_of(TA_COL_SOURCE), 0);
	validate->line_column =
	    ta_header_find(filter->header, ta_slice_of(TA_COL_LINE), 0);
	if (validate->rejects_path != NULL) {
		validate->rejects = ta_rejects_open(
		    validate->rejects_path, filter->tool->cli.folder, error);
		if (validate->rejects == NULL)
			return -1;
		ta_rejects_columns(validate->rejects, filter->header);
	}
	validate->valid_column = ta_filter_add(filter, TA_COL_VALID, error);
	validate->findings_column =
	    ta_filter_add(filter, TA_COL_FINDINGS, error);
	if (validate->list) {
		ta_listing_header(&validate->sheet);
		filter->out_header = &validate->sheet;
	}
	return validate->valid_column == -1 || validate->findings_column == -1
		   ? -1
		   : 0;
}

/* Says what keeps the record from being used; everything where asked to. */
static void
say(struct ta_filter *filter, const struct ta_record *record)
{
	struct validate *validate = filter->self;
	struct ta_report *report = &filter->tool->cli.report;
	const struct ta_policy *policy = filter->policy;
	const struct ta_subject *subject = filter->subject;

	for (size_t i = 0; i < subject->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[subject->found[i]];
		struct ta_about about = {.record = record, .rule = finding->id};

		if (finding->severity < TA_HOLD && !report->verbose)
			continue;
		if (finding->field != -1)
			about.field =
			    policy->terms.fields[finding->field].name.data;
		ta_text_clear(&validate->words);
		ta_listing_sentence(policy, subject, finding,
		    report->show_values, &validate->words);
		ta_report_about(
		    report, &about, ta_text_string(&validate->words));
	}
}

static int
list(struct ta_filter *filter, struct ta_error *error)
{
	struct validate *validate = filter->self;
	const struct ta_policy *policy = filter->policy;
	const struct ta_subject *subject = filter->subject;

	for (size_t i = 0; i < subject->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[subject->found[i]];

		if (!ta_listing_is_sent(finding))
			continue;
		ta_listing_row(policy, subject, finding,
		    validate->source_column, validate->line_column,
		    &validate->words, &validate->row);
		if (ta_filter_write(
			filter, &validate->sheet, &validate->row, error) == -1)
			return -1;
	}
	return 0;
}

static int
reject(struct ta_filter *filter, const struct ta_record *record,
    struct ta_error *error)
{
	struct validate *validate = filter->self;
	struct ta_reasons *reasons = &validate->reasons;
	struct ta_reason reason;

	ta_listing_reasons(filter->policy, filter->subject, reasons);
	reason.column = ta_text_string(&reasons->fields);
	reason.rule = ta_text_string(&reasons->ids);
	reason.message = ta_text_string(&reasons->sentences);
	return ta_rejects_add(
	    validate->rejects, filter->header, record, &reason, error);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct validate *validate = filter->self;
	bool valid;

	ta_check(filter->policy, filter->subject);
	valid = ta_check_is_valid(filter->subject);
	validate->n_valid += valid;
	validate->n_invalid += !valid;
	say(filter, record);
	if (validate->list)
		return list(filter, error);
	if (!valid && validate->rejects != NULL)
		return reject(filter, record, error);
	if ((validate->keep && !valid) || (validate->invalid && valid))
		return 0;
	ta_text_clear(&validate->text);
	ta_listing_ids(filter->policy, filter->subject, &validate->text);
	record->fields[validate->valid_column] =
	    ta_slice_of(valid ? "yes" : "no");
	record->fields[validate->findings_column] =
	    ta_text_slice(&validate->text, 0);
	return 1;
}

static int
finish(struct ta_filter *filter, struct ta_error *error)
{
	struct validate *validate = filter->self;
	bool judged =
	    validate->check || validate->list || validate->rejects_path != NULL;

	filter->partly = judged && validate->n_invalid > 0;
	if (validate->rejects == NULL)
		return 0;
	return ta_rejects_finish(validate->rejects, error);
}

static int
place(struct ta_filter *filter, struct ta_error *error)
{
	struct validate *validate = filter->self;

	if (validate->rejects == NULL)
		return 0;
	return ta_rejects_place(validate->rejects, error);
}

static void
summary(struct ta_filter *filter, struct ta_text *text)
{
	const struct validate *validate = filter->self;

	ta_text_printf(text, ", %zu valid, %zu with findings",
	    validate->n_valid, validate->n_invalid);
}

static void
end(struct ta_filter *filter)
{
	struct validate *validate = filter->self;

	ta_rejects_close(validate->rejects);
	ta_reasons_free(&validate->reasons);
	ta_header_free(&validate->sheet);
	ta_record_free(&validate->row);
	ta_text_free(&validate->text);
	ta_text_free(&validate->words);
}

static const struct ta_option options[] = {
    {'c', "check", NULL, "exit with status 1 where any is not valid"},
    {'k', "keep", NULL, "pass the valid ones only"},
    {'l', "list", NULL, "write one row a finding instead of the records"},
    {'r', "rejects", "file", "put the records that are not valid there"},
    {'x', "invalid", NULL, "pass those that are not valid only"},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-validate",
	.purpose = "check requests against the policy",
	.synopsis = "[-chklqVvx] [-d date] [-f format] [-o file] "
		    "[-p policy]\n    [-r file] [-s switch] [-t format] "
		    "[--bom] [--crlf] [--show-values]\n    "
		    "[--spreadsheet-safe] [file ...]",
	.options = options,
	.n_options = 5,
	.option = option},
    .reads_form = true,
    .start = start,
    .record = record,
    .finish = finish,
    .place = place,
    .summary = summary,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct validate validate = {0};

	return ta_filter_main(&tool, &validate, argc, argv);
}
