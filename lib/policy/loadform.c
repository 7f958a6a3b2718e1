#include <string.h>

#include "policy/index.h"
#include "policy/loader.h"
#include "record/columns.h"

/* The form: its fields, those that make an id, and facts about them. */

/* What an event has beside fields: see ta-record(5). */
static const char *const event_words[] = {TA_EVENT_WORDS};

static const struct ta_shape name_shape = {
    .says = "The field's name, which is also a column's: lower-case letters, "
	    "digits and underscores.",
    .pattern = "^(?!ta_)[a-z0-9_]*$",
    .never = {event_words, TA_COUNT(event_words), sizeof(*event_words), 0,
	&ta_condition_words, NULL}};

static const struct ta_key choice_keys[] = {
    {"value", &ta_id_shape, true, "The value, as records have it."},
    {"labels", &ta_shape_texts, false, "The answers that forms use for it."}};
static const struct ta_shape choice_shape = {
    .want = TA_WANT_MAP, TA_KEYS(choice_keys)};
static const struct ta_shape value_shape = {.want = TA_WANT_EITHER,
    .says = "A word, or a word with the answers that forms use for it.",
    .either =
	(const struct ta_shape *const[]){&choice_shape, &ta_id_shape, NULL}};
static const struct ta_shape values_shape = {.want = TA_WANT_LIST,
    .items = &value_shape,
    .filled = true,
    .items_most = TA_VALUES_MAX};

static const struct ta_key field_keys[] = {
    {"name", &name_shape, true, "Its name, which is also a column's."},
    {"type", &ta_type_shape, true, "What the field takes."},
    {"if_blank", &ta_any_severity_shape, false,
	"The severity of a blank; without it a blank is fine."},
    {"if_invalid", &ta_any_severity_shape, false,
	"The severity of a value that the type does not take; without it "
	"error, and review for what staff fill in."},
    {"labels", &ta_shape_texts, false,
	"Headings that forms use for the field; the first is the question."},
    {"values", &values_shape, false, "Of a choice or list: its values."},
    {"private", &ta_shape_yes_no, false, "yes: never shown in a message."},
    {"staff", &ta_shape_yes_no, false, "yes: filled in by staff."},
    {"verified", &ta_shape_yes_no, false,
	"yes: staff verify the form's answer."},
    {"supply", &ta_id_shape, false,
	"A verb, such as give or attach: what a requester can still do about "
	"this answer."},
    {"blank", &ta_shape_texts, false, "Answers of forms that mean no answer."}};

static const char *const a_choice[] = {"choice"};
static const char *const without_values[] = {
    "text", "email", "yes-no", "date", "spans"};
static const char *const a_span[] = {"spans"};
static const char *const yes[] = {"yes"};
static const struct ta_case field_cases[] = {
    {"type", TA_WORDS(a_choice), .needs = "values"},
    {"type", TA_WORDS(without_values), .bars = "values"},
    {"type", TA_WORDS(a_span), .bars = "supply"},
    {"staff", TA_WORDS(yes), .bars = "supply"}};
static const struct ta_shape field_shape = {.want = TA_WANT_MAP,
    .cases = field_cases,
    .n_cases = TA_COUNT(field_cases),
    TA_KEYS(field_keys)};

const struct ta_shape ta_fields_shape = {
    .want = TA_WANT_LIST, .items = &field_shape, .items_most = TA_COLUMNS_MAX};

static const struct ta_shape alike_shape = {.want = TA_WANT_LIST,
    .says = "Fields of this policy.",
    .items = &ta_field_shape,
    .filled = true};
static const struct ta_shape same_shape = {
    .want = TA_WANT_LIST, .items = &alike_shape};

static const struct ta_key identity_keys[] = {
    {"field", &ta_field_shape, true, "The field of the id."},
    {"from", &ta_some_fields_shape, true,
	"The fields that an id is made from where there is none."},
    {"same", &same_shape, false,
	"Lists of fields: two requests that agree in all fields of one list "
	"are one."}};

const struct ta_shape ta_identity_shape = {
    .want = TA_WANT_MAP, TA_KEYS(identity_keys)};

static const struct ta_shape fact_id_shape = {
    .says = "Lower-case letters, digits and single hyphens.",
    .pattern = TA_SLUG,
    .never = {.more = &ta_condition_words}};

static const struct ta_key fact_keys[] = {
    {"id", &fact_id_shape, true, "The name of the fact."},
    {"when", &ta_condition_shapes[0], true, "When it holds."}};
static const struct ta_shape fact_shape = {
    .want = TA_WANT_MAP, TA_KEYS(fact_keys)};

const struct ta_shape ta_facts_shape = {
    .want = TA_WANT_LIST, .items = &fact_shape};

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
	const struct ta_node *value = node;
	struct ta_choice *choice = thing;

	if (node->kind == TA_NODE_MAP) {
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
	index = ta_node_severity(node, &ta_any_severity_shape, loader->error);
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
	struct ta_field *field = thing;
	int type;

	if (check_name(loader, ta_node_get(node, "name")) == -1)
		return -1;
	type = ta_shape_word(
	    ta_node_get(node, "type"), &ta_type_shape, loader->error);
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
	struct ta_policy *policy = loader->policy;
	const struct ta_node *from = ta_node_get(node, "from");

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
	struct ta_fact *fact = thing;

	if (ta_load_rule(loader, node, "facts", 0, &fact->when) == -1)
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
