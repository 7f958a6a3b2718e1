#ifndef TA_PAGE_H
#define TA_PAGE_H

/*
 * A report as a page for a browser: one file of HTML, with its style and its
 * charts in it. It has no script, fetches nothing, and says so to the browser
 * (Content-Security-Policy). It is the same bytes whenever it is made of the
 * same records and day. Nothing is counted here.
 */

#include "board/board.h"
#include "board/shown.h"
#include "file/output.h"

/*
 * Writes the page of a board whose records are all in: 0, or -1 with the error
 * set. The output is not finished. The evaluation is turned to other records.
 */
int ta_page_write(const struct ta_page *page, struct ta_board *board,
    struct ta_output *output, struct ta_error *error);

#endif
