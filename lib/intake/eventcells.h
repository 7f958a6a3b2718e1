#ifndef TA_EVENTCELLS_H
#define TA_EVENTCELLS_H

/*
 * What an event carries: which cells of a row, or words of a person, say
 * something of the request, and whether the event may carry that.
 */

#include "intake/newevent.h"

/* Which word of events a column of the intake's header is, or -1. */
int ta_event_word_of(const struct ta_column *column);
const char *ta_event_word_name(enum ta_event_word word);

/*
 * Adds the cells that are given by hand to the line that is made: 1, or 0 where
 * one is refused.
 */
int ta_event_cells_given(struct ta_newevent *made, int kind,
    const struct ta_header *header, const struct ta_record *record);

/*
 * Adds what a row of a file says of the request, as it is now: 1, or 0 where it
 * is refused. `again`: the row was read before. Cells that made->known marks
 * say nothing.
 */
int ta_event_cells_row(struct ta_newevent *made, const struct ta_current *now,
    int kind, const struct ta_header *header, const struct ta_record *record,
    bool again);

/*
 * Adds the answers of another request that the event may carry: 1, or 0 where
 * it carries none.
 */
int ta_event_cells_copy(
    struct ta_newevent *made, int kind, const struct ta_current *other);

#endif
