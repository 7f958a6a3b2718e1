#ifndef TA_FORMAT_H
#define TA_FORMAT_H

/*
 * The formats that records come in, behind one interface: a table of functions
 * a format. A tool names none of them; a further format is a further row of the
 * registry. Nothing here opens files or decides where output goes.
 */

#include <stdbool.h>

#include "file/csv.h"
#include "file/csvwriter.h"
#include "base/date.h"
#include "base/diag.h"
#include "record/record.h"
#include "file/source.h"

/* What a reader has passed over, or taken although it is not plain. */
enum ta_leniency {
	TA_HEADERS_AGAIN, /* rows equal to the header: cat a.csv b.csv */
	TA_BLANK_LINES,
	TA_BLANKS,	 /* cells whose outer blanks were dropped */
	TA_STRAY_QUOTES, /* cells that keep a quote though they have none */
	TA_SURPLUS,	 /* rows that lost blank cells behind the last column */
	TA_SEMICOLONS,	 /* files whose cells stand apart by semicolons */
	TA_TABS,
	TA_DELIMITERS,	/* files with other delimiters */
	TA_SEP_LINES,	/* files that begin with sep=; */
	TA_TWO_HEADERS, /* files whose two header rows were joined */
	TA_CONVERTED,	/* files of another encoding */
	TA_RETURNS,	/* files whose lines end with carriage returns alone */
	TA_N_LENIENCIES
};

struct ta_tally {
	size_t of[TA_N_LENIENCIES];
};

/* How a file is to be read. Zero is strict, and all else told by content. */
struct ta_reading {
	enum ta_manner manner;
	bool by_libcsv;	      /* CSV: ta_csv_by_libcsv */
	bool sealed;	      /* JSON Lines: every line has to have a sum */
	const char *encoding; /* at the door: NULL is UTF-8; a mark wins */
	char delimiter;	      /* CSV: 0: counted in the header, at the door */
	size_t header_rows;   /* CSV: 2: joined; 0 is 1 */
};

/*
 * How a stream is written where its last stage asks for it, zero is canonical;
 * and what a calendar says of itself.
 */
struct ta_style {
	struct ta_csv_style csv;
	bool bom;	   /* CSV begins with a byte order mark */
	const char *title; /* of a calendar, and the realm of its UIDs */
	ta_day today;	   /* when a calendar was made */
};

/* One that cannot be read has no `open`. */
struct ta_format {
	const char *name;
	const char *suffix; /* of files that are written */
	const char *other;  /* another suffix that is read, or NULL */
	bool has_header;    /* the first row names every column */
	const char *empty;  /* what a stream without records holds; or NULL */

	/* Does a file with this beginning look like it? CSV has none. */
	bool (*looks_like)(struct ta_slice head);

	/* Does one with this beginning have a column of this name? */
	bool (*names)(struct ta_slice head, const char *name);

	/*
	 * A reader over a source, which stays the caller's; `form` has the
	 * intake fields and outlives the reader.
	 */
	void *(*open)(struct ta_source *source, const struct ta_header *form,
	    const struct ta_reading *how);

	/*
	 * Fills an empty header: 1, or 0 where the file has neither a header
	 * nor a record, or -1 with the error set. Called once, before the first
	 * record; a format without a header gives the form's columns and those
	 * of the first record.
	 */
	int (*begin)(
	    void *reader, struct ta_header *header, struct ta_error *error);

	/*
	 * Reads a record: 1, or 0 at the end, or -1 with the error set. Fields
	 * are borrowed until the next call. May append to the header.
	 */
	int (*next)(void *reader, struct ta_header *header,
	    struct ta_record *record, struct ta_error *error);
	/* Adds what has been passed over so far. */
	void (*tally)(const void *reader, struct ta_tally *tally);
	void (*close)(void *reader);

	/* A writer that appends to `out`, which outlives it. */
	void *(*write_open)(struct ta_text *out, const struct ta_style *style);
	int (*write_header)(void *writer, const struct ta_header *header,
	    struct ta_error *error);
	int (*write)(void *writer, const struct ta_header *header,
	    const struct ta_record *record, struct ta_error *error);
	/* Ends the stream; may be NULL. */
	void (*write_end)(void *writer);
	void (*write_close)(void *writer);
};

extern const struct ta_format ta_format_csv;
extern const struct ta_format ta_format_yaml;
extern const struct ta_format ta_format_jsonl;
extern const struct ta_format ta_format_ics; /* written only: days */

/* The format of a name, NULL where there is none. */
const struct ta_format *ta_format_named(const char *name);

/*
 * The names of the formats, n of them, for messages: all that are written, of
 * which the first *n_read can be read, too.
 */
const char *const *ta_format_names(size_t *n, size_t *n_read);

/*
 * The format of a file, by its suffix, else by its first bytes; never NULL:
 * what looks like nothing else is CSV.
 */
const struct ta_format *ta_format_of(const char *path, struct ta_slice head);

/*
 * Does a file with this beginning, which is not empty, look like JSON of the
 * kind that has all records in one array: [{ … }, { … }]? That is no format.
 */
bool ta_format_is_array(struct ta_slice head);

#endif
