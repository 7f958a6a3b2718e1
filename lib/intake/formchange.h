#ifndef TA_FORMCHANGE_H
#define TA_FORMCHANGE_H

/*
 * What a form has come to have that its map does not know: it was changed, or
 * the map is another form's.
 */

#include "intake/formguess.h"

/*
 * Appends a line for each heading that is new, renamed or gone, each answer
 * that is no value, and so on; `guess` is by the map. Returns how many.
 */
size_t ta_formchange_print(const struct ta_guess *guess, struct ta_text *out);

#endif
