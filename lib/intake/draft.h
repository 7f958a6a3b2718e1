#ifndef TA_DRAFT_H
#define TA_DRAFT_H

/*
 * A map for a form, printed of what was understood of it. It can be used as it
 * stands; whatever is a guess or in doubt says so in a comment on its line.
 * Answers are in it where they may be told (see formfit.h); names, addresses
 * and free text never are.
 */

#include "intake/formguess.h"

/*
 * Appends the map; `name` is the file's, where there is one alone, and
 * `encoding` the one that the file had to be read in, or NULL.
 */
void ta_draft_print(const struct ta_guess *guess, const char *name,
    const char *encoding, struct ta_text *out);

#endif
