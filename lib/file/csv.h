#ifndef TA_CSV_H
#define TA_CSV_H

/*
 * CSV by libcsv: rows of cells with exact positions. It is fed one physical
 * line at a time, which costs nothing and makes every line number right. It
 * knows rows, not records: what a header means, and whether a row is as wide as
 * it, is the caller's. Rows that are plainly well-formed take a quicker way
 * (csvscan.h) where the processor has vectors; libcsv alone says what is an
 * error.
 *
 * Strict (RFC 4180 and nothing else) behind intake; lenient at intake, where
 * outer blanks of unquoted cells are dropped and a stray quote in one is kept,
 * and a row that is beyond the bounds is a row with a fault. In neither can an
 * open quote swallow rows for long.
 */

#include <stdbool.h>

#include "base/diag.h"
#include "file/source.h"
#include "base/text.h"

enum ta_manner { TA_STRICT, TA_LENIENT };

/* One row; everything is borrowed until the next call. */
struct ta_row {
	const struct ta_slice *cells;
	size_t count;
	size_t line;   /* physical line on which it begins */
	size_t number; /* its row in a spreadsheet; blank lines count */
	bool marked;   /* a byte order mark before it was passed over */
	struct ta_slice verbatim; /* the row without its line end, where we
				   * would write it with the same bytes; else
				   * NULL data */

	/* lenient: what it holds that no record may, and where; else NULL */
	const char *fault;
	struct ta_place fault_at;
	bool cut; /* the fault is that it is too long: see ta_csv_next */
};

struct ta_csv_reader;

/*
 * Reads from a source, which stays the caller's, cells that stand apart by a
 * delimiter; strict reading knows the comma only. Free with ta_csv_free.
 */
struct ta_csv_reader *ta_csv_new(
    struct ta_source *source, enum ta_manner manner, char delimiter);
void ta_csv_free(struct ta_csv_reader *reader);

/*
 * Has all rows read by libcsv, before the first is: slower, and the same in all
 * else. For tests.
 */
void ta_csv_by_libcsv(struct ta_csv_reader *reader);

/*
 * The next row: 1, or 0 at the end, or -1 with the error set. Blank lines are
 * passed over. Lenient: of a row that is cut a cell that is longer than a field
 * may be has its beginning alone, one byte more than such a field; where it has
 * none that is, cells are missing at its end.
 */
int ta_csv_next(
    struct ta_csv_reader *reader, struct ta_row *row, struct ta_error *error);

/* What has been passed over, or taken leniently, so far. */
struct ta_csv_counts {
	size_t blank_lines;
	size_t blanks; /* cells that lost blanks outside quotes */
	size_t quotes; /* stray ones, kept */
};

struct ta_csv_counts ta_csv_counts(const struct ta_csv_reader *reader);

#endif
