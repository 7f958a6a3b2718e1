#include <string.h>

#include "file/yamltree.h"
#include "policy/load.h"
#include "unit.h"

/* The built-in policy that was parsed at build time is the one in its text. */

extern const struct ta_node *const ta_default_tree;

static bool
same_slice(struct ta_slice a, struct ta_slice b)
{
	return (a.data == NULL) == (b.data == NULL) && ta_slice_equal(a, b) &&
	       (a.data == NULL || a.data[a.len] == '\0');
}

static bool
same_place(const struct ta_place *a, const struct ta_place *b)
{
	return a->line == b->line && a->column == b->column &&
	       (a->file == NULL) == (b->file == NULL) &&
	       (a->file == NULL || strcmp(a->file, b->file) == 0);
}

/* Counts the nodes that are the same, below and beside these, too. */
static size_t
compare(const struct ta_node *a, const struct ta_node *b)
{
	size_t n = 0;

	for (; a != NULL && b != NULL; a = a->next, b = b->next) {
		n += a->kind == b->kind && a->null == b->null &&
		     a->count == b->count && same_slice(a->text, b->text) &&
		     same_slice(a->key, b->key) && same_place(&a->at, &b->at) &&
		     same_place(&a->key_at, &b->key_at);
		n += compare(a->children, b->children);
	}
	return n;
}

static size_t
count(const struct ta_node *node)
{
	size_t n = 0;

	for (; node != NULL; node = node->next)
		n += 1 + count(node->children);
	return n;
}

int
main(void)
{
	struct ta_arena arena = {0};
	struct ta_text text = {0};
	struct ta_error error;
	struct ta_source *source;
	const struct ta_node *root;
	struct ta_policy *policy;

	CHECK(ta_policy_read(NULL, &text, &error) == 0);
	source = ta_source_memory(TA_BUILTIN, ta_text_string(&text), text.len);
	root = ta_yamltree_read(source, &arena, &error);
	ta_source_close(source);
	CHECK(root != NULL);
	CHECK(count(root) > 1000);
	CHECK(count(root) == count(ta_default_tree));
	CHECK(compare(root, ta_default_tree) == count(root));
	policy = ta_policy_builtin(&error);
	CHECK(policy != NULL);
	ta_policy_free(policy);
	ta_arena_free(&arena);
	ta_text_free(&text);
	return unit_end();
}
