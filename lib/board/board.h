#ifndef TA_BOARD_H
#define TA_BOARD_H

/*
 * A report: takes records, one by one, and gives its tables as plain data, for
 * whatever writes them: titles, columns, and rows of texts and numbers. A table
 * of figures keeps no record, so its memory is in proportion to its groups. A
 * list keeps a copy of each record that it lists.
 */

#include "policy/figures.h"
#include "policy/policy.h"

struct ta_board;

/* The days that count, by the field of a table's `on`; both ends do. */
struct ta_board_days {
	ta_day since; /* TA_NO_DAY: from the beginning */
	ta_day until; /* TA_NO_DAY: to the end */
};

/* What the cells of a column are, and what their numbers mean. */
enum ta_board_kind {
	TA_BOARD_GROUP, /* what the records of the row have in common */
	TA_BOARD_COUNT, /* a number of records */
	TA_BOARD_DAYS,	/* a number of business days */
	TA_BOARD_SHARE, /* tenths of a per cent */
	TA_BOARD_DAY,	/* a ta_day */
	TA_BOARD_CELL	/* of a list: the record's own */
};

struct ta_board_column {
	struct ta_slice name;	/* in data; NUL-terminated */
	struct ta_slice label;	/* its heading for people; the same */
	struct ta_slice column; /* of a group or list: the record's column */
	enum ta_board_kind kind;
	const struct ta_field *field; /* of which the cells are values, or NULL;
					 it says whether they are private */
};

struct ta_board_cell {
	struct ta_slice text; /* as it is written in data; "" for nothing */
	bool has_number;
	int64_t number; /* by the column's kind */
};

struct ta_board_table {
	const struct ta_figures *figures; /* its title, and whether it is a list
					     or has a chart */
	struct ta_board_column *columns;  /* the first n_groups are groups */
	size_t n_columns;
	size_t n_groups;

	/*
	 * Of figures: the rows in order, n_columns cells each. Where has_total,
	 * the last row is that of all records, with "*" in the groups. Of a
	 * list it is NULL: ta_board_listed has its rows, and a ta_viewed of
	 * figures->list makes cells of them.
	 */
	const struct ta_board_cell *cells;
	size_t n_rows;
	bool has_total;

	bool by_day; /* the day in the field `on` counts: for a period, since or
			until */
	size_t counted; /* records that are in some row */
	size_t n_late;	/* of a list: past the target or the work-by date */
	size_t undated; /* that were left out: no day in the field `on` */
	bool several;	/* a record was counted in several rows, so the rows
			   add up to more than the records */
};

/*
 * The columns of the tools that a report needs, into `needs`, which has room
 * for three, and one more for each `by`. Returns how many there are.
 */
size_t ta_board_needs(const struct ta_briefing *report, const char **needs);

/*
 * A report on records under a header, which may grow. NULL with the error set,
 * and "did you mean", where a column that is needed is not there; the place is
 * that of the header. All is borrowed until ta_board_free.
 */
struct ta_board *ta_board_new(const struct ta_policy *policy,
    const struct ta_briefing *report, const struct ta_board_days *days,
    const struct ta_header *header, const struct ta_place *at,
    struct ta_error *error);
void ta_board_free(struct ta_board *board);

/*
 * Counts the evaluation's record, where it counts. It is not kept, but for a
 * list. NULL, or the name of a column that holds what ta-due does not write,
 * and which says nothing of this record then.
 */
const char *ta_board_put(
    struct ta_board *board, struct ta_evaluation *evaluation);

/*
 * The tables, *n of them, borrowed until ta_board_free: before the first
 * record, with columns and no rows; and complete, once all records are in.
 */
const struct ta_board_table *ta_board_begun(
    const struct ta_board *board, size_t *n);
const struct ta_board_table *ta_board_tables(struct ta_board *board, size_t *n);

/*
 * The row of a list, from 0: the record itself, under the header of all
 * records. Those that are ahead of all come
 * first, then the late ones, then the others, each as they came.
 * Borrowed until the next call; `row` is less than the table's n_rows.
 */
const struct ta_record *ta_board_listed(
    struct ta_board *board, const struct ta_board_table *table, size_t row);

#endif
