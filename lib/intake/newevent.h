#ifndef TA_NEWEVENT_H
#define TA_NEWEVENT_H

/*
 * An event in the making: the words of a person, or a row of a file, become a
 * line of the ledger, or it is said why they cannot. What an event may carry is
 * the policy's.
 */

#include "intake/eventcells.h"

void ta_newevent_free(struct ta_newevent *made);

/* Takes the columns of a file, as they are found in it. */
void ta_newevent_turn(struct ta_newevent *made, const struct ta_header *found);

/*
 * Takes the words of the event, which are said by hand or stand in a row of the
 * intake's header: whether there is an event.
 */
bool ta_newevent_words(struct ta_newevent *made, const struct ta_header *header,
    const struct ta_record *record);

/*
 * Whether a row without an event, of the request that an id means, says nothing
 * else: 1; 0 where it does, and is refused; -1 with the error set.
 */
int ta_newevent_check_unsaid(struct ta_newevent *made, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_error *error);

/*
 * Makes the line of an event of the request that an id means: 1, and what the
 * request is now in *now, whose header is NULL where the row takes back an
 * event; 0 where it is refused; -1 with the error set.
 */
int ta_newevent_make(struct ta_newevent *made, struct ta_slice id,
    const struct ta_header *header, const struct ta_record *record,
    struct ta_current *now, struct ta_error *error);

/*
 * Makes the line that takes back the last event of the request that is named by
 * hand: 1, and what that was in *last, 0 where it is refused, -1 with the error
 * set.
 */
int ta_newevent_undo(
    struct ta_newevent *made, struct ta_text *last, struct ta_error *error);

#endif
