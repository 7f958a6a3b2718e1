#include <string.h>

#include "board/asked.h"

/* Finds the field of --on: its index, or -1 with the error set. */
static int
find_on(
    const char *name, const struct ta_policy *policy, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	int field = ta_name_field(ta_slice_of(name), NULL, vocabulary, error);

	if (field == -1 || vocabulary->fields[field].type == TA_TYPE_DATE)
		return field;
	return ta_error_set(error, NULL,
	    "--on: expected a field with a date, but '%s' is none", name);
}

/* Puts --by and --measure in the place of a table's own: 0 or -1. */
static int
set_table(const struct ta_asked *asked, struct ta_arena *arena,
    struct ta_figures *table, struct ta_error *error)
{
	size_t n_by = asked->by->count, n_measures = asked->measures->count;
	struct ta_by *by = ta_arena_alloc(arena, n_by, sizeof(*by));
	enum ta_measure *measures =
	    ta_arena_alloc(arena, n_measures, sizeof(*measures));

	for (size_t i = 0; i < n_by; i++) {
		by[i].name = asked->by->items[i];
		by[i].period = ta_period_named(ta_slice_of(by[i].name));
	}
	for (size_t i = 0; i < n_measures; i++) {
		int measure = ta_names_index(
		    ta_slice_of(asked->measures->items[i]), NULL, "a measure",
		    ta_names_of(ta_measure_names, TA_MEASURES), error);

		if (measure == -1)
			return -1;
		measures[i] = (enum ta_measure)measure;
	}
	if (n_by > 0) {
		table->by = by;
		table->n_by = n_by;
	}
	if (n_measures > 0) {
		table->measures = measures;
		table->n_measures = n_measures;
	}
	if (ta_figures_twice(table) == NULL)
		return 0;
	return ta_error_set(error, NULL,
	    "the table would have two columns '%s'; --by says which groups it "
	    "has, --measure which measures",
	    ta_figures_twice(table));
}

/* The table in which --by and --measure stand: the first of figures. */
static struct ta_figures
first_of_figures(
    const struct ta_briefing *report, const struct ta_policy *policy)
{
	struct ta_figures table = {
	    .id = report->id, .title = report->title, .on = policy->receipt};

	for (size_t i = 0; i < report->n_tables; i++)
		if (report->tables[i].list == NULL)
			return report->tables[i];
	ta_figures_all(&table);
	return table;
}

int
ta_asked_report(const struct ta_asked *asked, const struct ta_policy *policy,
    struct ta_arena *arena, struct ta_briefing *report, struct ta_error *error)
{
	bool own = asked->by->count + asked->measures->count > 0;
	struct ta_figures *tables;
	int on = -1;

	*report = (struct ta_briefing){.id = "figures", .title = "Figures"};
	if (asked->name != NULL)
		*report = *ta_policy_report(policy, ta_slice_of(asked->name));
	if (asked->on != NULL && (on = find_on(asked->on, policy, error)) == -1)
		return -1;
	own |= report->n_tables == 0;
	tables = ta_arena_alloc(arena, report->n_tables + 1, sizeof(*tables));
	if (own)
		tables[0] = first_of_figures(report, policy);
	else
		memcpy(
		    tables, report->tables, report->n_tables * sizeof(*tables));
	report->tables = tables;
	if (own)
		report->n_tables = 1;
	for (size_t i = 0; i < report->n_tables; i++) {
		tables[i].on = on == -1 ? tables[i].on : on;
		tables[i].total |= asked->total;
	}
	return own ? set_table(asked, arena, tables, error) : 0;
}
