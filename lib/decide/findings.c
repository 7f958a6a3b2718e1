#include "decide/findings.h"

void
ta_findings_begin(struct ta_sheet *sheet)
{
	static const char *const names[] = {"file", "line", "row", "id",
	    "field", "rule", "severity", "sentence"};

	for (size_t i = 0; i < TA_COUNT(names); i++)
		ta_header_add(&sheet->header, ta_slice_of(names[i]), NULL);
}

void
ta_findings_free(struct ta_sheet *sheet)
{
	ta_header_free(&sheet->header);
	ta_record_free(&sheet->row);
	ta_text_free(&sheet->words);
	ta_text_free(&sheet->fields);
	ta_text_free(&sheet->ids);
}

static const char *
says(const struct ta_finding *finding)
{
	return finding->says == NULL ? "" : finding->says;
}

static const char *
field_name(const struct ta_policy *policy, const struct ta_finding *finding)
{
	return finding->field == -1
		   ? ""
		   : policy->vocabulary.fields[finding->field].name.data;
}

/* Adds the value that is wrong, where it may be shown. */
static void
add_value(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_finding *finding,
    struct ta_text *text)
{
	if (!ta_field_may_show(
		&policy->vocabulary.fields[finding->field], TA_TO_TELL))
		return;
	ta_text_add_string(text, " It says: ");
	ta_text_add_slice(text, ta_evaluation_text(evaluation, finding->field));
}

void
ta_findings_say(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, bool finished,
    struct ta_report *report)
{
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[evaluation->found[i]];
		struct ta_about about = {
		    .record = evaluation->record, .rule = finding->id};

		if (!report->verbose && (finding->severity < TA_HOLD ||
					    (finished && !finding->staff)))
			continue;
		if (finding->field != -1)
			about.field = field_name(policy, finding);
		ta_text_clear(&sheet->words);
		ta_text_add_string(&sheet->words, says(finding));
		if (report->show_values && finding->kind == TA_FINDING_INVALID)
			add_value(policy, evaluation, finding, &sheet->words);
		ta_report_about(report, &about, ta_text_string(&sheet->words));
	}
}

static void
fill_row(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_finding *finding)
{
	const struct ta_record *record = evaluation->record;
	struct ta_record *row = &sheet->row;
	struct ta_text *numbers = &sheet->words;
	struct ta_origin *origin = &sheet->origin;
	const struct ta_place *at =
	    ta_record_origin(evaluation->header, record, origin);
	struct ta_slice *fields;
	size_t line;

	ta_text_clear(numbers);
	ta_text_printf(numbers, "%zu", at->line);
	line = numbers->len;
	if (!origin->in_form)
		ta_text_printf(numbers, "%zu", record->row);
	row->count = 0;
	ta_record_widen(row, sheet->header.count);
	row->file = record->file;
	row->line = record->line;
	fields = row->fields;
	fields[0] = ta_slice_of(at->file);
	fields[1] = (struct ta_slice){numbers->data, line};
	fields[2] = ta_text_slice(numbers, line);
	fields[3] = ta_evaluation_text(evaluation, policy->id_field);
	fields[4] = ta_slice_of(field_name(policy, finding));
	fields[5] = ta_slice_of(finding->id);
	fields[6] = ta_slice_of(ta_severity_names[finding->severity]);
	fields[7] = ta_slice_of(says(finding));
}

/* Whether somebody has to look at the request before its requester is asked. */
static bool
has_alert(
    const struct ta_policy *policy, const struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->n_found; i++)
		if (policy->findings[evaluation->found[i]].alert)
			return true;
	return false;
}

int
ta_findings_write(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, ta_spool_take *take, void *arg,
    struct ta_error *error)
{
	if (has_alert(policy, evaluation))
		return 0;
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[evaluation->found[i]];

		if (finding->staff)
			continue;
		fill_row(sheet, policy, evaluation, finding);
		if (take(arg, &sheet->header, &sheet->row, error) == -1)
			return -1;
	}
	return 0;
}

int
ta_findings_reject(struct ta_sheet *sheet, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_header *header,
    struct ta_rejects *rejects, struct ta_error *error)
{
	struct ta_reason reason = {.known = NULL};

	ta_text_clear(&sheet->fields);
	ta_text_clear(&sheet->ids);
	ta_text_clear(&sheet->words);
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[evaluation->found[i]];

		if (finding->severity < TA_HOLD)
			continue;
		ta_text_add_item(&sheet->fields, 0,
		    ta_slice_of(field_name(policy, finding)));
		ta_text_add_item(&sheet->ids, 0, ta_slice_of(finding->id));
		if (sheet->words.len > 0 && says(finding)[0] != '\0')
			ta_text_add_char(&sheet->words, ' ');
		ta_text_add_string(&sheet->words, says(finding));
	}
	reason.column = ta_text_string(&sheet->fields);
	reason.rule = ta_text_string(&sheet->ids);
	reason.message = ta_text_string(&sheet->words);
	return ta_rejects_add(
	    rejects, header, evaluation->record, &reason, error);
}
