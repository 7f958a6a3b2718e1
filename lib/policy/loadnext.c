#include "policy/loader.h"

/* What is to be done next with a request, in words, and who does it. */

#define SCOPE (TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME)

static const struct ta_key step_keys[] = {TA_KEY_ID, TA_KEY_WHEN(SCOPE),
    {"says", &ta_shape_text, true, "What is to be done."},
    {"who", &ta_shape_text, false,
	"Who does it; without it, what the field of 'next' says."}};
static const struct ta_shape step_shape = {
    .want = TA_WANT_MAP, TA_KEYS(step_keys)};
static const struct ta_shape steps_shape = {
    .want = TA_WANT_LIST, .items = &step_shape};

static const struct ta_key keys[] = {
    {"who", &ta_field_shape, false,
	"The field of staff's that says who does it."},
    {"nobody", &ta_shape_text, false, "The words for that field when blank."},
    {"steps", &steps_shape, true,
	"What is to be done: the first step that holds is the one."}};

const struct ta_shape ta_next_shape = {.want = TA_WANT_MAP, TA_KEYS(keys)};

/* The field of staff's that says who does it; *field is -1 without one. */
static int
load_who(struct ta_loader *loader, const struct ta_node *node, int *field)
{
	*field = -1;
	if (node == NULL)
		return 0;
	*field = ta_node_named(node, "a field of this policy",
	    ta_vocabulary_fields(&loader->policy->vocabulary), loader->error);
	if (*field == -1)
		return -1;
	return loader->policy->vocabulary.fields[*field].staff
		   ? 0
		   : ta_node_refuse(node, loader->error,
			 "'%s' is not a field of staff's, and pages show who "
			 "does it to everybody",
			 node->text.data);
}

static int
load_step(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	struct ta_step *step = thing;
	bool first = step == loader->policy->next.steps;
	const struct ta_node *who;

	if (ta_load_reached(loader, node, first ? NULL : &step[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, "next", SCOPE, &step->when) == -1)
		return -1;
	step->id = step->when.id;
	step->says = ta_node_get(node, "says")->text;
	who = ta_node_get(node, "who");
	if (who != NULL)
		step->who = who->text;
	return 0;
}

int
ta_load_next(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_next *next = &loader->policy->next;
	const struct ta_node *nobody;

	next->who = -1;
	if (map == NULL)
		return 0;
	if (load_who(loader, ta_node_get(map, "who"), &next->who) == -1)
		return -1;
	nobody = ta_node_get(map, "nobody");
	if (nobody != NULL)
		next->nobody = nobody->text;
	return ta_load_list(loader, ta_node_get(map, "steps"), load_step,
	    (void **)&next->steps, sizeof(*next->steps), &next->count);
}
