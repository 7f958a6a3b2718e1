#include "policy/loader.h"

static const struct ta_key call_keys[] = {
    {"name", &ta_shape_text, false, "The name of the call."},
    {"on", &ta_day_rule_shape, true,
	"Its day, such as wednesday or 1st wednesday."},
    {"when", &ta_condition_shapes[0], false,
	"Whom it fits; without it, everybody."}};
static const struct ta_shape call_shape = {
    .want = TA_WANT_MAP, TA_KEYS(call_keys)};
static const struct ta_shape calls_shape = {
    .want = TA_WANT_LIST, .items = &call_shape, .items_most = TA_CALLS_MAX};

static const struct ta_key referral_keys[] = {
    {"when", &ta_condition_shapes[0], false,
	"Whom it is for; without it, everybody."},
    {"says", &ta_shape_text, false, "What a person reads."},
    {"phone", &ta_shape_text, false, "Its telephone number."},
    {"url", &ta_shape_text, false, "Its page."},
    {"calls", &calls_shape, false,
	"Regular calls; where several are on one day, the first counts."},
    {"text_only", &ta_shape_yes_no, false,
	"yes: the sentence is all there is."}};
static const char *const leads[] = {"phone", "url", "calls", "text_only", NULL};
static const struct ta_shape referral_shape = {
    .want = TA_WANT_MAP, .one = leads, TA_KEYS(referral_keys)};

const struct ta_shape ta_referrals_shape = {
    .want = TA_WANT_MAP, .pattern = TA_SLUG, .each = &referral_shape};

static const struct ta_shape referral_name_shape = {
    .says = "The id of a referral of this policy."};

const struct ta_shape ta_refer_shape = {.want = TA_WANT_LIST,
    .name = "refer",
    .says = "Referrals of this policy.",
    .items = &referral_name_shape};

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
	const struct ta_policy *policy = loader->policy;
	const struct ta_referral *referral =
	    &policy->referrals[policy->n_referrals];
	const struct ta_node *on = ta_node_get(node, "on");
	struct ta_call *call = thing;

	if (ta_day_rule_read(on, &call->on, loader->error) == -1 ||
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
	struct ta_referral *referral = thing;

	referral->id = node->key.data;
	if (!ta_slug_is(node->key))
		return ta_error_set(loader->error, &node->key_at,
		    "expected an id of lower-case letters, digits and single "
		    "hyphens");
	if (ta_load_when(loader, node, NULL, 0, &referral->when) == -1)
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
