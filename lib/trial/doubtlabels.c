#include "trial/doubt.h"

/* Labels that say something other than they seem to, and what nobody sees. */

/*
 * Whether a bare label of a list in brackets is some words that begin as the
 * rest of a sentence does, after one that begins as a label does: a comma has
 * cut it.
 */
static bool
is_rest(struct ta_doubts *doubts, const struct ta_node *before,
    const struct ta_node *label)
{
	char first = label->text.len > 0 ? label->text.data[0] : ' ';
	char above = before->text.len > 0 ? before->text.data[0] : ' ';
	struct ta_slice bytes;
	const char *at;

	if (!ta_is_latin(first) || first != ta_lower(first) ||
	    !ta_is_latin(above) || above == ta_lower(above) ||
	    ta_slice_count(label->text, ' ') == 0)
		return false;
	bytes = ta_doubt_bytes(doubts, &label->at);
	if (bytes.len == 0 || bytes.data[0] != first)
		return false;
	for (at = bytes.data; at > doubts->text.data; at--)
		if (strchr(" \t\r\n", at[-1]) == NULL)
			return at[-1] == ',';
	return false;
}

/* Whether quotes or brackets of a text have no partner. */
static bool
is_open(struct ta_slice text)
{
	return ta_slice_count(text, '"') % 2 == 1 ||
	       ta_slice_count(text, '(') != ta_slice_count(text, ')') ||
	       ta_slice_count(text, '[') != ta_slice_count(text, ']');
}

static void
doubt_list(
    struct ta_doubts *doubts, const struct ta_node *labels, bool of_value)
{
	const struct ta_node *before = NULL;

	for (const struct ta_node *label = ta_node_first(labels); label != NULL;
	     before = label, label = ta_node_after(labels, label)) {
		if (is_open(label->text))
			ta_doubt_add(doubts, &label->at,
			    "the label '%s' has a quote or bracket without its "
			    "partner; a label with a comma is quoted as a whole",
			    label->text.data);
		else if (before != NULL && is_rest(doubts, before, label))
			ta_doubt_add(doubts, &label->at,
			    "the label '%s' may be the rest of the one before; "
			    "a label with a comma is quoted as a whole",
			    label->text.data);
		if (of_value && ta_slice_count(label->text, ';') > 0)
			ta_doubt_add(doubts, &label->at,
			    "the label '%s' has a ';' in it, which separates "
			    "the answers of a list; it may never be read as one "
			    "answer",
			    label->text.data);
	}
}

void
ta_doubt_labels(struct ta_doubts *doubts)
{
	const struct ta_node *node =
	    ta_node_first(ta_node_get(doubts->root, "fields"));

	for (; node != NULL; node = node->next) {
		const struct ta_node *value =
		    ta_node_first(ta_node_get(node, "values"));

		for (; value != NULL; value = value->next)
			doubt_list(doubts, ta_node_get(value, "labels"), true);
		doubt_list(doubts, ta_node_get(node, "labels"), false);
		doubt_list(doubts, ta_node_get(node, "blank"), false);
	}
	node = ta_node_first(ta_node_get(doubts->root, "events"));
	for (; node != NULL; node = node->next)
		doubt_list(doubts, ta_node_get(node, "labels"), false);
}

static const char *
name_of(uint32_t point)
{
	static const struct {
		uint32_t first, last;
		const char *name;
	} names[] = {{0x00a0, 0x00a0, "a no-break space"},
	    {0x00ad, 0x00ad, "a soft hyphen"},
	    {0x200b, 0x200b, "a zero width space"},
	    {0x200c, 0x200c, "a zero width non-joiner"},
	    {0x200d, 0x200d, "a zero width joiner"},
	    {0x200e, 0x200f, "a mark of the direction of writing"},
	    {0x202a, 0x202e, "a control of the direction of writing"},
	    {0x202f, 0x202f, "a narrow no-break space"},
	    {0x2060, 0x2060, "a word joiner"},
	    {0x2066, 0x2069, "a control of the direction of writing"},
	    {0xfeff, 0xfeff, "a byte order mark"}};

	for (size_t i = 0; i < TA_COUNT(names); i++)
		if (point >= names[i].first && point <= names[i].last)
			return names[i].name;
	return ta_char_is_white(point) ? "an unusual blank"
				       : "an invisible character";
}

/*
 * The place of the first such character in the text that begins at a place;
 * that place itself where it is written as an escape in double quotes.
 */
static struct ta_place
find_point(
    struct ta_doubts *doubts, const struct ta_place *from, uint32_t point)
{
	struct ta_slice rest = ta_doubt_bytes(doubts, from);
	bool quoted = rest.len > 0 && rest.data[0] == '"';
	struct ta_place at = *from;
	char before = '\\';
	size_t n;

	for (; rest.len > 0; ta_slice_pass(&rest, n == 0 ? 1 : n)) {
		if (ta_char_first(rest, &n) == point && n > 0)
			return at;
		if (quoted && rest.data[0] == '"' && before != '\\')
			return *from;
		before = before == '\\' ? ' ' : rest.data[0];
		at.column = rest.data[0] == '\n' ? 1 : at.column + 1;
		at.line += rest.data[0] == '\n';
	}
	return *from;
}

static void
doubt_text(
    struct ta_doubts *doubts, struct ta_slice text, const struct ta_place *from)
{
	uint32_t point = ta_text_hidden(text);
	struct ta_place at;

	if (point == 0)
		return;
	at = find_point(doubts, from, point);
	ta_doubt_add(doubts, &at,
	    "here is U+%04X, %s, which nobody sees; type the words around it anew",
	    point, name_of(point));
}

static void
doubt_node(struct ta_doubts *doubts, const struct ta_node *node)
{
	const struct ta_node *child;

	if (node->key.data != NULL)
		doubt_text(doubts, node->key, &node->key_at);
	if (node->kind == TA_NODE_TEXT) {
		doubt_text(doubts, node->text, &node->at);
		return;
	}
	for (child = node->children; child != NULL; child = child->next)
		doubt_node(doubts, child);
}

void
ta_doubt_unseen(struct ta_doubts *doubts)
{
	doubt_node(doubts, doubts->root);
}
