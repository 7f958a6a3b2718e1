#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "board/group.h"
#include "board/period.h"
#include "record/columns.h"

/* How values sort: those of a class before those of the next. */
enum { CLASS_CHOICE, CLASS_NUMBER, CLASS_TEXT, CLASS_BLANK };

/* Digits of a number that values are sorted by. */
#define NUMBER_DIGITS 18

/* What records are grouped by, found in their header. */
struct column {
	enum ta_period period;
	struct ta_slice name;
	int field;  /* or -1: then */
	int column; /* its position, or -1 */
	bool list;
	size_t first;  /* the first of its values of the current record, */
	size_t count;  /* how many there are, */
	size_t chosen; /* and the one of the current group */
};

/* A value of the current record: where it is in `text`. */
struct value {
	size_t start, len;
	int choice; /* or -1 */
};

struct ta_groups {
	const struct ta_policy *policy;
	const struct ta_header *header;
	struct column *by;
	size_t n_by;
	size_t n_looked; /* columns of the header so far */
	struct ta_table *table;
	struct ta_arena arena; /* the values of groups */
	struct ta_text text;   /* the values of the current record, each with */
	struct value *values;  /* a NUL behind it */
	size_t n_values;
	size_t values_room;
	struct ta_text key; /* of the current group */
	size_t n_records;
};

/* Looks for a column among those of the header that were not looked at. */
static void
look(struct ta_groups *groups)
{
	for (size_t i = 0; i < groups->n_by; i++) {
		struct column *by = &groups->by[i];

		if (by->period == TA_NO_PERIOD && by->column == -1)
			by->column = ta_header_find(
			    groups->header, by->name, groups->n_looked);
	}
	groups->n_looked = groups->header->count;
}

/* Refuses a column that is neither there nor a field: 0 or -1. */
static int
check(const struct ta_groups *groups, const struct column *by,
    const struct ta_place *at, struct ta_error *error)
{
	const struct ta_header *header = groups->header;
	struct ta_names names = TA_NAMES(
	    header->columns, header->count, struct ta_column, name.data);
	struct ta_names fields =
	    ta_vocabulary_fields(&groups->policy->vocabulary);
	struct ta_names periods =
	    ta_names_of(ta_period_names + TA_WEEK, TA_PERIODS - TA_WEEK);

	names.more = &fields;
	fields.more = &periods;
	if (by->period != TA_NO_PERIOD || by->field != -1)
		return 0;
	if (by->column == -1)
		return ta_names_index(by->name, at, "a column or a period",
			   names, error) == -1
			   ? -1
			   : 0;
	if (ta_header_find(header, by->name, (size_t)by->column + 1) == -1)
		return 0;
	return ta_error_set(
	    error, at, "there are two columns '%s'", by->name.data);
}

struct ta_groups *
ta_groups_new(const struct ta_policy *policy, const struct ta_by *by, size_t n,
    const struct ta_header *header, const struct ta_place *at,
    struct ta_error *error)
{
	struct ta_groups *groups = ta_alloc(1, sizeof(*groups));
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;

	groups->policy = policy;
	groups->header = header;
	groups->by = ta_alloc(n, sizeof(*groups->by));
	groups->n_by = n;
	groups->table = ta_table_new(sizeof(struct ta_grouped));
	for (size_t i = 0; i < n; i++) {
		struct column *one = &groups->by[i];

		one->period = by[i].period;
		one->name = ta_slice_of(by[i].name);
		one->column = one->field = -1;
		if (one->period == TA_NO_PERIOD)
			one->field = ta_vocabulary_field(vocabulary, one->name);
		one->list =
		    one->field == -1
			? ta_columns_is_list(one->name)
			: vocabulary->fields[one->field].type == TA_TYPE_LIST;
	}
	look(groups);
	for (size_t i = 0; i < n; i++)
		if (check(groups, &groups->by[i], at, error) == -1) {
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
	for (size_t i = 0; i < ta_table_count(groups->table); i++)
		ta_tally_free(
		    &((struct ta_grouped *)ta_table_at(groups->table, i))
			 ->tally);
	ta_table_free(groups->table);
	ta_arena_free(&groups->arena);
	ta_text_free(&groups->text);
	ta_text_free(&groups->key);
	free(groups->values);
	free(groups->by);
	free(groups);
}

const struct ta_field *
ta_groups_field(const struct ta_groups *groups, size_t i)
{
	int field = groups->by[i].field;

	return field == -1 ? NULL : &groups->policy->vocabulary.fields[field];
}

/* Ends the value whose text begins at `start`. */
static void
end_value(struct ta_groups *groups, size_t start, int choice)
{
	ta_grow((void **)&groups->values, &groups->values_room,
	    groups->n_values, sizeof(*groups->values));
	groups->values[groups->n_values++] =
	    (struct value){start, groups->text.len - start, choice};
	ta_text_add_char(&groups->text, '\0');
}

/* Adds a value of a field, as it compares. A choice is added once. */
static void
add_field(struct ta_groups *groups, const struct ta_field *field,
    struct ta_slice text, struct ta_bits *chosen)
{
	size_t start = groups->text.len;
	int choice = -1;

	if (ta_field_is_none(field, text))
		text.len = 0;
	if (field->open) {
		ta_slug_add(&groups->text, text);
	} else {
		if (field->n_choices > 0)
			choice = ta_field_choice(field, text);
		if (choice != -1 && ta_bits_has(chosen, (size_t)choice))
			return;
		if (choice != -1) {
			ta_bits_set(chosen, (size_t)choice);
			text = field->choices[choice].slug;
		}
		ta_field_fold(field, text, &groups->text);
	}
	end_value(groups, start, choice);
}

/* Adds a cell of a column, or an item of it. */
static void
add_value(struct ta_groups *groups, const struct column *by,
    struct ta_slice text, struct ta_bits *chosen)
{
	size_t start = groups->text.len;

	if (by->field != -1) {
		add_field(groups, &groups->policy->vocabulary.fields[by->field],
		    text, chosen);
		return;
	}
	ta_text_add_slice(&groups->text, ta_slice_trim(text));
	end_value(groups, start, -1);
}

/* Adds all items of a list; a blank one has a blank item. */
static void
add_items(
    struct ta_groups *groups, const struct column *by, struct ta_slice rest)
{
	struct ta_bits chosen = {{0}};

	while (rest.data != NULL) {
		struct ta_slice item = ta_slice_next(&rest, ';');

		if (item.len > 0)
			add_value(groups, by, item, &chosen);
	}
	if (groups->n_values == by->first)
		add_value(groups, by, (struct ta_slice){"", 0}, &chosen);
}

/* The day by which a record is grouped, TA_NO_DAY where it is by none. */
static ta_day
day_of(const struct ta_groups *groups, const struct column *by,
    struct ta_evaluation *evaluation)
{
	if (by->field == -1 ||
	    groups->policy->vocabulary.fields[by->field].type != TA_TYPE_DATE)
		return TA_NO_DAY;
	return ta_evaluation_value(evaluation, by->field)->day;
}

/* Adds the values of the record in a column. */
static void
add_values(struct ta_groups *groups, struct column *by,
    struct ta_evaluation *evaluation, ta_day day)
{
	struct ta_slice cell = ta_record_get(evaluation->record, by->column);
	struct ta_bits chosen = {{0}};
	size_t start = groups->text.len;
	ta_day own;

	by->first = groups->n_values;
	if (by->period != TA_NO_PERIOD) {
		ta_period_print(&groups->text, by->period, day);
		end_value(groups, start, -1);
	} else if ((own = day_of(groups, by, evaluation)) != TA_NO_DAY) {
		ta_day_print(&groups->text, own);
		end_value(groups, start, -1);
	} else if (by->list) {
		add_items(groups, by, cell);
	} else {
		add_value(groups, by, cell, &chosen);
	}
	by->count = groups->n_values - by->first;
	by->chosen = 0;
}

/* Whether a text is a whole number, which it then sorts by. */
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

/* Keeps the values of a new group. */
static void
keep_values(struct ta_groups *groups, struct ta_grouped *group)
{
	group->values = ta_arena_alloc(
	    &groups->arena, groups->n_by, sizeof(*group->values));
	group->n_values = groups->n_by;
	for (size_t i = 0; i < groups->n_by; i++) {
		const struct column *by = &groups->by[i];
		const struct value *value =
		    &groups->values[by->first + by->chosen];
		struct ta_group_value *kept = &group->values[i];

		kept->text.data = ta_arena_copy(&groups->arena,
		    groups->text.data + value->start, value->len);
		kept->text.len = value->len;
		kept->number = value->choice;
		kept->class = CLASS_TEXT;
		if (value->choice != -1)
			kept->class = CLASS_CHOICE;
		else if (value->len == 0)
			kept->class = CLASS_BLANK;
		else if (read_number(kept->text, &kept->number))
			kept->class = CLASS_NUMBER;
	}
}

/* The group of the values that are chosen now. */
static struct ta_grouped *
current_group(struct ta_groups *groups)
{
	struct ta_grouped *group;
	bool made;

	ta_text_clear(&groups->key);
	for (size_t i = 0; i < groups->n_by; i++) {
		const struct column *by = &groups->by[i];
		const struct value *value =
		    &groups->values[by->first + by->chosen];

		ta_text_add(&groups->key, groups->text.data + value->start,
		    value->len + 1);
	}
	group =
	    ta_table_add(groups->table, ta_text_slice(&groups->key, 0), &made);
	if (made)
		keep_values(groups, group);
	return group;
}

/* Turns to the next combination of values; false after the last. */
static bool
choose_next(struct ta_groups *groups)
{
	for (size_t i = 0; i < groups->n_by; i++) {
		struct column *by = &groups->by[i];

		if (++by->chosen < by->count)
			return true;
		by->chosen = 0;
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
	ta_text_clear(&groups->text);
	groups->n_values = 0;
	for (size_t i = 0; i < groups->n_by; i++)
		add_values(groups, &groups->by[i], evaluation, day);
	groups->n_records++;
	do {
		struct ta_grouped *group = current_group(groups);

		if (group->last != groups->n_records) {
			group->last = groups->n_records;
			ta_tally_add(&group->tally, sample);
			n++;
		}
	} while (choose_next(groups));
	return n;
}

static int
compare(const void *a, const void *b)
{
	const struct ta_grouped *one = *(const struct ta_grouped *const *)a;
	const struct ta_grouped *two = *(const struct ta_grouped *const *)b;

	for (size_t i = 0; i < one->n_values; i++) {
		const struct ta_group_value *x = &one->values[i];
		const struct ta_group_value *y = &two->values[i];
		int order = (x->class > y->class) - (x->class < y->class);

		if (order == 0)
			order =
			    (x->number > y->number) - (x->number < y->number);
		if (order == 0)
			order = ta_slice_compare(x->text, y->text);
		if (order != 0)
			return order;
	}
	return 0;
}

const struct ta_grouped **
ta_groups_sorted(const struct ta_groups *groups, size_t *n)
{
	const struct ta_grouped **sorted;

	*n = ta_table_count(groups->table);
	sorted = ta_alloc(*n, sizeof(*sorted));
	for (size_t i = 0; i < *n; i++)
		sorted[i] = ta_table_at(groups->table, i);
	qsort(sorted, *n, sizeof(*sorted), compare);
	return sorted;
}
