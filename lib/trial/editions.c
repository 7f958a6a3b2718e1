#include "trial/trial.h"

/* Two policies of one name and edition. */

static bool
are_same(const struct ta_node *a, const struct ta_node *b)
{
	const struct ta_node *left, *right;

	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->count != b->count ||
	    !ta_slice_equal(a->key, b->key) ||
	    !ta_slice_equal(a->text, b->text))
		return false;
	for (left = a->children, right = b->children; left != NULL;
	     left = left->next, right = right->next)
		if (!are_same(left, right))
			return false;
	return true;
}

static const struct ta_node *
read_tree(struct ta_slice text, struct ta_arena *arena)
{
	struct ta_source *source = ta_source_memory("", text.data, text.len);
	struct ta_error error;
	const struct ta_node *root = ta_yamltree_read(source, arena, &error);

	ta_source_close(source);
	return root;
}

void
ta_trial_doubt_edition(const struct ta_trial *trial)
{
	const struct ta_policy *policy = trial->context->policy;
	const struct ta_policy *other = trial->other->policy;
	struct ta_arena arena = {0};

	if (strcmp(policy->name, other->name) != 0 ||
	    strcmp(policy->edition, other->edition) != 0)
		return;
	if (!are_same(read_tree(trial->policy, &arena),
		read_tree(trial->other_policy, &arena)))
		ta_report_warn(trial->report,
		    "both policies are %s %s, but they differ: give one of "
		    "them another edition, or no record can tell which decided "
		    "it",
		    policy->name, policy->edition);
	ta_arena_free(&arena);
}
