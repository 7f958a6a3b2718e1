#include "policy/loader.h"

/* What is to be done next with a request, in words, and who does it. */

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
	static const struct ta_key keys[] = {{"id", TA_WANT_TEXT, true},
	    {"when", TA_WANT_MAP, false}, {"says", TA_WANT_TEXT, true},
	    {"who", TA_WANT_TEXT, false}};
	struct ta_step *step = thing;
	bool first = step == loader->policy->next.steps;
	const struct ta_node *who;

	if (ta_load_reached(loader, node, first ? NULL : &step[-1].when) ==
		-1 ||
	    ta_load_rule(loader, node, TA_KEYS(keys), "next",
		TA_SCOPE_FINDINGS | TA_SCOPE_OUTCOME, &step->when) == -1)
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
	static const struct ta_key keys[] = {{"who", TA_WANT_TEXT, false},
	    {"nobody", TA_WANT_TEXT, false}, {"steps", TA_WANT_LIST, true}};
	struct ta_next *next = &loader->policy->next;
	const struct ta_node *nobody;

	next->who = -1;
	if (map == NULL)
		return 0;
	if (ta_node_check(map, TA_KEYS(keys), loader->error) == -1 ||
	    load_who(loader, ta_node_get(map, "who"), &next->who) == -1)
		return -1;
	nobody = ta_node_get(map, "nobody");
	if (nobody != NULL)
		next->nobody = nobody->text;
	return ta_load_list(loader, ta_node_get(map, "steps"), load_step,
	    (void **)&next->steps, sizeof(*next->steps), &next->count);
}
