#ifndef TA_LOADER_H
#define TA_LOADER_H

/*
 * What the parts of the policy loader share; no other module includes it. Each
 * part loads the sections it is named for into the policy, in the order in
 * which sections may refer to one another.
 */

#include "policy/policy.h"

struct ta_loader {
	struct ta_policy *policy;
	const struct ta_node *root;
	struct ta_error *error;
};

/* Fields and facts. */
int ta_load_form(struct ta_loader *loader);

/* Referrals and checks. */
int ta_load_findings(struct ta_loader *loader);

/* Due dates, priority, routes and copies. */
int ta_load_decisions(struct ta_loader *loader);

/* What the policy is tried with. */
int ta_load_combinations(struct ta_loader *loader);

/* Zeroed memory in the policy's arena. */
void *ta_load_array(struct ta_loader *loader, size_t n, size_t size);

/*
 * The `id` of a rule: a slug that no earlier sibling of the node has. NULL with
 * the error set where it is not.
 */
const char *ta_load_id(struct ta_loader *loader, const struct ta_node *node);

/*
 * The `when` of a rule, which may be missing, and whose it is: a rule of this
 * section. 0 or -1.
 */
int ta_load_when(struct ta_loader *loader, const struct ta_node *node,
    const char *section, unsigned scope, struct ta_condition *when);

/* The `refer` of a rule, which may be missing: 0 or -1. */
int ta_load_refer(struct ta_loader *loader, const struct ta_node *node,
    struct ta_refer *refer);

/* A text or sequence of names as indices: 0 or -1. */
int ta_load_indices(struct ta_loader *loader, const struct ta_node *node,
    int (*index)(const struct ta_node *, const struct ta_vocabulary *,
	struct ta_error *),
    const int **indices, size_t *n);

#endif
