#include "policy/outcome.h"

const char *const ta_outcome_names[TA_OUTCOMES] = {
    "none", "accept", "hold", "redirect", "review"};
const char *const ta_severity_names[TA_SEVERITIES] = {
    "none", "note", "review", "hold", "error"};

int
ta_node_outcome(
    const struct ta_node *node, enum ta_outcome least, struct ta_error *error)
{
	int i = ta_node_index(node, "an outcome", ta_outcome_names + least,
	    TA_OUTCOMES - least, error);

	return i == -1 ? -1 : i + (int)least;
}

int
ta_node_severity(const struct ta_node *node, const char *kind,
    enum ta_severity least, struct ta_error *error)
{
	int i = ta_node_index(node, kind, ta_severity_names + least,
	    TA_SEVERITIES - least, error);

	return i == -1 ? -1 : i + (int)least;
}
