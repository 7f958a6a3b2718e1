#ifndef TA_SLOT_H
#define TA_SLOT_H

/*
 * The periods of a kind as numbers, one after the other, so that a chart has a
 * place for a week in which nothing came; and as people read them.
 */

#include "base/date.h"
#include "policy/figures.h"

/*
 * The number of a period that is spelt as in figures.h: 2026-W48, 2026-11,
 * 2026-Q4. Where it is false, *slot is not to be used.
 */
bool ta_slot_of(enum ta_period period, struct ta_slice text, int *slot);

/* Appends it for people: "Nov 23, 2026", the Monday; "Nov 2026"; "Q4 2026". */
void ta_slot_words(struct ta_text *text, enum ta_period period, int slot);

#endif
