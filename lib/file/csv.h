#ifndef TA_CSV_H
#define TA_CSV_H

/*
 * CSV by libcsv: rows of cells with exact positions. libcsv gets one physical
 * line at a time, which costs nothing and makes every line number right. It
 * knows rows, not records: what a header means, and whether a row is as wide as
 * the header, is the caller's.
 *
 * Strict reading takes RFC 4180 and nothing else; it is for the tools behind
 * intake. Lenient reading is for intake. It drops outer blanks of unquoted
 * cells and keeps a stray quote in one; a row that is beyond the bounds is one
 * with a fault. Neither lets an open quote swallow the file.
 *
 * Plain rows are cut by csvscan.h, several times as fast, where the processor
 * has vectors. At the first thing that is not plain, libcsv reads the row from
 * its start, so libcsv alone says what is an error, and what is lenient.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"
#include "base/text.h"

enum ta_manner { TA_STRICT, TA_LENIENT };

/* One row, borrowed until the next call. */
struct ta_row {
	const struct ta_slice *cells;
	size_t count;
	size_t line;   /* physical line on which it begins */
	size_t number; /* its row in a spreadsheet, blank lines included */
	bool marked;   /* a byte order mark before it was passed over */
	struct ta_slice verbatim; /* its bytes without the line end, where we
				   * would write the same; else NULL data */

	/* lenient: what it holds that no record may, and where; else NULL */
	const char *fault;
	struct ta_place fault_at;
	bool cut; /* the fault is that it is too long: see ta_csv_next */
};

struct ta_csv_reader;

/*
 * Reads from a source, which stays the caller's. `delimiter` is between the
 * cells; strict reading knows the comma only. Free with ta_csv_free.
 */
struct ta_csv_reader *ta_csv_new(
    struct ta_source *source, enum ta_manner manner, char delimiter);
void ta_csv_free(struct ta_csv_reader *reader);

/*
 * Has all rows read by libcsv: slower, with the same result. Before the first
 * row only. It is for tests, which compare the two.
 */
void ta_csv_by_libcsv(struct ta_csv_reader *reader);

/*
 * The next row: 1, or 0 at the end, or -1 with the error set. Blank lines are
 * passed over. *row is to be used after 1 only. Lenient: in a row that is cut,
 * a cell that is longer than a field may be has only its beginning, one byte
 * more than such a field; where no cell is so long, cells are missing at its
 * end.
 */
int ta_csv_next(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error);

/* What has been passed over or taken leniently so far. */
struct ta_csv_counts {
	size_t blank_lines;
	size_t blanks; /* cells that lost blanks outside quotes */
	size_t quotes; /* stray quotes that were kept */
};

struct ta_csv_counts ta_csv_counts(const struct ta_csv_reader *reader);

#endif
