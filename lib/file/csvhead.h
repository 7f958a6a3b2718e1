#ifndef TA_CSVHEAD_H
#define TA_CSVHEAD_H

/*
 * The beginning of a CSV file, before it is read: the delimiter, and whether a
 * column has a name. Of delimiters it knows those that spreadsheets save:
 * comma, semicolon and tab.
 */

#include "base/text.h"

/*
 * The delimiter: the one that a first line "sep=;" of Excel names, and then
 * *sep_line is true; else `wanted`, if not 0; else the one that the header has
 * most often outside quotes, a comma where none is ahead.
 */
char ta_csvhead_delimiter(struct ta_slice head, char wanted, bool *sep_line);

/*
 * Whether a cell of the first row is the name. The file may be one of ours
 * after a spreadsheet: with cells in quotes, with another delimiter or line
 * end.
 */
bool ta_csvhead_names(struct ta_slice head, const char *name);

#endif
