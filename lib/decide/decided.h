#ifndef TA_DECIDED_H
#define TA_DECIDED_H

/*
 * The decisions as the cells of the tools' columns: what ta-validate, ta-due
 * and ta-route write of a record, and all of it together, as the whole pipe
 * would write it.
 */

#include "record/columns.h"
#include "decide/decide.h"

enum { TA_CELL_VALID, TA_CELL_FINDINGS, TA_CHECK_CELLS };

enum {
	TA_CELL_TARGET,
	TA_CELL_DUE,
	TA_CELL_DUE_RULE,
	TA_CELL_DAYS_LEFT,
	TA_CELL_DAYS_TAKEN,
	TA_CELL_IN_TARGET,
	TA_CELL_DUE_STATUS,
	TA_CELL_DUE_TIME, /* the last: only a policy with hours has it */
	TA_DUE_CELLS,
	TA_DUE_COLUMNS =
	    TA_DUE_CELLS + 1 /* with the reason, which is --explain's */
};

enum {
	TA_CELL_OUTCOME,
	TA_CELL_QUEUE,
	TA_CELL_ROUTE_RULE,
	TA_CELL_CC,
	TA_CELL_REFER,
	TA_CELL_CALL,
	TA_CELL_POLICY,
	TA_ROUTE_CELLS,
	TA_ROUTE_COLUMNS = TA_ROUTE_CELLS + 1 /* the same */
};

/* The names of all columns that each tool may write, in the same order. */
extern const char *const ta_check_columns[TA_CHECK_CELLS];
extern const char *const ta_due_columns[TA_DUE_COLUMNS];
extern const char *const ta_route_columns[TA_ROUTE_COLUMNS];

/*
 * Each fills the cells of a decision. The text holds what the cells refer to:
 * it is cleared first, and the cells are borrowed until it changes.
 */
void ta_check_cells(const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, struct ta_text *text,
    struct ta_slice *cells);
void ta_due_cells(
    const struct ta_due *due, struct ta_text *text, struct ta_slice *cells);

/* The same, and the call that the cells name; NULL where there is none. */
const struct ta_call *ta_route_cells(const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_route *route,
    struct ta_text *text, struct ta_slice *cells);

/* The cells of all tools, in the order of the pipe; the groups come last. */
enum {
	TA_CELLS_OF_DUE = TA_CHECK_CELLS,
	TA_CELLS_OF_ROUTE = TA_CELLS_OF_DUE + TA_DUE_CELLS,
	TA_CELL_GROUPS = TA_CELLS_OF_ROUTE + TA_ROUTE_CELLS,
	TA_ALL_CELLS
};

/* The name of a cell's column. */
const char *ta_cell_column(int cell);

/* A record with all decisions of the pipe. Zero-initialised it is ready. */
struct ta_decided {
	struct ta_slice cells[TA_ALL_CELLS]; /* borrowed until the next */
	struct ta_due due;
	struct ta_place_in_line place; /* its id is borrowed from the record */
	const struct ta_route *route;
	struct ta_text texts[4];
};

/*
 * Turns the evaluation to a record and takes all decisions, in the order of the
 * tools. The record is borrowed until the next call.
 */
void ta_decided_set(struct ta_decided *decided, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const struct ta_record *record);
void ta_decided_free(struct ta_decided *decided);

#endif
