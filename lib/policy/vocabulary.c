#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/vocabulary.h"
#include "record/columns.h"

struct ta_names
ta_vocabulary_fields(const struct ta_vocabulary *vocabulary)
{
	return TA_NAMES(vocabulary->fields, vocabulary->n_fields,
	    struct ta_field, name.data);
}

int
ta_vocabulary_field(
    const struct ta_vocabulary *vocabulary, struct ta_slice name)
{
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (ta_slice_equal(vocabulary->fields[i].name, name))
			return (int)i;
	return -1;
}

int
ta_vocabulary_named(
    const struct ta_vocabulary *vocabulary, struct ta_slice name)
{
	size_t i = 0, n = ta_vocabulary_n_named(vocabulary);

	while (i < n && !ta_slice_equal(vocabulary->fields[i].name, name))
		i++;
	return i < n ? (int)i : -1;
}

struct ta_names
ta_vocabulary_names(const struct ta_vocabulary *vocabulary)
{
	return TA_NAMES(vocabulary->fields, ta_vocabulary_n_named(vocabulary),
	    struct ta_field, name.data);
}

struct ta_field *
ta_vocabulary_room(struct ta_arena *arena, size_t n)
{
	static const char *const names[TA_HISTORY_COLUMNS] = {
	    TA_COL_EARLIER, TA_COL_EARLIER_IDS, TA_COL_SAME_AS, TA_COL_SIGNS};
	struct ta_field *fields =
	    ta_arena_alloc(arena, n + TA_HISTORY_COLUMNS, sizeof(*fields));

	for (size_t i = 0; i < TA_HISTORY_COLUMNS; i++) {
		fields[n + i].name = ta_slice_of(names[i]);
		fields[n + i].type = TA_TYPE_TEXT;
		fields[n + i].staff = true;
	}
	return fields;
}

void
ta_vocabulary_columns(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, int *columns)
{
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		columns[i] =
		    ta_header_find(header, vocabulary->fields[i].name, 0);
}

int
ta_vocabulary_check(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, const struct ta_place *at,
    struct ta_error *error)
{
	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		struct ta_slice name = vocabulary->fields[i].name;
		int first = ta_header_find(header, name, 0);

		if (first != -1 &&
		    ta_header_find(header, name, (size_t)first + 1) != -1)
			return ta_error_set(
			    error, at, "there are two columns '%s'", name.data);
	}
	return 0;
}

static int
by_id(const void *a, const void *b)
{
	const struct ta_finding_id *one = a, *two = b;

	/* Lengths tell most of them apart. */
	if (one->id.len != two->id.len)
		return one->id.len < two->id.len ? -1 : 1;
	return memcmp(one->id.data, two->id.data, one->id.len);
}

void
ta_vocabulary_sort(struct ta_vocabulary *vocabulary, struct ta_arena *arena)
{
	size_t n = vocabulary->n_findings;
	struct ta_finding_id *ids = ta_arena_alloc(arena, n, sizeof(*ids));

	for (size_t i = 0; i < n; i++)
		ids[i] = (struct ta_finding_id){
		    ta_slice_of(vocabulary->findings[i]), (int)i};
	qsort(ids, n, sizeof(*ids), by_id);
	vocabulary->sorted = ids;
}

int
ta_vocabulary_finding(
    const struct ta_vocabulary *vocabulary, struct ta_slice id)
{
	const struct ta_finding_id wanted = {id, -1}, *found = NULL;

	if (id.len > 0)
		found = bsearch(&wanted, vocabulary->sorted,
		    vocabulary->n_findings, sizeof(wanted), by_id);
	return found == NULL ? -1 : found->index;
}

int
ta_name_field(struct ta_slice name, const struct ta_place *at,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	return ta_names_index(name, at, "a field of this policy",
	    ta_vocabulary_fields(vocabulary), error);
}

int
ta_node_field(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	if (node->kind != TA_NODE_TEXT)
		return ta_node_refuse(
		    node, error, "expected a field of this policy");
	return ta_name_field(node->text, &node->at, vocabulary, error);
}

int
ta_node_switch(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	struct ta_names names =
	    ta_names_of(vocabulary->switches, vocabulary->n_switches);

	names.table = vocabulary->switch_ids;
	return ta_node_named(node, "a switch of this policy", names, error);
}

int
ta_node_finding(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error)
{
	struct ta_names names =
	    ta_names_of(vocabulary->findings, vocabulary->n_findings);

	names.table = vocabulary->finding_ids;
	return ta_node_named(node, "a finding of this policy", names, error);
}

int
ta_node_choice(const struct ta_node *node, const struct ta_field *field,
    struct ta_error *error)
{
	int choice = -1;

	if (node->kind == TA_NODE_TEXT)
		choice = ta_field_choice(field, node->text);
	if (choice != -1)
		return choice;
	return ta_node_named(node, "a value of this field",
	    TA_NAMES(
		field->choices, field->n_choices, struct ta_choice, slug.data),
	    error);
}

const struct ta_shape ta_business_days_shape = {.name = "business-days",
    .says = "A number of business days, such as 15 business days.",
    .pattern = "^ *[+]?0*[0-9]{1,4} business days?$",
    .wordy = true};

int
ta_node_business_days(const struct ta_node *node, struct ta_error *error)
{
	const char *text = node->text.data == NULL ? "" : node->text.data;
	char *end;
	long days = strtol(text, &end, 10);

	if (end == text || days < 0 || days > 9999 ||
	    (strcmp(end, " business days") != 0 &&
		strcmp(end, " business day") != 0))
		return ta_node_refuse(node, error,
		    "expected a number of business days, such as '15 business "
		    "days'");
	return (int)days;
}
