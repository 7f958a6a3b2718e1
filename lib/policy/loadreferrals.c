#include "policy/loader.h"

/* Years in which every date is on every day of the week. */
#define CYCLE_FIRST 2001
#define CYCLE_LAST 2028

/* Whether some day is the last call's and no earlier call's. */
static bool
owns_a_day(const struct ta_call *calls, size_t n)
{
	ta_day last = ta_day_of(CYCLE_LAST, 12, 31);

	for (ta_day day = ta_day_of(CYCLE_FIRST, 1, 1); day <= last; day++)
		if (ta_call_on(calls, n, day) == &calls[n - 1])
			return true;
	return false;
}

static int
load_call(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"name", TA_WANT_TEXT, false},
	    {"on", TA_WANT_TEXT, true}, {"when", TA_WANT_MAP, false}};
	const struct ta_policy *policy = loader->policy;
	const struct ta_referral *referral =
	    &policy->referrals[policy->n_referrals];
	const struct ta_node *on = ta_node_get(node, "on");
	struct ta_call *call = thing;

	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1 ||
	    ta_day_rule_read(on, &call->on, loader->error) == -1 ||
	    ta_load_when(loader, node, "calls", 0, &call->when) == -1)
		return -1;
	call->named = ta_node_get(node, "name") != NULL;
	call->name =
	    call->named ? ta_node_text(node, "name").data : on->text.data;
	call->when.id = call->name;
	if (!owns_a_day(referral->calls, referral->n_calls + 1))
		return ta_node_refuse(node, loader->error,
		    "this call is never held: a call above it takes every such "
		    "day; put the rarer one first");
	return 0;
}

static int
load_calls(struct ta_loader *loader, const struct ta_node *list,
    struct ta_referral *referral)
{

	if (ta_node_items(list) > TA_CALLS_MAX)
		return ta_node_refuse(list, loader->error,
		    "a referral can have at most %d calls", TA_CALLS_MAX);
	return ta_load_list(loader, list, load_call, (void **)&referral->calls,
	    sizeof(*referral->calls), &referral->n_calls);
}

/*
 * A referral has to lead somewhere: one that lost its number, as a comma in
 * {...} does to it, is refused.
 */
static int
load_referral(struct ta_loader *loader, const struct ta_node *node, void *thing)
{
	static const struct ta_key keys[] = {{"when", TA_WANT_MAP, false},
	    {"says", TA_WANT_TEXT, false}, {"phone", TA_WANT_TEXT, false},
	    {"url", TA_WANT_TEXT, false}, {"calls", TA_WANT_LIST, false},
	    {"text_only", TA_WANT_YES_NO, false}};
	struct ta_referral *referral = thing;

	referral->id = node->key.data;
	if (!ta_slug_is(node->key))
		return ta_error_set(loader->error, &node->key_at,
		    "expected an id of lower-case letters, digits and single "
		    "hyphens");
	if (ta_node_check(node, TA_KEYS(keys), loader->error) == -1 ||
	    ta_load_when(loader, node, NULL, 0, &referral->when) == -1)
		return -1;
	referral->says = ta_node_text(node, "says").data;
	referral->phone = ta_node_text(node, "phone").data;
	referral->url = ta_node_text(node, "url").data;
	ta_load_name(loader->referrals, node->key);
	if (load_calls(loader, ta_node_get(node, "calls"), referral) == -1)
		return -1;
	if (referral->phone == NULL && referral->url == NULL &&
	    referral->n_calls == 0 && !ta_node_yes(node, "text_only", false))
		return ta_node_refuse(node, loader->error,
		    "the referral leads nowhere: give a phone, a url or calls, "
		    "or say text_only: yes");
	return 0;
}

int
ta_load_referrals(struct ta_loader *loader, const struct ta_node *map)
{
	struct ta_policy *policy = loader->policy;

	return ta_load_list(loader, map, load_referral,
	    (void **)&policy->referrals, sizeof(*policy->referrals),
	    &policy->n_referrals);
}

int
ta_load_refer(struct ta_loader *loader, const struct ta_node *node,
    struct ta_refer *refer)
{
	const struct ta_policy *policy = loader->policy;
	struct ta_names names = TA_NAMES(
	    policy->referrals, policy->n_referrals, struct ta_referral, id);
	const struct ta_node *list = ta_node_get(node, "refer");
	int *referrals = ta_load_room(loader, list, sizeof(*referrals));

	names.table = loader->referrals;
	refer->referrals = referrals;
	for (const struct ta_node *item = ta_node_first(list); item != NULL;
	     item = item->next) {
		int index = ta_node_named(
		    item, "a referral of this policy", names, loader->error);

		if (index == -1)
			return -1;
		referrals[refer->count++] = index;
	}
	return 0;
}
