#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/entity.h"
#include "intake/headings.h"
#include "intake/nearly.h"
#include "record/columns.h"

void
ta_headings_begin(struct ta_headings *headings, const struct ta_policy *policy,
    const struct ta_map *map)
{
	headings->policy = policy;
	headings->form_map = map;
	headings->expected =
	    ta_alloc(policy->vocabulary.n_fields, sizeof(*headings->expected));
	headings->met =
	    ta_alloc(map == NULL ? 0 : map->n_columns, sizeof(*headings->met));
	for (size_t i = 0; map != NULL && i < map->n_constants; i++)
		headings->expected[map->constants[i].field] = true;
}

void
ta_headings_free(struct ta_headings *headings)
{
	ta_header_free(&headings->header);
	free(headings->columns);
	free(headings->expected);
	free(headings->met);
}

/* The field whose name or label has the slug of a heading, or -1. */
static int
find_field(const struct ta_vocabulary *vocabulary, struct ta_slice heading)
{
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (ta_slug_equal(vocabulary->fields[i].name, heading))
			return (int)i;
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		for (size_t k = 0; k < vocabulary->fields[i].n_labels; k++)
			if (ta_slug_equal(
				vocabulary->fields[i].labels[k], heading))
				return (int)i;
	return -1;
}

int
ta_headings_field(
    const struct ta_policy *policy, struct ta_slice heading, bool by_name)
{
	struct ta_text decoded = {0};
	int field;

	if (by_name)
		return ta_vocabulary_field(&policy->vocabulary, heading);
	field = find_field(
	    &policy->vocabulary, ta_entity_decode(heading, &decoded));
	ta_text_free(&decoded);
	return field;
}

/* Adds a column and links it to the earlier ones of the same field. */
static void
add_column(struct ta_headings *headings, struct ta_heading *column)
{
	for (size_t i = headings->count; i-- > 0 && !column->again;) {
		column->again = column->field != -1 &&
				headings->columns[i].field == column->field;
		if (column->again)
			headings->columns[i].next = headings->count;
	}
	ta_grow((void **)&headings->columns, &headings->room, headings->count,
	    sizeof(*headings->columns));
	headings->columns[headings->count++] = *column;
}

/*
 * Whether a column is left out: those of the tools are, so that a file of
 * rejects can be submitted as it is. Where a record came from is kept: it has
 * been through intake already; and of such a file, that it was forgotten.
 */
static bool
is_dropped(const struct ta_headings *headings, struct ta_slice found)
{
	return found.len > 3 && memcmp(found.data, "ta_", 3) == 0 &&
	       !ta_slice_equal(found, ta_slice_of(TA_COL_SOURCE)) &&
	       !ta_slice_equal(found, ta_slice_of(TA_COL_LINE)) &&
	       !(headings->canonical &&
		   ta_slice_equal(found, ta_slice_of(TA_COL_FORGOTTEN)));
}

/* The next column of the file, without its place. */
static struct ta_heading
name_column(struct ta_headings *headings, struct ta_slice found)
{
	const struct ta_map *map = headings->map;
	struct ta_heading column = {.field = -1, .place = -1};

	if (map != NULL)
		column.rule = ta_map_column(map, found);
	if (column.rule != NULL) {
		headings->met[column.rule - map->columns] = true;
		column.field = column.rule->field;
	} else {
		column.field = ta_headings_field(
		    headings->policy, found, headings->canonical);
	}
	if (headings->wanted != NULL &&
	    (column.field == -1 || !headings->wanted[column.field]))
		column.field = -1;
	else if (column.field != -1)
		column.name =
		    headings->policy->vocabulary.fields[column.field].name;
	else if (!is_dropped(headings, found) &&
		 (column.rule == NULL || column.rule->pass))
		column.name =
		    column.rule != NULL && column.rule->word.data != NULL
			? column.rule->word
			: found;
	return column;
}

/* Whether an earlier column of this file has the place. */
static bool
is_taken(const struct ta_headings *headings, int place)
{
	for (size_t i = 0; i < headings->count; i++)
		if (headings->columns[i].place == place)
			return true;
	return false;
}

/*
 * The place of a name, or -1. Several columns may be one field. Other columns
 * have a place each, even with the same name.
 */
static int
find_place(
    const struct ta_headings *headings, struct ta_slice name, bool may_share)
{
	const struct ta_header *header = &headings->header;
	int place = ta_header_find(header, name, 0);

	if (place != -1 &&
	    (may_share || header->columns[place].kind == TA_COLUMN_FIELD ||
		header->columns[place].kind == TA_COLUMN_LIST))
		return place;
	while (place != -1 && is_taken(headings, place))
		place = ta_header_find(header, name, (size_t)place + 1);
	return place;
}

/*
 * Gives a column its place in the header of all records: 0, or -1 where that
 * has no room. Keys with one name are one column.
 */
static int
put_in_place(struct ta_headings *headings, struct ta_heading *column,
    bool keyed, const struct ta_place *at, struct ta_error *error)
{
	column->waits = false;
	column->place = find_place(headings, column->name, keyed);
	if (column->place != -1)
		return 0;
	if (headings->header.count >= TA_COLUMNS_MAX)
		return ta_error_set(error, at, TA_TOO_WIDE);
	column->place = (int)ta_header_add(
	    &headings->header, column->name, &headings->policy->form);
	return 0;
}

/*
 * Takes the columns that the file's header has gained. A key that only events
 * have is no column of records, so that one waits for a record with it.
 */
static int
take_columns(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_header *found = ta_files_header(files);
	const struct ta_place at = ta_files_place(files);
	bool keyed = !ta_files_format(files)->has_header;

	while (headings->count < found->count) {
		struct ta_heading column =
		    name_column(headings, found->columns[headings->count].name);

		if (column.rule != NULL && column.rule->pass &&
		    ta_vocabulary_field(
			&headings->policy->vocabulary, column.name) != -1)
			return ta_error_set(error, &at,
			    "the heading '%s' is a field's own name, so its "
			    "column cannot pass: drop it, or rename it",
			    column.name.data);
		column.waits = column.name.data != NULL;
		if (column.waits && !keyed &&
		    put_in_place(headings, &column, false, &at, error) == -1)
			return -1;
		add_column(headings, &column);
	}
	return 0;
}

int
ta_headings_take(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_record *row = ta_files_record(files);
	const struct ta_place at = ta_files_place(files);

	if (take_columns(headings, files, error) == -1)
		return -1;
	for (size_t i = 0; i < headings->count; i++)
		if (headings->columns[i].waits &&
		    ta_record_get(row, (int)i).data != NULL &&
		    put_in_place(headings, &headings->columns[i], true, &at,
			error) == -1)
			return -1;
	return 0;
}

/* Whether several columns can be one field of the type together. */
bool
ta_headings_unite(enum ta_type type)
{
	return type == TA_TYPE_TEXT || type == TA_TYPE_LIST;
}

/*
 * Whether a heading is near to a name, without the words that both begin with:
 * "Your name" is not near to "Your role".
 */
static bool
is_near(struct ta_slice name, const char *heading)
{
	size_t same = 0;

	for (size_t i = 0; i < name.len && name.data[i] == heading[i]; i++)
		if (name.data[i] == ' ')
			same = i + 1;
	heading += same;
	return ta_names_nearest(
		   (struct ta_slice){name.data + same, name.len - same},
		   ta_names_of(&heading, 1)) != NULL;
}

/* A heading that means nothing else and is near to a field, for a message. */
static const char *
near_heading(const struct ta_headings *headings, const struct ta_header *found,
    const struct ta_field *field)
{
	for (size_t i = 0; i < headings->count; i++) {
		const char *heading = found->columns[i].name.data;
		bool near = is_near(field->name, heading);

		if (headings->columns[i].field != -1 ||
		    headings->columns[i].rule != NULL)
			continue;
		for (size_t k = 0; k < field->n_labels && !near; k++)
			near = is_near(field->labels[k], heading);
		if (near)
			return heading;
	}
	return NULL;
}

static int
refuse_missing(const struct ta_headings *headings, int index,
    const struct ta_header *found, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_field *field =
	    &headings->policy->vocabulary.fields[index];
	const char *near = near_heading(headings, found, field);
	const struct ta_map *map = headings->map;
	const char *hint = map == NULL ? "; 'ta-map FILE' makes a map" : "";

	for (size_t i = 0; map != NULL && i < map->n_columns; i++)
		if (map->columns[i].field == index && !headings->met[i])
			return ta_error_set(error, at,
			    "the required column '%s' is missing; the map has "
			    "it under the heading '%s', which no column has",
			    field->name.data, map->columns[i].heading.data);
	if (found->count == 1)
		return ta_error_set(error, at,
		    "the required column '%s' is missing: the header has only "
		    "one column; cells have to be separated by commas, "
		    "semicolons or tabs",
		    field->name.data);
	if (near != NULL)
		return ta_error_set(error, at,
		    "the required column '%s' is missing; did you mean it by "
		    "'%s'? Name it so, or say in a map what it is%s",
		    field->name.data, near, hint);
	return ta_error_set(error, at,
	    "the required column '%s' is missing; name a column '%s' or '%s', "
	    "or say in a map which one it is%s",
	    field->name.data, field->name.data,
	    field->n_labels > 0 ? field->labels[0].data : field->name.data,
	    hint);
}

/*
 * Whether two columns are one field that may not be; they are in a[2]. They may
 * be where the map names one of them, and texts or lists can be united. *any
 * says whether there is any column.
 */
static bool
find_two(
    const struct ta_headings *headings, size_t field, size_t a[2], bool *any)
{
	bool unites =
	    ta_headings_unite(headings->policy->vocabulary.fields[field].type);

	*any = false;
	for (size_t i = 0; i < headings->count; i++) {
		const struct ta_heading *column = &headings->columns[i];

		if (column->field != (int)field)
			continue;
		a[1] = i;
		if (*any &&
		    (!unites || (column->rule == NULL &&
				    headings->columns[a[0]].rule == NULL)))
			return true;
		if (!*any || column->rule == NULL)
			a[0] = i;
		*any = true;
	}
	return false;
}

static int
check_header(const struct ta_headings *headings, const struct ta_header *found,
    const struct ta_place *at, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &headings->policy->vocabulary;
	/* Rejects have the columns of their rows. */
	bool again =
	    ta_header_find(found, ta_slice_of(TA_COL_MESSAGE), 0) != -1;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		size_t two[2];
		bool any;

		if (find_two(headings, i, two, &any))
			return ta_error_set(error, at,
			    "the columns '%s' and '%s' both mean '%s'",
			    found->columns[two[0]].name.data,
			    found->columns[two[1]].name.data, field->name.data);
		if (!any && !again && !headings->expected[i] &&
		    headings->wanted == NULL &&
		    field->if_blank != TA_SEVERITY_NONE)
			return refuse_missing(
			    headings, (int)i, found, at, error);
	}
	return 0;
}

int
ta_headings_turn(struct ta_headings *headings, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_place at = ta_files_place(files);

	headings->canonical = ta_files_is_canonical(files);
	headings->met_form |= !headings->canonical;
	headings->map = headings->canonical ? NULL : headings->form_map;
	headings->count = 0;
	if (take_columns(headings, files, error) == -1)
		return -1;
	return ta_files_format(files)->has_header
		   ? check_header(headings, ta_files_header(files), &at, error)
		   : 0;
}

const char *
ta_headings_unmet(const struct ta_headings *headings, size_t *next)
{
	const struct ta_map *map = headings->form_map;

	if (map == NULL || !headings->met_form)
		return NULL;
	while (*next < map->n_columns && headings->met[*next])
		(*next)++;
	return *next < map->n_columns ? map->columns[(*next)++].heading.data
				      : NULL;
}

const char *
ta_headings_nearly(struct ta_headings *headings, struct ta_slice *heading)
{
	bool *has = ta_alloc(
	    headings->policy->vocabulary.n_fields, sizeof(*headings->expected));
	const char *nearest = NULL;
	size_t i;

	for (i = 0; i < headings->policy->vocabulary.n_fields; i++)
		has[i] = headings->policy->vocabulary.fields[i].staff;
	for (i = 0; i < headings->count; i++)
		if (headings->columns[i].field != -1)
			has[headings->columns[i].field] = true;
	while (!headings->canonical && nearest == NULL &&
	       headings->told < headings->header.count) {
		size_t place = headings->told++;

		*heading = headings->header.columns[place].name;
		for (i = 0; i < headings->count; i++)
			if (headings->columns[i].place == (int)place &&
			    headings->columns[i].field == -1 &&
			    headings->columns[i].rule == NULL)
				nearest =
				    ta_nearly(headings->policy, *heading, has);
	}
	free(has);
	return nearest;
}
