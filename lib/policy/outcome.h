#ifndef TA_OUTCOME_H
#define TA_OUTCOME_H

/*
 * The outcomes of a request, the severities of a finding, and their names in a
 * policy. It decides nothing.
 */

#include "file/shape.h"

/* What a route decides. */
enum ta_outcome {
	TA_OUTCOME_NONE, /* no route has decided */
	TA_OUTCOME_ACCEPT,
	TA_OUTCOME_HOLD,
	TA_OUTCOME_REDIRECT,
	TA_OUTCOME_REVIEW,
	TA_OUTCOMES
};

/* How much a finding decides, the least first. */
enum ta_severity {
	TA_SEVERITY_NONE, /* no finding at all */
	TA_NOTE,
	TA_REVIEW,
	TA_HOLD,
	TA_ERROR,
	TA_SEVERITIES
};

/* Their names, "none" first. */
extern const char *const ta_outcome_names[TA_OUTCOMES];
extern const char *const ta_severity_names[TA_SEVERITIES];

/*
 * What a policy may name: an outcome, the same or "none"; a severity of a
 * finding, that of a check, or a severity or "none".
 */
extern const struct ta_shape ta_outcome_shape, ta_early_outcome_shape;
extern const struct ta_shape ta_severity_shape, ta_check_severity_shape,
    ta_any_severity_shape;

/*
 * The outcome or severity that a node names, of a shape of these; -1 with the
 * error set.
 */
int ta_node_outcome(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error);
int ta_node_severity(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error);

#endif
