#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/phrase.h"

/*
 * Hardly any word begins with the first two letters of a phrase. Places with
 * two such letters, but not after another one, are found 64 bytes at a time
 * (block.h), and phrases are compared only there.
 */

/*
 * The bit by which ASCII letters differ in case. Setting it may make other
 * bytes equal, too.
 */
#define FOLD 0x20

struct phrase {
	struct ta_slice words; /* in lower case, a blank between two */
	size_t shared; /* letters at its start that the phrase before has */
};

/* Phrases that begin with the same two letters, in the order of their bytes. */
struct group {
	char letters[2]; /* folded; a blank is any white space */
	const struct phrase *phrases;
	size_t count;
};

struct ta_phrases {
	struct group *groups;
	size_t count;
};

static struct ta_slice
fold_words(struct ta_slice text, struct ta_arena *arena)
{
	char *words = ta_arena_alloc(arena, text.len, 1);
	size_t n = 0, step;

	text = ta_slice_trim(text);
	for (; text.len > 0; ta_slice_pass(&text, step)) {
		step = ta_white_run(text);
		words[n++] = step > 0 ? ' ' : ta_lower(text.data[0]);
		step += step == 0;
	}
	return (struct ta_slice){words, n};
}

static int
by_words(const void *a, const void *b)
{
	const struct phrase *left = a, *right = b;

	return ta_slice_compare(left->words, right->words);
}

static size_t
count_shared(struct ta_slice a, struct ta_slice b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.data[n] == b.data[n])
		n++;
	return n;
}

/* Adds the next phrase to the group of the one before, or to a new one. */
static void
add_phrase(struct ta_phrases *all, struct phrase *phrase)
{
	struct group *group = all->groups + all->count;
	const char *letters = phrase->words.data;

	if (all->count > 0)
		phrase->shared = count_shared(phrase[-1].words, phrase->words);
	if (phrase->shared >= 2) {
		group[-1].count++;
		return;
	}
	group->letters[0] = (char)(letters[0] | FOLD);
	group->letters[1] = (char)(letters[1] | FOLD);
	group->phrases = phrase;
	group->count = 1;
	all->count++;
}

const struct ta_phrases *
ta_phrases_make(const struct ta_slice *texts, size_t n, struct ta_arena *arena)
{
	struct ta_phrases *all = ta_arena_alloc(arena, 1, sizeof(*all));
	struct phrase *phrases = ta_arena_alloc(arena, n, sizeof(*phrases));

	for (size_t i = 0; i < n; i++) {
		phrases[i].words = fold_words(texts[i], arena);
		if (phrases[i].words.len < 2)
			return NULL;
	}
	qsort(phrases, n, sizeof(*phrases), by_words);
	all->groups = ta_arena_alloc(arena, n, sizeof(*all->groups));
	for (size_t i = 0; i < n; i++)
		add_phrase(all, &phrases[i]);
	return all;
}

/*
 * How many letters of the words the text begins with. One more than all of them
 * means that the words end there as whole words.
 */
static size_t
count_same(struct ta_slice text, struct ta_slice words)
{
	size_t i = 0;

	for (size_t k = 0; k < words.len; k++) {
		size_t blank;

		if (words.data[k] != ' ') {
			if (i == text.len ||
			    ta_lower(text.data[i++]) != words.data[k])
				return k;
			continue;
		}
		blank = ta_white_run(
		    (struct ta_slice){text.data + i, text.len - i});
		if (blank == 0)
			return k;
		i += blank;
	}
	return words.len + !ta_in_word(text, i);
}

/*
 * Whether a phrase of the group is at that place of the text, as whole words.
 * Where one is not, the next ones that share more with it than the text does
 * are passed over.
 */
static bool
stands_at(const struct group *group, struct ta_slice text, size_t i)
{
	struct ta_slice rest = {text.data + i, text.len - i};
	size_t same = SIZE_MAX;

	if (ta_in_word(text, i))
		return false;
	for (size_t k = 0; k < group->count; k++) {
		const struct phrase *phrase = &group->phrases[k];

		if (phrase->shared > same)
			continue;
		same = count_same(rest, phrase->words);
		if (same > phrase->words.len)
			return true;
	}
	return false;
}

/*
 * The places in a block of folded letters where a phrase of the group may
 * begin.
 */
static uint64_t
places_of(const struct group *group, const char *folded)
{
	uint64_t set = ta_block_equal(folded, group->letters[0]);

	/* The byte after the block is not known here, so it may be any. */
	if (group->letters[1] != ' ')
		set &= ta_block_equal(folded, group->letters[1]) >> 1 |
		       UINT64_C(1) << (TA_BLOCK - 1);
	return set;
}

bool
ta_phrases_in(const struct ta_phrases *phrases, struct ta_slice text)
{
	uint64_t before = 0; /* 1 where the block before ends in a letter */

	for (size_t at = 0; at < text.len; at += TA_BLOCK) {
		const char *data = text.data + at;
		char last[TA_BLOCK] = {0}, folded[TA_BLOCK];
		uint64_t letters, inner; /* those inside a word */

		if (text.len - at < TA_BLOCK)
			data = memcpy(last, data, text.len - at);
		for (size_t i = 0; i < TA_BLOCK; i++)
			folded[i] = (char)(data[i] | FOLD);
		letters = ta_block_letters(folded);
		inner = letters & (letters << 1 | before);
		before = letters >> 63;
		for (size_t k = 0; k < phrases->count; k++) {
			const struct group *group = &phrases->groups[k];
			uint64_t set = places_of(group, folded) & ~inner;

			for (; set != 0; set &= set - 1)
				if (stands_at(
					group, text, at + ta_block_first(set)))
					return true;
		}
	}
	return false;
}
