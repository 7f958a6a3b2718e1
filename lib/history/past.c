#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/table.h"
#include "history/past.h"

/*
 * Each requester has two trees of the same requests, one in the order of their
 * moments, one of their contents and moments. They are treaps (Seidel and
 * Aragon, "Randomized search trees", 1996): a node stands above those of lower
 * priority, and priorities are as good as random, so that a tree is deep only
 * where moments were chosen by them. Nodes have numbers from 1; 0 is none.
 */
enum order { BY_MOMENT, BY_CONTENT, ORDERS };

struct node {
	int64_t at;
	uint64_t content;
	uint64_t id : 48; /* an offset into the ids */
	uint64_t signs : 16;
	uint32_t kids[ORDERS][2]; /* what is before it, and what is after it */
};

struct requester {
	uint64_t own; /* the table's */
	uint32_t roots[ORDERS];
};

struct ta_past {
	struct ta_table *requesters;
	struct requester *requester; /* the current one */
	struct node *nodes;
	uint32_t *sums; /* of the tree by moments below each node: requests,
			   then those that show each sign */
	size_t width;	/* numbers of a node in `sums` */
	size_t count;	/* of nodes, with that of number 0 */
	size_t room;
	size_t sums_room;
	struct ta_text ids; /* each with a NUL behind it */
};

struct ta_past *
ta_past_new(size_t n_signs)
{
	struct ta_past *past = ta_alloc(1, sizeof(*past));

	past->requesters = ta_table_new(sizeof(struct requester));
	past->width = 1 + n_signs;
	past->room = past->sums_room = past->count = 1;
	past->nodes = ta_alloc(1, sizeof(*past->nodes));
	past->sums = ta_alloc(past->width, sizeof(*past->sums));
	return past;
}

void
ta_past_free(struct ta_past *past)
{
	if (past == NULL)
		return;
	ta_table_free(past->requesters);
	free(past->nodes);
	free(past->sums);
	ta_text_free(&past->ids);
	free(past);
}

void
ta_past_turn(struct ta_past *past, struct ta_slice requester)
{
	bool made;

	past->requester = ta_table_add(past->requesters, requester, &made);
}

static uint32_t *
sums_of(const struct ta_past *past, uint32_t node)
{
	return past->sums + (size_t)node * past->width;
}

/* The finalizer of MurmurHash3, which is one to one. */
static uint32_t
priority(uint32_t node)
{
	node ^= node >> 16;
	node *= 0x85ebca6bU;
	node ^= node >> 13;
	node *= 0xc2b2ae35U;
	return node ^ node >> 16;
}

/* Whether a node is after a content and a moment, in an order. */
static bool
is_after(const struct ta_past *past, enum order order, uint32_t node,
    uint64_t content, int64_t at)
{
	const struct node *this = &past->nodes[node];

	if (order == BY_CONTENT && this->content != content)
		return this->content > content;
	return this->at > at;
}

static void
add_own(const struct ta_past *past, uint32_t node, uint32_t *sums)
{
	sums[0]++;
	for (size_t i = 1; i < past->width; i++)
		sums[i] += past->nodes[node].signs >> (i - 1) & 1;
}

static void
sum_up(struct ta_past *past, uint32_t node)
{
	const uint32_t *kids = past->nodes[node].kids[BY_MOMENT];
	const uint32_t *before = sums_of(past, kids[0]);
	const uint32_t *after = sums_of(past, kids[1]);
	uint32_t *sums = sums_of(past, node);

	for (size_t i = 0; i < past->width; i++)
		sums[i] = before[i] + after[i];
	add_own(past, node, sums);
}

/* Splits a tree into what is not after a new node, and what is. */
static void
split(struct ta_past *past, enum order order, uint32_t node, uint32_t new,
    uint32_t *before, uint32_t *after)
{
	uint32_t *kids = past->nodes[node].kids[order];

	if (node == 0) {
		*before = *after = 0;
		return;
	}
	if (is_after(past, order, node, past->nodes[new].content,
		past->nodes[new].at)) {
		*after = node;
		split(past, order, kids[0], new, before, &kids[0]);
	} else {
		*before = node;
		split(past, order, kids[1], new, &kids[1], after);
	}
	if (order == BY_MOMENT)
		sum_up(past, node);
}

/* Puts a new node into one of the requester's trees. */
static void
insert(struct ta_past *past, enum order order, uint32_t new)
{
	const struct node *this = &past->nodes[new];
	uint32_t *slot = &past->requester->roots[order];

	while (*slot != 0 && priority(*slot) > priority(new)) {
		uint32_t *kids = past->nodes[*slot].kids[order];

		if (order == BY_MOMENT)
			add_own(past, new, sums_of(past, *slot));
		slot = &kids[!is_after(
		    past, order, *slot, this->content, this->at)];
	}
	split(past, order, *slot, new, &past->nodes[new].kids[order][0],
	    &past->nodes[new].kids[order][1]);
	*slot = new;
	if (order == BY_MOMENT)
		sum_up(past, new);
}

void
ta_past_add(struct ta_past *past, const struct ta_request *request)
{
	uint32_t new = (uint32_t)past->count;

	if (past->count == UINT32_MAX)
		ta_no_memory();
	ta_grow((void **)&past->nodes, &past->room, past->count,
	    sizeof(*past->nodes));
	ta_grow((void **)&past->sums, &past->sums_room, past->count,
	    past->width * sizeof(*past->sums));
	past->count++;
	past->nodes[new] = (struct node){.at = request->at,
	    .content = request->content,
	    .id = past->ids.len & ((UINT64_C(1) << 48) - 1),
	    .signs = request->signs};
	ta_text_add_slice(&past->ids, request->id);
	ta_text_add_char(&past->ids, '\0');
	insert(past, BY_MOMENT, new);
	insert(past, BY_CONTENT, new);
}

/* Sets the sums of all requests up to a moment. */
static void
sum_up_to(const struct ta_past *past, int64_t last, size_t *sums)
{
	uint32_t node = past->requester->roots[BY_MOMENT];

	memset(sums, 0, past->width * sizeof(*sums));

	while (node != 0) {
		const uint32_t *kids = past->nodes[node].kids[BY_MOMENT];
		bool after = is_after(past, BY_MOMENT, node, 0, last);

		for (size_t i = 0; !after && i < past->width; i++)
			sums[i] +=
			    sums_of(past, node)[i] - sums_of(past, kids[1])[i];
		node = kids[!after];
	}
}

size_t
ta_past_count(
    const struct ta_past *past, int64_t first, int64_t last, size_t *shown)
{
	size_t upto[1 + TA_SIGNS_MAX], before[1 + TA_SIGNS_MAX];

	sum_up_to(past, last, upto);
	sum_up_to(past, first - 1, before);
	for (size_t i = 1; i < past->width; i++)
		shown[i - 1] = upto[i] - before[i];
	return upto[0] - before[0];
}

static struct ta_slice
id_of(const struct ta_past *past, uint32_t node)
{
	return ta_slice_of(past->ids.data + past->nodes[node].id);
}

/* The node before which there are so many, by their moments. */
static uint32_t
node_at(const struct ta_past *past, size_t n)
{
	uint32_t node = past->requester->roots[BY_MOMENT];

	for (;;) {
		const uint32_t *kids = past->nodes[node].kids[BY_MOMENT];
		size_t before = sums_of(past, kids[0])[0];

		if (n == before)
			return node;
		node = kids[n > before];
		if (n > before)
			n -= before + 1;
	}
}

void
ta_past_ids(
    const struct ta_past *past, int64_t last, size_t n, struct ta_text *text)
{
	size_t sums[1 + TA_SIGNS_MAX], start = text->len;

	sum_up_to(past, last, sums);
	for (size_t i = sums[0] - n; i < sums[0]; i++) {
		size_t item = text->len + 1;

		ta_text_add_item(text, start, id_of(past, node_at(past, i)));
		for (; item < text->len; item++)
			if (text->data[item] == ';')
				text->data[item] = ',';
	}
}

struct ta_slice
ta_past_latest(
    const struct ta_past *past, uint64_t content, int64_t first, int64_t last)
{
	uint32_t node = past->requester->roots[BY_CONTENT], best = 0;

	while (node != 0) {
		bool after = is_after(past, BY_CONTENT, node, content, last);

		if (!after)
			best = node;
		node = past->nodes[node].kids[BY_CONTENT][!after];
	}
	if (best == 0 || past->nodes[best].content != content ||
	    past->nodes[best].at < first)
		return (struct ta_slice){NULL, 0};
	return id_of(past, best);
}
