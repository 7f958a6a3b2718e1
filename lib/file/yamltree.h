#ifndef TA_YAMLTREE_H
#define TA_YAMLTREE_H

/*
 * A YAML file read whole, as nodes with their places. What they have to be is
 * the reader's to say: see shape.h.
 */

#include <stdbool.h>

#include "base/mem.h"
#include "base/names.h"
#include "file/source.h"

enum ta_node_kind { TA_NODE_TEXT, TA_NODE_LIST, TA_NODE_MAP };

struct ta_node {
	enum ta_node_kind kind;
	struct ta_slice text; /* NUL-terminated */
	bool null;	      /* a plain scalar without a meaning */
	struct ta_slice key;  /* of a pair of a mapping; NUL-terminated */
	struct ta_place key_at;
	struct ta_place at;
	size_t count;		  /* of children */
	struct ta_node *children; /* the first of them */
	struct ta_node *next;	  /* sibling */
};

/*
 * Reads the only document of a file into nodes, which live in the arena with
 * the file's name. NULL with the error set where the file is empty or has a
 * second document, where a key occurs twice, or where there are more nodes than
 * bounds.h allows.
 */
struct ta_node *ta_yamltree_read(
    struct ta_source *source, struct ta_arena *arena, struct ta_error *error);

/*
 * The value of a key, NULL where the mapping has none or node is NULL; it lives
 * as long as the node, as all that follow do.
 */
const struct ta_node *ta_node_get(const struct ta_node *node, const char *key);

/* The text of a key's value, with NULL data where there is none. */
struct ta_slice ta_node_text(const struct ta_node *node, const char *key);

/* Whether a key's value is yes; `otherwise` where there is none. */
bool ta_node_yes(const struct ta_node *node, const char *key, bool otherwise);

/*
 * The items of a list or mapping, in their order, and their number. A text
 * counts as a list of itself. NULL after the last item, and where node is NULL.
 */
const struct ta_node *ta_node_first(const struct ta_node *node);
const struct ta_node *ta_node_after(
    const struct ta_node *node, const struct ta_node *item);
size_t ta_node_items(const struct ta_node *node);

/*
 * As ta_error_set, at the node. A character of its text that looks like a blank
 * or like nothing is named, since the message would show no difference.
 */
int ta_node_refuse(const struct ta_node *node, struct ta_error *error,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Appends the node's value in flow style, for people: a, [a, b], {k: v}. */
void ta_node_show(const struct ta_node *node, struct ta_text *text);

/*
 * As ta_names_index of names.h, for the text of a node, with the place of the
 * node.
 */
int ta_node_named(const struct ta_node *node, const char *kind,
    struct ta_names names, struct ta_error *error);

#endif
