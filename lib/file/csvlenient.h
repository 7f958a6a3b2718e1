#ifndef TA_CSVLENIENT_H
#define TA_CSVLENIENT_H

/*
 * Lines of lenient CSV on their way to libcsv, whose quotes are followed first.
 * Lenient libcsv takes a closing quote before other text for an ordinary
 * character and stays inside the cell, so that whole rows vanish into it and
 * the count of cells may still be right; such a line is refused here. What
 * libcsv would choke on is kept from it: the end of a cell that is too long,
 * and a lone carriage return outside quotes, at which it would end the row.
 */

#include <stdbool.h>

#include "base/text.h"

/* A lone carriage return as libcsv sees it; no text has such a byte. */
#define TA_HIDDEN_RETURN '\xfe'

/* Where a line stands between its bytes. */
enum ta_quoting {
	TA_CELL_START,
	TA_CELL_BARE,
	TA_CELL_QUOTED,
	TA_CELL_CLOSING, /* behind a quote that may be the first of two */
	TA_CELL_CLOSED
};

/* It is ready when it is zero but for the delimiter. Free its text. */
struct ta_csv_lenient {
	char delimiter;
	enum ta_quoting quoting;
	bool led;	    /* the cell in hand has blanks before it */
	bool blanks;	    /* there are some before it, or behind it so far */
	size_t bytes;	    /* of the cell in hand, so far */
	size_t blank_cells; /* counts: cells that lost outer blanks */
	size_t quotes;	    /* and stray ones, kept */

	/* Of the row; set to zero before it: */
	size_t cell_line; /* on which the cell in hand begins */
	size_t long_line; /* on which the first that was cut begins; or 0 */

	struct ta_text line; /* as libcsv may see it */
};

/*
 * Follows a line, or the next part of one, that stands on a physical line, and
 * replaces it by what libcsv may see; that is borrowed until the next call.
 * *hidden is the offset of the first return that was hidden, or the length.
 * False where text follows a closing quote. A part ends with neither a return
 * nor half a character.
 */
bool ta_csv_follow(struct ta_csv_lenient *lenient, struct ta_slice *line,
    size_t number, size_t *hidden);

#endif
