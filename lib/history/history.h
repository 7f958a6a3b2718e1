#ifndef TA_HISTORY_H
#define TA_HISTORY_H

/*
 * Who asked before: of each request what stood before it in the stream, by the
 * policy's section `history`. It decides nothing, and what it says of a request
 * does not change by what comes after it.
 */

#include "decide/context.h"

struct ta_asking;

/* No requests yet. The policy, which has a history, outlives it. */
struct ta_asking *ta_asking_new(const struct ta_policy *policy);
void ta_asking_free(struct ta_asking *asked);

enum ta_history_cell {
	TA_CELL_EARLIER,
	TA_CELL_EARLIER_IDS,
	TA_CELL_SAME_AS,
	TA_CELL_SIGNS
};

/* The names of the columns, by these cells. */
extern const char *const ta_history_columns[TA_HISTORY_COLUMNS];

enum ta_asking_result {
	TA_ASKING_TOLD,
	TA_ASKING_BY_NOBODY, /* no requester, forgotten, or passed over */
	TA_ASKING_UNDATED    /* the day of receipt is blank or cannot be read */
};

/*
 * Sets the cells of the evaluation's record, of which those of ta-history are
 * still blank, and remembers it for those that come. Unless it is told, the
 * cells are empty, and it is not remembered. Cells are borrowed until the next
 * call.
 */
enum ta_asking_result ta_asking_next(struct ta_asking *asked,
    struct ta_evaluation *evaluation, struct ta_slice *cells);

/* Tries the facts that the history asks for, so that a trace is told of them.
 */
void ta_asking_try(
    const struct ta_policy *policy, struct ta_evaluation *evaluation);

#endif
