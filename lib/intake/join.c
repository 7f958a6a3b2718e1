#include <stdlib.h>
#include <string.h>

#include "intake/intake.h"
#include "intake/join.h"
#include "base/table.h"
#include "record/input.h"

struct row {
	uint64_t key;
	struct ta_slice id; /* the key as it is written, where it is an id */
	struct ta_slice *values; /* of join->fields; a blank has no effect */
	size_t n_values;	 /* later rows may have more */
	size_t line;
	size_t number; /* in a spreadsheet */
	bool met;
};

struct ta_join {
	const struct ta_policy *policy;
	char *path;
	int key;	  /* field, or -1 */
	size_t n_columns; /* of the table, as far as they were looked at */
	int *fields;	  /* the fields that are filled */
	size_t n_fields;
	struct ta_table *rows;
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

/*
 * Refuses a column, by name where another column is known. Else the header may
 * be answers, and only the column's number is shown.
 */
static int
refuse_column(const struct ta_join *join, struct ta_slice found, int field,
    struct ta_error *error)
{
	static const char fills[] =
	    "a join fills fields that the policy marks staff or verified";
	const struct ta_vocabulary *vocabulary = &join->policy->vocabulary;
	const struct ta_place at = {join->path, 0, 0};
	const char **names;
	const char *nearest;
	size_t n = 0;

	if (field != -1)
		return ta_error_set(error, &at,
		    "'%s' is the requester's own field; %s, and has one key",
		    vocabulary->fields[field].name.data, fills);
	if (join->key == -1 && join->n_fields == 0)
		return ta_error_set(error, &at, "column %zu is not a field; %s",
		    join->n_columns, fills);
	names = ta_alloc(vocabulary->n_fields, sizeof(*names));
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (vocabulary->fields[i].staff ||
		    vocabulary->fields[i].verified)
			names[n++] = vocabulary->fields[i].name.data;
	nearest = ta_names_nearest(found, ta_names_of(names, n));
	free(names);
	if (nearest != NULL)
		return ta_error_set(error, &at,
		    "'%.*s' is not a field that a join can fill; did you mean "
		    "'%s'?",
		    (int)found.len, found.data, nearest);
	return ta_error_set(error, &at,
	    "'%.*s' is not a field; %s ('ta-policy' shows them)",
	    (int)found.len, found.data, fills);
}

/*
 * Looks at the next column of the table: 0, or -1 where it is not for a join.
 */
static int
take_column(struct ta_join *join, struct ta_slice found, struct ta_error *error)
{
	const struct ta_policy *policy = join->policy;
	int index = ta_headings_field(policy, found, false);
	const struct ta_field *field;

	join->n_columns++;
	if (found.len > 3 && memcmp(found.data, "ta_", 3) == 0)
		return 0;
	if (index == -1)
		return refuse_column(join, found, index, error);
	field = &policy->vocabulary.fields[index];
	if (join->key == -1 &&
	    (index == policy->id_field || index == address_field(policy)))
		join->key = index;
	if (field->staff || field->verified)
		join->fields[join->n_fields++] = index;
	else if (index != join->key)
		return refuse_column(join, found, index, error);
	return 0;
}

static int
take_columns(
    struct ta_join *join, const struct ta_header *found, struct ta_error *error)
{
	while (join->n_columns < found->count)
		if (take_column(join, found->columns[join->n_columns].name,
			error) == -1)
			return -1;
	return 0;
}

static int
refuse_keyless(const struct ta_join *join, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_policy *policy = join->policy;
	int address = address_field(policy);
	int id = policy->id_field;

	return ta_error_set(error, at,
	    "the key is missing: a column '%s' or '%s'",
	    policy->vocabulary.fields[id].name.data,
	    policy->vocabulary.fields[address == -1 ? id : address].name.data);
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

static int
add_row(struct ta_join *join, const struct ta_record *record,
    const int *columns, struct ta_error *error)
{
	struct ta_place at = {join->path, record->line, 0};
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
	for (size_t i = 0; i < row->n_values; i++)
		row->values[i] =
		    keep(join, ta_record_get(record, columns[join->fields[i]]));
	return 0;
}

static int
read_rows(struct ta_join *join, struct ta_files *files,
    struct ta_intake *intake, struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(files);
	struct ta_record *record;
	struct ta_place at;
	int got;

	if (ta_files_turn(files, error) == -1 ||
	    take_columns(join, found, error) == -1 ||
	    ta_intake_turn(intake, files, error) == -1)
		return -1;
	at = ta_files_place(files);
	if (join->key == -1 && ta_files_format(files)->has_header)
		return refuse_keyless(join, &at, error);
	while ((got = ta_files_next(files, error)) == 1)
		if (take_columns(join, found, error) == -1 ||
		    ta_intake_take(intake, files, &record, error) == -1 ||
		    add_row(join, record, ta_intake_columns(intake), error) ==
			-1)
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
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		ta_intake_expect(intake, (int)i);
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
ta_join_apply(
    struct ta_join *join, struct ta_record *record, const int *columns)
{
	struct row *row;

	if (ta_table_count(join->rows) == 0) /* an empty table may lack a key */
		return;
	row = ta_table_find(join->rows, key_of(join, record, columns));
	if (row == NULL)
		return;
	row->met = true;
	for (size_t i = 0; i < row->n_values; i++)
		if (!ta_slice_blank(row->values[i]))
			record->fields[columns[join->fields[i]]] =
			    row->values[i];
}

bool
ta_join_unmet(const struct ta_join *join, size_t *next, struct ta_record *at,
    struct ta_slice *id)
{
	while (*next < ta_table_count(join->rows)) {
		const struct row *row = ta_table_at(join->rows, (*next)++);

		if (row->met)
			continue;
		*id = row->id;
		*at = (struct ta_record){
		    .file = join->path, .line = row->line, .row = row->number};
		return true;
	}
	return false;
}
