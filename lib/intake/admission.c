#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "decide/alert.h"
#include "intake/admission.h"
#include "intake/identity.h"
#include "intake/ledgerids.h"

/* Bytes of a heading that a message shows. */
#define HEADING_MOST ((size_t)200)

struct ta_admission {
	const struct ta_policy *policy;
	const struct ta_context *context;
	const struct ta_admission_options *options;
	struct ta_batch *batch;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_rejects *rejects;
	struct ta_spool *spool;
	struct ta_join **joins;
	struct ta_seen *seen;
	struct ta_ledger_ids *known; /* of the ledger, where there is one */
	struct ta_evaluation *evaluation; /* for a header of so many columns: */
	size_t columns;
	bool begun;	 /* some file has been turned to */
	bool whole_form; /* all fields of the policy are columns, and first */
	int id;
	int received; /* -1 where none is to be filled in */
	int source;
	int line;
	struct ta_text made_id;
	struct ta_text line_text;
	struct ta_text words; /* why a record is rejected */
	struct ta_admission_counts counts;
};

static int
load_joins(struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	admission->joins =
	    ta_alloc(options->n_joins, sizeof(*admission->joins));
	for (size_t i = 0; i < options->n_joins; i++) {
		admission->joins[i] =
		    ta_join_load(options->joins[i], admission->policy, error);
		if (admission->joins[i] == NULL)
			return -1;
	}
	return 0;
}

/* Opens what is written but for the ledger, and sees to the ledger's place. */
static int
open_files(struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	if (options->ledger != NULL && strcmp(options->ledger, "-") == 0)
		return ta_error_set(
		    error, NULL, "a ledger is a file, never standard output");
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
	admission->intake = ta_intake_new(context->policy, options->map);
	admission->seen = ta_seen_new();
	if (load_joins(admission, error) == -1 ||
	    open_files(admission, error) == -1) {
		ta_admission_close(admission);
		return NULL;
	}
	if (options->received != NULL)
		ta_intake_expect(admission->intake, context->policy->from);
	return admission;
}

void
ta_admission_close(struct ta_admission *admission)
{
	if (admission == NULL)
		return;
	for (size_t i = 0;
	     admission->joins != NULL && i < admission->options->n_joins; i++)
		ta_join_free(admission->joins[i]);
	free(admission->joins);
	ta_intake_free(admission->intake);
	ta_rejects_close(admission->rejects);
	ta_spool_close(admission->spool);
	ta_ledger_ids_close(admission->known);
	ta_seen_free(admission->seen);
	ta_evaluation_free(admission->evaluation);
	ta_text_free(&admission->made_id);
	ta_text_free(&admission->line_text);
	ta_text_free(&admission->words);
	free(admission);
}

struct ta_admission_counts
ta_admission_counts(const struct ta_admission *admission)
{
	struct ta_admission_counts counts = admission->counts;

	if (admission->known != NULL)
		counts.damaged = ta_ledger_ids_damaged(admission->known);
	return counts;
}

/* Finds or appends a column. */
static int
add_column(struct ta_admission *admission, struct ta_slice name)
{
	struct ta_header *header = ta_intake_header(admission->intake);
	int at = ta_header_find(header, name, 0);

	return at != -1
		   ? at
		   : (int)ta_header_add(header, name, &admission->policy->form);
}

static int
add_field(struct ta_admission *admission, int field)
{
	return add_column(
	    admission, admission->policy->vocabulary.fields[field].name);
}

/* The columns that staff's tables fill. */
static void
add_joined(struct ta_admission *admission)
{
	for (size_t i = 0; i < admission->options->n_joins; i++) {
		size_t n;
		const int *filled = ta_join_fields(admission->joins[i], &n);

		for (size_t k = 0; k < n; k++)
			add_field(admission, filled[k]);
	}
}

/* Appends all that is filled in to the header of the first file. */
static void
add_columns(struct ta_admission *admission)
{
	const struct ta_policy *policy = admission->policy;
	const struct ta_map *map = admission->options->map;

	for (size_t i = 0;
	     admission->whole_form && i < policy->vocabulary.n_fields; i++)
		add_field(admission, (int)i);
	admission->id = add_field(admission, policy->id_field);
	admission->received = -1;
	for (size_t i = 0; map != NULL && i < map->n_constants; i++)
		add_field(admission, map->constants[i].field);
	add_joined(admission);
	if (admission->options->received != NULL)
		admission->received = add_field(admission, policy->from);
	admission->source = add_column(admission, ta_slice_of(TA_COL_SOURCE));
	admission->line = add_column(admission, ta_slice_of(TA_COL_LINE));
}

static int
open_ledger(struct ta_admission *admission, struct ta_error *error)
{
	admission->known = ta_ledger_ids_open(admission->options->ledger,
	    admission->options->folder, admission->policy, admission->seen,
	    admission->report, error);
	if (admission->known == NULL)
		return -1;
	ta_batch_add(admission->batch, &ta_ledger_batch_kind,
	    ta_ledger_ids_ledger(admission->known));
	return 0;
}

int
ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	if (ta_intake_turn(admission->intake, files, error) == -1)
		return -1;
	if (admission->begun)
		return 0;
	admission->begun = true;
	admission->whole_form = !ta_files_format(files)->has_header;
	if (admission->rejects != NULL)
		ta_rejects_columns(admission->rejects, ta_files_header(files));
	add_columns(admission);
	return admission->options->ledger == NULL
		   ? 0
		   : open_ledger(admission, error);
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

	if (record->fault != NULL && record->fault_line != 0)
		at.line = record->fault_line;
	if (record->fault != NULL && record->damaged)
		ta_report_alert(admission->report, &about, message);
	else
		ta_report_about(admission->report, &about, message);
	admission->counts.rejected++;
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

/* Says what may not wait; the header may have grown with the file or row. */
static void
alert(struct ta_admission *admission, const struct ta_record *record)
{
	const struct ta_header *header = ta_intake_header(admission->intake);

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

/* The last part of a path: records say the same in any folder. */
static struct ta_slice
file_name(const char *path)
{
	struct ta_slice name = ta_slice_of(path);

	for (size_t i = name.len; i > 0; i--)
		if (path[i - 1] == '/')
			return ta_slice_of(path + i);
	return name;
}

/* What the form did not give: receipt, id, and where the record came from. */
static void
complete(struct ta_admission *admission, struct ta_record *record)
{
	struct ta_slice *fields = record->fields;

	if (admission->received != -1 &&
	    ta_slice_blank(fields[admission->received]))
		fields[admission->received] =
		    ta_slice_of(admission->options->received);
	if (ta_slice_blank(fields[admission->id])) {
		ta_text_clear(&admission->made_id);
		ta_identity_make(admission->policy, record,
		    ta_intake_columns(admission->intake), &admission->made_id);
		fields[admission->id] = ta_text_slice(&admission->made_id, 0);
	}
	if (!ta_slice_blank(fields[admission->source]))
		return;
	ta_text_clear(&admission->line_text);
	ta_text_printf(&admission->line_text, "%zu", record->line);
	fields[admission->source] = file_name(record->file);
	fields[admission->line] = ta_text_slice(&admission->line_text, 0);
}

/* What was united, spelt out or filled in is longer than what was read. */
static int
reject_long(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, int longest, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	struct ta_slice name = header->columns[longest].name;
	size_t has = record->fields[longest].len + admission->options->safe;
	size_t len = name.len < HEADING_MOST ? name.len : HEADING_MOST;

	/* It ends with a character, or the rejects would not be text. */
	while (len < name.len && ((unsigned char)name.data[len] & 0xc0) == 0x80)
		len--;
	ta_text_clear(&admission->words);
	ta_text_printf(&admission->words,
	    has > TA_FIELD_MAX
		? "'%.*s' would be longer than " TA_FIELD_WORDS
		  ", the most that a field may have: shorten what it is made "
		  "of"
		: "the record would be longer than " TA_RECORD_WORDS
		  ", the most that one may have: shorten it; its longest "
		  "field is '%.*s'",
	    (int)len, name.data);
	return reject(admission, files, record, "too-long",
	    ta_text_string(&admission->words), error);
}

/* Fills in what staff's tables say of it, which are then known to be met. */
static void
join(struct ta_admission *admission, struct ta_record *record)
{
	for (size_t i = 0; i < admission->options->n_joins; i++)
		ta_join_apply(admission->joins[i], record,
		    ta_intake_columns(admission->intake));
}

/* The field of a row that a column of rejects has; absent where none has. */
static struct ta_slice
of_reject(struct ta_files *files, const char *column)
{
	return ta_record_get(ta_files_record(files),
	    ta_header_find(ta_files_header(files), ta_slice_of(column), 0));
}

/* Has the row something in a column of its own? */
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

/* Does it have the carriage return yet for which it was rejected? */
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
 * A row that was a reject may still have cells in no column, or a whole line,
 * which is then all that there is of it, or a text that its column did not
 * hold. 1 if it may be taken, 0 if it is a reject again, -1 with the error set.
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
		    "nothing of it is in a column yet: put what stands in " TA_COL_EXTRA
		    " where it belongs",
		    error);
	if (!ta_slice_blank(of_reject(files, TA_COL_COLUMN)))
		return reject(admission, files, record, about.rule,
		    "what its columns did not hold is in " TA_COL_EXTRA
		    ": put there what they can hold, and empty " TA_COL_EXTRA,
		    error);
	ta_report_about(admission->report, &about,
	    "what stands in " TA_COL_EXTRA " is left out");
	return 1;
}

/* Has its id been met? 1 where it is new, 0 where it is done with, or -1. */
static int
meet(struct ta_admission *admission, struct ta_files *files,
    const struct ta_record *record, uint64_t digest, struct ta_error *error)
{
	struct ta_place first, at = {record->file, record->line, 0};

	switch (ta_seen_add(admission->seen, record->fields[admission->id],
	    digest, at, &first)) {
	case TA_SIGHT_SAME:
		admission->counts.again++;
		return 0;
	case TA_SIGHT_OTHER:
		ta_text_clear(&admission->words);
		ta_text_printf(&admission->words,
		    "its id is that of another record, at %s:%zu", first.file,
		    first.line);
		return reject(admission, files, record, "id-taken",
		    ta_text_string(&admission->words), error);
	default:
		return 1;
	}
}

/* Takes a record that has no fault: 0 or -1. */
static int
take(struct ta_admission *admission, struct ta_files *files,
    struct ta_record *record, struct ta_error *error)
{
	uint64_t digest;
	int got, longest;

	complete(admission, record);
	if (!ta_part_has(
		&admission->options->part, record->fields[admission->id])) {
		join(admission, record);
		return 0;
	}
	digest = ta_identity_digest(
	    admission->policy, record, ta_intake_columns(admission->intake));
	join(admission, record);
	/* Before it is known: it may come again, and shorter. */
	longest = ta_record_too_long(record, admission->options->safe);
	if (longest != -1)
		return reject_long(admission, files, record, longest, error);
	got = meet(admission, files, record, digest, error);
	if (got != 1)
		return got;
	if (!ta_files_is_canonical(files))
		alert(admission, record);
	admission->counts.taken++;
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
	/* What is no record has no id: it is with the first part. */
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

	if (row->fault == NULL) {
		admission->counts.taken++;
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
	    ta_ledger_ids_ledger(admission->known), header, record, error);
}

/* The header as it is written, and where each column of it comes from. */
static size_t
find_order(const struct ta_admission *admission, const struct ta_header *header,
    int *order)
{
	const struct ta_vocabulary *vocabulary = &admission->policy->vocabulary;
	size_t n = 0;

	for (size_t i = 0; admission->whole_form && i < vocabulary->n_fields;
	     i++)
		order[n++] =
		    ta_header_find(header, vocabulary->fields[i].name, 0);
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind != TA_COLUMN_TOOL &&
		    (!admission->whole_form ||
			header->columns[i].kind == TA_COLUMN_OTHER))
			order[n++] = (int)i;
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind == TA_COLUMN_TOOL)
			order[n++] = (int)i;
	return n;
}

/* What the map and staff's tables speak of, and no file has. */
static void
say_unmet(struct ta_admission *admission)
{
	const char *heading;
	struct ta_record at;
	size_t unmet = 0;

	while ((heading = ta_intake_unmet(admission->intake, &unmet)) != NULL)
		ta_report_warn(admission->report,
		    "%s has a heading '%s', which no file has",
		    admission->options->map->path, heading);
	for (size_t i = 0; i < admission->options->n_joins; i++) {
		size_t next = 0;

		while (ta_join_unmet(admission->joins[i], &next, &at)) {
			struct ta_about about = {
			    .record = &at, .rule = "no-such-record"};

			ta_report_about(admission->report, &about,
			    "no record has this key, so the row has no use");
		}
	}
}

/* A header is bounded as the records are, and by its columns: 0 or -1. */
static int
check_columns(const struct ta_admission *admission,
    const struct ta_header *header, const int *order, size_t n,
    struct ta_error *error)
{
	struct ta_record names = {0};
	int longest;

	if (n > TA_COLUMNS_MAX)
		return ta_error_set(error, NULL, TA_TOO_WIDE);
	ta_record_widen(&names, n);
	for (size_t i = 0; i < n; i++)
		names.fields[i] = header->columns[order[i]].name;
	longest = ta_record_too_long(&names, admission->options->safe);
	ta_record_free(&names);
	if (longest == -1)
		return 0;
	return ta_error_set(error, NULL,
	    "a column would have a name longer than " TA_FIELD_WORDS
	    ", or all of them names longer than " TA_RECORD_WORDS);
}

int
ta_admission_finish(struct ta_admission *admission, ta_spool_take *take_record,
    void *arg, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	int *order = ta_alloc(header->count, sizeof(*order));
	size_t n = find_order(admission, header, order);
	int status;

	say_unmet(admission);
	status = check_columns(admission, header, order, n, error);
	if (status == 0 && admission->known != NULL) {
		status = ta_ledger_ids_check(admission->known, header, error);
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
