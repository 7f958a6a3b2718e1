/*
 * Writes a YAML file as the nodes that yamltree.h makes of it, in C. The
 * built-in policy is parsed by this once, when the tools are built: at each
 * start that would cost more than all else.
 */

#include <stdio.h>
#include <stdlib.h>

#include "file/yamltree.h"

/* The number of a node in the array is one more than those before it. */
static size_t
count_nodes(const struct ta_node *node)
{
	size_t n = 1;

	for (node = node->children; node != NULL; node = node->next)
		n += count_nodes(node);
	return n;
}

static void
write_slice(struct ta_slice slice)
{
	if (slice.data == NULL) {
		fputs("{NULL, 0}", stdout);
		return;
	}
	fputs("{\"", stdout);
	for (size_t i = 0; i < slice.len; i++)
		printf("\\%03o", (unsigned)(unsigned char)slice.data[i]);
	printf("\", %zu}", slice.len);
}

static void
write_place(const struct ta_place *at)
{
	printf("{%s, %zu, %zu}", at->file == NULL ? "NULL" : "name", at->line,
	    at->column);
}

/* Writes a node, then its children; `at` is its own number. */
static void
write_node(const struct ta_node *node, size_t at)
{
	size_t child = at + 1;

	printf("{.kind = %d, .null = %d, .count = %zu, .text = ",
	    (int)node->kind, node->null, node->count);
	write_slice(node->text);
	fputs(", .key = ", stdout);
	write_slice(node->key);
	fputs(", .at = ", stdout);
	write_place(&node->at);
	fputs(", .key_at = ", stdout);
	write_place(&node->key_at);
	if (node->children != NULL)
		printf(", .children = NODE(%zu)", child);
	if (node->next != NULL)
		printf(", .next = NODE(%zu)", at + count_nodes(node));
	puts("},");
	for (node = node->children; node != NULL; node = node->next) {
		write_node(node, child);
		child += count_nodes(node);
	}
}

/* embed FILE NAME: the name stands in places instead of the file's. */
int
main(int argc, char **argv)
{
	struct ta_arena arena = {0};
	struct ta_error error;
	struct ta_source *source;
	const struct ta_node *root = NULL;

	if (argc != 3)
		return 2;
	source = ta_source_open(argv[1], &error);
	if (source != NULL)
		root = ta_yamltree_read(source, &arena, &error);
	ta_source_close(source);
	if (root == NULL) {
		fprintf(stderr, "%s\n", error.text);
		return 2;
	}
	puts("#include \"file/yamltree.h\"");
	puts("extern const struct ta_node *const ta_default_tree;");
	printf("static const char name[] = \"%s\";\n", argv[2]);
	/* Nothing writes to them, though a node points to others as to its own.
	 */
	puts("#define NODE(i) (struct ta_node *)&nodes[i]");
	printf(
	    "static const struct ta_node nodes[%zu] = {\n", count_nodes(root));
	write_node(root, 0);
	puts("};");
	puts("const struct ta_node *const ta_default_tree = nodes;");
	ta_arena_free(&arena);
	return fflush(stdout) == 0 ? 0 : 2;
}
