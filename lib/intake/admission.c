#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "decide/alert.h"
#include "intake/admission.h"
#include "intake/amendments.h"
#include "intake/identity.h"
#include "ledger/fold.h"

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
	struct ta_requests *requests;
	struct ta_amendments *amendments; /* NULL: other answers are refused */
	struct ta_seen seen;  /* what is there already of the current record */
	struct ta_fold *fold; /* NULL: no event has come */
	struct ta_event_columns event;	  /* of the current file, for so */
	size_t n_looked;		  /* many columns */
	struct ta_ledger_lines *lines;	  /* NULL without a ledger */
	struct ta_evaluation *evaluation; /* for so many columns, or NULL */
	size_t columns;
	bool begun;	      /* the first file has been turned to */
	struct ta_text words; /* the reason for a reject */
	bool inspects;	      /* ta_admission_inspect was used */
	size_t taken;
	size_t rejected;
	size_t again;		/* records that were already there */
	size_t events;		/* that count */
	struct ta_header names; /* of the form's files */
	size_t *strange; /* by field: answers that are none of the form's */
	size_t lost;	 /* rows of staff's tables that met no record */
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
	admission->requests = ta_requests_new(
	    admission->policy, admission->intake, admission->spool);
	if (options->amends)
		admission->amendments = ta_amendments_new(
		    admission->policy, admission->context->today);
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
	admission->strange = ta_alloc(
	    context->policy->vocabulary.n_fields, sizeof(*admission->strange));
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
	ta_ledger_lines_close(admission->lines);
	ta_seen_free(&admission->seen);
	ta_requests_free(admission->requests);
	ta_amendments_free(admission->amendments);
	ta_fold_free(admission->fold);
	ta_evaluation_free(admission->evaluation);
	ta_text_free(&admission->words);
	ta_header_free(&admission->names);
	free(admission->strange);
	free(admission);
}

static int
open_ledger(struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	admission->lines = ta_ledger_lines_open(options->ledger,
	    options->folder, admission->policy, admission->report, error);
	if (admission->lines == NULL ||
	    ta_requests_read(admission->requests, admission->lines,
		options->folder, error) == -1)
		return -1;
	ta_batch_add(admission->batch, &ta_ledger_batch_kind,
	    ta_ledger_lines_ledger(admission->lines));
	return 0;
}

/*
 * Refuses a table for a ledger that lacks a column from which ids are made, and
 * ids: a renamed heading would make another request of each.
 */
static int
check_identity(const struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_policy *policy = admission->policy;
	const struct ta_place at = ta_files_place(files);
	size_t n;
	const int *from =
	    ta_identity_from(policy, admission->options->fill.map, &n);

	if (admission->options->ledger == NULL ||
	    !ta_files_format(files)->has_header ||
	    ta_intake_has(admission->intake, policy->id_field))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!ta_intake_has(admission->intake, from[i]))
			return ta_error_set(error, &at,
			    "the column '%s', from which ids are made, is "
			    "missing; name its heading in a map, or give the "
			    "map an 'identity' without it",
			    policy->vocabulary.fields[from[i]].name.data);
	return 0;
}

/*
 * Notes the name of a form's file, of which earlier rows may be missing. A file
 * of rejects has only some.
 */
static void
note_file(struct ta_admission *admission, struct ta_files *files)
{
	const char *path = ta_files_place(files).file;

	if (!ta_files_is_canonical(files) &&
	    strcmp(path, "standard input") != 0 &&
	    ta_header_find(
		ta_files_header(files), ta_slice_of(TA_COL_MESSAGE), 0) == -1)
		ta_header_add(
		    &admission->names, ta_completion_name(path), NULL);
}

int
ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	if (admission->begun)
		ta_completion_say_nearly(admission->completion);
	admission->n_looked = SIZE_MAX;
	if (ta_intake_turn(admission->intake, files, error) == -1 ||
	    check_identity(admission, files, error) == -1)
		return -1;
	note_file(admission, files);
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

/* The text, or NULL where it is empty. */
static const char *
words_of(struct ta_text *text)
{
	return text->len == 0 ? NULL : ta_text_string(text);
}

/* Says why a row is refused, and writes it to the rejects: 0 or -1. */
static int
put_aside(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, const char *rule, const char *message,
    struct ta_error *error)
{
	struct ta_record at = *record;
	struct ta_about about = {.record = &at,
	    .rule = rule,
	    .column = record->fault_column,
	    .lost = admission->rejects == NULL};
	struct ta_reason reason = {.rule = rule,
	    .message = message,
	    .column = words_of(&admission->seen.differs),
	    .known = words_of(&admission->seen.ids)};

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

/* The same of a record, which may have to be answered at once. */
static int
reject(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, const char *rule, const char *message,
    struct ta_error *error)
{
	alert(admission, files, record);
	return put_aside(admission, files, record, rule, message, error);
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
 * ta_extra, whose cells belong to no column. 1 where the row may be taken, 0
 * where it was rejected, -1 with the error set.
 */
static int
check_reject(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error)
{
	if (has_return(files))
		return reject(admission, files, record, "not-a-record",
		    TA_HOLDS_RETURN, error);
	if (ta_slice_blank(of_reject(files, TA_COL_EXTRA)))
		return 1;
	return reject(admission, files, record, "surplus-cells",
	    "a part of the row is still in " TA_COL_EXTRA
	    "; put it where it belongs, and empty " TA_COL_EXTRA,
	    error);
}

/* Counts the answers of a record that is taken which are none of the form's. */
static void
count_strange(struct ta_admission *admission, struct ta_files *files)
{
	const bool *strange = ta_intake_strange(admission->intake);

	for (size_t i = 0; i < admission->policy->vocabulary.n_fields; i++)
		admission->strange[i] +=
		    strange[i] && !ta_files_is_canonical(files);
}

/* Notes what the form says of a request, for an event in the ledger. */
static void
note(struct ta_admission *admission, struct ta_slice id,
    const struct ta_record *record, const struct ta_seen *seen)
{
	if (admission->amendments != NULL)
		ta_amendments_note(admission->amendments, id,
		    ta_intake_header(admission->intake),
		    ta_intake_columns(admission->intake), record, seen);
}

/*
 * Compares the record with the requests that are there: 1 where it is new, 0
 * where it was already there or was rejected, -1 with the error set.
 */
static int
meet(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;
	struct ta_seen *seen = &admission->seen;
	int sight = ta_requests_look(admission->requests, record,
	    ta_files_format(files)->has_header, options->as_new, seen, error);
	const char *places = ta_text_string(&seen->places);
	const char *rule = "may-be-known";

	ta_text_clear(&admission->words);
	switch (sight) {
	case -1:
		return -1;
	case TA_SIGHT_NEW:
		return 1;
	case TA_SIGHT_SAME:
		note(admission, ta_text_slice(&seen->ids, 0), record, NULL);
		admission->again++;
		return 0;
	case TA_SIGHT_OTHER:
		rule = "id-taken";
		ta_text_printf(&admission->words,
		    "its id already belongs to another record, at %s; it "
		    "differs in %s",
		    places, ta_text_string(&seen->differs));
		break;
	case TA_SIGHT_LIKELY:
		ta_text_printf(&admission->words,
		    "it may be the request at %s, from which it differs in %s; "
		    "--amend takes it as that, --new as another",
		    places, ta_text_string(&seen->differs));
		break;
	default:
		ta_text_printf(&admission->words,
		    "it may be one of the requests at %s; give it the id of "
		    "one of them, or take it as another by --new",
		    places);
		ta_text_clear(&seen->differs);
		break;
	}
	if (admission->amendments != NULL && sight != TA_SIGHT_SEVERAL) {
		note(admission, ta_text_slice(&seen->ids, 0), record, seen);
		count_strange(admission, files);
		alert(admission, files, record);
		return 0;
	}
	return reject(admission, files, record, rule,
	    ta_text_string(&admission->words), error);
}

/* Takes a record without a fault: 0 or -1. */
static int
take(struct ta_admission *admission, struct ta_files *files,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_slice id = ta_completion_fill(admission->completion, record);
	int got, longest;

	ta_completion_join(admission->completion, record);
	if (!ta_part_has(&admission->options->part, id))
		return 0;
	/* Before its id is noted: it may come again, and shorter. */
	longest = ta_record_too_long(record, admission->options->fill.safe);
	if (longest != -1)
		return reject_long(admission, files, record, longest, error);
	got = meet(admission, files, record, error);
	if (got != 1)
		return got;
	ta_requests_add(admission->requests, record);
	note(admission, id, record, NULL);
	count_strange(admission, files);
	alert(admission, files, record);
	admission->taken++;
	return ta_spool_put(admission->spool, record, error);
}

/* Whether the row is an event; the header may have grown with it. */
static bool
is_event(struct ta_admission *admission, struct ta_files *files)
{
	const struct ta_header *header = ta_files_header(files);

	if (admission->n_looked != header->count)
		ta_event_columns(admission->policy, header, &admission->event);
	admission->n_looked = header->count;
	return ta_event_is(&admission->event, ta_files_record(files));
}

/* In a table a blank cell of an event says nothing. */
static void
drop_blanks(struct ta_record *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (ta_slice_blank(row->fields[i]))
			row->fields[i] = (struct ta_slice){NULL, 0};
}

/* Sets an event aside, or refuses it: 0 or -1. */
static int
take_event(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	struct ta_record *row = ta_files_record(files);
	struct ta_happened happened;
	const char *why =
	    ta_event_read(admission->policy, &admission->event, row, &happened);

	if (why == NULL && admission->options->ledger != NULL)
		why = "the row is an event; ta-log adds events to a ledger";
	if (why != NULL)
		return put_aside(
		    admission, files, row, "bad-event", why, error);
	if (!ta_part_has(&admission->options->part, happened.id))
		return 0;
	if (admission->fold == NULL)
		admission->fold =
		    ta_fold_new(admission->policy, admission->context->today,
			admission->options->folder, error);
	if (admission->fold == NULL)
		return -1;
	admission->events++;
	if (ta_files_format(files)->has_header)
		drop_blanks(row);
	return ta_fold_add(
	    admission->fold, ta_files_header(files), row, &happened, error);
}

int
ta_admission_take(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	struct ta_record *record;
	int got;

	ta_text_clear(&admission->seen.ids);
	ta_text_clear(&admission->seen.differs);
	if (ta_files_record(files)->fault == NULL && is_event(admission, files))
		return take_event(admission, files, error);
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
	    ta_ledger_lines_ledger(admission->lines), header, record, error);
}

/*
 * Hands all records on, with the events of each applied, and what staff's
 * tables say after that. 0 or -1.
 */
static int
hand_on(struct ta_admission *admission, const int *order, size_t n,
    ta_spool_take *take_record, void *arg, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	const int *columns = ta_intake_columns(admission->intake);
	int id = columns[admission->policy->id_field];
	struct ta_header arranged = {0};
	struct ta_record in = {0}, out = {0};
	int got;

	ta_header_arrange(&arranged, header, order, n);
	while ((got = ta_spool_next(admission->spool, &in, error)) == 1) {
		ta_record_widen(&in, header->count);
		if (admission->fold != NULL)
			got = ta_fold_apply(admission->fold, header, &in,
			    ta_record_get(&in, id), error);
		if (got == 1)
			ta_completion_join(admission->completion, &in);
		ta_record_arrange(&out, &in, order, n);
		if (got == -1 ||
		    take_record(arg, &arranged, &out, error) == -1) {
			got = -1;
			break;
		}
	}
	ta_header_free(&arranged);
	ta_record_free(&in);
	ta_record_free(&out);
	return got;
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
	if (admission->fold != NULL)
		ta_fold_columns(
		    admission->fold, ta_intake_header(admission->intake));
	order = ta_completion_order(admission->completion, &n, error);
	if (order == NULL)
		return -1;
	if (admission->lines != NULL) {
		status = ta_ledger_lines_check(admission->lines, header, error);
		take_record = add_to_ledger;
		arg = admission;
	}
	if (status == 0)
		status = hand_on(admission, order, n, take_record, arg, error);
	if (status == 0 && admission->lines != NULL &&
	    admission->amendments != NULL)
		status = ta_amendments_add(admission->amendments,
		    ta_ledger_lines_ledger(admission->lines), error);
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

/* Appends how many answers are none of the form's, by field: whether any. */
static bool
tell_strange(const struct ta_admission *admission, struct ta_text *text)
{
	const struct ta_vocabulary *vocabulary = &admission->policy->vocabulary;
	const char *before = "; answers that are none of the form's: ";
	bool any = false;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		if (admission->strange[i] == 0)
			continue;
		ta_text_printf(text, "%s%s %zu", any ? ", " : before,
		    vocabulary->fields[i].name.data, admission->strange[i]);
		any = true;
	}
	return any;
}

/* Appends how many rows of a cumulative export are no longer in it. */
static void
tell_unmet(const struct ta_admission *admission, struct ta_text *text)
{
	size_t n = 0;

	if (ta_part_is_part(&admission->options->part))
		return;
	for (size_t i = 0; i < admission->names.count; i++)
		if (ta_header_find(&admission->names,
			admission->names.columns[i].name, i + 1) == -1)
			n += ta_requests_unmet(admission->requests,
			    admission->names.columns[i].name);
	if (n > 0)
		ta_text_printf(text,
		    "; rows that these files had before and now lack: %zu", n);
}

bool
ta_admission_summary(const struct ta_admission *admission, struct ta_text *text)
{
	bool has_ledger = admission->lines != NULL, strange;
	size_t damaged =
	    has_ledger ? ta_ledger_lines_damaged(admission->lines) : 0;
	size_t left =
	    admission->fold == NULL ? 0 : ta_fold_left(admission->fold);
	size_t amended = 0, replaced = 0;

	if (admission->amendments != NULL)
		ta_amendments_count(admission->amendments, &amended, &replaced);
	ta_text_printf(text,
	    admission->inspects ? ", %zu intact" : ", %zu taken",
	    admission->taken);
	if (admission->again + replaced > 0)
		ta_text_printf(
		    text, ", %zu already there", admission->again + replaced);
	if (amended > 0)
		ta_text_printf(text, ", %zu amended", amended);
	if (admission->rejected > 0)
		ta_text_printf(text,
		    admission->inspects ? ", %zu damaged" : ", %zu rejected",
		    admission->rejected);
	if (admission->events > 0)
		ta_text_printf(text, ", %zu events", admission->events);
	if (left > 0)
		ta_text_printf(
		    text, "; events of requests that were not read: %zu", left);
	if (damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", damaged);
	if (admission->lost > 0)
		ta_text_printf(text, "; rows of tables without a record: %zu",
		    admission->lost);
	tell_unmet(admission, text);
	strange = tell_strange(admission, text);
	return strange || admission->lost > 0 || admission->rejected > 0 ||
	       damaged > 0 ||
	       (has_ledger && ta_ledger_lines_was_torn(admission->lines));
}
