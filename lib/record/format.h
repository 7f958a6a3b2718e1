#ifndef TA_FORMAT_H
#define TA_FORMAT_H

/*
 * The formats of records behind one interface: each is a table of functions. No
 * tool names a format; a further one is a further row of the registry. Nothing
 * here opens files or decides where output goes.
 */

#include <stdbool.h>

#include "file/csv.h"
#include "file/csvwriter.h"
#include "base/date.h"
#include "base/diag.h"
#include "record/record.h"
#include "file/source.h"
#include "record/jsonlines.h"

/* What a reader has passed over, or has taken although it is not plain. */
enum ta_leniency {
	TA_HEADERS_AGAIN, /* rows equal to the header: cat a.csv b.csv */
	TA_BLANK_LINES,
	TA_BLANKS,	 /* cells whose outer blanks were dropped */
	TA_STRAY_QUOTES, /* stray quotes that were kept */
	TA_SURPLUS,	 /* rows that lost blank cells after the last column */
	TA_SEMICOLONS,	 /* files with semicolons between cells */
	TA_TABS,
	TA_DELIMITERS,	/* files with other delimiters */
	TA_SEP_LINES,	/* files that begin with sep=; */
	TA_TWO_HEADERS, /* files whose two header rows were joined */
	TA_CONVERTED,	/* files of another encoding */
	TA_RETURNS,	/* files with lone carriage returns for line ends */
	TA_N_LENIENCIES
};

struct ta_tally {
	size_t of[TA_N_LENIENCIES];
};

/* Appends what there was of each, such as "; blank lines passed over: 3". */
void ta_tally_print(struct ta_text *text, const struct ta_tally *tally);

/*
 * How a file is read. Zero is strict reading, with everything else told by
 * content.
 */
struct ta_reading {
	enum ta_manner manner;
	bool by_libcsv;	   /* CSV: ta_csv_by_libcsv */
	bool by_jansson;   /* JSON Lines: all lines by jansson, slower, with
			      the same result */
	bool may_be_empty; /* JSON Lines of no bytes are no records */
	bool sealed;	   /* JSON Lines: every line needs a sum */
	struct ta_wanted wanted; /* JSON Lines: lines of the file */
	const char *encoding; /* lenient: NULL is UTF-8; a mark overrules it */
	char delimiter;	      /* CSV, lenient: 0 is told by the header */
	size_t header_rows;   /* CSV: 2 are joined; 0 is 1 */
};

struct ta_view;

/*
 * How a stream is written where the last stage of a pipe asks for it, and what
 * a calendar says of itself. Zero is canonical.
 */
struct ta_style {
	struct ta_csv_style csv;
	bool bom;		      /* CSV begins with a byte order mark */
	const char *title;	      /* of a calendar, and part of its UIDs */
	ta_day today;		      /* when a calendar was made */
	const struct ta_view *view;   /* these columns only; NULL: all */
	const struct ta_header *form; /* the fields, where there is a view */
	const char *folder;	      /* text: of its temporary file */
	size_t width;		      /* text: cells of a line */
};

/* A format. One that cannot be read has no `open`. */
struct ta_format {
	const char *name;
	const char *suffix; /* of files that are written */
	const char *other;  /* another suffix that is read, or NULL */
	bool has_header;    /* the first row names every column */
	const char *empty;  /* a stream without records, or NULL */

	/*
	 * Whether a file whose telling line (ta_format_line) is this is in the
	 * format. CSV has none.
	 */
	bool (*looks_like)(struct ta_slice line);

	/* Whether a file with this beginning has a column of this name. */
	bool (*names)(struct ta_slice head, const char *name);

	/*
	 * A reader of a source, which stays the caller's. `form` has the fields
	 * of the form, and is borrowed until `close`.
	 */
	void *(*open)(struct ta_source *source, const struct ta_header *form,
	    const struct ta_reading *how);

	/*
	 * Fills an empty header: 1, or 0 where the file has neither a header
	 * nor a record, or -1 with the error set. It is called once, before the
	 * first record. A format without a header gives the form's columns and
	 * those of the first record.
	 */
	int (*begin)(
	    void *reader, struct ta_header *header, struct ta_error *error);

	/*
	 * Reads a record: 1, or 0 at the end, or -1 with the error set. Its
	 * fields are borrowed until the next call. It may append to the header.
	 */
	int (*next)(void *reader, struct ta_header *header,
	    struct ta_record *record, struct ta_error *error);

	/* Adds what was passed over so far to *tally; may be NULL. */
	void (*tally)(const void *reader, struct ta_tally *tally);
	void (*close)(void *reader);

	/* A writer; text and style are borrowed until `write_close`. */
	void *(*write_open)(struct ta_text *out, const struct ta_style *style);
	int (*write_header)(void *writer, const struct ta_header *header,
	    struct ta_error *error);
	int (*write)(void *writer, const struct ta_header *header,
	    const struct ta_record *record, struct ta_error *error);
	/*
	 * Appends some of the end of the stream: 1 where there is more of it,
	 * 0, or -1 with the error set. May be NULL.
	 */
	int (*write_end)(void *writer, struct ta_error *error);
	void (*write_close)(void *writer);
};

extern const struct ta_format ta_format_csv;
extern const struct ta_format ta_format_yaml;
extern const struct ta_format ta_format_jsonl;
extern const struct ta_format ta_format_ics;  /* for writing only: days */
extern const struct ta_format ta_format_text; /* the same: for a terminal */
extern const struct ta_format ta_format_html; /* no records: a tool's page */

/* The format with this name, NULL where there is none. */
const struct ta_format *ta_format_named(const char *name);

/*
 * The names of all formats, n of them, for messages. The first *n_read can be
 * read, all can be written.
 */
const char *const *ta_format_names(size_t *n, size_t *n_read);

/* Whether a file that is written in the format has a name like this one. */
bool ta_format_suits(const struct ta_format *format, const char *path);

/*
 * The line that tells the format of a file with this beginning, without outer
 * white space: the first that is neither blank nor a comment (#). Empty where
 * there is none.
 */
struct ta_slice ta_format_line(struct ta_slice head);

/*
 * The format of a file: by its suffix, else by its telling line. CSV where it
 * is like no other.
 */
const struct ta_format *ta_format_of(const char *path, struct ta_slice head);

/*
 * Whether a file with this beginning, which is not empty, is JSON with all
 * records in one array: [{ … }, { … }]. That is not one of the formats.
 */
bool ta_format_is_array(struct ta_slice head);

#endif
