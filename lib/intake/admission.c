#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "decide/alert.h"
#include "intake/admission.h"
#include "intake/identity.h"
#include "intake/ledgerids.h"

/* The longest part of a heading that a message shows. */
#define HEADING_MOST ((size_t)200)

struct ta_admission {
	const struct ta_policy *policy;
	const struct ta_context *context;
	const struct ta_admission_options *options;
	struct ta_batch *batch;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_completion *completion;
	struct ta_rejects *rejects;
	struct ta_spool *spool;
	struct ta_seen *seen;
	struct ta_asked asked;		  /* of the current record */
	struct ta_ledger_ids *ids;	  /* NULL without a ledger */
	struct ta_evaluation *evaluation; /* for so many columns, or NULL */
	size_t columns;
	bool begun;	      /* the first file has been turned to */
	struct ta_text words; /* the reason for a reject */
	bool inspects;	      /* ta_admission_inspect was used */
	size_t taken;
	size_t rejected;
	size_t again; /* records that were already there */
	size_t lost;  /* rows of staff's tables that met no record */
};

/*
 * Opens the rejects and the spool, and notes the ledger's place. The ledger
 * itself is opened later.
 */
static int
open_files(struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	if (options->ledger != NULL &&
	    ta_places_add_to(
		&admission->batch->places, options->ledger, error) == -1)
		return -1;
	admission->spool = ta_spool_open(options->folder, error);
	if (admission->spool == NULL)
		return -1;
	if (options->rejects == NULL)
		return 0;
	admission->rejects = ta_rejects_open(
	    admission->batch, options->rejects, options->folder, error);
	return admission->rejects == NULL ? -1 : 0;
}

struct ta_admission *
ta_admission_open(const struct ta_context *context,
    const struct ta_admission_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_admission *admission = ta_alloc(1, sizeof(*admission));

	admission->policy = context->policy;
	admission->context = context;
	admission->options = options;
	admission->batch = batch;
	admission->report = report;
	admission->intake = ta_intake_new(context->policy, options->fill.map);
	admission->seen = ta_seen_new();
	ta_report_records(report, ta_intake_header(admission->intake),
	    context->policy->vocabulary.fields[context->policy->id_field]
		.name.data,
	    true);
	admission->completion = ta_completion_open(
	    context->policy, &options->fill, admission->intake, report, error);
	if (admission->completion == NULL ||
	    open_files(admission, error) == -1) {
		ta_admission_close(admission);
		return NULL;
	}
	return admission;
}

void
ta_admission_close(struct ta_admission *admission)
{
	if (admission == NULL)
		return;
	ta_completion_close(admission->completion);
	ta_intake_free(admission->intake);
	ta_rejects_close(admission->rejects);
	ta_spool_close(admission->spool);
	ta_ledger_ids_close(admission->ids);
	ta_seen_free(admission->seen);
	ta_asked_free(&admission->asked);
	ta_evaluation_free(admission->evaluation);
	ta_text_free(&admission->words);
	free(admission);
}

static int
open_ledger(struct ta_admission *admission, struct ta_error *error)
{
	admission->ids = ta_ledger_ids_open(admission->options->ledger,
	    admission->options->folder, admission->policy, admission->seen,
	    admission->report, error);
	if (admission->ids == NULL)
		return -1;
	ta_batch_add(admission->batch, &ta_ledger_batch_kind,
	    ta_ledger_ids_ledger(admission->ids));
	return 0;
}

int
ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	if (admission->begun)
		ta_completion_say_nearly(admission->completion);
	if (ta_intake_turn(admission->intake, files, error) == -1)
		return -1;
	if (admission->begun)
		return 0;
	admission->begun = true;
	if (admission->rejects != NULL)
		ta_rejects_columns(admission->rejects, ta_files_header(files));
	ta_completion_begin(
	    admission->completion, !ta_files_format(files)->has_header);
	return admission->options->ledger == NULL
		   ? 0
		   : open_ledger(admission, error);
}

/*
 * Says the alerts of a record. The header may have grown with the file or the
 * row.
 */
static void
alert(struct ta_admission *admission, const struct ta_files *files,
    const struct ta_record *record)
{
	const struct ta_header *header = ta_intake_header(admission->intake);

	if (ta_files_is_canonical(files) || record->damaged)
		return;
	if (admission->evaluation == NULL ||
	    admission->columns != header->count) {
		ta_evaluation_free(admission->evaluation);
		admission->evaluation =
		    ta_context_evaluation(admission->context, header);
		admission->columns = header->count;
	}
	ta_evaluation_set(admission->evaluation, record);
	ta_alert_say(
	    admission->policy, admission->evaluation, admission->report);
}

static int
reject(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, const char *rule, const char *message,
    struct ta_error *error)
{
	struct ta_record at = *record;
	struct ta_about about = {.record = &at,
	    .rule = rule,
	    .column = record->fault_column,
	    .lost = admission->rejects == NULL};
	struct ta_reason reason = {.rule = rule, .message = message};

	alert(admission, files, record);
	if (record->fault != NULL && record->fault_line != 0)
		at.line = record->fault_line;
	if (record->fault != NULL && record->damaged)
		ta_report_alert(admission->report, &about, message);
	else
		ta_report_about(admission->report, &about, message);
	admission->rejected++;
	if (admission->rejects == NULL)
		return 0;
	return ta_rejects_add(admission->rejects, ta_files_header(files),
	    ta_files_record(files), &reason, error);
}

static const char *
fault_rule(const struct ta_record *record)
{
	return record->damaged ? "damaged"
	       : record->cut   ? "too-long"
			       : "not-a-record";
}

/*
 * Rejects a record that became too long when it was united, spelled out and
 * filled in.
 */
static int
reject_long(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, int longest, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	struct ta_slice name = header->columns[longest].name;
	size_t has =
	    record->fields[longest].len + admission->options->fill.safe;
	size_t len = name.len < HEADING_MOST ? name.len : HEADING_MOST;

	/* The name is cut after a character, since rejects have to be text. */
	while (len < name.len && ((unsigned char)name.data[len] & 0xc0) == 0x80)
		len--;
	ta_text_clear(&admission->words);
	ta_text_printf(&admission->words,
	    has > TA_FIELD_MAX
		? "the field '%.*s' would be longer than the limit "
		  "of " TA_FIELD_WORDS
		  "; shorten the answers that it is made of"
		: "the record would be longer than the limit "
		  "of " TA_RECORD_WORDS
		  "; shorten it (its longest field is '%.*s')",
	    (int)len, name.data);
	return reject(admission, files, record, "too-long",
	    ta_text_string(&admission->words), error);
}

/* The field of the row in a column of rejects, or absent. */
static struct ta_slice
of_reject(struct ta_files *files, const char *column)
{
	return ta_record_get(ta_files_record(files),
	    ta_header_find(ta_files_header(files), ta_slice_of(column), 0));
}

/* Whether a column that is not a tool's has something. */
static bool
has_any(struct ta_files *files)
{
	const struct ta_header *header = ta_files_header(files);
	const struct ta_record *raw = ta_files_record(files);

	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind != TA_COLUMN_TOOL &&
		    !ta_slice_blank(ta_record_get(raw, (int)i)))
			return true;
	return false;
}

/* Whether it still has the carriage return for which it was rejected. */
static bool
has_return(struct ta_files *files)
{
	const struct ta_record *raw = ta_files_record(files);

	if (!ta_slice_equal(
		of_reject(files, TA_COL_MESSAGE), ta_slice_of(TA_HOLDS_RETURN)))
		return false;
	for (size_t i = 0; i < raw->count; i++)
		if (ta_text_lone_return(raw->fields[i], 0) < raw->fields[i].len)
			return true;
	return false;
}

/*
 * Looks at a row that was a reject before: at what was wrong with it, and at
 * ta_extra. A row that has nothing else is still only a line, so it is rejected
 * again; so is one of which a column did not hold its text. Other cells of
 * ta_extra are ignored. 1 where the row may be taken, 0 where it was rejected,
 * -1 with the error set.
 */
static int
check_reject(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_about about = {.record = record, .rule = "surplus-cells"};

	if (has_return(files))
		return reject(admission, files, record, "not-a-record",
		    TA_HOLDS_RETURN, error);
	if (ta_slice_blank(of_reject(files, TA_COL_EXTRA)))
		return 1;
	if (!has_any(files))
		return reject(admission, files, record, about.rule,
		    "the row is still only in " TA_COL_EXTRA
		    "; move its cells into their columns",
		    error);
	if (!ta_slice_blank(of_reject(files, TA_COL_COLUMN)))
		return reject(admission, files, record, about.rule,
		    "what its columns could not hold is still in " TA_COL_EXTRA
		    "; put what they can hold there, and empty " TA_COL_EXTRA,
		    error);
	ta_report_about(admission->report, &about,
	    "the cells in " TA_COL_EXTRA " are ignored");
	return 1;
}

/*
 * Compares the record with those that have the same id: 1 where it is new, 0
 * where it was already there or was rejected, -1 with the error set.
 */
static int
meet(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, struct ta_slice id, struct ta_error *error)
{
	struct ta_place first, at = {record->file, record->line, 0};

	switch (
	    ta_seen_add(admission->seen, id, &admission->asked, at, &first)) {
	case TA_SIGHT_SAME:
		admission->again++;
		return 0;
	case TA_SIGHT_OTHER:
		ta_text_clear(&admission->words);
		ta_text_printf(&admission->words,
		    "its id already belongs to another record, at %s:%zu",
		    first.file, first.line);
		return reject(admission, files, record, "id-taken",
		    ta_text_string(&admission->words), error);
	default:
		return 1;
	}
}

/* Takes a record without a fault: 0 or -1. */
static int
take(struct ta_admission *admission, struct ta_files *files,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_slice id = ta_completion_fill(admission->completion, record);
	int got, longest;

	admission->asked.bare = !ta_files_format(files)->has_header;
	ta_asked_take(&admission->asked, admission->policy,
	    ta_intake_header(admission->intake), record,
	    ta_intake_columns(admission->intake));
	ta_completion_join(admission->completion, record);
	if (!ta_part_has(&admission->options->part, id))
		return 0;
	/* Before its id is noted: it may come again, and shorter. */
	longest = ta_record_too_long(record, admission->options->fill.safe);
	if (longest != -1)
		return reject_long(admission, files, record, longest, error);
	got = meet(admission, files, record, id, error);
	if (got != 1)
		return got;
	alert(admission, files, record);
	admission->taken++;
	return ta_spool_put(admission->spool, record, error);
}

int
ta_admission_take(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	struct ta_record *record;
	int got;

	if (ta_intake_take(admission->intake, files, &record, error) == -1)
		return -1;
	/*
	 * A row that is not a record has no id; it belongs to the first part.
	 */
	if (record->fault != NULL)
		return admission->options->part.part > 1
			   ? 0
			   : reject(admission, files, record,
				 fault_rule(record), record->fault, error);
	got = check_reject(admission, files, record, error);
	return got == 1 ? take(admission, files, record, error) : got;
}

int
ta_admission_inspect(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_record *row = ta_files_record(files);

	admission->inspects = true;
	if (row->fault == NULL) {
		admission->taken++;
		return 0;
	}
	return reject(
	    admission, files, row, fault_rule(row), row->fault, error);
}

static int
add_to_ledger(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_admission *admission = arg;

	return ta_ledger_add(
	    ta_ledger_ids_ledger(admission->ids), header, record, error);
}

int
ta_admission_finish(struct ta_admission *admission, ta_spool_take *take_record,
    void *arg, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	int status = 0, *order;
	size_t n;

	ta_completion_say_nearly(admission->completion);
	admission->lost = ta_completion_say_unmet(admission->completion);
	order = ta_completion_order(admission->completion, &n, error);
	if (order == NULL)
		return -1;
	if (admission->ids != NULL) {
		status = ta_ledger_ids_check(admission->ids, header, error);
		take_record = add_to_ledger;
		arg = admission;
	}
	if (status == 0)
		status = ta_spool_replay(admission->spool, header, order, n,
		    take_record, arg, error);
	free(order);
	if (status == 0 && admission->rejects != NULL)
		status = ta_rejects_finish(admission->rejects, error);
	return status;
}

const struct ta_header *
ta_admission_header(struct ta_admission *admission)
{
	return ta_intake_header(admission->intake);
}

bool
ta_admission_summary(const struct ta_admission *admission, struct ta_text *text)
{
	bool has_ledger = admission->ids != NULL;
	size_t damaged = has_ledger ? ta_ledger_ids_damaged(admission->ids) : 0;

	ta_text_printf(text,
	    admission->inspects ? ", %zu intact" : ", %zu taken",
	    admission->taken);
	if (admission->again > 0)
		ta_text_printf(text, ", %zu already there", admission->again);
	if (admission->rejected > 0)
		ta_text_printf(text,
		    admission->inspects ? ", %zu damaged" : ", %zu rejected",
		    admission->rejected);
	if (damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", damaged);
	if (admission->lost > 0)
		ta_text_printf(text, "; rows of tables without a record: %zu",
		    admission->lost);
	return admission->rejected > 0 || damaged > 0 || admission->lost > 0 ||
	       (has_ledger && ta_ledger_ids_was_torn(admission->ids));
}
