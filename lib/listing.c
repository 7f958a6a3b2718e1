#include "listing.h"

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
		   : policy->terms.fields[finding->field].name.data;
}

static void
add_joined(
    struct ta_text *text, size_t start, const char *separator, const char *word)
{
	if (text->len > start && word[0] != '\0')
		ta_text_add_string(text, separator);
	ta_text_add_string(text, word);
}

void
ta_listing_ids(const struct ta_policy *policy, const struct ta_subject *subject,
    struct ta_text *text)
{
	size_t start = text->len;

	for (size_t i = 0; i < subject->n_found; i++)
		add_joined(
		    text, start, ";", policy->findings[subject->found[i]].id);
}

void
ta_listing_reasons(const struct ta_policy *policy,
    const struct ta_subject *subject, struct ta_reasons *reasons)
{
	ta_text_clear(&reasons->fields);
	ta_text_clear(&reasons->ids);
	ta_text_clear(&reasons->sentences);
	for (size_t i = 0; i < subject->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[subject->found[i]];

		if (finding->severity < TA_HOLD)
			continue;
		add_joined(
		    &reasons->fields, 0, ";", field_name(policy, finding));
		add_joined(&reasons->ids, 0, ";", finding->id);
		add_joined(&reasons->sentences, 0, " ", says(finding));
	}
}

void
ta_reasons_free(struct ta_reasons *reasons)
{
	ta_text_free(&reasons->fields);
	ta_text_free(&reasons->ids);
	ta_text_free(&reasons->sentences);
}

void
ta_listing_sentence(const struct ta_policy *policy,
    const struct ta_subject *subject, const struct ta_finding *finding,
    bool show, struct ta_text *text)
{
	const struct ta_field *field;

	ta_text_add_string(text, says(finding));
	if (!show || finding->kind != TA_FINDING_INVALID)
		return;
	field = &policy->terms.fields[finding->field];
	if (field->private || field->type == TA_TYPE_TEXT ||
	    field->type == TA_TYPE_EMAIL)
		return;
	ta_text_add_string(text, " It says: ");
	ta_text_add_slice(text, ta_subject_text(subject, finding->field));
}

bool
ta_listing_is_sent(const struct ta_finding *finding)
{
	return !finding->staff && finding->severity != TA_REVIEW;
}

void
ta_listing_header(struct ta_header *header)
{
	static const char *const names[] = {"file", "line", "row", "id",
	    "field", "rule", "severity", "sentence"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		ta_header_add(header, ta_slice_of(names[i]), NULL);
}

void
ta_listing_row(const struct ta_policy *policy, const struct ta_subject *subject,
    const struct ta_finding *finding, int source, int line,
    struct ta_text *numbers, struct ta_record *row)
{
	const struct ta_record *record = subject->record;
	struct ta_slice from = ta_record_get(record, source);
	struct ta_slice *fields;
	size_t n, split;

	ta_text_clear(numbers);
	ta_text_printf(numbers, "%zu", record->line);
	split = numbers->len;
	ta_text_printf(numbers, "%zu", record->row);
	row->count = 0;
	ta_record_widen(row, 8);
	row->file = record->file;
	row->line = record->line;
	fields = row->fields;
	fields[0] = from.len > 0 ? from : ta_slice_of(record->file);
	fields[1] = from.len > 0 ? ta_record_get(record, line)
				 : (struct ta_slice){numbers->data, split};
	fields[2] = ta_text_slice(numbers, split);
	fields[3] = ta_subject_text(subject, policy->id_field);
	fields[4] = ta_slice_of(field_name(policy, finding));
	fields[5] = ta_slice_of(finding->id);
	fields[6] = ta_slice_of(ta_severity_names(&n)[finding->severity]);
	fields[7] = ta_slice_of(says(finding));
}
