#include <string.h>

#include "board/asked.h"

/* Finds the field of --on: its index, or -1 with the error set. */
static int
find_on(
    const char *name, const struct ta_policy *policy, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	int field = ta_names_index(ta_slice_of(name), NULL,
	    "--on: a field of this policy", ta_vocabulary_fields(vocabulary),
	    error);

	if (field == -1 || vocabulary->fields[field].type == TA_TYPE_DATE)
		return field;
	return ta_error_set(
	    error, NULL, "--on: expected a date, but '%s' is none", name);
}

/* Puts the groups of --by in the place of a table's own. */
static void
set_by(const struct ta_list *list, struct ta_arena *arena,
    struct ta_figures *table)
{
	table->by = ta_arena_alloc(arena, list->count, sizeof(*table->by));
	table->n_by = list->count;
	for (size_t i = 0; i < list->count; i++) {
		table->by[i].name = list->items[i];
		table->by[i].period =
		    ta_period_named(ta_slice_of(list->items[i]));
	}
}

/* Puts the measures of --measure in the place of a table's own: 0 or -1. */
static int
set_measures(const struct ta_list *list, struct ta_arena *arena,
    struct ta_figures *table, struct ta_error *error)
{
	enum ta_measure *measures =
	    ta_arena_alloc(arena, list->count, sizeof(*measures));

	table->measures = measures;
	table->n_measures = list->count;
	for (size_t i = 0; i < list->count; i++) {
		int measure = ta_names_index(ta_slice_of(list->items[i]), NULL,
		    "--measure: a measure",
		    ta_names_of(ta_measure_names, TA_MEASURES), error);

		if (measure == -1)
			return -1;
		measures[i] = (enum ta_measure)measure;
	}
	return 0;
}

/* The table that --by and --measure change: the first of figures. */
static struct ta_figures
table_of_figures(
    const struct ta_briefing *report, const struct ta_policy *policy)
{
	struct ta_figures table = {
	    .id = "figures", .title = "Figures", .on = policy->receipt};

	for (size_t i = 0; i < report->n_tables; i++)
		if (report->tables[i].list == NULL)
			return report->tables[i];
	ta_figures_all(&table);
	return table;
}

/* Makes one table by --by and --measure: 0 or -1. */
static int
make_table(const struct ta_asked *asked, const struct ta_policy *policy,
    struct ta_arena *arena, struct ta_figures *table, struct ta_error *error)
{
	const char *twice;

	if (asked->by->count > 0)
		set_by(asked->by, arena, table);
	if (asked->measures->count > 0 &&
	    set_measures(asked->measures, arena, table, error) == -1)
		return -1;
	twice = ta_figures_twice(table);
	(void)policy;
	return twice == NULL
		   ? 0
		   : ta_error_set(error, NULL,
			 "the table would have the column '%s' twice; say the "
			 "measures that you want by --measure",
			 twice);
}

int
ta_asked_report(const struct ta_asked *asked, const struct ta_policy *policy,
    struct ta_arena *arena, struct ta_briefing *report, struct ta_error *error)
{
	const struct ta_briefing *named = NULL;
	bool own = asked->by->count > 0 || asked->measures->count > 0;
	struct ta_figures *tables;
	int on = -1;

	*report = (struct ta_briefing){.id = "figures", .title = "Figures"};
	if (asked->name != NULL)
		named = ta_policy_report(policy, ta_slice_of(asked->name));
	if (named != NULL)
		*report = *named;
	if (asked->on != NULL && (on = find_on(asked->on, policy, error)) == -1)
		return -1;
	if (named == NULL || own) {
		tables = ta_arena_alloc(arena, 1, sizeof(*tables));
		*tables = table_of_figures(report, policy);
		report->n_tables = 1;
	} else {
		tables =
		    ta_arena_alloc(arena, named->n_tables, sizeof(*tables));
		memcpy(
		    tables, named->tables, named->n_tables * sizeof(*tables));
	}
	report->tables = tables;
	for (size_t i = 0; i < report->n_tables; i++) {
		if (on != -1)
			tables[i].on = on;
		tables[i].total |= asked->total;
	}
	return own ? make_table(asked, policy, arena, tables, error) : 0;
}
