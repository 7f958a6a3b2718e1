#ifndef TA_DRAFT_H
#define TA_DRAFT_H

/*
 * Prints a map for a form from a guess at its columns. The map works as
 * printed; a comment marks each line that is guessed or in doubt. It shows
 * answers only where formfit.h allows it, and never names, addresses or free
 * text.
 */

#include "intake/formguess.h"

/*
 * Appends the map. `name` is shown if there is one file only; `encoding` is
 * the one the file had to be read in, or NULL.
 */
void ta_draft_print(const struct ta_guess *guess, const char *name,
    const char *encoding, struct ta_text *out);

#endif
