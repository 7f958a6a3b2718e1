#ifndef TA_YAMLTREE_H
#define TA_YAMLTREE_H

/*
 * A YAML file read whole, and a closed schema over it: a mapping has the keys
 * that are declared and no others, each of the kind declared, or the file is
 * refused with the place and what was expected. It knows no key of any file.
 */

#include <stdbool.h>

#include "base/mem.h"
#include "base/names.h"
#include "file/source.h"

enum ta_node_kind { TA_NODE_TEXT, TA_NODE_LIST, TA_NODE_MAP };

struct ta_node {
	enum ta_node_kind kind;
	struct ta_slice text; /* NUL-terminated */
	bool null;	      /* a plain scalar that means nothing */
	struct ta_slice key;  /* in a mapping; NUL-terminated */
	struct ta_place key_at;
	struct ta_place at;
	size_t count;		  /* of children */
	struct ta_node *children; /* the first */
	struct ta_node *next;	  /* sibling */
};

/*
 * Reads the one document of a file into nodes that live in the arena, file name
 * included. NULL with the error set where there is none, another follows, a key
 * stands twice, or there are more nodes than bounds.h allows.
 */
struct ta_node *ta_yamltree_read(
    struct ta_source *source, struct ta_arena *arena, struct ta_error *error);

/* What the value of a key may be. */
enum ta_want {
	TA_WANT_TEXT,
	TA_WANT_LIST,
	TA_WANT_MAP,
	TA_WANT_TEXTS, /* a list of texts; one text is a list of itself */
	TA_WANT_YES_NO
};

struct ta_key {
	const char *name;
	enum ta_want want;
	bool required;
};

/* The keys of an array and how many they are, as ta_node_check takes them. */
#define TA_KEYS(keys) (keys), sizeof(keys) / sizeof((keys)[0])

/*
 * Is the node a mapping with these keys and no others, n of them? 0, or -1 with
 * the error set, and "did you mean" for a key that is nearly one.
 */
int ta_node_check(const struct ta_node *node, const struct ta_key *keys,
    size_t n, struct ta_error *error);

/* The value of a key, NULL where the mapping has none or node is NULL. */
const struct ta_node *ta_node_get(const struct ta_node *node, const char *key);

/* The text of a key's value, absent where there is none. */
struct ta_slice ta_node_text(const struct ta_node *node, const char *key);

/* The yes of a key's value; `otherwise` where there is none. */
bool ta_node_yes(const struct ta_node *node, const char *key, bool otherwise);

/*
 * The items of a list or mapping, one behind the other, and their number; a
 * text is the only item of itself. NULL behind the last, and where node is.
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
 * As ta_names_index and ta_name_index (see names.h), for the text of a node, at
 * the node.
 */
int ta_node_named(const struct ta_node *node, const char *kind,
    struct ta_names names, struct ta_error *error);
int ta_node_index(const struct ta_node *node, const char *kind,
    const char *const *names, size_t n, struct ta_error *error);

#endif
