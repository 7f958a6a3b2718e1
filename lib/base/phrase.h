#ifndef TA_PHRASE_H
#define TA_PHRASE_H

/*
 * Phrases that a text may mention: as whole words, in any case, with any white
 * space between two words. All are looked for in one pass.
 */

#include "base/mem.h"
#include "base/text.h"

struct ta_phrases;

/*
 * Makes n texts, one at least, into phrases that live as long as the arena.
 * NULL where one of them has less than two letters.
 */
const struct ta_phrases *ta_phrases_make(
    const struct ta_slice *texts, size_t n, struct ta_arena *arena);

/* Whether the text mentions one of them. */
bool ta_phrases_in(const struct ta_phrases *phrases, struct ta_slice text);

#endif
