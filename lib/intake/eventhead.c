#include "base/slug.h"
#include "intake/eventcells.h"
#include "intake/eventhead.h"
#include "record/columns.h"

/* What people call the column of the moment. */
static const char *const moments[] = {
    "date", "day", "time", "when", "timestamp"};

/* The word of events that a column of the file is, or -1. */
static int
word_of(const struct ta_map *map, const struct ta_column *column)
{
	const struct ta_map_column *rule =
	    map == NULL ? NULL : ta_map_column(map, column->name);
	struct ta_column meant = *column;

	if (rule != NULL)
		meant.name = rule->word;
	return ta_event_word_of(&meant);
}

static bool
has_word(const struct ta_map *map, const struct ta_header *found,
    enum ta_event_word word)
{
	for (size_t i = 0; i < found->count; i++)
		if (word_of(map, &found->columns[i]) == (int)word)
			return true;
	return false;
}

static bool
has_id(const struct ta_policy *policy, const struct ta_map *map,
    const struct ta_header *found, bool canonical)
{
	for (size_t i = 0; i < found->count; i++) {
		struct ta_slice name = found->columns[i].name;
		const struct ta_map_column *rule =
		    map == NULL ? NULL : ta_map_column(map, name);
		int field = rule != NULL
				? rule->field
				: ta_headings_field(policy, name, canonical);

		if (field == policy->id_field)
			return true;
	}
	return false;
}

/* The first word of a text. */
static struct ta_slice
first_word(struct ta_slice text)
{
	size_t len = 0;

	while (len < text.len && text.data[len] != ' ')
		len++;
	return (struct ta_slice){text.data, len};
}

/*
 * Whether a heading may be meant by a name: it is that, or begins with the same
 * word and is none of the policy's.
 */
static bool
may_be(const struct ta_policy *policy, const struct ta_column *column,
    struct ta_slice name)
{
	if (column->kind == TA_COLUMN_TOOL)
		return false;
	return ta_slug_equal(column->name, name) ||
	       (ta_slug_equal(first_word(ta_slice_trim(column->name)),
		    first_word(name)) &&
		   ta_headings_field(policy, column->name, false) == -1);
}

/* The heading that may be one of n names, or NULL. */
static const char *
near_heading(const struct ta_policy *policy, const struct ta_header *found,
    const struct ta_slice *names, size_t n)
{
	for (size_t i = 0; i < found->count; i++)
		for (size_t k = 0; k < n; k++)
			if (may_be(policy, &found->columns[i], names[k]))
				return found->columns[i].name.data;
	return NULL;
}

static int
refuse(struct ta_files *files, const char *says, const char *name,
    const char *near, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(files);

	return ta_error_set(error, &at,
	    "no column says %s; give that heading the name '%s', or name it in "
	    "a map%s%s%s",
	    says, name, near == NULL ? "" : "; did you mean it by '",
	    near == NULL ? "" : near, near == NULL ? "" : "'?");
}

int
ta_event_head_check(const struct ta_policy *policy, const struct ta_map *map,
    struct ta_files *files, struct ta_error *error)
{
	const struct ta_field *id =
	    &policy->vocabulary.fields[policy->id_field];
	const struct ta_header *found = ta_files_header(files);
	bool canonical = ta_files_is_canonical(files);
	struct ta_slice names[TA_COUNT(moments)];

	if (!ta_files_format(files)->has_header)
		return 0;
	if (canonical)
		map = NULL;
	if (!has_word(map, found, TA_WORD_EVENT))
		return refuse(files, "which event a row is", "event",
		    ta_header_find(found, ta_slice_of(TA_COL_EVENT), 0) == -1
			? NULL
			: TA_COL_EVENT,
		    error);
	for (size_t i = 0; i < TA_COUNT(moments); i++)
		names[i] = ta_slice_of(moments[i]);
	if (!has_word(map, found, TA_WORD_AT))
		return refuse(files, "when it happened", "at",
		    near_heading(policy, found, names, TA_COUNT(moments)),
		    error);
	if (!has_id(policy, map, found, canonical))
		return refuse(files, "which request a row is about",
		    id->name.data,
		    near_heading(policy, found, id->labels, id->n_labels),
		    error);
	return 0;
}
