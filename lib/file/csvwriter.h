#ifndef TA_CSVWRITER_H
#define TA_CSVWRITER_H

/*
 * Rows of CSV as we write them, cell by cell: RFC 4180, and canonical, so that
 * the same cells are the same bytes.
 */

#include <stdbool.h>

#include "base/text.h"

/* How rows are written where a last stage asks for it; all off is canonical. */
struct ta_csv_style {
	bool crlf; /* CRLF line ends */
	bool safe; /* an apostrophe before what a spreadsheet would run */
};

/*
 * Appends one cell: a comma before it unless it is the first, quotes only where
 * RFC 4180 needs them.
 */
void ta_csv_add_cell(struct ta_text *text, struct ta_slice cell, bool first,
    struct ta_csv_style style);

/*
 * Ends the row that begins at offset `start` of the text. A row of one empty
 * cell becomes "", since a blank line is no row.
 */
void ta_csv_end_row(
    struct ta_text *text, size_t start, struct ta_csv_style style);

#endif
