#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "intake/answer.h"
#include "base/bounds.h"
#include "record/columns.h"
#include "intake/intake.h"

/* A field that has been rewritten: the bytes may still move. */
struct rewritten {
	int column;
	size_t start;
	size_t len;
};

/* What becomes of a column of the file in hand. */
struct column {
	int place;			  /* in the header, or -1: left out */
	int field;			  /* that it is, or -1 */
	const struct ta_map_column *rule; /* of the map, or NULL */
	size_t next;			  /* column of the same field, or 0 */
	bool again;			  /* an earlier one is the same field */
};

struct ta_intake {
	const struct ta_policy *policy;
	const struct ta_map *map;
	struct ta_answers answers; /* of the file in hand */
	bool *expected;		   /* by field: the caller fills it in */
	bool met_form;		   /* some file came from the form */
	bool *met;		   /* by column of the map: some file has it */
	size_t *separators;	   /* by field: most that any option holds */
	struct column *columns;	   /* of the file in hand */
	size_t n_columns;
	size_t room;
	struct ta_header header; /* of all records */
	struct ta_record record;
	int *positions;	       /* of each field in the header, or -1 */
	size_t n_positioned;   /* columns of the header that this is true of */
	struct ta_text united; /* texts and lists of several columns */
	struct ta_text bytes;  /* of the record in hand */
	struct rewritten *rewritten;
};

int
ta_intake_field(
    const struct ta_policy *policy, struct ta_slice heading, bool by_name)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;

	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (ta_slug_equal(vocabulary->fields[i].name, heading))
			return (int)i;
	for (size_t i = 0; !by_name && i < vocabulary->n_fields; i++)
		for (size_t k = 0; k < vocabulary->fields[i].n_labels; k++)
			if (ta_slug_equal(
				vocabulary->fields[i].labels[k], heading))
				return (int)i;
	return -1;
}

/* Lays n texts that were rewritten over the record's fields. */
static void
put_rewritten(const struct ta_intake *intake, const struct ta_text *bytes,
    size_t n, struct ta_record *record)
{
	const char *data = ta_text_slice(bytes, 0).data;

	for (size_t i = 0; i < n; i++) {
		const struct rewritten *field = &intake->rewritten[i];

		record->fields[field->column] =
		    (struct ta_slice){data + field->start, field->len};
	}
}

/* Adds it behind those of the same field. */
static void
add_column(struct ta_intake *intake, struct column *column)
{
	for (size_t i = intake->n_columns; i-- > 0 && !column->again;) {
		column->again = column->field != -1 &&
				intake->columns[i].field == column->field;
		if (column->again)
			intake->columns[i].next = intake->n_columns;
	}
	ta_grow((void **)&intake->columns, &intake->room, intake->n_columns,
	    sizeof(*intake->columns));
	intake->columns[intake->n_columns++] = *column;
}

/*
 * The tools' columns are left out, so that rejects go straight back in, but for
 * where a record came from: it came through the door already.
 */
static bool
is_dropped(struct ta_slice found)
{
	return found.len > 3 && memcmp(found.data, "ta_", 3) == 0 &&
	       !ta_slice_equal(found, ta_slice_of(TA_COL_SOURCE)) &&
	       !ta_slice_equal(found, ta_slice_of(TA_COL_LINE));
}

/* What the next column of the file is, and under which name. */
static struct column
name_column(
    struct ta_intake *intake, struct ta_slice found, struct ta_slice *name)
{
	const struct ta_map *map = intake->answers.map;
	struct column column = {.field = -1, .place = -1};

	if (map != NULL)
		column.rule = ta_map_column(map, found);
	if (column.rule != NULL) {
		intake->met[column.rule - map->columns] = true;
		column.field = column.rule->field;
	} else {
		column.field = ta_intake_field(
		    intake->policy, found, intake->answers.canonical);
	}
	*name = found;
	if (column.field != -1)
		*name = intake->policy->vocabulary.fields[column.field].name;
	else if (column.rule != NULL || is_dropped(found))
		*name = (struct ta_slice){NULL, 0};
	return column;
}

/* Has an earlier column of this file taken the place already? */
static bool
is_taken(const struct ta_intake *intake, int place)
{
	for (size_t i = 0; i < intake->n_columns; i++)
		if (intake->columns[i].place == place)
			return true;
	return false;
}

/*
 * The place of a name, or -1. Several columns may mean one field; of others
 * each has its own, also where a header has a name twice.
 */
static int
find_place(const struct ta_intake *intake, struct ta_slice name, bool may_share)
{
	const struct ta_header *header = &intake->header;
	int place = ta_header_find(header, name, 0);

	if (place != -1 &&
	    (may_share || header->columns[place].kind == TA_COLUMN_FIELD ||
		header->columns[place].kind == TA_COLUMN_LIST))
		return place;
	while (place != -1 && is_taken(intake, place))
		place = ta_header_find(header, name, (size_t)place + 1);
	return place;
}

/* Takes what the file's header has gained since the last time: 0 or -1. */
static int
take_columns(
    struct ta_intake *intake, struct ta_files *files, struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(files);
	const struct ta_place at = ta_files_place(files);
	bool keyed = !ta_files_format(files)->has_header;

	while (intake->n_columns < found->count) {
		struct ta_slice name;
		struct column column = name_column(
		    intake, found->columns[intake->n_columns].name, &name);

		if (name.data != NULL)
			column.place = find_place(intake, name, keyed);
		if (name.data != NULL && column.place == -1) {
			if (intake->header.count >= TA_COLUMNS_MAX)
				return ta_error_set(error, &at, TA_TOO_WIDE);
			column.place = (int)ta_header_add(
			    &intake->header, name, &intake->policy->form);
		}
		add_column(intake, &column);
	}
	return 0;
}

/* A column a choice: has it been chosen? */
static bool
is_chosen(struct ta_slice cell)
{
	static const char *const no[] = {"no", "n", "0", "unchecked", "false"};

	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (ta_slug_equal(cell, ta_slice_of(no[i])))
			return false;
	return !ta_slice_blank(cell);
}

/* Can several columns be one field of the type together? */
static bool
may_unite(enum ta_type type)
{
	return type == TA_TYPE_TEXT || type == TA_TYPE_LIST;
}

/* What a column gives its field: the cell, or the item that it stands for. */
static struct ta_slice
part_of(const struct column *column, struct ta_slice cell)
{
	if (column->rule == NULL || column->rule->item.data == NULL)
		return cell;
	return is_chosen(cell) ? column->rule->item : (struct ta_slice){"", 0};
}

/* Unites the columns of one field, of which `first` is the first. */
static void
unite(struct ta_intake *intake, const struct ta_record *raw, size_t first,
    struct ta_record *record)
{
	const struct column *columns = intake->columns;
	int field = columns[first].field;
	enum ta_type type = intake->policy->vocabulary.fields[field].type;
	bool list = type == TA_TYPE_LIST;
	struct ta_text *united = &intake->united;
	size_t parts = 0, unasked = 0, next;

	for (size_t i = first; i < raw->count; i = next) {
		struct ta_slice part = part_of(&columns[i], raw->fields[i]);

		next = columns[i].next == 0 ? raw->count : columns[i].next;
		if (part.data == NULL)
			continue;
		unasked += columns[i].rule == NULL;
		if (ta_slice_blank(part))
			continue;
		if (parts++ > 0)
			ta_text_add_char(united,
			    list ? ta_answer_separator(&intake->answers) : ' ');
		ta_text_add_slice(united, part);
	}
	if (unasked > 1 || (parts > 1 && !may_unite(type)))
		record->fault = "two of its keys mean the same field";
}

/* Lays the file's row out under the header of all. */
static void
lay_out(struct ta_intake *intake, const struct ta_record *raw)
{
	struct ta_record *record = &intake->record;
	size_t n = 0;

	ta_text_clear(&intake->united);
	for (size_t i = 0; i < raw->count; i++) {
		const struct column *column = &intake->columns[i];
		size_t start = intake->united.len;

		if (column->place == -1 || column->again)
			continue;
		record->fields[column->place] = raw->fields[i];
		if (column->field == -1 ||
		    (column->next == 0 && column->rule == NULL))
			continue;
		unite(intake, raw, i, record);
		intake->rewritten[n++] = (struct rewritten){
		    column->place, start, intake->united.len - start};
	}
	put_rewritten(intake, &intake->united, n, record);
}

/* The heading of the file that comes nearest to a field, for a message. */
static const char *
nearest_heading(const struct ta_header *found, const struct ta_field *field)
{
	struct ta_names names =
	    TA_NAMES(found->columns, found->count, struct ta_column, name.data);
	const char *nearest = ta_names_nearest(field->name, names);

	for (size_t i = 0; nearest == NULL && i < field->n_labels; i++)
		nearest = ta_names_nearest(field->labels[i], names);
	return nearest;
}

static int
refuse_missing(const struct ta_intake *intake, int index,
    const struct ta_header *found, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_field *field =
	    &intake->policy->vocabulary.fields[index];
	const char *nearest = nearest_heading(found, field);
	const struct ta_map *map = intake->answers.map;

	for (size_t i = 0; map != NULL && i < map->n_columns; i++)
		if (map->columns[i].field == index && !intake->met[i])
			return ta_error_set(error, at,
			    "no column is '%s', which the policy requires; "
			    "the map has it under the heading '%s', which is "
			    "not there",
			    field->name.data, map->columns[i].heading.data);
	if (found->count == 1)
		return ta_error_set(error, at,
		    "the header is one column only, and none is '%s'; cells "
		    "stand apart by commas, semicolons or tabs",
		    field->name.data);
	if (nearest != NULL)
		return ta_error_set(error, at,
		    "no column is '%s', which the policy requires; did you "
		    "mean it by '%s'?",
		    field->name.data, nearest);
	return ta_error_set(error, at,
	    "no column is '%s', which the policy requires; head one so, or "
	    "'%s'",
	    field->name.data,
	    field->n_labels > 0 ? field->labels[0].data : field->name.data);
}

/*
 * Are there two columns for one field that may not be, the two in a[2]? They
 * may where the map names one of them, and texts or lists can be united.
 */
static bool
find_two(const struct ta_intake *intake, size_t field, size_t a[2], bool *any)
{
	bool unites = may_unite(intake->policy->vocabulary.fields[field].type);

	*any = false;
	for (size_t i = 0; i < intake->n_columns; i++) {
		const struct column *column = &intake->columns[i];

		if (column->field != (int)field)
			continue;
		a[1] = i;
		if (*any &&
		    (!unites || (column->rule == NULL &&
				    intake->columns[a[0]].rule == NULL)))
			return true;
		if (!*any || column->rule == NULL)
			a[0] = i;
		*any = true;
	}
	return false;
}

static int
check_header(const struct ta_intake *intake, const struct ta_header *found,
    const struct ta_place *at, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &intake->policy->vocabulary;
	/* Rejects have the columns that their rows had. */
	bool again =
	    ta_header_find(found, ta_slice_of(TA_COL_MESSAGE), 0) != -1;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		size_t two[2];
		bool any;

		if (find_two(intake, i, two, &any))
			return ta_error_set(error, at,
			    "the columns '%s' and '%s' are both '%s'",
			    found->columns[two[0]].name.data,
			    found->columns[two[1]].name.data, field->name.data);
		if (!any && !again && !intake->expected[i] &&
		    field->missing != TA_SEVERITY_NONE)
			return refuse_missing(intake, (int)i, found, at, error);
	}
	return 0;
}

struct ta_intake *
ta_intake_new(const struct ta_policy *policy, const struct ta_map *map)
{
	struct ta_intake *intake = ta_alloc(1, sizeof(*intake));
	size_t n = policy->vocabulary.n_fields;

	intake->policy = policy;
	intake->map = map;
	intake->expected = ta_alloc(n, sizeof(*intake->expected));
	intake->positions = ta_alloc(n, sizeof(*intake->positions));
	intake->n_positioned = SIZE_MAX;
	intake->separators = ta_alloc(n, sizeof(*intake->separators));
	intake->rewritten = ta_alloc(n, sizeof(*intake->rewritten));
	intake->met =
	    ta_alloc(map == NULL ? 0 : map->n_columns, sizeof(*intake->met));
	for (size_t i = 0; i < n; i++)
		intake->separators[i] = ta_answer_separators(policy, map, i);
	for (size_t i = 0; map != NULL && i < map->n_constants; i++)
		ta_intake_expect(intake, map->constants[i].field);
	intake->answers = (struct ta_answers){
	    .policy = policy, .map = map, .separators = intake->separators};
	return intake;
}

void
ta_intake_free(struct ta_intake *intake)
{
	if (intake == NULL)
		return;
	ta_text_free(&intake->bytes);
	ta_text_free(&intake->united);
	ta_header_free(&intake->header);
	ta_record_free(&intake->record);
	free(intake->positions);
	free(intake->columns);
	free(intake->met);
	free(intake->expected);
	free(intake->separators);
	free(intake->rewritten);
	free(intake);
}

void
ta_intake_expect(struct ta_intake *intake, int field)
{
	intake->expected[field] = true;
}

const char *
ta_intake_unmet(const struct ta_intake *intake, size_t *next)
{
	const struct ta_map *map = intake->map;

	if (map == NULL || !intake->met_form)
		return NULL;
	while (*next < map->n_columns && intake->met[*next])
		(*next)++;
	return *next < map->n_columns ? map->columns[(*next)++].heading.data
				      : NULL;
}

/* What the map has for a field where the form says nothing. */
static struct ta_slice
constant_of(const struct ta_map *map, size_t field)
{
	for (size_t i = 0; i < map->n_constants; i++)
		if (map->constants[i].field == (int)field)
			return map->constants[i].text;
	return (struct ta_slice){NULL, 0};
}

/* Appends a field's text in canonical form. */
static void
write_field(struct ta_intake *intake, size_t field, struct ta_slice text)
{
	const struct ta_map *map = intake->answers.map;
	struct ta_text *out = &intake->bytes;
	struct ta_slice prefix = {NULL, 0};

	if (map != NULL && (int)field == intake->policy->id_field)
		prefix = map->id_prefix;
	if (prefix.len > 0 && !ta_slice_blank(text) &&
	    (text.len < prefix.len ||
		memcmp(text.data, prefix.data, prefix.len) != 0))
		ta_text_add_slice(out, prefix);
	ta_answer_write(&intake->answers, field, text, out);
}

void
ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns)
{
	const struct ta_map *map = intake->answers.map;
	size_t n = 0;

	ta_text_clear(&intake->bytes);
	for (size_t i = 0; i < intake->policy->vocabulary.n_fields; i++) {
		struct ta_slice text = ta_record_get(record, columns[i]);
		size_t start = intake->bytes.len;

		if (map != NULL && columns[i] != -1 && ta_slice_blank(text))
			text = constant_of(map, i);
		if (text.len == 0)
			continue;
		write_field(intake, i, text);
		intake->rewritten[n++] = (struct rewritten){
		    columns[i], start, intake->bytes.len - start};
	}
	put_rewritten(intake, &intake->bytes, n, record);
}

int
ta_intake_turn(
    struct ta_intake *intake, struct ta_files *files, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(files);
	bool canonical = ta_files_is_canonical(files);

	intake->met_form |= !canonical;
	intake->answers.canonical = canonical;
	intake->answers.map = canonical ? NULL : intake->map;
	intake->n_columns = 0;
	if (take_columns(intake, files, error) == -1)
		return -1;
	return ta_files_format(files)->has_header
		   ? check_header(intake, ta_files_header(files), &at, error)
		   : 0;
}

int
ta_intake_take(struct ta_intake *intake, struct ta_files *files,
    struct ta_record **record, struct ta_error *error)
{
	const struct ta_record *raw = ta_files_record(files);

	if (take_columns(intake, files, error) == -1)
		return -1;
	ta_record_follow(&intake->record, raw, intake->header.count);
	*record = &intake->record;
	if (raw->fault != NULL)
		return 0;
	lay_out(intake, raw);
	if (intake->record.fault == NULL)
		ta_intake_normalise(
		    intake, &intake->record, ta_intake_columns(intake));
	return 0;
}

struct ta_header *
ta_intake_header(struct ta_intake *intake)
{
	return &intake->header;
}

const int *
ta_intake_columns(struct ta_intake *intake)
{
	if (intake->n_positioned != intake->header.count)
		ta_vocabulary_columns(&intake->policy->vocabulary,
		    &intake->header, intake->positions);
	intake->n_positioned = intake->header.count;
	return intake->positions;
}
