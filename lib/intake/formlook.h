#ifndef TA_FORMLOOK_H
#define TA_FORMLOOK_H

/*
 * What the exports of a form hold, heading by heading: how many cells are
 * filled, their texts, and the orders in which their dates are dates. It does
 * not know the policy; formguess.h says what a column means.
 */

#include "base/date.h"
#include "base/table.h"
#include "record/record.h"

/* A text that cells hold. */
struct ta_look_answer {
	uint64_t own; /* the table's */
	struct ta_slice text;
	size_t count;
};

struct ta_look_column {
	struct ta_slice heading; /* as a person sees it; NUL-terminated */
	bool twice;		 /* a file has the heading twice */
	uint64_t files;		 /* a bit each; bit 63 is for all later ones */
	size_t filled;
	size_t links;		     /* links and names of files: uploads */
	size_t longer;		     /* cells too long to be kept as answers */
	size_t dates;		     /* cells that are a date in some order */
	size_t fits[TA_DATE_ORDERS]; /* and in each order */
	size_t times;		     /* of these, with a time of day */
	size_t offsets;		     /* and with an offset or a zone */
	const char *zone; /* IANA's name of the zone in times, or NULL */
	bool zones;	  /* times name several */
	struct ta_table *answers; /* of ta_look_answer, the first thousand */
};

/* Zero-initialised it is empty and ready. Free with ta_look_free. */
struct ta_look {
	struct ta_look_column *columns;
	size_t count;
	size_t room;
	size_t records;
	size_t faults;	  /* rows that cannot be records */
	bool two_headers; /* the row below the header belonged to it */

	/* of the current file */
	size_t file;
	size_t before; /* columns that files before it had */
	bool first;    /* its next row may belong to the header */
	int *here; /* for each of its columns the index in `columns`, or -1 */
	size_t n_here;
	size_t here_room;
	size_t bytes; /* of answers that are kept */
	struct ta_arena arena;
};

void ta_look_free(struct ta_look *look);

/* Begins the next file with its header, which may have a second row. */
void ta_look_turn(
    struct ta_look *look, const struct ta_header *header, bool second);

/*
 * Counts the cells of a row; the header may have grown. False if the row is not
 * a record but the second row of a header, as SurveyMonkey writes it.
 */
bool ta_look_take(struct ta_look *look, const struct ta_header *header,
    const struct ta_record *record);

/* The column of a heading, compared as maps do, or -1. */
int ta_look_find(const struct ta_look *look, struct ta_slice heading);

/* Whether the text is a link, or the name of a file. */
bool ta_look_is_link(struct ta_slice text);

#endif
