#ifndef TA_CSVHEAD_H
#define TA_CSVHEAD_H

/*
 * The beginning of a file of CSV, looked at before it is read: what stands
 * between its cells, and whether a column has a name. It guesses as little as
 * it can: what a spreadsheet may have saved is a comma, a semicolon or a tab.
 */

#include "base/text.h"

/*
 * The delimiter that the header has most of outside quotes; a comma where none
 * stands out.
 */
char ta_csvhead_delimiter(struct ta_slice head);

/* What a first line "sep=;" says, as Excel has it; '\0' where there is none. */
char ta_csvhead_sep(struct ta_slice head);

/*
 * Does a cell of the first row have this name, also where a spreadsheet has put
 * it in quotes, and with another delimiter or line end?
 */
bool ta_csvhead_names(struct ta_slice head, const char *name);

#endif
