#include "policy/outcome.h"

const char *const ta_outcome_names[TA_OUTCOMES] = {
    "none", "accept", "hold", "redirect", "review"};
const char *const ta_severity_names[TA_SEVERITIES] = {
    "none", "note", "review", "hold", "error"};

/* The place of a name in an array of which the first `least` are left out. */
static int
find(const struct ta_node *node, const char *kind, const char *const *names,
    size_t n, size_t least, struct ta_error *error)
{
	int i = ta_node_index(node, kind, names + least, n - least, error);

	return i == -1 ? -1 : i + (int)least;
}

int
ta_node_outcome(
    const struct ta_node *node, enum ta_outcome least, struct ta_error *error)
{
	return find(
	    node, "an outcome", ta_outcome_names, TA_OUTCOMES, least, error);
}

int
ta_node_severity(const struct ta_node *node, const char *kind,
    enum ta_severity least, struct ta_error *error)
{
	return find(node, kind, ta_severity_names, TA_SEVERITIES, least, error);
}
