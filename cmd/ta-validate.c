#include "decide/decided.h"
#include "decide/findings.h"
#include "tool/filter.h"

struct validate {
	bool check;   /* status 1 where any is not valid */
	bool keep;    /* pass only valid records */
	bool invalid; /* pass only the others */
	bool list;    /* write findings instead of records */
	const char *rejects_path;
	struct ta_rejects *rejects;
	struct ta_sheet sheet;
	struct ta_text findings; /* the cells of the record */
	size_t n_valid;
	size_t n_invalid;
	size_t n_finished; /* of these; nobody is asked about them any more */
};

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct validate *validate = filter->self;

	ta_findings_begin(&validate->sheet);
	if (validate->list)
		filter->out_header = &validate->sheet.header;
	if (validate->rejects_path != NULL) {
		validate->rejects = ta_rejects_open(&filter->batch,
		    validate->rejects_path, filter->tool->cli.folder, error);
		if (validate->rejects == NULL)
			return -1;
		ta_rejects_columns(validate->rejects, filter->header);
	}
	return 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct validate *validate = filter->self;
	const struct ta_policy *policy = filter->policy;
	struct ta_evaluation *evaluation = filter->evaluation;
	struct ta_slice cells[TA_CHECK_CELLS];
	struct ta_report *report = &filter->tool->cli.report;
	bool valid, finished;

	ta_check(policy, evaluation);
	valid = ta_check_is_valid(evaluation);
	finished = ta_due_is_finished(policy, evaluation);
	validate->n_valid += valid;
	validate->n_invalid += !valid;
	validate->n_finished += !valid && finished;
	ta_findings_say(&validate->sheet, policy, evaluation, finished, report);
	if (!valid && validate->rejects != NULL &&
	    ta_findings_reject(&validate->sheet, policy, evaluation,
		filter->header, validate->rejects, error) == -1)
		return -1;
	if (validate->list)
		return finished
			   ? 0
			   : ta_findings_write(&validate->sheet, policy,
				 evaluation, ta_filter_write, filter, error);
	if ((!valid && (validate->keep || validate->rejects != NULL)) ||
	    (valid && validate->invalid))
		return 0;
	ta_check_cells(policy, evaluation, &validate->findings, cells);
	ta_filter_set(filter, record, cells);
	return 1;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct validate *validate = filter->self;
	bool judged = validate->check || validate->rejects != NULL;

	filter->partly |= judged && validate->n_invalid > 0;
	filter->partly |=
	    validate->list && validate->n_invalid > validate->n_finished;
	ta_text_printf(summary, ", %zu valid, %zu with findings",
	    validate->n_valid, validate->n_invalid);
	if (validate->n_finished > 0)
		ta_text_printf(summary, ", %zu of them finished and not asked",
		    validate->n_finished);
	return validate->rejects == NULL
		   ? 0
		   : ta_rejects_finish(validate->rejects, error);
}

static void
end(struct ta_filter *filter)
{
	struct validate *validate = filter->self;

	ta_rejects_close(validate->rejects);
	ta_findings_free(&validate->sheet);
	ta_text_free(&validate->findings);
}

#define AT(member) offsetof(struct validate, member)

static const struct ta_option options[] = {
    {'c', "check", NULL, TA_FLAG, AT(check),
	"exit with status 1 where any is not valid"},
    {'k', "keep", NULL, TA_FLAG, AT(keep), "pass only valid records"},
    {'l', "list", NULL, TA_FLAG, AT(list),
	"write a row for each finding, no records"},
    {'r', "rejects", "file", TA_FILE_WRITTEN, AT(rejects_path),
	"write records that are not valid there"},
    {'x', "invalid", NULL, TA_FLAG, AT(invalid),
	"pass only records that are not valid"},
    {0},
};

static const struct ta_clash clashes[] = {
    {"keep", "invalid",
	"--keep and --invalid cannot be combined: no record is both"},
    {0},
};

static const char *const sections[] = {"checks"};

static struct ta_tool tool = {
    .cli = {.name = "ta-validate",
	.purpose = "check requests against the policy",
	.decides = true,
	.options = options,
	.clashes = clashes},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .own = ta_check_columns,
    .n_own = TA_CHECK_CELLS,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct validate validate = {0};

	return ta_filter_main(&tool, &validate, argc, argv);
}
