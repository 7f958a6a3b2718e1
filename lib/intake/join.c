#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "intake/intake.h"
#include "intake/join.h"
#include "intake/nearly.h"
#include "record/columns.h"

struct row {
	uint64_t key;
	struct ta_slice id; /* the key as it is written, where it is an id */
	struct ta_slice *values; /* of join->fields; absent: it says nothing */
	size_t n_values;	 /* later rows may have more */
	size_t line;
	size_t number; /* in a spreadsheet */
	bool met;
};

/* A cell with a value that its field cannot have. */
struct misfit {
	size_t row; /* index in the table of rows */
	int field;
};

struct ta_join {
	const struct ta_policy *policy;
	char *path;
	int key;	  /* field, or -1 */
	size_t n_columns; /* of the table, as far as they were looked at */
	bool *wanted;	  /* by field: the key, and those that are filled */
	int *fields;	  /* the fields that are filled */
	size_t n_fields;
	struct ta_text
	    left; /* names of columns that are left out, for people */
	size_t n_left;
	struct ta_table *rows;
	struct misfit *misfits;
	size_t n_misfits;
	size_t misfits_room;
	struct ta_text folded; /* the current key */
	struct ta_arena arena;
};

/* The address field that ids are made from, or -1. */
static int
address_field(const struct ta_policy *policy)
{
	for (size_t i = 0; i < policy->n_id_from; i++)
		if (policy->vocabulary.fields[policy->id_from[i]].type ==
		    TA_TYPE_EMAIL)
			return policy->id_from[i];
	return -1;
}

static int
refuse_keyless(const struct ta_join *join, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_field *fields = join->policy->vocabulary.fields;
	int address = address_field(join->policy);
	const char *id = fields[join->policy->id_field].name.data;

	if (address == -1)
		return ta_error_set(
		    error, at, "the key is missing: a column '%s'", id);
	return ta_error_set(error, at,
	    "the key is missing: a column '%s' or '%s'", id,
	    fields[address].name.data);
}

/* The field that a column is, or -1. */
static int
field_of(const struct ta_join *join, const struct ta_column *column)
{
	return column->kind == TA_COLUMN_TOOL
		   ? -1
		   : ta_headings_field(join->policy, column->name, false);
}

/* Whether it is one of the fields that staff fill in or verify. */
static bool
is_filled(const struct ta_join *join, int field)
{
	const struct ta_field *about = &join->policy->vocabulary.fields[field];

	return field != join->key && (about->staff || about->verified);
}

/*
 * Finds the key and the fields that are filled, among the columns that the
 * table has gained. The id is the key wherever it stands; else the address is.
 * Whether any of the columns is a field.
 */
static bool
find_fields(struct ta_join *join, const struct ta_header *found)
{
	int id = join->policy->id_field, address = address_field(join->policy);
	bool keyless = join->key == -1, any = false;

	for (size_t i = join->n_columns; keyless && i < found->count; i++) {
		int field = field_of(join, &found->columns[i]);

		if (field != -1 &&
		    (field == id || (field == address && join->key == -1)))
			join->key = field;
	}
	if (join->key != -1)
		join->wanted[join->key] = true;
	for (size_t i = join->n_columns; i < found->count; i++) {
		int field = field_of(join, &found->columns[i]);

		any |= field != -1;
		if (field == -1 || join->wanted[field] ||
		    !is_filled(join, field))
			continue;
		join->wanted[field] = true;
		join->fields[join->n_fields++] = field;
	}
	return any;
}

/* The name or label of a field that is filled, to which a heading is near. */
static const char *
nearest_to(const struct ta_join *join, struct ta_slice heading)
{
	size_t n = join->policy->vocabulary.n_fields;
	bool *others = ta_alloc(n, sizeof(*others));
	const char *nearest;

	for (size_t i = 0; i < n; i++)
		others[i] = !is_filled(join, (int)i);
	nearest = ta_nearly(join->policy, heading, others);
	free(others);
	return nearest;
}

/* So many columns that are left out are named, each by so many bytes. */
#define NAMED_MOST 8
#define NAME_MOST 64

/*
 * Leaves a column out that is not wanted: 0, or -1 where it may not be left
 * out.
 */
static int
leave_out(struct ta_join *join, const struct ta_column *column,
    struct ta_error *error)
{
	const struct ta_place at = {join->path, 0, 0};
	struct ta_slice name = ta_slice_start(column->name, NAME_MOST);
	int field = field_of(join, column);
	const char *nearest;

	if (field != -1 && join->wanted[field])
		return 0;
	if (column->kind == TA_COLUMN_TOOL)
		return ta_error_set(error, &at,
		    "it has columns of the tools (%.*s): it is a queue of some "
		    "day, whose states would come back; ta-log takes it, with "
		    "a column '%s'",
		    (int)name.len, name.data, "event");
	nearest = field == -1 ? nearest_to(join, column->name) : NULL;
	if (nearest != NULL)
		return ta_error_set(error, &at,
		    "'%.*s' is not a field that a join can fill; did you mean "
		    "'%s'?",
		    (int)name.len, name.data, nearest);
	if (join->n_left++ < NAMED_MOST)
		ta_text_printf(&join->left, "%s'%.*s'",
		    join->left.len > 0 ? ", " : "", (int)name.len, name.data);
	return 0;
}

/*
 * Looks at the columns that the table has gained: 0, or -1 where it cannot be a
 * table of staff's. Where none is a field, the header may be answers, and only
 * a number is shown; names are shown where the key is there.
 */
static int
take_columns(
    struct ta_join *join, struct ta_files *files, struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(files);
	const struct ta_place at = {join->path, 0, 0};
	size_t from = join->n_columns;

	if (from == found->count)
		return 0;
	if (!find_fields(join, found) && from == 0)
		return ta_error_set(error, &at,
		    "column 1 is not a field; a join fills fields that the "
		    "policy marks staff or verified");
	join->n_columns = found->count;
	if (join->key == -1 && ta_files_format(files)->has_header)
		return refuse_keyless(join, &at, error);
	for (size_t i = from; i < found->count; i++)
		if (leave_out(join, &found->columns[i], error) == -1)
			return -1;
	return 0;
}

/* The key of a record as it compares, borrowed until the next call. */
static struct ta_slice
key_of(struct ta_join *join, const struct ta_record *record, const int *columns)
{
	struct ta_text *text = &join->folded;

	ta_text_clear(text);
	ta_field_fold(&join->policy->vocabulary.fields[join->key],
	    ta_record_get(record, columns[join->key]), text);
	return ta_text_slice(text, 0);
}

static struct ta_slice
keep(struct ta_join *join, struct ta_slice text)
{
	return (struct ta_slice){ta_arena_copy(&join->arena,
				     text.len == 0 ? "" : text.data, text.len),
	    text.len};
}

/*
 * What a row says of a field: a value, "" for a no, absent for nothing. A value
 * that the field cannot have is noted, and says nothing.
 */
static struct ta_slice
value_of(struct ta_join *join, const struct ta_record *record, int column,
    int field, bool is_no)
{
	const struct ta_vocabulary *vocabulary = &join->policy->vocabulary;
	struct ta_slice text = ta_record_get(record, column);
	const struct ta_slice nothing = {NULL, 0};
	struct ta_value value;

	if (ta_slice_blank(text))
		return is_no ? ta_slice_of("") : nothing;
	ta_value_read(
	    &vocabulary->fields[field], vocabulary->zone, text, &value);
	if (value.state != TA_INVALID)
		return keep(join, text);
	ta_grow((void **)&join->misfits, &join->misfits_room, join->n_misfits,
	    sizeof(*join->misfits));
	join->misfits[join->n_misfits++] =
	    (struct misfit){ta_table_count(join->rows) - 1, field};
	return nothing;
}

static int
add_row(struct ta_join *join, const struct ta_record *record,
    struct ta_intake *intake, struct ta_error *error)
{
	struct ta_place at = {join->path, record->line, 0};
	const int *columns = ta_intake_columns(intake);
	const bool *is_no = ta_intake_none(intake);
	const char *name;
	struct ta_slice key;
	struct row *row;
	bool made;

	if (record->fault != NULL)
		return ta_error_set(
		    error, &at, "row %zu: %s", record->row, record->fault);
	if (join->key == -1)
		return refuse_keyless(join, &at, error);
	name = join->policy->vocabulary.fields[join->key].name.data;
	key = key_of(join, record, columns);
	if (key.len == 0)
		return ta_error_set(
		    error, &at, "row %zu has no '%s'", record->row, name);
	row = ta_table_add(join->rows, key, &made);
	if (!made)
		return ta_error_set(error, &at,
		    "line %zu has the same '%s'; a key can have only one row",
		    row->line, name);
	if (join->key == join->policy->id_field)
		row->id = keep(join, ta_record_get(record, columns[join->key]));
	row->line = record->line;
	row->number = record->row;
	row->n_values = join->n_fields;
	row->values =
	    ta_arena_alloc(&join->arena, row->n_values, sizeof(*row->values));
	for (size_t i = 0; i < row->n_values; i++) {
		int field = join->fields[i];

		row->values[i] =
		    value_of(join, record, columns[field], field, is_no[field]);
	}
	return 0;
}

static int
read_rows(struct ta_join *join, struct ta_files *files,
    struct ta_intake *intake, struct ta_error *error)
{
	struct ta_record *record;
	int got;

	if (ta_files_turn(files, error) == -1 ||
	    take_columns(join, files, error) == -1 ||
	    ta_intake_turn(intake, files, error) == -1)
		return -1;
	while ((got = ta_files_next(files, error)) == 1)
		if (take_columns(join, files, error) == -1 ||
		    ta_intake_take(intake, files, &record, error) == -1 ||
		    add_row(join, record, intake, error) == -1)
			return -1;
	return got;
}

struct ta_join *
ta_join_load(
    const char *path, const struct ta_policy *policy, struct ta_error *error)
{
	struct ta_join *join = ta_alloc(1, sizeof(*join));
	const struct ta_files_options options = {
	    .form = &policy->form, .reading = {.manner = TA_LENIENT}};
	struct ta_files *files = ta_files_open(&path, 1, &options);
	struct ta_intake *intake = ta_intake_new(policy, NULL);
	int status;

	join->policy = policy;
	join->rows = ta_table_new(sizeof(struct row));
	join->path = ta_arena_copy(&join->arena, path, strlen(path));
	join->key = -1;
	join->fields =
	    ta_arena_alloc(&join->arena, TA_COLUMNS_MAX, sizeof(*join->fields));
	join->wanted =
	    ta_arena_alloc(&join->arena, policy->vocabulary.n_fields, 1);
	ta_intake_only(intake, join->wanted);
	status = read_rows(join, files, intake, error);
	ta_intake_free(intake);
	ta_files_close(files);
	if (status == -1) {
		ta_join_free(join);
		return NULL;
	}
	return join;
}

void
ta_join_free(struct ta_join *join)
{
	if (join == NULL)
		return;
	ta_table_free(join->rows);
	ta_text_free(&join->folded);
	ta_text_free(&join->left);
	free(join->misfits);
	ta_arena_free(&join->arena);
	free(join);
}

const int *
ta_join_fields(const struct ta_join *join, size_t *n)
{
	*n = join->n_fields;
	return join->fields;
}

void
ta_join_apply(struct ta_join *join, struct ta_record *record,
    const int *columns, bool *verified)
{
	struct row *row;

	if (ta_table_count(join->rows) == 0) /* an empty table may lack a key */
		return;
	row = ta_table_find(join->rows, key_of(join, record, columns));
	if (row == NULL)
		return;
	row->met = true;
	for (size_t i = 0; i < row->n_values; i++) {
		if (row->values[i].data == NULL)
			continue;
		record->fields[columns[join->fields[i]]] = row->values[i];
		verified[join->fields[i]] = true;
	}
}

/* Says something of a row. */
static void
say_row(const struct ta_join *join, const struct row *row, const char *field,
    const char *rule, const char *sentence, struct ta_report *report)
{
	const struct ta_record at = {
	    .file = join->path, .line = row->line, .row = row->number};
	const struct ta_about about = {.record = &at,
	    .id = row->id,
	    .field = field,
	    .rule = rule,
	    .lost = true};

	ta_report_about(report, &about, sentence);
}

void
ta_join_say(struct ta_join *join, struct ta_report *report,
    struct ta_join_losses *losses)
{
	struct ta_text text = {0};

	if (join->n_left > NAMED_MOST)
		ta_text_printf(
		    &join->left, " and %zu more", join->n_left - NAMED_MOST);
	if (join->n_left > 0)
		ta_report_warn(report,
		    "%s: no join fills these columns, which are left out: %s",
		    join->path, ta_text_string(&join->left));
	for (size_t i = 0; i < join->n_misfits; i++) {
		const struct ta_field *field =
		    &join->policy->vocabulary.fields[join->misfits[i].field];

		ta_text_clear(&text);
		ta_text_add_string(&text,
		    "the field cannot have this value and stays as it was; "
		    "expected ");
		ta_field_expected(field, &text);
		say_row(join, ta_table_at(join->rows, join->misfits[i].row),
		    field->name.data, "bad-value", ta_text_string(&text),
		    report);
	}
	losses->values += join->n_misfits;
	for (size_t i = 0; i < ta_table_count(join->rows); i++) {
		const struct row *row = ta_table_at(join->rows, i);

		if (row->met)
			continue;
		losses->rows++;
		say_row(join, row, NULL, "no-such-record",
		    "no record has this key; the row was not used", report);
	}
	ta_text_free(&text);
}
