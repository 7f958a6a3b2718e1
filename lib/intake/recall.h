#ifndef TA_RECALL_H
#define TA_RECALL_H

/*
 * Answers of a form that were met before, with what they became: most choices
 * of an export are the same few. It holds 1,024 short answers and takes the
 * same memory however many come; a new answer may take the place of an older
 * one, so that it is only ever quicker, never another result. What an answer
 * becomes is answer.h's.
 */

#include "base/slice.h"

struct ta_recall;

/* What an answer became. */
struct ta_recalled {
	struct ta_slice value; /* its canonical form; may be of no bytes */
	bool strange;	       /* as ta_intake_strange */
	bool none;	       /* as ta_intake_none */
};

/* Nothing is recalled yet. Free with ta_recall_free. */
struct ta_recall *ta_recall_new(void);
void ta_recall_free(struct ta_recall *recall);

/* Forgets everything: the next answers may be read in another way. */
void ta_recall_forget(struct ta_recall *recall);

/*
 * Whether the answer to a field is recalled, and in *recalled what it became,
 * borrowed until the next call of ta_recall_keep or ta_recall_forget. Where it
 * is not, *recalled is not set.
 */
bool ta_recall_find(const struct ta_recall *recall, size_t field,
    struct ta_slice text, struct ta_recalled *recalled);

/* Keeps what an answer became, in a copy, unless the two are too long. */
void ta_recall_keep(struct ta_recall *recall, size_t field,
    struct ta_slice text, const struct ta_recalled *recalled);

#endif
