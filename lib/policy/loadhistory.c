#include "policy/loader.h"

/* Who asked before: what ta-history counts. */

#define DAYS_DIGITS 4

static const struct ta_shape days_shape = {.name = "days",
    .says = "A number of days, such as 365 days.",
    .pattern = "^(0{0,3}1 day|(?!0*[01] )[0-9]{1,4} days)$",
    .wordy = true};
static const struct ta_shape signs_shape = {.want = TA_WANT_TEXTS,
    .says = "Facts of this policy.",
    .items = &ta_fact_shape,
    .items_most = TA_SIGNS_MAX};
static const struct ta_shape signs_in_shape = {
    .says = "A number of requests.", .least = 1, .most = 9999};

static const struct ta_key repeat_keys[] = {
    {"same", &ta_some_fields_shape, true,
	"The fields in which the two requests agree."},
    {"within", &days_shape, true, "How many days apart they may be."}};
static const struct ta_shape repeat_shape = {
    .want = TA_WANT_MAP, TA_KEYS(repeat_keys)};

static const struct ta_key keys[] = {
    {"requester", &ta_some_fields_shape, true,
	"The fields that tell who asks: the first that is not blank."},
    {"within", &days_shape, true,
	"How many days before the day of receipt an earlier request counts."},
    {"pass_over", &ta_facts_named_shape, false,
	"Facts by which a request is nobody's, and does not count."},
    {"repeat", &repeat_shape, false,
	"When a request repeats an earlier one of the same requester."},
    {"signs", &signs_shape, false, "Facts, each of which a request may show.",
	.with = "signs_in"},
    {"signs_in", &signs_in_shape, false,
	"In how many requests a sign has to show before it counts.",
	.with = "signs"}};

const struct ta_shape ta_history_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

/* Reads "N days": N, or -1 with the error set. */
static int
load_days(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_slice rest = node->text;
	struct ta_slice number = ta_slice_next(&rest, ' ');
	size_t n = 0;

	if (!ta_slice_number(number, DAYS_DIGITS, &n) || n == 0 ||
	    rest.data == NULL ||
	    !ta_slice_equal(rest, ta_slice_of(n == 1 ? "day" : "days")))
		return ta_node_refuse(node, loader->error,
		    "expected a number of days, such as '365 days'");
	return (int)n;
}

/* Loads the names of at least one field. 0 or -1. */
static int
load_fields(struct ta_loader *loader, const struct ta_node *node,
    const int **fields, size_t *n)
{
	if (ta_node_items(node) == 0)
		return ta_node_refuse(
		    node, loader->error, "expected at least one field");
	return ta_load_indices(loader, node, ta_node_field, fields, n);
}

static int
load_repeat(struct ta_loader *loader, const struct ta_node *node)
{
	struct ta_history *history = &loader->policy->history;

	if (node == NULL)
		return 0;
	if (load_fields(loader, ta_node_get(node, "same"),
		&history->same.fields, &history->same.count) == -1)
		return -1;
	history->same_within = load_days(loader, ta_node_get(node, "within"));
	return history->same_within == -1 ? -1 : 0;
}

/* Loads the number of requests that make a sign count. 0 or -1. */
static int
load_signs_in(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_node *signs)
{
	size_t n = 0;

	if (node == NULL && signs == NULL)
		return 0;
	if (node == NULL)
		return ta_node_refuse(signs, loader->error,
		    "'signs' need 'signs_in': how many requests have to show "
		    "one before it counts");
	if (signs == NULL)
		return ta_node_refuse(node, loader->error,
		    "'signs_in' does nothing without 'signs'");
	if (!ta_slice_number(node->text, DAYS_DIGITS, &n) || n == 0)
		return ta_node_refuse(node, loader->error,
		    "expected a number of requests, such as 2");
	loader->policy->history.signs_in = (int)n;
	return 0;
}

static int
load_signs(struct ta_loader *loader, const struct ta_node *map)
{
	const struct ta_node *list = ta_node_get(map, "signs"), *item;
	struct ta_history *history = &loader->policy->history;

	if (ta_load_indices(loader, list, ta_node_fact, &history->signs,
		&history->n_signs) == -1)
		return -1;
	if (history->n_signs > TA_SIGNS_MAX)
		return ta_node_refuse(list, loader->error,
		    "there are more than %d signs", TA_SIGNS_MAX);
	item = ta_node_first(list);
	for (size_t i = 0; i < history->n_signs; i++) {
		for (size_t k = 0; k < i; k++)
			if (history->signs[k] == history->signs[i])
				return ta_node_refuse(item, loader->error,
				    "'%s' is already one of the signs",
				    item->text.data);
		item = ta_node_after(list, item);
	}
	return load_signs_in(loader, ta_node_get(map, "signs_in"), list);
}

int
ta_load_history(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_history *history = &loader->policy->history;

	if (map == NULL)
		return 0;
	if (load_fields(loader, ta_node_get(map, "requester"),
		&history->requester, &history->n_requester) == -1)
		return -1;
	history->within = load_days(loader, ta_node_get(map, "within"));
	if (history->within == -1 ||
	    ta_load_indices(loader, ta_node_get(map, "pass_over"), ta_node_fact,
		&history->pass_over, &history->n_pass_over) == -1 ||
	    load_repeat(loader, ta_node_get(map, "repeat")) == -1)
		return -1;
	return load_signs(loader, map);
}
