#include "policy/loader.h"
#include "record/columns.h"

/* Digits of the most words that a column is cut to. */
#define WORDS_DIGITS 4

static const struct ta_shape name_shape = {
    .name = "column", .says = "A field, or a column of the tools."};
static const struct ta_shape words_shape = {
    .says = "A number of words.", .least = 1, .most = 9999};

static const struct ta_key column_keys[] = {
    {"column", &name_shape, true, "Its name."},
    {"words", &words_shape, false, "Write the first so many words only."},
    {"label", &ta_shape_text, false, "The heading in a table for a terminal."},
    {"read_only", &ta_shape_yes_no, false,
	"yes: the column is for reading only."}};
static const struct ta_shape details_shape = {
    .want = TA_WANT_MAP, TA_KEYS(column_keys)};
static const struct ta_shape column_shape = {.want = TA_WANT_EITHER,
    .either =
	(const struct ta_shape *const[]){&name_shape, &details_shape, NULL}};
static const struct ta_shape view_shape = {.want = TA_WANT_LIST,
    .says = "Columns.",
    .items = &column_shape,
    .filled = true};

const struct ta_shape ta_views_shape = {
    .want = TA_WANT_MAP, .pattern = TA_SLUG, .each = &view_shape};

/* Checks that a node names a field, or a column of the tools: 0 or -1. */
static int
check_name(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_names names =
	    ta_vocabulary_fields(&loader->policy->vocabulary);
	size_t n;
	const char *const *of_tools = ta_columns_names(&n);
	struct ta_names tools = ta_names_of(of_tools, n);

	names.more = &tools;
	return ta_node_named(node,
		   "a field of this policy or a column of the tools", names,
		   loader->error) == -1
		   ? -1
		   : 0;
}

/*
 * Writes a column that is for reading only as ta_ and its name, so that no tool
 * takes it for the field: 0 or -1.
 */
static int
rename_column(struct ta_loader *loader, const struct ta_node *node,
    struct ta_view_column *column)
{
	struct ta_text name = {0};

	if (ta_slice_begins(column->column, ta_slice_of("ta_")))
		return 0;
	ta_text_printf(&name, "ta_%s", column->column.data);
	column->name.data =
	    ta_arena_copy(&loader->policy->arena, name.data, name.len);
	column->name.len = name.len;
	ta_text_free(&name);
	if (!ta_columns_has(column->name))
		return 0;
	return ta_node_refuse(node, loader->error,
	    "'%s' cannot be cut or read only: it would be written as '%s', "
	    "which is a column of the tools",
	    column->column.data, column->name.data);
}

/* Loads a column that is more than a name: 0 or -1. */
static int
load_details(struct ta_loader *loader, const struct ta_node *node,
    struct ta_view_column *column)
{
	const struct ta_node *words = ta_node_get(node, "words");
	const struct ta_node *label = ta_node_get(node, "label");

	if (label != NULL)
		column->label = label->text;
	if (words != NULL &&
	    (!ta_slice_number(words->text, WORDS_DIGITS, &column->words) ||
		column->words == 0))
		return ta_node_refuse(
		    words, loader->error, "expected a number of words");
	if (words == NULL && !ta_node_yes(node, "read_only", false))
		return 0;
	return rename_column(loader, ta_node_get(node, "column"), column);
}

/* Whether a view writes a column of this name, as far as it is loaded. */
static bool
has_column(const struct ta_view *view, struct ta_slice name)
{
	for (size_t i = 0; i < view->count; i++)
		if (ta_slice_equal(view->columns[i].name, name))
			return true;
	return false;
}

static int
load_column(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_view *view = &loader->policy->views[loader->policy->n_views];
	struct ta_view_column *column = thing;
	const struct ta_node *name = node;

	if (node->kind != TA_NODE_TEXT)
		name = ta_node_get(node, "column");
	if (check_name(loader, name) == -1)
		return -1;
	column->column = column->name = column->label = name->text;
	if (name != node && load_details(loader, node, column) == -1)
		return -1;
	if (!has_column(view, column->name))
		return 0;
	return ta_node_refuse(name, loader->error,
	    "the view has the column '%s' already", column->name.data);
}

/*
 * Whatever is filled in this morning is no news by noon, so the columns of
 * events begin blank: all but the id, and those that ta-log passes over.
 */
static void
blank_columns(struct ta_view *view, struct ta_slice id)
{
	for (size_t i = 0; i < view->count; i++) {
		struct ta_view_column *column = &view->columns[i];

		column->fill_in =
		    !ta_slice_equal(column->name, id) &&
		    !ta_slice_begins(column->name, ta_slice_of("ta_"));
	}
}

/*
 * Checks a view in which staff fill in events. ta-log takes a file for a queue,
 * whose cells are those of the requests, by a column of the tools.
 */
static int
check_events(
    struct ta_loader *loader, const struct ta_node *node, struct ta_view *view)
{
	static const char *const words[] = {TA_EVENT_WORDS};
	const struct ta_policy *policy = loader->policy;
	const char *id = policy->vocabulary.fields[policy->id_field].name.data;
	bool of_tools = false;

	if (!has_column(view, ta_slice_of(words[0])))
		return 0;
	blank_columns(view, ta_slice_of(id));
	for (size_t i = 0; i < view->count; i++)
		of_tools |=
		    ta_slice_begins(view->columns[i].name, ta_slice_of("ta_"));
	if (of_tools && has_column(view, ta_slice_of(id)) &&
	    has_column(view, ta_slice_of(TA_COL_AT)))
		return 0;
	return ta_error_set(loader->error, &node->key_at,
	    "a view with the column '%s' is for ta-log, so it needs '%s', "
	    "'" TA_COL_AT "' and one that is read only or a tool's",
	    words[0], id);
}

static int
load_view(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	struct ta_view *view = thing;

	view->id = node->key.data;
	if (!ta_slug_is(node->key))
		return ta_error_set(loader->error, &node->key_at,
		    "expected an id of lower-case letters, digits and single "
		    "hyphens");
	if (ta_vocabulary_field(vocabulary, node->key) != -1 ||
	    ta_columns_has(node->key))
		return ta_error_set(loader->error, &node->key_at,
		    "'%s' is a column, and no view can have its name",
		    view->id);
	if (node->kind != TA_NODE_LIST || node->count == 0)
		return ta_node_refuse(
		    node, loader->error, "expected a list of columns");
	if (ta_load_list(loader, node, load_column, (void **)&view->columns,
		sizeof(*view->columns), &view->count) == -1)
		return -1;
	return check_events(loader, node, view);
}

int
ta_load_views(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_policy *policy = loader->policy;

	return ta_load_list(loader, map, load_view, (void **)&policy->views,
	    sizeof(*policy->views), &policy->n_views);
}

/* A view of columns that are named with commas between; NULL. */
static const struct ta_view *
view_of_names(
    struct ta_policy *policy, struct ta_slice words, struct ta_error *error)
{
	size_t n = ta_slice_count(words, ',') + 1;
	struct ta_view *view = ta_arena_alloc(&policy->arena, 1, sizeof(*view));

	view->columns =
	    ta_arena_alloc(&policy->arena, n, sizeof(*view->columns));
	while (words.data != NULL) {
		struct ta_slice name = ta_slice_next(&words, ',');

		name.data = ta_arena_copy(&policy->arena, name.data, name.len);
		if (name.len == 0 || has_column(view, name)) {
			ta_error_set(error, NULL,
			    name.len == 0 ? "--columns: a name is missing"
					  : "--columns: '%s' is there twice",
			    name.data);
			return NULL;
		}
		view->columns[view->count++] =
		    (struct ta_view_column){name, name, name, 0};
	}
	if (view->count == 1)
		view->also = TA_NAMES(
		    policy->views, policy->n_views, struct ta_view, id);
	return view;
}

const struct ta_view *
ta_policy_view(
    struct ta_policy *policy, const char *words, struct ta_error *error)
{
	for (size_t i = 0; i < policy->n_views; i++)
		if (ta_slice_equal(
			ta_slice_of(policy->views[i].id), ta_slice_of(words)))
			return &policy->views[i];
	return view_of_names(policy, ta_slice_of(words), error);
}
