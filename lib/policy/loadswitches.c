#include <stdlib.h>
#include <string.h>

#include "policy/loader.h"

static const char *const states[] = {"off", "on"};

static const struct ta_shape state_shape = {
    .kind = "a state", .words = TA_WORDS(states)};
static const struct ta_shape requests_shape = {
    .says = "A number of requests.", .most = 1000000000};
static const struct ta_shape during_shape = {.want = TA_WANT_LIST,
    .says = "Days, and spans of days.",
    .items = &ta_span_shape};

static const struct ta_key auto_keys[] = {
    {"open_requests_over", &requests_shape, true,
	"The number of open requests above which the switch is on."}};
static const struct ta_shape auto_shape = {
    .want = TA_WANT_MAP, TA_KEYS(auto_keys)};

static const struct ta_key switch_keys[] = {
    {"default", &state_shape, true, "Whether it is on by itself."},
    {"during", &during_shape, false, "The days on which it is on by itself."},
    {"auto", &auto_shape, false, "When ta-submit turns it on."}};
static const struct ta_shape switch_shape = {
    .want = TA_WANT_MAP, TA_KEYS(switch_keys)};

const struct ta_shape ta_switches_shape = {
    .want = TA_WANT_MAP, .pattern = "^[a-z0-9_-]+$", .each = &switch_shape};

static int
load_span(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	return ta_calendar_span(node, thing, loader->error);
}

/* {open_requests_over: 60} */
static int
load_auto(struct ta_loader *loader, const struct ta_node *node,
    struct ta_switch *entry)
{
	const struct ta_node *over;
	const char *problem = NULL;

	entry->open_requests_over = -1;
	if (node == NULL)
		return 0;
	over = ta_node_get(node, "open_requests_over");
	entry->open_requests_over =
	    (int)strtonum(over->text.data, 0, 1000000000, &problem);
	return problem == NULL ? 0
			       : ta_node_refuse(over, loader->error,
				     "expected a number of requests");
}

/* {default: off, during: [SPAN, …], auto: {…}} */
static int
load_switch(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_switch *entry = thing;
	struct ta_span *spans = NULL;
	int state;

	state = ta_shape_word(
	    ta_node_get(node, "default"), &state_shape, loader->error);
	if (state == -1 ||
	    ta_load_list(loader, ta_node_get(node, "during"), load_span,
		(void **)&spans, sizeof(*spans), &entry->n_during) == -1 ||
	    load_auto(loader, ta_node_get(node, "auto"), entry) == -1)
		return -1;
	entry->on = state == 1;
	entry->during = spans;
	loader->policy->turns_switches |=
	    entry->n_during > 0 || entry->open_requests_over != -1;
	return 0;
}

/* The names are joined by ";" in a column, and by commas in TA_SWITCHES. */
static bool
is_name(struct ta_slice name)
{
	static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";

	for (size_t i = 0; i < name.len; i++)
		if (memchr(signs, name.data[i], sizeof(signs) - 1) == NULL)
			return false;
	return name.len > 0;
}

int
ta_load_switches(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_policy *policy = loader->policy;
	const char **names = ta_load_room(loader, map, sizeof(*names));
	const struct ta_node *node = ta_node_first(map);

	policy->vocabulary.switches = names;
	for (; node != NULL; node = node->next) {
		if (!is_name(node->key))
			return ta_error_set(loader->error, &node->key_at,
			    "expected a name of lower-case letters, digits, "
			    "underscores and hyphens");
		*names++ = node->key.data;
		ta_load_name(policy->vocabulary.switch_ids, node->key);
	}
	return ta_load_list(loader, map, load_switch,
	    (void **)&policy->switches, sizeof(*policy->switches),
	    &policy->vocabulary.n_switches);
}
