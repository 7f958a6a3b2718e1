#ifndef TA_CSVWRITER_H
#define TA_CSVWRITER_H

/*
 * The canonical writer of CSV: RFC 4180, cell by cell, so that equal cells are
 * equal bytes.
 */

#include <stdbool.h>

#include "base/text.h"

/*
 * The style of rows that the last stage of a pipe may ask for; all off is
 * canonical.
 */
struct ta_csv_style {
	bool crlf; /* CRLF line ends */
	bool safe; /* an apostrophe before cells that a spreadsheet would run */
};

/*
 * Appends one cell, with a comma before it unless it is the first. It is in
 * quotes only where RFC 4180 needs them.
 */
void ta_csv_add_cell(struct ta_text *text, struct ta_slice cell, bool first,
    struct ta_csv_style style);

/*
 * Ends the row that begins at offset `start` of the text. A row of one empty
 * cell becomes "", since a blank line is not a row.
 */
void ta_csv_end_row(
    struct ta_text *text, size_t start, struct ta_csv_style style);

/*
 * A cell without the apostrophe that the style `safe` puts before what would be
 * run as a formula; and whether it is what that, or no style, makes of a value.
 */
struct ta_slice ta_csv_unmarked(struct ta_slice cell);
bool ta_csv_is_cell_of(struct ta_slice cell, struct ta_slice value);

#endif
