#ifndef TA_PAGEFIGURES_H
#define TA_PAGEFIGURES_H

/*
 * The figures of a page: a table, and charts of its numbers above it where the
 * report asks for them. Figures of all records together are a few numbers in
 * large type.
 */

#include "board/board.h"

/* Appends the figures of a table that has rows. */
void ta_pagefigures_add(
    struct ta_text *text, const struct ta_board_table *table);

/* Appends a cell of a table as people read it. */
void ta_pagefigures_cell(struct ta_text *text,
    const struct ta_board_table *table, size_t row, size_t column);

#endif
