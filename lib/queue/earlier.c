#include <stdlib.h>

#include "record/columns.h"
#include "queue/earlier.h"
#include "base/digest.h"

struct entry {
	uint64_t id; /* sums, all three */
	uint64_t content;
	uint64_t place; /* of its date and groups */
	bool met;
};

struct ta_earlier {
	const struct ta_policy *policy;
	struct entry *entries; /* by id, once all are there */
	size_t count;
	size_t room;
	struct ta_text text; /* what a sum is made of */
};

static void
add_part(struct ta_text *text, struct ta_slice part)
{
	ta_text_add_slice(text, part);
	ta_text_add_char(text, '\0');
}

static struct entry
entry_of(struct ta_earlier *since, const struct ta_record *record,
    const int *columns, struct ta_slice due, struct ta_slice groups)
{
	const struct ta_policy *policy = since->policy;
	struct ta_text *text = &since->text;
	struct entry entry = {.id = ta_digest_64(ta_slice_trim(ta_record_get(
				  record, columns[policy->id_field])))};

	ta_text_clear(text);
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		add_part(text, ta_record_get(record, columns[i]));
	entry.content = ta_digest_64(ta_text_slice(text, 0));
	ta_text_clear(text);
	add_part(text, due);
	add_part(text, groups);
	entry.place = ta_digest_64(ta_text_slice(text, 0));
	return entry;
}

static int
by_id(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

/* The column of a queue, or -1 with the error set. */
static int
find_column(struct ta_input *input, const char *name, struct ta_error *error)
{
	struct ta_place at = ta_input_place(input);
	int column =
	    ta_header_find(ta_input_header(input), ta_slice_of(name), 0);

	return column != -1
		   ? column
		   : ta_error_set(error, &at,
			 "there is no column '%s', so this is no queue that "
			 "ta-prioritize has made",
			 name);
}

static int
read_queue(struct ta_earlier *since, struct ta_input *input,
    const struct ta_part *shard, int *columns, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &since->policy->vocabulary;
	int id_field = since->policy->id_field;
	int due = find_column(input, TA_COL_DUE, error);
	int groups = due == -1 ? -1 : find_column(input, TA_COL_GROUPS, error);
	struct ta_record *record;
	int got;

	if (groups == -1 ||
	    find_column(input, vocabulary->fields[id_field].name.data, error) ==
		-1)
		return -1;
	ta_vocabulary_columns(vocabulary, ta_input_header(input), columns);
	while ((got = ta_input_next(input, &record, error)) == 1) {
		if (!ta_part_has(
			shard, ta_record_get(record, columns[id_field])))
			continue;
		ta_grow((void **)&since->entries, &since->room, since->count,
		    sizeof(*since->entries));
		since->entries[since->count++] =
		    entry_of(since, record, columns, ta_record_get(record, due),
			ta_record_get(record, groups));
	}
	return got;
}

struct ta_earlier *
ta_earlier_open(char *path, const struct ta_policy *policy,
    const struct ta_reading *reading, const struct ta_part *shard,
    struct ta_error *error)
{
	struct ta_input_options options = {
	    .form = &policy->form, .reading = *reading};
	struct ta_input *input = ta_input_open(&path, 1, &options, error);
	struct ta_earlier *since;
	int *columns, status;

	if (input == NULL)
		return NULL;
	since = ta_alloc(1, sizeof(*since));
	since->policy = policy;
	columns = ta_alloc(policy->vocabulary.n_fields, sizeof(*columns));
	status = read_queue(since, input, shard, columns, error);
	free(columns);
	ta_input_close(input);
	if (status == -1) {
		ta_earlier_close(since);
		return NULL;
	}
	if (since->count > 1)
		qsort(since->entries, since->count, sizeof(*since->entries),
		    by_id);
	return since;
}

void
ta_earlier_close(struct ta_earlier *since)
{
	if (since == NULL)
		return;
	free(since->entries);
	ta_text_free(&since->text);
	free(since);
}

const char *
ta_earlier_change(struct ta_earlier *since, const struct ta_record *record,
    const int *columns, struct ta_slice due, struct ta_slice groups)
{
	struct entry entry = entry_of(since, record, columns, due, groups);
	struct entry *old = since->count == 0
				? NULL
				: bsearch(&entry, since->entries, since->count,
				      sizeof(entry), by_id);

	if (old == NULL)
		return "new";
	old->met = true;
	if (old->content != entry.content)
		return "changed";
	return old->place != entry.place ? "moved" : "";
}

size_t
ta_earlier_gone(const struct ta_earlier *since)
{
	size_t n = 0;

	for (size_t i = 0; i < since->count; i++)
		n += !since->entries[i].met;
	return n;
}
