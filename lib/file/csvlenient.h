#ifndef TA_CSVLENIENT_H
#define TA_CSVLENIENT_H

/*
 * Lines of lenient CSV on their way to libcsv. Their quotes are followed first:
 * lenient libcsv takes a closing quote before other text for an ordinary
 * character and stays in the cell; whole rows vanish into it, and the count of
 * cells may still be right. Such a line is refused here. libcsv does not get
 * the end of a cell that is too long, nor a lone carriage return outside
 * quotes, which would end the row there.
 */

#include <stdbool.h>

#include "base/text.h"

/* The part of a cell that a line has come to. */
enum ta_quoting {
	TA_CELL_START,
	TA_CELL_BARE,
	TA_CELL_QUOTED,
	TA_CELL_CLOSING, /* after a quote that may be the first of two */
	TA_CELL_CLOSED
};

/* Zero-initialised but for the delimiter it is ready. Free its text. */
struct ta_csv_lenient {
	char delimiter;
	enum ta_quoting quoting;
	bool led;	    /* the current cell has blanks before it */
	bool blanks;	    /* it has blanks before it, or so far after it */
	size_t bytes;	    /* of the current cell, so far */
	size_t blank_cells; /* counts: cells that lost outer blanks … */
	size_t quotes;	    /* … and stray quotes that were kept */

	/* of the row */
	size_t row_bytes;
	size_t cell_line; /* the line on which the current cell begins */
	size_t long_line; /* that of the first cell that was cut; or 0 */
	bool hides;	  /* some return of it was hidden */

	/* of the line */
	size_t hidden;	     /* offset of the first such return, or SIZE_MAX */
	struct ta_text line; /* the line for libcsv */
};

/* Comes before each row. */
void ta_csv_begin_row(struct ta_csv_lenient *lenient);

/*
 * Follows a line, or the next part of one, of the physical line `number`, and
 * replaces it by the line for libcsv, which is borrowed until the next call.
 * NULL, or the reason why the file cannot be read from cell_line on. A part has
 * to end as those of ta_source_part do.
 */
const char *ta_csv_follow(
    struct ta_csv_lenient *lenient, struct ta_slice *line, size_t number);

/* Gives the row's bytes, as libcsv has them, their hidden returns again. */
void ta_csv_show_returns(
    const struct ta_csv_lenient *lenient, struct ta_text *bytes);

#endif
