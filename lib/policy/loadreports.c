#include "policy/loader.h"
#include "record/columns.h"

/* Reports: tables of figures, and lists, under a title. */

static const struct ta_shape by_shape = {
    .says = "A field, a column of the tools, or week, month or quarter."};
static const struct ta_shape bys_shape = {
    .want = TA_WANT_TEXTS, .items = &by_shape};
static const struct ta_shape measure_shape = {.name = "measure",
    .says = "What is measured of a group of records.",
    .kind = "a measure",
    .words = TA_WORDS(ta_measure_names)};
static const struct ta_shape measures_shape = {
    .want = TA_WANT_TEXTS, .items = &measure_shape};
static const struct ta_shape view_shape = {
    .says = "The name of a view of this policy."};

static const char *const of_figures[] = {"by", "measures", "total", "chart"};

static const struct ta_key table_keys[] = {TA_KEY_ID,
    {"title", &ta_shape_text, false, "Its heading; without it the id."},
    {"when", &ta_condition_shapes[0], false,
	"Which records of the report are in it."},
    {"on", &ta_field_shape, false,
	"The date field whose day counts; without it the day of receipt."},
    {"list", &view_shape, false,
	"The table is a list of the records, in the columns of this view.",
	.bars = TA_WORDS(of_figures)},
    {"by", &bys_shape, false, "What records are grouped by."},
    {"measures", &measures_shape, false,
	"What is measured of each group; without it all."},
    {"total", &ta_shape_yes_no, false, "yes: a last row, of all records."},
    {"chart", &ta_shape_yes_no, false, "yes: a page draws the figures, too."}};
static const struct ta_shape table_shape = {
    .want = TA_WANT_MAP, TA_KEYS(table_keys)};
static const struct ta_shape tables_shape = {
    .want = TA_WANT_LIST, .items = &table_shape, .filled = true};

static const struct ta_key report_keys[] = {TA_KEY_ID,
    {"title", &ta_shape_text, false, "Its title; without it the id."},
    {"when", &ta_condition_shapes[0], false, "Which records are in it."},
    {"tables", &tables_shape, true, "Its tables, one at least."}};
static const struct ta_shape report_shape = {
    .want = TA_WANT_MAP, TA_KEYS(report_keys)};

const struct ta_shape ta_reports_shape = {
    .want = TA_WANT_LIST, .items = &report_shape};

/* The title of a report or table; its id, where it has none. */
static const char *
title_of(const struct ta_node *node)
{
	const struct ta_node *title = ta_node_get(node, "title");

	return ta_node_text(node, title == NULL ? "id" : "title").data;
}

/* Loads a column or period that records are grouped by: 0 or -1. */
static int
load_by(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_names names =
	    ta_vocabulary_fields(&loader->policy->vocabulary);
	struct ta_names periods =
	    ta_names_of(ta_period_names + TA_WEEK, TA_PERIODS - TA_WEEK);
	size_t n;
	const char *const *of_tools = ta_columns_names(&n);
	struct ta_names tools = ta_names_of(of_tools, n);
	struct ta_by *by = thing;

	names.more = &tools;
	tools.more = &periods;
	by->name = node->text.data;
	by->period = ta_period_named(node->text);
	return ta_node_named(node, "a field, a column of the tools or a period",
		   names, loader->error) == -1
		   ? -1
		   : 0;
}

static int
load_measure(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	int measure = ta_shape_word(node, &measure_shape, loader->error);

	*(enum ta_measure *)thing = (enum ta_measure)measure;
	return measure == -1 ? -1 : 0;
}

/* The view of a list, which is named: 0 or -1. */
static int
load_list(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_view **list)
{
	const struct ta_policy *policy = loader->policy;
	int view;

	if (node == NULL)
		return 0;
	view = ta_node_named(node, "a view of this policy",
	    TA_NAMES(policy->views, policy->n_views, struct ta_view, id),
	    loader->error);
	if (view == -1)
		return -1;
	*list = &policy->views[view];
	return 0;
}

/* Loads what is measured, and of which groups: 0 or -1. */
static int
load_groups(struct ta_loader *loader, const struct ta_node *node,
    struct ta_figures *figures)
{
	const struct ta_node *by = ta_node_get(node, "by");
	const struct ta_node *measures = ta_node_get(node, "measures");
	enum ta_measure *loaded = NULL;
	const char *twice;

	if (ta_load_list(loader, by, load_by, (void **)&figures->by,
		sizeof(*figures->by), &figures->n_by) == -1 ||
	    ta_load_list(loader, measures, load_measure, (void **)&loaded,
		sizeof(*loaded), &figures->n_measures) == -1)
		return -1;
	if (loaded != NULL)
		figures->measures = loaded;
	if (figures->n_measures == 0)
		ta_figures_all(figures);
	twice = ta_figures_twice(figures);
	return twice == NULL
		   ? 0
		   : ta_node_refuse(node, loader->error,
			 "the table would have two columns '%s'", twice);
}

static int
load_table(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_figures *figures = thing;

	if (ta_load_rule(loader, node, "reports", 0, &figures->when) == -1 ||
	    ta_load_field(loader, ta_node_get(node, "on"), TA_TYPE_DATE,
		&figures->on) == -1 ||
	    load_list(loader, ta_node_get(node, "list"), &figures->list) == -1)
		return -1;
	figures->id = ta_node_text(node, "id").data;
	figures->title = title_of(node);
	figures->total = ta_node_yes(node, "total", false);
	figures->chart = ta_node_yes(node, "chart", false);
	if (figures->on == -1)
		figures->on = loader->policy->receipt;
	if (figures->list == NULL)
		return load_groups(loader, node, figures);
	for (size_t i = 0; i < TA_COUNT(of_figures); i++)
		if (ta_node_get(node, of_figures[i]) != NULL)
			return ta_error_set(loader->error,
			    &ta_node_get(node, of_figures[i])->key_at,
			    "a list has no '%s', which is of figures",
			    of_figures[i]);
	return 0;
}

static int
load_report(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_briefing *report = thing;
	const struct ta_node *tables = ta_node_get(node, "tables");

	if (ta_load_rule(loader, node, "reports", 0, &report->when) == -1)
		return -1;
	report->id = ta_node_text(node, "id").data;
	report->title = title_of(node);
	if (tables->count == 0)
		return ta_node_refuse(
		    tables, loader->error, "a report needs a table");
	return ta_load_list(loader, tables, load_table,
	    (void **)&report->tables, sizeof(*report->tables),
	    &report->n_tables);
}

int
ta_load_reports(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_policy *policy = loader->policy;

	return ta_load_list(loader, list, load_report,
	    (void **)&policy->reports, sizeof(*policy->reports),
	    &policy->n_reports);
}

const struct ta_briefing *
ta_policy_report(const struct ta_policy *policy, struct ta_slice id)
{
	for (size_t i = 0; i < policy->n_reports; i++)
		if (ta_slice_equal(ta_slice_of(policy->reports[i].id), id))
			return &policy->reports[i];
	return NULL;
}
