#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "decide/decide.h"
#include "intake/door.h"
#include "intake/identity.h"
#include "intake/intake.h"
#include "intake/known.h"
#include "record/rejects.h"

/* Bytes of a heading that a message shows. */
#define HEADING_MOST ((size_t)200)

struct ta_door {
	const struct ta_policy *policy;
	const struct ta_door_options *options;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_rejects *rejects;
	struct ta_spool *spool;
	struct ta_seen *seen;
	struct ta_known *known;	    /* of the ledger, where there is one */
	struct ta_subject *subject; /* for a header of so many columns: */
	size_t columns;
	bool whole_form; /* all fields of the policy are columns, and first */
	int id;
	int received; /* -1 where none is to be filled in */
	int source;
	int line;
	struct ta_text made_id;
	struct ta_text line_text;
	struct ta_text words; /* why a record is rejected */
	struct ta_door_counts counts;
};

struct ta_door *
ta_door_open(const struct ta_policy *policy,
    const struct ta_door_options *options, struct ta_report *report,
    struct ta_error *error)
{
	struct ta_door *door = ta_alloc(1, sizeof(*door));

	door->policy = policy;
	door->options = options;
	door->report = report;
	door->intake = ta_intake_new(policy, options->map);
	door->seen = ta_seen_new();
	door->spool = ta_spool_open(options->folder, error);
	if (door->spool != NULL && options->rejects != NULL)
		door->rejects =
		    ta_rejects_open(options->rejects, options->folder, error);
	if (door->spool == NULL ||
	    (options->rejects != NULL && door->rejects == NULL)) {
		ta_door_close(door);
		return NULL;
	}
	if (options->received != NULL)
		ta_intake_expect(door->intake, policy->from);
	return door;
}

void
ta_door_close(struct ta_door *door)
{
	if (door == NULL)
		return;
	ta_intake_free(door->intake);
	ta_rejects_close(door->rejects);
	ta_spool_close(door->spool);
	ta_known_close(door->known);
	ta_seen_free(door->seen);
	ta_subject_free(door->subject);
	ta_text_free(&door->made_id);
	ta_text_free(&door->line_text);
	ta_text_free(&door->words);
	free(door);
}

const struct ta_naming *
ta_door_naming(const struct ta_door *door)
{
	return ta_intake_naming(door->intake);
}

struct ta_door_counts
ta_door_counts(const struct ta_door *door)
{
	struct ta_door_counts counts = door->counts;

	if (door->known != NULL)
		counts.damaged = ta_known_damaged(door->known);
	return counts;
}

/* Finds or appends a column. */
static int
add_column(
    const struct ta_door *door, struct ta_header *header, struct ta_slice name)
{
	int at = ta_header_find(header, name, 0);

	return at != -1 ? at
			: (int)ta_header_add(header, name, &door->policy->form);
}

/* The columns that staff's tables fill. */
static void
add_joined(const struct ta_door *door, struct ta_header *header)
{
	const struct ta_field *fields = door->policy->terms.fields;

	for (size_t i = 0; i < door->options->n_joins; i++) {
		size_t n;
		const int *filled = ta_join_fields(door->options->joins[i], &n);

		for (size_t k = 0; k < n; k++)
			add_column(door, header, fields[filled[k]].name);
	}
}

int
ta_door_start(struct ta_door *door, struct ta_input *input, bool whole_form,
    struct ta_error *error)
{
	const struct ta_policy *policy = door->policy;
	const struct ta_map *map = door->options->map;
	struct ta_header *header = ta_input_header(input);
	const struct ta_header *raw;

	ta_input_raw(input, &raw);
	if (door->rejects != NULL)
		ta_rejects_columns(door->rejects, raw);
	door->whole_form = whole_form;
	for (size_t i = 0; whole_form && i < policy->terms.n_fields; i++)
		add_column(door, header, policy->terms.fields[i].name);
	door->id = add_column(
	    door, header, policy->terms.fields[policy->id_field].name);
	door->received = -1;
	for (size_t i = 0; map != NULL && i < map->n_constants; i++)
		add_column(door, header,
		    policy->terms.fields[map->constants[i].field].name);
	add_joined(door, header);
	if (door->options->received != NULL)
		door->received = add_column(
		    door, header, policy->terms.fields[policy->from].name);
	door->source = add_column(door, header, ta_slice_of(TA_COL_SOURCE));
	door->line = add_column(door, header, ta_slice_of(TA_COL_LINE));
	if (door->options->ledger == NULL)
		return 0;
	door->known = ta_known_open(door->options->ledger,
	    door->options->folder, policy, door->seen, door->report, error);
	return door->known == NULL ? -1 : 0;
}

static int
reject(struct ta_door *door, struct ta_input *input,
    const struct ta_record *record, const char *rule, const char *message,
    struct ta_error *error)
{
	struct ta_record at = *record;
	struct ta_about about = {.record = &at,
	    .rule = rule,
	    .column = record->fault_column,
	    .lost = door->rejects == NULL};
	struct ta_reason reason = {.rule = rule, .message = message};
	const struct ta_header *header;
	const struct ta_record *raw = ta_input_raw(input, &header);

	if (record->fault != NULL && record->fault_line != 0)
		at.line = record->fault_line;
	if (record->fault != NULL && record->damaged)
		ta_report_alert(door->report, &about, message);
	else
		ta_report_about(door->report, &about, message);
	door->counts.rejected++;
	if (door->rejects == NULL)
		return 0;
	return ta_rejects_add(door->rejects, header, raw, &reason, error);
}

static const char *
fault_rule(const struct ta_record *record)
{
	return record->damaged ? "damaged" : "not-a-record";
}

/* Says what may not wait, with the numbers to call. */
static void
alert(struct ta_door *door, const struct ta_record *record)
{
	const struct ta_policy *policy = door->policy;
	struct ta_text text = {0};

	ta_subject_set(door->subject, record);
	ta_check(policy, door->subject);
	for (size_t i = 0; i < door->subject->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[door->subject->found[i]];
		struct ta_about about = {.record = record, .rule = finding->id};

		if (!finding->alert)
			continue;
		ta_text_clear(&text);
		ta_text_add_string(
		    &text, finding->says == NULL ? "" : finding->says);
		for (size_t k = 0; k < finding->refer.count; k++) {
			const struct ta_referral *referral =
			    &policy->referrals[finding->refer.referrals[k]];

			if (referral->phone != NULL)
				ta_text_printf(&text, " %s", referral->phone);
		}
		ta_report_alert(door->report, &about, ta_text_string(&text));
	}
	ta_text_free(&text);
}

/* The header may have grown with the file or record at hand. */
static void
follow_header(struct ta_door *door, const struct ta_header *header)
{
	if (door->subject != NULL && door->columns == header->count)
		return;
	ta_subject_free(door->subject);
	door->subject = ta_subject_new(&door->policy->terms, header,
	    door->options->today, door->options->switches);
	door->columns = header->count;
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
complete(struct ta_door *door, struct ta_record *record)
{
	struct ta_slice *fields = record->fields;

	if (door->received != -1 && ta_slice_blank(fields[door->received]))
		fields[door->received] = ta_slice_of(door->options->received);
	if (ta_slice_blank(fields[door->id])) {
		ta_text_clear(&door->made_id);
		ta_identity_make(door->policy, record, door->subject->columns,
		    &door->made_id);
		fields[door->id] = ta_text_slice(&door->made_id, 0);
	}
	if (!ta_slice_blank(fields[door->source]))
		return;
	ta_text_clear(&door->line_text);
	ta_text_printf(&door->line_text, "%zu", record->line);
	fields[door->source] = file_name(record->file);
	fields[door->line] = ta_text_slice(&door->line_text, 0);
}

/* What was united, spelt out or filled in is longer than what was read. */
static int
reject_long(struct ta_door *door, struct ta_input *input,
    const struct ta_record *record, int longest, struct ta_error *error)
{
	const struct ta_header *header = ta_input_header(input);
	struct ta_slice name = header->columns[longest].name;
	size_t has = record->fields[longest].len + door->options->safe;
	size_t len = name.len < HEADING_MOST ? name.len : HEADING_MOST;

	/* It ends with a character, or the rejects would not be text. */
	while (len < name.len && ((unsigned char)name.data[len] & 0xc0) == 0x80)
		len--;
	ta_text_clear(&door->words);
	ta_text_printf(&door->words,
	    has > TA_FIELD_MAX
		? "'%.*s' would be longer than 1 MiB, the most that a field "
		  "may have: shorten what it is made of"
		: "the record would be longer than 4 MiB, the most that one "
		  "may have: shorten it; its longest field is '%.*s'",
	    (int)len, name.data);
	return reject(door, input, record, "too-long",
	    ta_text_string(&door->words), error);
}

/* Fills in what staff's tables say of it, which are then known to be met. */
static void
join(struct ta_door *door, struct ta_record *record)
{
	for (size_t i = 0; i < door->options->n_joins; i++)
		ta_join_apply(
		    door->options->joins[i], record, door->subject->columns);
}

/*
 * A row that was a reject may still have cells in no column, or a whole line,
 * which is then all that there is of it. 1 if it may be taken, 0 if it is a
 * reject again, -1 with the error set.
 */
static int
check_surplus(struct ta_door *door, struct ta_input *input,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_about about = {.record = record, .rule = "surplus-cells"};
	const struct ta_header *header;
	const struct ta_record *raw = ta_input_raw(input, &header);
	int at = ta_header_find(header, ta_slice_of(TA_COL_EXTRA), 0);

	if (at == -1 || ta_slice_blank(ta_record_get(raw, at)))
		return 1;
	for (size_t i = 0; i < header->count; i++) {
		if (header->columns[i].kind == TA_COLUMN_TOOL ||
		    ta_slice_blank(ta_record_get(raw, (int)i)))
			continue;
		ta_report_about(door->report, &about,
		    "what stands in " TA_COL_EXTRA " is left out");
		return 1;
	}
	return reject(door, input, record, about.rule,
	    "nothing of it is in a column yet: put what stands in " TA_COL_EXTRA
	    " where it belongs",
	    error);
}

int
ta_door_take(struct ta_door *door, struct ta_input *input,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_place first, at = {record->file, record->line, 0};
	struct ta_slice id;
	uint64_t digest;
	int got, longest;

	/* What is no record has no id: it is with the first part. */
	if (record->fault != NULL)
		return door->options->shard.part > 1
			   ? 0
			   : reject(door, input, record, fault_rule(record),
				 record->fault, error);
	got = check_surplus(door, input, record, error);
	if (got != 1)
		return got;
	follow_header(door, ta_input_header(input));
	ta_intake_normalise(door->intake, record, door->subject->columns);
	complete(door, record);
	if (!ta_shard_has(&door->options->shard, record->fields[door->id])) {
		join(door, record);
		return 0;
	}
	digest =
	    ta_identity_digest(door->policy, record, door->subject->columns);
	id = record->fields[door->id];
	join(door, record);
	/* Before it is known: it may come again, and shorter. */
	longest = ta_record_too_long(record, door->options->safe);
	if (longest != -1)
		return reject_long(door, input, record, longest, error);
	switch (ta_seen_add(door->seen, id, digest, at, &first)) {
	case TA_SIGHT_SAME:
		door->counts.again++;
		return 0;
	case TA_SIGHT_OTHER:
		ta_text_clear(&door->words);
		ta_text_printf(&door->words,
		    "its id is that of another record, at %s:%zu", first.file,
		    first.line);
		return reject(door, input, record, "id-taken",
		    ta_text_string(&door->words), error);
	default:
		break;
	}
	if (!ta_intake_is_canonical(door->intake))
		alert(door, record);
	door->counts.taken++;
	return ta_spool_put(door->spool, record, error);
}

int
ta_door_inspect(struct ta_door *door, struct ta_input *input,
    const struct ta_record *record, struct ta_error *error)
{
	if (record->fault == NULL) {
		door->counts.taken++;
		return 0;
	}
	return reject(
	    door, input, record, fault_rule(record), record->fault, error);
}

static int
add_to_ledger(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_door *door = arg;

	return ta_ledger_add(
	    ta_known_ledger(door->known), header, record, error);
}

/* The header as it is written, and where each column of it comes from. */
static size_t
find_order(
    const struct ta_door *door, const struct ta_header *header, int *order)
{
	const struct ta_terms *terms = &door->policy->terms;
	size_t n = 0;

	for (size_t i = 0; door->whole_form && i < terms->n_fields; i++)
		order[n++] = ta_header_find(header, terms->fields[i].name, 0);
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind != TA_COLUMN_TOOL &&
		    (!door->whole_form ||
			header->columns[i].kind == TA_COLUMN_OTHER))
			order[n++] = (int)i;
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind == TA_COLUMN_TOOL)
			order[n++] = (int)i;
	return n;
}

/* What the map and staff's tables speak of, and no file has. */
static void
say_unmet(struct ta_door *door)
{
	const char *heading;
	struct ta_record at;
	size_t unmet = 0;

	while ((heading = ta_intake_unmet(door->intake, &unmet)) != NULL)
		ta_report_warn(door->report,
		    "%s has a heading '%s', which no file has",
		    door->options->map->path, heading);
	for (size_t i = 0; i < door->options->n_joins; i++) {
		size_t next = 0;

		while (ta_join_unmet(door->options->joins[i], &next, &at)) {
			struct ta_about about = {
			    .record = &at, .rule = "no-such-record"};

			ta_report_about(door->report, &about,
			    "no record has this key, so the row has no use");
		}
	}
}

/* A header is bounded as the records are, and by its columns: 0 or -1. */
static int
check_columns(const struct ta_door *door, const struct ta_header *header,
    const int *order, size_t n, struct ta_error *error)
{
	struct ta_record names = {0};
	int longest;

	if (n > TA_COLUMNS_MAX)
		return ta_error_set(error, NULL,
		    "the records would have more than 1024 columns");
	ta_record_widen(&names, n);
	for (size_t i = 0; i < n; i++)
		names.fields[i] = header->columns[order[i]].name;
	longest = ta_record_too_long(&names, door->options->safe);
	ta_record_free(&names);
	if (longest == -1)
		return 0;
	return ta_error_set(error, NULL,
	    "a column would have a name longer than 1 MiB, or all of them "
	    "names longer than 4 MiB");
}

int
ta_door_finish(struct ta_door *door, const struct ta_header *header,
    ta_spool_take *take, void *arg, struct ta_error *error)
{
	int *order = ta_alloc(header->count, sizeof(*order));
	size_t n = find_order(door, header, order);
	int status;

	say_unmet(door);
	if (check_columns(door, header, order, n, error) == -1) {
		free(order);
		return -1;
	}
	if (door->known != NULL) {
		if (ta_known_check(door->known, header, error) == -1) {
			free(order);
			return -1;
		}
		take = add_to_ledger;
		arg = door;
	}
	status =
	    ta_spool_replay(door->spool, header, order, n, take, arg, error);
	free(order);
	if (status == 0 && door->rejects != NULL)
		status = ta_rejects_finish(door->rejects, error);
	return status;
}

int
ta_door_place(struct ta_door *door, struct ta_error *error)
{
	struct ta_ledger *ledger =
	    door->known == NULL ? NULL : ta_known_ledger(door->known);

	if (ledger != NULL && ta_ledger_commit(ledger, error) == -1)
		return -1;
	if (door->rejects == NULL ||
	    ta_rejects_place(door->rejects, error) == 0)
		return 0;
	return ledger == NULL ? -1 : ta_ledger_undo(ledger, error);
}
