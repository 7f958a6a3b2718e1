#ifndef TA_LOADER_H
#define TA_LOADER_H

/*
 * Shared by the policy's loaders; no other module includes it. Each loader
 * reads the sections that its file is named for. What it loads lives in the
 * policy's arena, as long as the policy.
 */

#include "file/shape.h"
#include "policy/compile.h"
#include "policy/policy.h"

/* The shapes of the sections; each is in the file that loads it. */
extern const struct ta_shape ta_switches_shape, ta_fields_shape, ta_facts_shape,
    ta_identity_shape, ta_referrals_shape, ta_checks_shape, ta_due_shape,
    ta_priority_shape, ta_routes_shape, ta_copies_shape, ta_combinations_shape,
    ta_events_shape, ta_views_shape, ta_replies_shape, ta_history_shape,
    ta_reports_shape, ta_next_shape, ta_retention_shape;

/* An id of its own; the names of a field, of fields, of a fact, of facts. */
extern const struct ta_shape ta_id_shape, ta_field_shape, ta_some_fields_shape,
    ta_fact_shape, ta_facts_named_shape;

/* A list of referrals. */
extern const struct ta_shape ta_refer_shape;

/* An id, for `pattern`. Letters beyond ASCII are letters. */
#define TA_SLUG_WORD "([a-z0-9]|[^\\u0000-\\u007f])+"
#define TA_SLUG "^" TA_SLUG_WORD "(-" TA_SLUG_WORD ")*$"

/* Keys that rules of several sections have. */
#define TA_KEY_ID                                                \
	{                                                        \
		"id", &ta_id_shape, true,                        \
		    "The name of the rule, its own in the list." \
	}
#define TA_KEY_WHEN(scope)                                         \
	{                                                          \
		"when", &ta_condition_shapes[scope], false,        \
		    "Whom the rule is for; without it, everybody." \
	}
#define TA_KEY_CITES                                                              \
	{                                                                         \
		"cites", &ta_shape_text, false,                                   \
		    "The words of the program's page that the rule renders, for " \
		    "readers."                                                    \
	}
#define TA_KEY_SAYS                                                     \
	{                                                               \
		"says", &ta_shape_text, false, "A sentence for people." \
	}

struct ta_loader {
	struct ta_policy *policy;
	struct ta_error *error;

	/*
	 * The names so far, in tables, so that a file takes time in proportion
	 * to its length.
	 */
	struct ta_table *ids;	 /* of rules of the current list; or NULL */
	struct ta_table *labels; /* slugs of the fields above */
	struct ta_table *taken; /* slugs of one field's choices, or of events */
	struct ta_table *queues;    /* of queues, by the routes above */
	struct ta_table *referrals; /* all of them */
	const char **findings;	    /* the vocabulary's, to be filled */
};

/*
 * Loads a section from its node: 0 or -1. The node is NULL where the policy
 * leaves the section out.
 */
typedef int ta_load_section(
    struct ta_loader *loader, const struct ta_node *node);

/* Each is named for the key of its section; load.c has the table. */
ta_load_section ta_load_switches, ta_load_fields, ta_load_facts,
    ta_load_identity, ta_load_referrals, ta_load_ask_nothing_when,
    ta_load_say_nothing_when, ta_load_checks, ta_load_due, ta_load_priority,
    ta_load_routes, ta_load_copies, ta_load_combinations, ta_load_events,
    ta_load_views, ta_load_replies, ta_load_history, ta_load_reports,
    ta_load_next, ta_load_retention;

/* Adds a name to a table; false where it is there already. */
bool ta_load_name(struct ta_table *table, struct ta_slice name);

/* Zeroed memory for n things, or for each item of a node, which may be NULL. */
void *ta_load_array(struct ta_loader *loader, size_t n, size_t size);
void *ta_load_room(
    struct ta_loader *loader, const struct ta_node *list, size_t size);

/* Loads an item of a list into a zeroed thing: 0 or -1. */
typedef int ta_load_item(
    struct ta_loader *loader, const struct ta_node *node, void *thing);

/*
 * Loads each item of a list or mapping, which may be NULL, into the next of the
 * things of a size. *count is the number of things that are loaded; it goes up
 * by one each time. Where *things is NULL, room is made for all. 0 or -1.
 */
int ta_load_list(struct ta_loader *loader, const struct ta_node *list,
    ta_load_item *load, void **things, size_t size, size_t *count);

/*
 * The same of n lists as if they were one: an id stands in one of them only.
 * *things has room for all.
 */
int ta_load_lists(struct ta_loader *loader, const struct ta_node *const *lists,
    size_t n, ta_load_item *load, void **things, size_t size, size_t *count);

/*
 * The `id` of a rule: a slug that no earlier item of the loaded list has. NULL
 * with the error set where it is not one.
 */
const char *ta_load_id(struct ta_loader *loader, const struct ta_node *node);

/*
 * Loads what all rules have: an id, and a `when`, which may be missing. The
 * condition learns its section and id. 0 or -1.
 */
int ta_load_rule(struct ta_loader *loader, const struct ta_node *node,
    const char *section, unsigned scope, struct ta_condition *when);

/* Loads the `when` of a rule alone. */
int ta_load_when(struct ta_loader *loader, const struct ta_node *node,
    const char *section, unsigned scope, struct ta_condition *when);

/*
 * For rules of which the first that matches decides: refuses one that can never
 * be reached, since the one before it always matches. `before` is the condition
 * of that one, NULL for the first rule.
 */
int ta_load_reached(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_condition *before);

/* Loads the `refer` of a rule, which may be missing: 0 or -1. */
int ta_load_refer(struct ta_loader *loader, const struct ta_node *node,
    struct ta_refer *refer);

/*
 * The index of a field of a type; where there is no node *field is -1, and that
 * is fine: 0.
 */
int ta_load_field(struct ta_loader *loader, const struct ta_node *node,
    enum ta_type type, int *field);

/*
 * Loads a text or sequence of them as slices. A word whose slug is in `taken`
 * is refused: it means something else already. 0 or -1.
 */
int ta_load_labels(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_table *taken, struct ta_slice **labels, size_t *n);

/* Adds the slugs of a name and of its n labels to a table. */
void ta_load_take(struct ta_table *table, struct ta_slice name,
    const struct ta_slice *labels, size_t n);

/* Reads a text or sequence of names as indices: 0 or -1. */
int ta_load_indices(struct ta_loader *loader, const struct ta_node *node,
    int (*index)(const struct ta_node *, const struct ta_vocabulary *,
	struct ta_error *),
    const int **indices, size_t *n);

#endif
