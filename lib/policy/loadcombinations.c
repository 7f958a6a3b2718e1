#include "policy/loader.h"

/*
 * The section that tries the policy: forms filled in, in every way that it
 * names.
 */

static const char *const no[] = {"no"};
static const struct ta_shape no_shape = {
    .kind = "possible here", .words = TA_WORDS(no)};
static const struct ta_key unreadable_keys[] = {
    {"valid", &no_shape, true, "no: an answer that the field does not take."}};
static const struct ta_shape unreadable_shape = {
    .want = TA_WANT_MAP, TA_KEYS(unreadable_keys)};

static const struct ta_shape answers_shape = {
    .want = TA_WANT_LIST, .items = &ta_shape_text};
static const struct ta_shape answer_shape = {.want = TA_WANT_EITHER,
    .name = "answer",
    .says = "An answer, as the policy spells it; today, for a date; or "
	    "{valid: no}.",
    .either = (const struct ta_shape *const[]){
	&ta_shape_text, &answers_shape, &unreadable_shape, NULL}};
static const struct ta_shape filling_shape = {.want = TA_WANT_MAP,
    .name = "filling",
    .says = "Fields and their answers.",
    .own_kind = true,
    .each = &answer_shape};
static const struct ta_shape always_shape = {.want = TA_WANT_MAP,
    .says = "Fields and their answers.",
    .each = &answer_shape};
static const struct ta_shape fillings_shape = {
    .want = TA_WANT_LIST, .items = &filling_shape, .filled = true};
static const struct ta_shape varied_shape = {.want = TA_WANT_EITHER,
    .says = "A field, for each of its values; or a list of what is filled in.",
    .either = (const struct ta_shape *const[]){
	&ta_field_shape, &fillings_shape, NULL}};
static const struct ta_shape vary_shape = {
    .want = TA_WANT_LIST, .items = &varied_shape};

static const struct ta_key keys[] = {
    {"id", &ta_id_shape, true, "The entry's name in the output."},
    {"always", &always_shape, false,
	"Answers that are the same in all of them."},
    {"vary", &vary_shape, true, "What is varied."}};
static const struct ta_shape combination_shape = {
    .want = TA_WANT_MAP, TA_KEYS(keys)};

const struct ta_shape ta_combinations_shape = {
    .want = TA_WANT_LIST, .items = &combination_shape};

/* An answer that only fields which take any answer take. */
static const char unreadable[] = "?";

/* Joins the items of an answer to a cell; a text is a single item. */
static int
read_answer(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_field *field, struct ta_text *cell)
{
	for (const struct ta_node *item = ta_node_first(node); item != NULL;
	     item = ta_node_after(node, item)) {
		if (item->kind != TA_NODE_TEXT || item->null)
			return ta_node_refuse(
			    item, loader->error, "expected a value");
		if (field->n_choices > 0 && !field->open &&
		    ta_node_choice(item, field, loader->error) == -1)
			return -1;
		ta_text_add_item(cell, 0, item->text);
	}
	return 0;
}

/* Whether the text has that state, as a value of the field. */
static bool
reads_as(const struct ta_loader *loader, const struct ta_field *field,
    struct ta_slice text, enum ta_state state)
{
	struct ta_value value;

	ta_value_read(field, loader->policy->zone, text, &value);
	return value.state == state;
}

static int
fill(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_field *field, struct ta_filled *filled)
{
	struct ta_text cell = {0};
	int status = read_answer(loader, node, field, &cell);
	size_t n;

	filled->text = (struct ta_slice){
	    ta_arena_copy(&loader->policy->arena, cell.data, cell.len),
	    cell.len};
	ta_text_free(&cell);
	filled->today = field->type == TA_TYPE_DATE &&
			ta_slice_equal(filled->text, ta_slice_of("today"));
	if (status == 0 && !filled->today &&
	    !reads_as(loader, field, filled->text, TA_VALID))
		return ta_node_refuse(node, loader->error,
		    "a field of type %s does not take this answer",
		    ta_type_names(&n)[field->type]);
	return status;
}

/* {valid: no}, as in a condition: an answer that the field does not take. */
static int
fill_unreadable(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_field *field, struct ta_filled *filled)
{
	if (ta_shape_word(
		ta_node_get(node, "valid"), &no_shape, loader->error) == -1)
		return -1;
	filled->text = ta_slice_of(unreadable);
	if (!reads_as(loader, field, filled->text, TA_INVALID))
		return ta_node_refuse(node, loader->error,
		    "'%s' takes every answer, so none is invalid",
		    field->name.data);
	return 0;
}

static int
load_answer(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	struct ta_filled *filled = thing;
	const struct ta_field *field;

	filled->field =
	    ta_name_field(node->key, &node->key_at, vocabulary, loader->error);
	if (filled->field == -1)
		return -1;
	field = &vocabulary->fields[filled->field];
	return node->kind == TA_NODE_MAP
		   ? fill_unreadable(loader, node, field, filled)
		   : fill(loader, node, field, filled);
}

/* Loads fields and their answers, which are filled in together. */
static int
load_filling(struct ta_loader *loader, const struct ta_node *map, void *thing)
{
	struct ta_filling *filling = thing;

	if (map->kind != TA_NODE_MAP)
		return ta_node_refuse(map, loader->error,
		    "expected a mapping of fields to answers");
	return ta_load_list(loader, map, load_answer, (void **)&filling->fields,
	    sizeof(*filling->fields), &filling->count);
}

/* A field's name alone: it is blank, then has each of its values. */
static int
vary_field(struct ta_loader *loader, const struct ta_node *node,
    struct ta_varied *varied)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	int index = ta_node_field(node, vocabulary, loader->error);
	const struct ta_field *field;
	struct ta_filled *fields;

	if (index == -1)
		return -1;
	field = &vocabulary->fields[index];
	if (field->n_choices == 0 || field->open)
		return ta_node_refuse(node, loader->error,
		    "'%s' has no values to go through; write a list of "
		    "mappings of fields to answers",
		    field->name.data);
	varied->count = field->n_choices + 1;
	varied->fillings =
	    ta_load_array(loader, varied->count, sizeof(*varied->fillings));
	fields = ta_load_array(loader, varied->count, sizeof(*fields));
	for (size_t i = 0; i < varied->count; i++) {
		fields[i].field = index;
		if (i > 0)
			fields[i].text = field->choices[i - 1].slug;
		varied->fillings[i] = (struct ta_filling){&fields[i], 1};
	}
	return 0;
}

static bool
has_field(const struct ta_varied *varied, int field)
{
	for (size_t i = 0; i < varied->count; i++)
		for (size_t k = 0; k < varied->fillings[i].count; k++)
			if (varied->fillings[i].fields[k].field == field)
				return true;
	return false;
}

/*
 * Refuses a field that is filled in twice: one of its answers would be lost
 * without a word.
 */
static int
check_once(const struct ta_loader *loader, const struct ta_node *node,
    const struct ta_combination *combination)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	size_t last = combination->n_varied;

	for (int field = 0; field < (int)vocabulary->n_fields; field++) {
		if (!has_field(&combination->varied[last], field))
			continue;
		for (size_t i = 0; i < last; i++)
			if (has_field(&combination->varied[i], field))
				return ta_node_refuse(node, loader->error,
				    "'%s' already has an answer above",
				    vocabulary->fields[field].name.data);
	}
	return 0;
}

static int
check_total(const struct ta_loader *loader, const struct ta_node *node,
    const struct ta_combination *combination)
{
	size_t total = 1;

	for (size_t i = 0; i <= combination->n_varied; i++)
		total *= combination->varied[i].count;
	if (total > TA_COMBINATIONS_MAX)
		return ta_node_refuse(node, loader->error,
		    "there are more than %d,000 combinations",
		    TA_COMBINATIONS_MAX / 1000);
	return 0;
}

/*
 * Loads a field, or a list of fillings, into the combination that is being
 * loaded.
 */
static int
load_varied(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_policy *policy = loader->policy;
	const struct ta_combination *combination =
	    &policy->combinations[policy->n_combinations];
	struct ta_varied *varied = thing;

	if (node->kind == TA_NODE_LIST && node->count == 0)
		return ta_node_refuse(node, loader->error,
		    "this list has no answers to choose from");
	if ((node->kind != TA_NODE_LIST
		    ? vary_field(loader, node, varied)
		    : ta_load_list(loader, node, load_filling,
			  (void **)&varied->fillings, sizeof(*varied->fillings),
			  &varied->count)) == -1 ||
	    check_once(loader, node, combination) == -1)
		return -1;
	return check_total(loader, node, combination);
}

static int
load_combination(
    struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_node *always = ta_node_get(node, "always");
	const struct ta_node *list = ta_node_get(node, "vary");
	struct ta_combination *combination = thing;
	struct ta_varied *varied;

	combination->id = ta_load_id(loader, node);
	varied = ta_load_array(loader, list->count + 1, sizeof(*varied));
	varied->fillings = ta_load_array(loader, 1, sizeof(*varied->fillings));
	varied->count = 1;
	combination->varied = varied;
	combination->n_varied = 1;
	if (combination->id == NULL ||
	    (always != NULL &&
		load_filling(loader, always, varied->fillings) == -1))
		return -1;
	return ta_load_list(loader, list, load_varied,
	    (void **)&combination->varied, sizeof(*varied),
	    &combination->n_varied);
}

int
ta_load_combinations(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_policy *policy = loader->policy;

	return ta_load_list(loader, list, load_combination,
	    (void **)&policy->combinations, sizeof(*policy->combinations),
	    &policy->n_combinations);
}
