#ifndef TA_NEWEVENT_H
#define TA_NEWEVENT_H

/*
 * An event in the making: the words of a person, or a row of a file, become a
 * line of the ledger, or it is said why they cannot. What an event may carry is
 * the policy's.
 */

#include "intake/ledgerevents.h"
#include "intake/map.h"

/* The columns of a file of events that are not fields. */
enum ta_event_word {
	TA_WORD_EVENT,
	TA_WORD_AT,
	TA_WORD_BY,
	TA_WORD_NOTE,
	TA_WORD_UNDOES,
	TA_N_WORDS
};

/* An event by hand. All NULL where each row of a file has its own. */
struct ta_by_hand {
	const char *event; /* its name */
	const char *id;	   /* or the beginning of one */
	const char *at;	   /* a day or time; NULL: now */
	const char *by;
	const char *note;
	const char *copy; /* the id of a request whose answers are taken */
};

/*
 * The first five are the caller's, and borrowed; all else is zero at first.
 * Free with ta_newevent_free.
 */
struct ta_newevent {
	const struct ta_policy *policy;
	struct ta_ledger_events *events;
	const struct ta_map *map; /* of the file, or NULL */
	const struct ta_by_hand *said;
	struct ta_time now; /* the time at the office, or a given day */

	bool of_tools; /* the file has columns of the tools: it is a queue */
	struct ta_slice words[TA_N_WORDS];
	struct ta_time time; /* of `at` */
	struct ta_text at;
	bool *known;		 /* by cell of the row: it says nothing new */
	struct ta_event_row row; /* the line that was made, */
	struct ta_slice id;	 /* and of which request it is */
	size_t carries;		 /* so many fields of its row */
	const char *rule;	 /* why it is refused, */
	struct ta_text why;
};

void ta_newevent_free(struct ta_newevent *made);

/*
 * Takes the columns of a file: whether one says which event a row is.
 */
bool ta_newevent_turn(struct ta_newevent *made, const struct ta_header *header);

/*
 * Takes the words of the event, which are said by hand or stand in a row of the
 * intake's header: whether there is an event.
 */
bool ta_newevent_words(struct ta_newevent *made, const struct ta_header *header,
    const struct ta_record *record);

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

/* Refuses the event, by a rule and a sentence: 0. */
int ta_newevent_refuse(
    struct ta_newevent *made, const char *rule, const char *why);

#endif
