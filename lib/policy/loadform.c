#include <string.h>

#include "policy/index.h"
#include "policy/loader.h"
#include "record/columns.h"

/* The form: its fields, those that make an id, and facts about them. */

/* What an event has beside fields: see ta-record(5). */
static const char *const event_words[] = {TA_EVENT_WORDS};

/*
 * Checks the name of a field, which is also a column's: lower case, digits and
 * underscores.
 */
static int
check_name(const struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_slice name = node->text;

	for (size_t i = 0; i < name.len; i++)
		if (memchr("abcdefghijklmnopqrstuvwxyz0123456789_",
			name.data[i], 37) == NULL)
			return ta_node_refuse(node, loader->error,
			    "expected a name of lower-case letters, digits and "
			    "underscores");
	if (strncmp(name.data, "ta_", 3) == 0)
		return ta_node_refuse(node, loader->error,
		    "names that begin with 'ta_' are the tools' own");
	if (ta_condition_reserves(name))
		return ta_node_refuse(node, loader->error,
		    "'%s' is a word of the conditions; choose another name",
		    name.data);
	for (size_t i = 0; i < sizeof(event_words) / sizeof(event_words[0]);
	     i++)
		if (strcmp(name.data, event_words[i]) == 0)
			return ta_node_refuse(node, loader->error,
			    "'%s' is a column of events; choose another name",
			    name.data);
	if (ta_vocabulary_field(&loader->policy->vocabulary, name) != -1)
		return ta_node_refuse(node, loader->error,
		    "another field is already named '%s'", name.data);
	return 0;
}

/* Whether a word with the same slug is in a table. */
static bool
is_taken(const struct ta_table *table, struct ta_slice word)
{
	struct ta_text slug = {0};
	bool taken;

	ta_slug_add(&slug, word);
	taken = ta_table_find(table, ta_text_slice(&slug, 0)) != NULL;
	ta_text_free(&slug);
	return taken;
}

void
ta_load_take(struct ta_table *table, struct ta_slice name,
    const struct ta_slice *labels, size_t n)
{
	struct ta_text slug = {0};

	ta_slug_add(&slug, name);
	ta_load_name(table, ta_text_slice(&slug, 0));
	for (size_t i = 0; i < n; i++) {
		ta_text_clear(&slug);
		ta_slug_add(&slug, labels[i]);
		ta_load_name(table, ta_text_slice(&slug, 0));
	}
	ta_text_free(&slug);
}

int
ta_load_labels(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_table *taken, struct ta_slice **labels, size_t *n)
{
	*labels = ta_load_room(loader, node, sizeof(**labels));
	for (const struct ta_node *item = ta_node_first(node); item != NULL;
	     item = ta_node_after(node, item)) {
		if (is_taken(taken, item->text))
			return ta_node_refuse(item, loader->error,
			    "'%s' is already the name or a label of "
			    "another one",
			    item->text.data);
		(*labels)[(*n)++] = item->text;
	}
	return 0;
}

/* One of a field's values: a slug, or {value: slug, labels: [...]}. */
static int
load_choice(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {
	    {"value", TA_WANT_TEXT, true}, {"labels", TA_WANT_TEXTS, false}};
	const struct ta_node *value = node;
	struct ta_choice *choice = thing;

	if (node->kind == TA_NODE_MAP) {
		if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
			return -1;
		value = ta_node_get(node, "value");
		if (ta_load_labels(loader, ta_node_get(node, "labels"),
			loader->taken, &choice->labels,
			&choice->n_labels) == -1)
			return -1;
	}
	if (value->kind != TA_NODE_TEXT || value->null ||
	    !ta_slug_is(value->text))
		return ta_node_refuse(value, loader->error,
		    "expected a value of lower-case letters, digits and single "
		    "hyphens");
	if (is_taken(loader->taken, value->text))
		return ta_node_refuse(value, loader->error,
		    "'%s' is already a value or label of this field",
		    value->text.data);
	choice->slug = value->text;
	ta_load_take(
	    loader->taken, choice->slug, choice->labels, choice->n_labels);
	return 0;
}

static int
load_choices(struct ta_loader *loader, const struct ta_node *node,
    struct ta_field *field)
{
	const struct ta_node *values = ta_node_get(node, "values");
	bool takes =
	    field->type == TA_TYPE_CHOICE || field->type == TA_TYPE_LIST;

	if (values != NULL && !takes)
		return ta_node_refuse(values, loader->error,
		    "only a choice or a list can have 'values'");
	if (field->type == TA_TYPE_CHOICE &&
	    (values == NULL || values->count == 0))
		return ta_node_refuse(values == NULL ? node : values,
		    loader->error, "a choice needs 'values'");
	if (values != NULL && values->count == 0)
		return ta_node_refuse(values, loader->error,
		    "'values' is empty; leave it out if any slug is allowed");
	if (values != NULL && values->count > TA_VALUES_MAX)
		return ta_node_refuse(values, loader->error,
		    "a field can have at most %d values", TA_VALUES_MAX);
	field->open = field->type == TA_TYPE_LIST && values == NULL;
	if (!takes)
		return 0;
	field->choices = ta_load_array(loader,
	    values == NULL ? TA_VALUES_MAX : values->count,
	    sizeof(*field->choices));
	return ta_load_list(loader, values, load_choice,
	    (void **)&field->choices, sizeof(*field->choices),
	    &field->n_choices);
}

static int
load_severity(struct ta_loader *loader, const struct ta_node *node,
    enum ta_severity otherwise, enum ta_severity *severity)
{
	int index;

	*severity = otherwise;
	if (node == NULL)
		return 0;
	index = ta_node_severity(
	    node, "a severity", TA_SEVERITY_NONE, loader->error);
	*severity = (enum ta_severity)index;
	return index == -1 ? -1 : 0;
}

static struct ta_choice no_and_yes[] = {
    {{"no", 2}, NULL, 0}, {{"yes", 3}, NULL, 0}};

/* The verb for what the requester can still do about an answer. */
static int
load_supply(struct ta_loader *loader, const struct ta_node *node,
    struct ta_field *field)
{
	const struct ta_node *supply = ta_node_get(node, "supply");

	if (supply == NULL)
		return 0;
	if (field->staff || field->type == TA_TYPE_SPANS)
		return ta_node_refuse(supply, loader->error,
		    "staff fill this in; a requester cannot supply it");
	if (!ta_slug_is(supply->text))
		return ta_node_refuse(supply, loader->error,
		    "expected a verb, such as give or attach");
	field->supply = supply->text.data;
	return 0;
}

/* Loads the answers that mean no answer. None may be a choice of the field. */
static int
load_blanks(struct ta_loader *loader, const struct ta_node *node,
    struct ta_field *field)
{
	return ta_load_labels(loader, ta_node_get(node, "blank"), loader->taken,
	    &field->blanks, &field->n_blanks);
}

static int
load_field(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"name", TA_WANT_TEXT, true},
	    {"type", TA_WANT_TEXT, true}, {"if_blank", TA_WANT_TEXT, false},
	    {"if_invalid", TA_WANT_TEXT, false},
	    {"labels", TA_WANT_TEXTS, false}, {"values", TA_WANT_LIST, false},
	    {"private", TA_WANT_YES_NO, false},
	    {"staff", TA_WANT_YES_NO, false},
	    {"verified", TA_WANT_YES_NO, false},
	    {"supply", TA_WANT_TEXT, false}, {"blank", TA_WANT_TEXTS, false}};
	struct ta_field *field = thing;
	size_t n_types;
	const char *const *types = ta_type_names(&n_types);
	int type;

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1 ||
	    check_name(loader, ta_node_get(node, "name")) == -1)
		return -1;
	type = ta_node_index(ta_node_get(node, "type"), "a type of field",
	    types, n_types, loader->error);
	if (type == -1)
		return -1;
	field->name = ta_node_text(node, "name");
	field->type = (enum ta_type)type;
	field->private = ta_node_yes(node, "private", false);
	field->staff = ta_node_yes(node, "staff", false);
	field->verified = ta_node_yes(node, "verified", false);
	ta_table_free(loader->taken);
	loader->taken = ta_table_new(sizeof(uint64_t));
	if (load_severity(loader, ta_node_get(node, "if_blank"),
		TA_SEVERITY_NONE, &field->if_blank) == -1 ||
	    load_severity(loader, ta_node_get(node, "if_invalid"),
		field->staff ? TA_REVIEW : TA_ERROR,
		&field->if_invalid) == -1 ||
	    load_choices(loader, node, field) == -1 ||
	    load_supply(loader, node, field) == -1 ||
	    load_blanks(loader, node, field) == -1 ||
	    ta_load_labels(loader, ta_node_get(node, "labels"), loader->labels,
		&field->labels, &field->n_labels) == -1)
		return -1;
	ta_load_take(
	    loader->labels, field->name, field->labels, field->n_labels);
	if (field->type == TA_TYPE_YES_NO) {
		field->choices = no_and_yes;
		field->n_choices = 2;
	}
	return 0;
}

/* The fields as columns, so that readers and writers know which are lists. */
static void
make_form(struct ta_policy *policy)
{
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++) {
		const struct ta_field *field = &policy->vocabulary.fields[i];
		size_t at = ta_header_add(&policy->form, field->name, NULL);

		policy->form.columns[at].kind = field->type == TA_TYPE_LIST
						    ? TA_COLUMN_LIST
						    : TA_COLUMN_FIELD;
	}
}

int
ta_load_fields(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;

	if (list->count > TA_COLUMNS_MAX)
		return ta_node_refuse(list, loader->error,
		    "there are more than %d fields", TA_COLUMNS_MAX);
	vocabulary->fields =
	    ta_vocabulary_room(&loader->policy->arena, list->count);
	if (ta_load_list(loader, list, load_field, (void **)&vocabulary->fields,
		sizeof(*vocabulary->fields), &vocabulary->n_fields) == -1)
		return -1;
	make_form(loader->policy);
	return 0;
}

static int
load_same(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_same *same = thing;

	/* One pair of brackets would make each field alone a list. */
	if (node->kind != TA_NODE_LIST || ta_node_items(node) == 0)
		return ta_node_refuse(node, loader->error,
		    "expected lists of fields, as in 'same: [[email, "
		    "received], [email, facts]]'");
	return ta_load_indices(
	    loader, node, ta_node_field, &same->fields, &same->count);
}

int
ta_load_identity(struct ta_loader *loader, const struct ta_node *node)
{
	static const struct ta_key keys[] = {{"field", TA_WANT_TEXT, true},
	    {"from", TA_WANT_TEXTS, true}, {"same", TA_WANT_LIST, false}};
	struct ta_policy *policy = loader->policy;
	const struct ta_node *from = ta_node_get(node, "from");

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1)
		return -1;
	policy->id_field = ta_node_field(
	    ta_node_get(node, "field"), &policy->vocabulary, loader->error);
	if (policy->id_field == -1 ||
	    ta_load_indices(loader, from, ta_node_field, &policy->id_from,
		&policy->n_id_from) == -1)
		return -1;
	if (policy->n_id_from == 0)
		return ta_node_refuse(from, loader->error,
		    "an id needs at least one field to be made from");
	return ta_load_list(loader, ta_node_get(node, "same"), load_same,
	    (void **)&policy->same, sizeof(*policy->same), &policy->n_same);
}

static int
load_fact(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {
	    {"id", TA_WANT_TEXT, true}, {"when", TA_WANT_MAP, true}};
	struct ta_fact *fact = thing;

	if (ta_load_rule(
		loader, node, TA_KEYS(keys), "facts", 0, &fact->when) == -1)
		return -1;
	fact->id = fact->when.id;
	if (ta_condition_reserves(ta_slice_of(fact->id)))
		return ta_node_refuse(ta_node_get(node, "id"), loader->error,
		    "'%s' is a word of the conditions; choose another id",
		    fact->id);
	ta_load_name(
	    loader->policy->vocabulary.fact_ids, ta_slice_of(fact->id));
	return 0;
}

int
ta_load_facts(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;

	if (ta_load_list(loader, list, load_fact, (void **)&vocabulary->facts,
		sizeof(*vocabulary->facts), &vocabulary->n_facts) == -1)
		return -1;
	vocabulary->fact_index =
	    ta_index_make(&vocabulary->facts->when, sizeof(*vocabulary->facts),
		vocabulary->n_facts, vocabulary, &loader->policy->arena);
	return 0;
}
