#include "base/bounds.h"
#include "decide/alert.h"
#include "intake/refusal.h"

/* The longest part of a heading that a message shows. */
#define HEADING_MOST ((size_t)200)

void
ta_refusal_free(struct ta_refusal *refusal)
{
	ta_rejects_close(refusal->rejects);
	ta_evaluation_free(refusal->evaluation);
	ta_text_free(&refusal->words);
}

/* The header may have grown with the file or the row. */
void
ta_refusal_alert(struct ta_refusal *refusal, const struct ta_files *files,
    const struct ta_record *record)
{
	const struct ta_header *header = ta_intake_header(refusal->intake);

	if (ta_files_is_canonical(files) || record->damaged)
		return;
	if (refusal->evaluation == NULL || refusal->columns != header->count) {
		ta_evaluation_free(refusal->evaluation);
		refusal->evaluation =
		    ta_context_evaluation(refusal->context, header);
		refusal->columns = header->count;
	}
	ta_evaluation_set(refusal->evaluation, record);
	ta_alert_say(
	    refusal->context->policy, refusal->evaluation, refusal->report);
}

/* The id of the row as it is in the file; of no bytes where it has none. */
static struct ta_slice
raw_id(const struct ta_refusal *refusal, struct ta_files *files)
{
	const struct ta_policy *policy = refusal->context->policy;
	const struct ta_record *row = ta_files_record(files);
	struct ta_slice id = ta_record_get(
	    row, ta_header_find(ta_files_header(files),
		     policy->vocabulary.fields[policy->id_field].name, 0));

	return row->fault == NULL && id.data != NULL ? ta_slice_trim(id)
						     : (struct ta_slice){"", 0};
}

int
ta_refusal_say(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error)
{
	struct ta_record at = *record;
	struct ta_about about = {.record = &at,
	    .rule = reason->rule,
	    .column = record->fault_column,
	    .lost = refusal->rejects == NULL};

	/* The report knows the columns of the intake, not those of the file. */
	if (record == ta_files_record(files))
		about.id = raw_id(refusal, files);
	if (record->fault != NULL && record->fault_line != 0)
		at.line = record->fault_line;
	if (record->fault != NULL && record->damaged)
		ta_report_alert(refusal->report, &about, reason->message);
	else
		ta_report_about(refusal->report, &about, reason->message);
	refusal->count++;
	if (refusal->rejects == NULL)
		return 0;
	return ta_rejects_add(refusal->rejects, ta_files_header(files),
	    ta_files_record(files), reason, error);
}

int
ta_refusal_reject(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error)
{
	ta_refusal_alert(refusal, files, record);
	return ta_refusal_say(refusal, files, record, reason, error);
}

int
ta_refusal_fault(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error)
{
	const struct ta_reason reason = {.rule = record->damaged ? "damaged"
						 : record->cut
						     ? "too-long"
						     : TA_NOT_A_RECORD,
	    .message = record->fault};

	return ta_refusal_reject(refusal, files, record, &reason, error);
}

int
ta_refusal_long(struct ta_refusal *refusal, struct ta_files *files,
    const struct ta_record *record, int longest, bool safe,
    struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(refusal->intake);
	struct ta_slice name = header->columns[longest].name;
	size_t has = record->fields[longest].len + safe;
	size_t len = name.len < HEADING_MOST ? name.len : HEADING_MOST;
	struct ta_reason reason = {.rule = "too-long"};

	/* The name is cut after a character, since rejects have to be text. */
	while (len < name.len && ((unsigned char)name.data[len] & 0xc0) == 0x80)
		len--;
	ta_text_clear(&refusal->words);
	ta_text_printf(&refusal->words,
	    has > TA_FIELD_MAX
		? "the field '%.*s' would be longer than the limit "
		  "of " TA_FIELD_WORDS
		  "; shorten the answers that it is made of"
		: "the record would be longer than the limit "
		  "of " TA_RECORD_WORDS
		  "; shorten it (its longest field is '%.*s')",
	    (int)len, name.data);
	reason.message = ta_text_string(&refusal->words);
	return ta_refusal_reject(refusal, files, record, &reason, error);
}

void
ta_refusal_outgrown(struct ta_refusal *refusal, const struct ta_record *record,
    struct ta_slice id, struct ta_slice longest)
{
	struct ta_about about = {
	    .record = record, .id = id, .rule = "too-long", .lost = true};

	ta_text_clear(&refusal->words);
	ta_text_printf(&refusal->words,
	    "with its events the record would be longer than the limit of " TA_RECORD_WORDS
	    "; clear its longest field, '%s', by an event",
	    longest.data);
	ta_report_alert(
	    refusal->report, &about, ta_text_string(&refusal->words));
	refusal->count++;
}
