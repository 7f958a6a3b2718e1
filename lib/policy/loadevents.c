#include "policy/loader.h"

static const char *const list_ways[] = {"replace", "add"};

static const struct ta_shape set_value_shape = {
    .says = "A value of the field; day, for a date; or blank.", .null = true};
static const struct ta_shape sets_shape = {.want = TA_WANT_MAP,
    .name = "sets",
    .says = "Fields of this policy, and what they become.",
    .each = &set_value_shape};
static const struct ta_shape lists_shape = {
    .kind = "a way with lists", .words = TA_WORDS(list_ways)};
static const struct ta_shape take_shape = {.want = TA_WANT_TEXTS,
    .says = "Fields of this policy; intake is all that are not staff's.",
    .items = &ta_field_shape};

static const struct ta_key event_keys[] = {
    {"id", &ta_id_shape, true, "What the event is called."},
    {"set", &sets_shape, false, "What fields become."},
    {"first", &sets_shape, false, "The same, only where the field is blank."},
    {"open", &ta_field_shape, false,
	"A field of spans: one begins on the day of the event."},
    {"close", &ta_field_shape, false,
	"A field of spans: the open one ends on the day of the event."},
    {"take", &take_shape, false, "The fields that the event may carry."},
    {"lists", &lists_shape, false,
	"add: items are added to those that are there. replace: they take "
	"their place."},
    {"form", &ta_shape_yes_no, false,
	"yes: the event that 'ta-submit --amend' writes."},
    {"verified", &ta_shape_yes_no, false,
	"yes: staff have seen that the fields of the event are so."},
    {"labels", &ta_shape_texts, false, "Other words that people use for it."},
    TA_KEY_SAYS};
static const struct ta_shape event_shape = {
    .want = TA_WANT_MAP, TA_KEYS(event_keys)};

const struct ta_shape ta_events_shape = {
    .want = TA_WANT_LIST, .items = &event_shape};

/* Whether a request keeps a field as it came. */
static bool
is_kept(const struct ta_policy *policy, int field)
{
	return field == policy->id_field || field == policy->receipt;
}

/* Whether a field is among those that `intake` stands for. */
static bool
is_intake(const struct ta_policy *policy, int field)
{
	return !policy->vocabulary.fields[field].staff &&
	       !is_kept(policy, field);
}

/* A value that an event sets: a day, nothing, or a value of the field. */
static int
load_set(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;
	const struct ta_field *field;
	struct ta_event_set *set = thing;
	struct ta_value value;

	set->field =
	    ta_name_field(node->key, &node->key_at, vocabulary, loader->error);
	if (set->field == -1)
		return -1;
	if (is_kept(loader->policy, set->field))
		return ta_error_set(loader->error, &node->key_at,
		    "a request keeps its id and its day of receipt");
	field = &vocabulary->fields[set->field];
	if (node->kind != TA_NODE_TEXT)
		return ta_node_refuse(node, loader->error,
		    "expected a value of %s, 'day' or 'blank'",
		    field->name.data);
	set->day = field->type == TA_TYPE_DATE &&
		   ta_slice_equal(node->text, ta_slice_of("day"));
	if (set->day || ta_slice_equal(node->text, ta_slice_of("blank")))
		return 0;
	set->text = node->text;
	ta_value_read(field, vocabulary->zone, node->text, &value);
	if (value.state == TA_VALID && !value.strange)
		return 0;
	return ta_node_refuse(node, loader->error,
	    "'%s' is not a value of %s, nor 'day' or 'blank'", node->text.data,
	    field->name.data);
}

/* Loads `set`, then `first`, which keeps what is there. */
static int
load_sets(struct ta_loader *loader, const struct ta_node *node,
    struct ta_event *event)
{
	const struct ta_node *set = ta_node_get(node, "set");
	const struct ta_node *first = ta_node_get(node, "first");
	size_t n = ta_node_items(set), count = 0;

	event->sets = ta_load_array(
	    loader, n + ta_node_items(first), sizeof(*event->sets));
	if (ta_load_list(loader, set, load_set, (void **)&event->sets,
		sizeof(*event->sets), &count) == -1 ||
	    ta_load_list(loader, first, load_set, (void **)&event->sets,
		sizeof(*event->sets), &count) == -1)
		return -1;
	for (size_t i = n; i < count; i++)
		event->sets[i].first = true;
	event->n_sets = count;
	return 0;
}

/* Checks that an event that verifies takes no field that is never verified. */
static int
check_verifies(struct ta_loader *loader, const struct ta_event *event,
    const struct ta_node *item)
{
	const struct ta_vocabulary *vocabulary = &loader->policy->vocabulary;

	for (size_t i = 0; event->verified && i < vocabulary->n_fields; i++)
		if (event->takes[i] && !vocabulary->fields[i].verified)
			return ta_node_refuse(item, loader->error,
			    "the event '%s' cannot verify '%s': the field has "
			    "no 'verified: yes'",
			    event->id, vocabulary->fields[i].name.data);
	return 0;
}

/* The fields that an event may carry: those named, or all of the intake. */
static int
load_takes(struct ta_loader *loader, const struct ta_node *node,
    struct ta_event *event)
{
	const struct ta_policy *policy = loader->policy;
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	const struct ta_node *item = ta_node_first(node);

	event->carries = node != NULL;
	event->takes =
	    ta_load_array(loader, vocabulary->n_fields, sizeof(*event->takes));
	for (; item != NULL; item = ta_node_after(node, item)) {
		bool intake = ta_slice_equal(item->text, ta_slice_of("intake"));
		int field = -1;

		if (!intake)
			field = ta_node_field(item, vocabulary, loader->error);
		if (!intake && field == -1)
			return -1;
		if (is_kept(policy, field))
			return ta_node_refuse(item, loader->error,
			    "a request keeps its id and its day of receipt");
		for (size_t i = 0; i < vocabulary->n_fields; i++)
			event->takes[i] |=
			    (int)i == field ||
			    (intake && is_intake(policy, (int)i));
		if (check_verifies(loader, event, item) == -1)
			return -1;
	}
	return 0;
}

static int
load_lists(struct ta_loader *loader, const struct ta_node *node,
    struct ta_event *event)
{
	int way =
	    node == NULL ? 0 : ta_shape_word(node, &lists_shape, loader->error);

	event->adds = way == 1;
	return way == -1 ? -1 : 0;
}

/* Checks that the form's event writes no answer by itself. */
static int
check_writes(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_event *event)
{
	static const char *const ways[] = {"set", "first", "open", "close"};
	const struct ta_policy *policy = loader->policy;

	for (size_t i = 0; i < TA_COUNT(ways); i++) {
		const struct ta_node *list = ta_node_get(node, ways[i]);
		const struct ta_node *item = ta_node_first(list);

		for (; item != NULL; item = ta_node_after(list, item)) {
			bool keyed = list->kind == TA_NODE_MAP;
			struct ta_slice name = keyed ? item->key : item->text;

			if (is_intake(policy,
				ta_vocabulary_field(&policy->vocabulary, name)))
				return ta_error_set(loader->error,
				    keyed ? &item->key_at : &item->at,
				    "the event '%s' is the form's and cannot "
				    "set '%s', which is the requester's",
				    event->id, name.data);
		}
	}
	return 0;
}

/*
 * Checks that after the form's event the answers are those of the form: else
 * each import would find that they differ, and write another event.
 */
static int
check_form(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_event *event)
{
	const struct ta_policy *policy = loader->policy;
	const struct ta_node *take = ta_node_get(node, "take");

	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (is_intake(policy, (int)i) && !event->takes[i])
			return ta_node_refuse(
			    take != NULL ? take : ta_node_get(node, "form"),
			    loader->error,
			    "the event '%s' is the form's and has to take all "
			    "that is the requester's; it lacks '%s'",
			    event->id, policy->vocabulary.fields[i].name.data);
	if (event->adds)
		return ta_node_refuse(ta_node_get(node, "lists"), loader->error,
		    "the event '%s' is the form's and has to replace lists",
		    event->id);
	return check_writes(loader, node, event);
}

/* The one event that ta-submit --amend writes. */
static int
load_form(struct ta_loader *loader, const struct ta_node *node,
    const struct ta_event *event)
{
	struct ta_policy *policy = loader->policy;

	if (!ta_node_yes(node, "form", false))
		return 0;
	if (policy->amended != -1)
		return ta_node_refuse(ta_node_get(node, "form"), loader->error,
		    "the event '%s' is the form's already",
		    policy->events[policy->amended].id);
	policy->amended = (int)(event - policy->events);
	return check_form(loader, node, event);
}

static int
load_event(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_event *event = thing;

	event->id = ta_load_id(loader, node);
	if (event->id == NULL)
		return -1;
	if (ta_slice_equal(ta_slice_of(event->id), ta_slice_of(TA_UNDONE)))
		return ta_node_refuse(ta_node_get(node, "id"), loader->error,
		    "'" TA_UNDONE "' is the tools' own event, which takes "
		    "another back");
	if (ta_table_find(loader->taken, ta_slice_of(event->id)) != NULL)
		return ta_node_refuse(ta_node_get(node, "id"), loader->error,
		    "'%s' is already a label of another event", event->id);
	event->verified = ta_node_yes(node, "verified", false);
	if (load_sets(loader, node, event) == -1 ||
	    ta_load_field(loader, ta_node_get(node, "open"), TA_TYPE_SPANS,
		&event->opens) == -1 ||
	    ta_load_field(loader, ta_node_get(node, "close"), TA_TYPE_SPANS,
		&event->closes) == -1 ||
	    load_takes(loader, ta_node_get(node, "take"), event) == -1 ||
	    load_lists(loader, ta_node_get(node, "lists"), event) == -1 ||
	    ta_load_labels(loader, ta_node_get(node, "labels"), loader->taken,
		&event->labels, &event->n_labels) == -1)
		return -1;
	ta_load_take(loader->taken, ta_slice_of(event->id), event->labels,
	    event->n_labels);
	return load_form(loader, node, event);
}

int
ta_load_events(struct ta_loader *loader, const struct ta_node *list)
{
	struct ta_policy *policy = loader->policy;

	policy->amended = -1;
	ta_table_free(loader->taken);
	loader->taken = ta_table_new(sizeof(uint64_t));
	ta_load_take(loader->taken, ta_slice_of(TA_UNDONE), NULL, 0);
	return ta_load_list(loader, list, load_event, (void **)&policy->events,
	    sizeof(*policy->events), &policy->n_events);
}

int
ta_policy_event(const struct ta_policy *policy, struct ta_slice word)
{
	for (size_t i = 0; i < policy->n_events; i++) {
		const struct ta_event *event = &policy->events[i];

		if (ta_slug_equal(ta_slice_of(event->id), word))
			return (int)i;
		for (size_t k = 0; k < event->n_labels; k++)
			if (ta_slug_equal(event->labels[k], word))
				return (int)i;
	}
	return -1;
}
