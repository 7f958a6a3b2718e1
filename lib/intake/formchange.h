#ifndef TA_FORMCHANGE_H
#define TA_FORMCHANGE_H

/*
 * What a form has that its map does not know: either the form was changed, or
 * the map belongs to another form.
 */

#include "intake/formguess.h"

/*
 * Appends a line for each difference: a heading that is new, renamed or gone,
 * an answer that is not a value, and so on. The guess was made with the map.
 * Returns the number of lines.
 */
size_t ta_formchange_print(const struct ta_guess *guess, struct ta_text *out);

#endif
