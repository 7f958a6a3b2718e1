#ifndef TA_CSVSCAN_H
#define TA_CSVSCAN_H

/*
 * The quick way through plain CSV: one row cut into cells, a block of bytes at
 * a time. It never says what is wrong. At the first thing that is not plain it
 * gives up, and libcsv reads the row from its start. A row whose bytes are
 * those that we would write is canonical: if no tool changes it, it is written
 * as it came.
 */

#include <stdbool.h>

#include "base/text.h"

enum ta_scan {
	TA_SCAN_ROW,  /* a whole row was cut */
	TA_SCAN_MORE, /* the row is not all here yet */
	TA_SCAN_ODD   /* not plain: libcsv has to read it */
};

/*
 * A row that was cut. Zero-initialised but for the delimiter it is ready; it is
 * reused.
 */
struct ta_scanner {
	char delimiter; /* between cells: no quote and no line end */
	bool lenient;	/* outer blanks of an unquoted cell are not plain */
	struct ta_slice *cells;
	size_t count;
	size_t room;
	size_t bytes;		  /* of the row, its line end included */
	size_t lines;		  /* line ends in it */
	bool canonical;		  /* these are the bytes that we would write */
	struct ta_text unescaped; /* cells whose quotes were doubled */
};

/*
 * Cuts the row at the front of the bytes: RFC 4180 with that delimiter and any
 * number of cells, LF or CRLF, cells quoted from their first byte or not at
 * all, nothing that ta_text_check refuses, within the limits of bounds.h. Cells
 * are slices of the bytes, or of the scanner where quotes were doubled; they
 * are borrowed until the bytes change or the scanner is used again. *scanner
 * has a row after TA_SCAN_ROW only.
 */
enum ta_scan ta_csv_scan(struct ta_scanner *scanner, struct ta_slice bytes);

void ta_scanner_free(struct ta_scanner *scanner);

#endif
