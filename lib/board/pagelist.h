#ifndef TA_PAGELIST_H
#define TA_PAGELIST_H

/*
 * The list of a page: a row a request, which says when it is due, what is to be
 * done next and by whom, and what the columns of the list's view have.
 */

#include "board/shown.h"
#include "file/output.h"

/* Writes the list, which has rows: 0, or -1 with the error set. */
int ta_pagelist_write(const struct ta_page *page, struct ta_board *board,
    const struct ta_board_table *table, struct ta_output *output,
    struct ta_error *error);

#endif
