#ifndef TA_VOCABULARY_H
#define TA_VOCABULARY_H

/*
 * The names that the conditions of a policy may use: its fields, facts,
 * switches and findings. It matches nothing.
 */

#include "policy/calendar.h"
#include "policy/field.h"
#include "record/record.h"
#include "file/yamltree.h"

struct ta_fact;
struct ta_index;

/* A finding by its id. */
struct ta_finding_id {
	struct ta_slice id;
	int index;
};

/* How many columns of ta-history conditions may name. */
#define TA_HISTORY_COLUMNS 4

/*
 * Borrowed from the policy that it is part of. The choices of a field that is
 * an open list grow by the slugs that conditions name.
 */
struct ta_vocabulary {
	struct ta_field *fields; /* of the form; then the columns of */
	size_t n_fields; /* ta-history, which conditions may name, too */
	const struct ta_fact *facts;
	size_t n_facts;
	const struct ta_index *fact_index; /* of their conditions */
	const char *const *switches;
	size_t n_switches;
	const char *const *findings;
	size_t n_findings;
	const struct ta_finding_id *sorted; /* the findings, to look them up */
	const struct ta_zone *zone;
	const struct ta_calendar *calendar;

	/* The same names in tables, while a policy is loaded; then NULL. */
	struct ta_table *fact_ids;
	struct ta_table *switch_ids;
	struct ta_table *finding_ids;
};

/* The names of the fields, borrowed as long as the vocabulary lives. */
struct ta_names ta_vocabulary_fields(const struct ta_vocabulary *vocabulary);

/* The index of a field or finding by its name, or -1. */
int ta_vocabulary_field(
    const struct ta_vocabulary *vocabulary, struct ta_slice name);
int ta_vocabulary_finding(
    const struct ta_vocabulary *vocabulary, struct ta_slice id);

/* Sorts the findings, all of which are there, in memory of the arena. */
void ta_vocabulary_sort(
    struct ta_vocabulary *vocabulary, struct ta_arena *arena);

/*
 * How many things there are that conditions may name like fields: the fields,
 * and behind them in the array the columns of ta-history. The index of one of
 * them by its name, or -1; all their names.
 */
static inline size_t
ta_vocabulary_n_named(const struct ta_vocabulary *vocabulary)
{
	return vocabulary->n_fields + TA_HISTORY_COLUMNS;
}
int ta_vocabulary_named(
    const struct ta_vocabulary *vocabulary, struct ta_slice name);
struct ta_names ta_vocabulary_names(const struct ta_vocabulary *vocabulary);

/*
 * Zeroed fields for a form of n, with the columns of ta-history behind them,
 * which live as long as the arena.
 */
struct ta_field *ta_vocabulary_room(struct ta_arena *arena, size_t n);

/* The position of each field in a header, or -1, into `columns`. */
void ta_vocabulary_columns(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, int *columns);

/*
 * Whether every field is in a header once at most: 0, or -1 with the error set.
 */
int ta_vocabulary_check(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, const struct ta_place *at,
    struct ta_error *error);

/*
 * The index of what a node of the policy names; -1 with the error set, and "did
 * you mean", for a name that no field, switch or finding has (yet).
 */
int ta_node_field(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error);
int ta_name_field(struct ta_slice name, const struct ta_place *at,
    const struct ta_vocabulary *vocabulary, struct ta_error *error);
int ta_node_switch(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error);
int ta_node_finding(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_error *error);

/* The same of a value of the field, which has choices. */
int ta_node_choice(const struct ta_node *node, const struct ta_field *field,
    struct ta_error *error);

/*
 * "N business days"; reads it at a node: N, or -1 with the error set.
 */
extern const struct ta_shape ta_business_days_shape;
int ta_node_business_days(const struct ta_node *node, struct ta_error *error);

#endif
