#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "intake/completion.h"
#include "intake/identity.h"
#include "record/columns.h"

struct ta_completion {
	const struct ta_policy *policy;
	const struct ta_completion_options *options;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_join **joins;
	bool whole_form; /* all fields of the policy are columns, and come first
			  */
	int id;
	int received; /* -1: it is not filled in */
	int source;
	int line;
	int verified_at;    /* -1: nothing is verified */
	struct ta_text day; /* of receipt, where a record has none */
	struct ta_text made_id;
	struct ta_text made_of; /* the same */
	struct ta_text line_text;
	bool *verified; /* by field, of the current record, */
	struct ta_text verified_text;
};

static int
load_joins(struct ta_completion *completion, struct ta_error *error)
{
	const struct ta_completion_options *options = completion->options;

	completion->joins =
	    ta_alloc(options->joins.count, sizeof(struct ta_join *));
	for (size_t i = 0; i < options->joins.count; i++) {
		completion->joins[i] = ta_join_load(
		    options->joins.items[i], completion->policy, error);
		if (completion->joins[i] == NULL)
			return -1;
	}
	return 0;
}

struct ta_completion *
ta_completion_open(const struct ta_context *context,
    const struct ta_completion_options *options, struct ta_intake *intake,
    struct ta_report *report, struct ta_error *error)
{
	const struct ta_policy *policy = context->policy;
	struct ta_completion *completion = ta_alloc(1, sizeof(*completion));

	completion->policy = policy;
	if (options->received != NULL)
		ta_text_add_string(&completion->day, options->received);
	else if (options->by_hand)
		ta_day_print(&completion->day, context->today);
	completion->options = options;
	completion->intake = intake;
	completion->report = report;
	completion->verified_at = -1;
	completion->verified = ta_alloc(
	    policy->vocabulary.n_fields, sizeof(*completion->verified));
	if (completion->day.len > 0)
		ta_intake_expect(intake, policy->receipt);
	if (load_joins(completion, error) == -1) {
		ta_completion_close(completion);
		return NULL;
	}
	return completion;
}

void
ta_completion_close(struct ta_completion *completion)
{
	if (completion == NULL)
		return;
	for (size_t i = 0; i < completion->options->joins.count; i++)
		ta_join_free(completion->joins[i]);
	free(completion->joins);
	ta_text_free(&completion->day);
	ta_text_free(&completion->made_id);
	ta_text_free(&completion->made_of);
	ta_text_free(&completion->line_text);
	ta_text_free(&completion->verified_text);
	free(completion->verified);
	free(completion);
}

/* Finds or appends a column. */
static int
add_column(struct ta_completion *completion, struct ta_slice name)
{
	struct ta_header *header = ta_intake_header(completion->intake);
	int at = ta_header_find(header, name, 0);

	return at != -1 ? at
			: (int)ta_header_add(
			      header, name, &completion->policy->form);
}

static int
add_field(struct ta_completion *completion, int field)
{
	return add_column(
	    completion, completion->policy->vocabulary.fields[field].name);
}

/* Adds the columns that staff's tables fill. */
static void
add_joined(struct ta_completion *completion)
{
	for (size_t i = 0; i < completion->options->joins.count; i++) {
		size_t n;
		const int *filled = ta_join_fields(completion->joins[i], &n);

		for (size_t k = 0; k < n; k++)
			add_field(completion, filled[k]);
	}
}

void
ta_completion_begin(struct ta_completion *completion, bool whole_form)
{
	const struct ta_policy *policy = completion->policy;
	const struct ta_map *map = completion->options->map;

	completion->whole_form = whole_form;
	for (size_t i = 0; whole_form && i < policy->vocabulary.n_fields; i++)
		add_field(completion, (int)i);
	completion->id = add_field(completion, policy->id_field);
	completion->received = -1;
	for (size_t i = 0; map != NULL && i < map->n_constants; i++)
		add_field(completion, map->constants[i].field);
	add_joined(completion);
	if (completion->day.len > 0)
		completion->received = add_field(completion, policy->receipt);
	completion->source = add_column(completion, ta_slice_of(TA_COL_SOURCE));
	completion->line = add_column(completion, ta_slice_of(TA_COL_LINE));
	if (completion->options->switches)
		add_column(completion, ta_slice_of(TA_COL_SWITCHES));
	if (completion->options->joins.count > 0)
		ta_completion_verifies(completion);
}

void
ta_completion_verifies(struct ta_completion *completion)
{
	completion->verified_at =
	    add_column(completion, ta_slice_of(TA_COL_VERIFIED));
}

struct ta_slice
ta_completion_name(const char *path)
{
	struct ta_slice name = ta_slice_of(path);

	for (size_t i = name.len; i > 0; i--)
		if (path[i - 1] == '/')
			return ta_slice_of(path + i);
	return name;
}

struct ta_slice
ta_completion_fill(struct ta_completion *completion, struct ta_record *record)
{
	struct ta_slice *fields = record->fields;
	const int *from;
	size_t n;

	/*
	 * The id comes first: a day that is given for all records is not part
	 * of what was asked.
	 */
	if (ta_slice_blank(fields[completion->id])) {
		ta_text_clear(&completion->made_id);
		from = ta_identity_from(
		    completion->policy, completion->options->map, &n);
		ta_identity_make(completion->policy, from, n, record,
		    ta_intake_columns(completion->intake), &completion->made_of,
		    &completion->made_id);
		fields[completion->id] = ta_text_slice(&completion->made_id, 0);
	}
	if (completion->received != -1 &&
	    ta_slice_blank(fields[completion->received]))
		fields[completion->received] =
		    ta_text_slice(&completion->day, 0);
	if (!ta_slice_blank(fields[completion->source]))
		return fields[completion->id];
	ta_text_clear(&completion->line_text);
	ta_text_add_number(&completion->line_text, (long long)record->line);
	fields[completion->source] = ta_completion_name(record->file);
	fields[completion->line] = ta_text_slice(&completion->line_text, 0);
	return fields[completion->id];
}

/* Names the verified fields, in the policy's order. */
static void
name_verified(struct ta_completion *completion, struct ta_record *record)
{
	const struct ta_vocabulary *vocabulary =
	    &completion->policy->vocabulary;
	struct ta_text *text = &completion->verified_text;

	if (completion->verified_at == -1)
		return;
	ta_text_clear(text);
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (completion->verified[i] && vocabulary->fields[i].verified)
			ta_text_add_item(text, 0, vocabulary->fields[i].name);
	record->fields[completion->verified_at] =
	    ta_slice_of(ta_text_string(text));
}

void
ta_completion_join(struct ta_completion *completion, struct ta_record *record,
    const bool *by_events)
{
	for (size_t i = 0; i < completion->policy->vocabulary.n_fields; i++)
		completion->verified[i] = by_events != NULL && by_events[i];
	for (size_t i = 0; i < completion->options->joins.count; i++)
		ta_join_apply(completion->joins[i], record,
		    ta_intake_columns(completion->intake),
		    completion->verified);
	name_verified(completion, record);
}

/* The order of the columns when they are written. */
static size_t
find_order(const struct ta_completion *completion,
    const struct ta_header *header, int *order)
{
	const struct ta_vocabulary *vocabulary =
	    &completion->policy->vocabulary;
	size_t n = 0;

	for (size_t i = 0; completion->whole_form && i < vocabulary->n_fields;
	     i++)
		order[n++] =
		    ta_header_find(header, vocabulary->fields[i].name, 0);
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind != TA_COLUMN_TOOL &&
		    (!completion->whole_form ||
			header->columns[i].kind == TA_COLUMN_OTHER))
			order[n++] = (int)i;
	for (size_t i = 0; i < header->count; i++)
		if (header->columns[i].kind == TA_COLUMN_TOOL)
			order[n++] = (int)i;
	return n;
}

void
ta_completion_say_nearly(struct ta_completion *completion)
{
	struct ta_slice heading;
	const char *nearest;

	while (
	    (nearest = ta_intake_nearly(completion->intake, &heading)) != NULL)
		ta_report_warn(completion->report,
		    "the heading '%s' is nearly '%s', but is not read as that; "
		    "a map can say what it is, or let it pass",
		    heading.data, nearest);
}

struct ta_join_losses
ta_completion_say_unmet(struct ta_completion *completion)
{
	struct ta_join_losses losses = {0};
	const char *heading;
	size_t unmet = 0;

	while ((heading = ta_intake_unmet(completion->intake, &unmet)) != NULL)
		ta_report_warn(completion->report,
		    "%s maps the heading '%s', but no input file has it",
		    completion->options->map->path, heading);
	for (size_t i = 0; i < completion->options->joins.count; i++)
		ta_join_say(completion->joins[i], completion->report, &losses);
	return losses;
}

/*
 * Refuses a header with too many columns, or with names longer than a record
 * may be: 0 or -1.
 */
static int
check_columns(const struct ta_completion *completion,
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
	longest = ta_record_too_long(&names, completion->options->safe);
	ta_record_free(&names);
	if (longest == -1)
		return 0;
	return ta_error_set(error, NULL,
	    "the name of a column would be longer than the limit "
	    "of " TA_FIELD_WORDS ", or all names longer than " TA_RECORD_WORDS);
}

int *
ta_completion_order(
    const struct ta_completion *completion, size_t *n, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(completion->intake);
	int *order = ta_alloc(header->count, sizeof(*order));

	*n = find_order(completion, header, order);
	if (check_columns(completion, header, order, *n, error) == 0)
		return order;
	free(order);
	return NULL;
}
