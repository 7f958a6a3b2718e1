#include <stdlib.h>

#include "base/table.h"
#include "board/group.h"
#include "board/period.h"
#include "record/columns.h"

/* How values sort: all of a class before those of the next. */
enum class { CLASS_CHOICE, CLASS_NUMBER, CLASS_TEXT, CLASS_BLANK };

/* Bytes before the text of a value: its class, and a number, as they sort. */
#define HEAD 9

/* Digits of a number that values are sorted by. */
#define NUMBER_DIGITS 18

/* What records are grouped by. */
struct column {
	struct ta_by by;
	const struct ta_field *field; /* or NULL */
	int index;		      /* of the field, or -1 */
	int at;			      /* its position in the header, or -1 */
	size_t first;  /* of its values of the current record, by number, */
	size_t end;    /* the one after them, */
	size_t chosen; /* and the one of the current group */
};

struct ta_groups {
	const struct ta_policy *policy;
	const struct ta_header *header;
	struct column *columns;
	size_t n_columns;
	size_t n_looked; /* columns of the header so far */
	struct ta_table *table;
	struct ta_arena keys;
	size_t n_records;

	/* Values of the current record: where each is in the text. */
	struct ta_text values;
	size_t *starts;
	size_t n_values;
	size_t room;
	struct ta_text folded; /* one of them, as it compares */
	struct ta_text key;
};

/* Looks for columns among those of the header that were not looked at. */
static void
look(struct ta_groups *groups)
{
	for (size_t i = 0; i < groups->n_columns; i++) {
		struct column *column = &groups->columns[i];

		if (column->by.period == TA_NO_PERIOD && column->at == -1)
			column->at = ta_header_find(groups->header,
			    ta_slice_of(column->by.name), groups->n_looked);
	}
	groups->n_looked = groups->header->count;
}

/* Refuses what is no column, no field and no period: 0 or -1. */
static int
check(const struct ta_groups *groups, const struct column *column,
    const struct ta_place *at, struct ta_error *error)
{
	const struct ta_header *header = groups->header;
	struct ta_names names = TA_NAMES(
	    header->columns, header->count, struct ta_column, name.data);
	struct ta_names fields =
	    ta_vocabulary_fields(&groups->policy->vocabulary);
	struct ta_names periods =
	    ta_names_of(ta_period_names + TA_WEEK, TA_PERIODS - TA_WEEK);
	struct ta_slice name = ta_slice_of(column->by.name);

	names.more = &fields;
	fields.more = &periods;
	if (ta_names_index(name, at, "a column or a period", names, error) ==
	    -1)
		return -1;
	if (column->at == -1 ||
	    ta_header_find(header, name, (size_t)column->at + 1) == -1)
		return 0;
	return ta_error_set(
	    error, at, "there are two columns '%s'", column->by.name);
}

struct ta_groups *
ta_groups_new(const struct ta_policy *policy, const struct ta_by *by, size_t n,
    const struct ta_header *header, const struct ta_place *at,
    struct ta_error *error)
{
	struct ta_groups *groups = ta_alloc(1, sizeof(*groups));

	groups->policy = policy;
	groups->header = header;
	groups->table = ta_table_new(sizeof(struct ta_grouped));
	groups->columns = ta_alloc(n, sizeof(*groups->columns));
	groups->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		struct column *column = &groups->columns[i];

		column->by = by[i];
		column->at = column->index = -1;
		if (by[i].period == TA_NO_PERIOD)
			column->index = ta_vocabulary_field(
			    &policy->vocabulary, ta_slice_of(by[i].name));
		if (column->index != -1)
			column->field =
			    &policy->vocabulary.fields[column->index];
	}
	look(groups);
	for (size_t i = 0; i < n; i++)
		if (check(groups, &groups->columns[i], at, error) == -1) {
			ta_groups_free(groups);
			return NULL;
		}
	return groups;
}

void
ta_groups_free(struct ta_groups *groups)
{
	if (groups == NULL)
		return;
	for (size_t i = 0; i < ta_table_count(groups->table); i++) {
		struct ta_grouped *group = ta_table_at(groups->table, i);

		ta_tally_free(&group->tally);
	}
	ta_table_free(groups->table);
	ta_arena_free(&groups->keys);
	ta_text_free(&groups->values);
	ta_text_free(&groups->folded);
	ta_text_free(&groups->key);
	free(groups->starts);
	free(groups->columns);
	free(groups);
}

/* Adds a value of the current record, in bytes that sort as it does. */
static void
add_value(struct ta_groups *groups, enum class class, int64_t number,
    struct ta_slice text)
{
	uint64_t bits = (uint64_t)number ^ UINT64_C(1) << 63;

	ta_grow((void **)&groups->starts, &groups->room, groups->n_values,
	    sizeof(*groups->starts));
	groups->starts[groups->n_values++] = groups->values.len;
	ta_text_add_char(&groups->values, (char)class);
	for (int shift = 56; shift >= 0; shift -= 8)
		ta_text_add_char(&groups->values, (char)(bits >> shift));
	ta_text_add_slice(&groups->values, text);
	ta_text_add_char(&groups->values, '\0');
}

/* Whether a text is a whole number. */
static bool
read_number(struct ta_slice text, int64_t *number)
{
	bool minus = ta_slice_begins(text, ta_slice_of("-"));
	size_t n;

	if (minus)
		ta_slice_pass(&text, 1);
	if (!ta_slice_number(text, NUMBER_DIGITS, &n))
		return false;
	*number = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

/* Adds a cell, or an item of a list, of a field or of none. */
static void
add_cell(struct ta_groups *groups, const struct ta_field *field,
    struct ta_slice text)
{
	int64_t number = 0;
	int choice = -1;

	text = ta_slice_trim(text);
	ta_text_clear(&groups->folded);
	if (field != NULL && ta_field_is_none(field, text))
		text.len = 0;
	if (field != NULL && field->n_choices > 0 && !field->open)
		choice = ta_field_choice(field, text);
	if (choice != -1) {
		add_value(
		    groups, CLASS_CHOICE, choice, field->choices[choice].slug);
		return;
	}
	if (field != NULL) {
		if (field->open)
			ta_slug_add(&groups->folded, text);
		else
			ta_field_fold(field, text, &groups->folded);
		text = ta_text_slice(&groups->folded, 0);
	}
	if (text.len == 0)
		add_value(groups, CLASS_BLANK, 0, text);
	else if (read_number(text, &number))
		add_value(groups, CLASS_NUMBER, number, text);
	else
		add_value(groups, CLASS_TEXT, 0, text);
}

/* Adds all items of a list; a blank one has a blank item. */
static void
add_items(struct ta_groups *groups, const struct ta_field *field,
    struct ta_slice list)
{
	size_t n = groups->n_values;

	while (list.data != NULL) {
		struct ta_slice item = ta_slice_next(&list, ';');

		if (item.len > 0)
			add_cell(groups, field, item);
	}
	if (groups->n_values == n)
		add_cell(groups, field, (struct ta_slice){"", 0});
}

/* Adds the values of the record in a column. */
static void
add_column(struct ta_groups *groups, struct column *column,
    struct ta_evaluation *evaluation, ta_day day)
{
	const struct ta_field *field = column->field;
	struct ta_slice cell = ta_record_get(evaluation->record, column->at);
	ta_day own = TA_NO_DAY;

	ta_text_clear(&groups->folded);
	if (field != NULL && field->type == TA_TYPE_DATE)
		own = ta_evaluation_value(evaluation, column->index)->day;
	if (own != TA_NO_DAY)
		ta_day_print(&groups->folded, own);
	else if (column->by.period != TA_NO_PERIOD)
		ta_period_print(&groups->folded, column->by.period, day);
	column->first = column->chosen = groups->n_values;
	if (groups->folded.len > 0)
		add_value(
		    groups, CLASS_TEXT, 0, ta_text_slice(&groups->folded, 0));
	else if (field != NULL
		     ? field->type == TA_TYPE_LIST
		     : ta_columns_is_list(ta_slice_of(column->by.name)))
		add_items(groups, field, cell);
	else
		add_cell(groups, field, cell);
	column->end = groups->n_values;
}

/* The group of the values that are chosen now. */
static struct ta_grouped *
chosen_group(struct ta_groups *groups)
{
	struct ta_grouped *group;
	bool made;

	ta_text_clear(&groups->key);
	for (size_t i = 0; i < groups->n_columns; i++) {
		size_t value = groups->columns[i].chosen;
		size_t start = groups->starts[value];
		size_t end = value + 1 < groups->n_values
				 ? groups->starts[value + 1]
				 : groups->values.len;

		ta_text_add(
		    &groups->key, groups->values.data + start, end - start);
	}
	group =
	    ta_table_add(groups->table, ta_text_slice(&groups->key, 0), &made);
	if (made) {
		group->key.data = ta_arena_copy(
		    &groups->keys, groups->key.data, groups->key.len);
		group->key.len = groups->key.len;
	}
	return group;
}

/* Chooses the next combination of values; false after the last. */
static bool
choose_next(struct ta_groups *groups)
{
	for (size_t i = 0; i < groups->n_columns; i++) {
		struct column *column = &groups->columns[i];

		if (++column->chosen < column->end)
			return true;
		column->chosen = column->first;
	}
	return false;
}

size_t
ta_groups_add(struct ta_groups *groups, struct ta_evaluation *evaluation,
    ta_day day, const struct ta_sample *sample)
{
	size_t n = 0;

	if (groups->n_looked != groups->header->count)
		look(groups);
	ta_text_clear(&groups->values);
	groups->n_values = 0;
	groups->n_records++;
	for (size_t i = 0; i < groups->n_columns; i++)
		add_column(groups, &groups->columns[i], evaluation, day);
	do {
		struct ta_grouped *group = chosen_group(groups);

		if (group->last == groups->n_records)
			continue; /* a list may have an item twice */
		group->last = groups->n_records;
		ta_tally_add(&group->tally, sample);
		n++;
	} while (choose_next(groups));
	return n;
}

static int
compare(const void *a, const void *b)
{
	const struct ta_grouped *one = a, *other = b;

	return ta_slice_compare(one->key, other->key);
}

struct ta_grouped *
ta_groups_sorted(const struct ta_groups *groups, size_t *n)
{
	struct ta_grouped *sorted;

	*n = ta_table_count(groups->table);
	sorted = ta_alloc(*n, sizeof(*sorted));
	for (size_t i = 0; i < *n; i++)
		sorted[i] =
		    *(const struct ta_grouped *)ta_table_at(groups->table, i);
	qsort(sorted, *n, sizeof(*sorted), compare);
	return sorted;
}

struct ta_slice
ta_group_value(struct ta_slice *key)
{
	struct ta_slice value = ta_slice_of(key->data + HEAD);

	ta_slice_pass(key, HEAD + value.len + 1);
	return value;
}
