#include "policy/outcome.h"

const char *const ta_outcome_names[TA_OUTCOMES] = {
    "none", "accept", "hold", "redirect", "review"};
const char *const ta_severity_names[TA_SEVERITIES] = {
    "none", "note", "review", "hold", "error"};

/* The words of an array from one of them on. */
#define FROM(array, least)                                    \
	{                                                     \
		(array) + (least), TA_COUNT(array) - (least), \
		    sizeof(*(array)), 0, NULL, NULL           \
	}

#define MEANT_BY_OUTCOMES                                               \
	"accept: queued for an answer. hold: waits for the requester. " \
	"redirect: answered with a pointer, and not queued. review: a " \
	"person decides."
#define MEANT_BY_SEVERITIES                                                   \
	"error: the record cannot be used as it is. hold: something is "      \
	"missing that the requester can supply. review: staff have to look. " \
	"note: decides nothing."

const struct ta_shape ta_outcome_shape = {.name = "outcome",
    .says = MEANT_BY_OUTCOMES,
    .kind = "an outcome",
    .words = FROM(ta_outcome_names, TA_OUTCOME_ACCEPT)};
const struct ta_shape ta_early_outcome_shape = {
    .says = MEANT_BY_OUTCOMES " none: no early route matches.",
    .kind = "an outcome",
    .words = FROM(ta_outcome_names, TA_OUTCOME_NONE)};
const struct ta_shape ta_severity_shape = {.name = "severity",
    .says = MEANT_BY_SEVERITIES,
    .kind = "a severity",
    .words = FROM(ta_severity_names, TA_NOTE)};
const struct ta_shape ta_check_severity_shape = {.says = MEANT_BY_SEVERITIES,
    .kind = "a severity of a check",
    .words = FROM(ta_severity_names, TA_NOTE)};
const struct ta_shape ta_any_severity_shape = {.name = "any-severity",
    .says = MEANT_BY_SEVERITIES " none: it makes no finding.",
    .kind = "a severity",
    .words = FROM(ta_severity_names, TA_SEVERITY_NONE)};

/* The index among all names of the word of a shape; -1 with the error set. */
static int
index_among(const struct ta_node *node, const struct ta_shape *shape,
    const char *const *all, struct ta_error *error)
{
	const char *const *words = shape->words.things;
	int i = ta_shape_word(node, shape, error);

	return i == -1 ? -1 : i + (int)(words - all);
}

int
ta_node_outcome(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error)
{
	return index_among(node, shape, ta_outcome_names, error);
}

int
ta_node_severity(const struct ta_node *node, const struct ta_shape *shape,
    struct ta_error *error)
{
	return index_among(node, shape, ta_severity_names, error);
}
