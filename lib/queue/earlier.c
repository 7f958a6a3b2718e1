#include <stdlib.h>

#include "base/digest.h"
#include "base/table.h"
#include "queue/earlier.h"
#include "record/columns.h"

struct entry {
	uint64_t id;
	uint32_t content;    /* sum of the fields, shortened */
	unsigned place : 31; /* sum of date and groups */
	unsigned met : 1;
};

struct ta_earlier {
	const struct ta_policy *policy;
	struct ta_table *entries;
	struct ta_text text; /* the bytes that a sum is made from */
};

static void
add_part(struct ta_text *text, struct ta_slice part)
{
	ta_text_add_slice(text, part);
	ta_text_add_char(text, '\0');
}

static struct ta_slice
id_of(const struct ta_earlier *earlier, const struct ta_record *record,
    const int *columns)
{
	return ta_slice_trim(
	    ta_record_get(record, columns[earlier->policy->id_field]));
}

/* Sets the sums of those parts of a record that are compared. */
static void
add_up(struct ta_earlier *earlier, const struct ta_record *record,
    const int *columns, struct ta_slice due, struct ta_slice groups,
    struct entry *entry)
{
	struct ta_text *text = &earlier->text;

	ta_text_clear(text);
	for (size_t i = 0; i < earlier->policy->vocabulary.n_fields; i++)
		add_part(text, ta_record_get(record, columns[i]));
	entry->content = (uint32_t)ta_digest_64(ta_text_slice(text, 0));
	ta_text_clear(text);
	add_part(text, due);
	add_part(text, groups);
	entry->place = ta_digest_64(ta_text_slice(text, 0)) & INT32_MAX;
}

/* A column that every queue has, or -1 with the error set. */
static int
find_column(struct ta_input *input, const char *name, struct ta_error *error)
{
	struct ta_place at = ta_files_place(ta_input_files(input));
	int column =
	    ta_header_find(ta_input_header(input), ta_slice_of(name), 0);

	return column != -1
		   ? column
		   : ta_error_set(error, &at,
			 "the column '%s' is missing, so this file is not "
			 "a queue that ta-prioritize wrote",
			 name);
}

static int
read_queue(struct ta_earlier *earlier, struct ta_input *input,
    const struct ta_part *part, int *columns, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &earlier->policy->vocabulary;
	int id_field = earlier->policy->id_field;
	struct ta_record *record;
	int due, groups, got;

	if (ta_files_is_empty(ta_input_files(input)))
		return 0;
	due = find_column(input, TA_COL_DUE, error);
	groups = due == -1 ? -1 : find_column(input, TA_COL_GROUPS, error);
	if (groups == -1 ||
	    find_column(input, vocabulary->fields[id_field].name.data, error) ==
		-1)
		return -1;
	ta_vocabulary_columns(vocabulary, ta_input_header(input), columns);
	while ((got = ta_input_next(input, &record, error)) == 1) {
		struct ta_slice id = id_of(earlier, record, columns);
		struct entry *entry;
		bool made;

		if (!ta_part_has(part, id))
			continue;
		entry = ta_table_add(earlier->entries, id, &made);
		if (made)
			add_up(earlier, record, columns,
			    ta_record_get(record, due),
			    ta_record_get(record, groups), entry);
	}
	return got;
}

struct ta_earlier *
ta_earlier_read(struct ta_input *input, const struct ta_policy *policy,
    const struct ta_part *part, struct ta_error *error)
{
	struct ta_earlier *earlier = ta_alloc(1, sizeof(*earlier));
	int *columns, status;

	earlier->policy = policy;
	earlier->entries = ta_table_new(sizeof(struct entry));
	columns = ta_alloc(policy->vocabulary.n_fields, sizeof(*columns));
	status = read_queue(earlier, input, part, columns, error);
	free(columns);
	if (status == -1) {
		ta_earlier_close(earlier);
		return NULL;
	}
	return earlier;
}

void
ta_earlier_close(struct ta_earlier *earlier)
{
	if (earlier == NULL)
		return;
	ta_table_free(earlier->entries);
	ta_text_free(&earlier->text);
	free(earlier);
}

const char *
ta_earlier_change(struct ta_earlier *earlier, const struct ta_record *record,
    const int *columns, struct ta_slice due, struct ta_slice groups)
{
	struct entry *old =
	    ta_table_find(earlier->entries, id_of(earlier, record, columns));
	struct entry now = {0};

	if (old == NULL)
		return "new";
	old->met = true;
	add_up(earlier, record, columns, due, groups, &now);
	if (old->content != now.content)
		return "changed";
	return old->place != now.place ? "moved" : "";
}

size_t
ta_earlier_gone(const struct ta_earlier *earlier)
{
	size_t n = 0;

	for (size_t i = 0; i < ta_table_count(earlier->entries); i++)
		n += !((struct entry *)ta_table_at(earlier->entries, i))->met;
	return n;
}
