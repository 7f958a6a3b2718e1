#ifndef TA_EVENTCELLS_H
#define TA_EVENTCELLS_H

/*
 * What an event carries: which cells of a row, or words of a person, say
 * something of the request, and whether the event may carry that.
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
 * An event in the making. The first five are the caller's, and borrowed; all
 * else is zero at first. Free with ta_newevent_free.
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
	size_t room;		 /* for so many */
	struct ta_event_row row; /* the line that was made, */
	struct ta_slice id;	 /* and of which request it is */
	size_t carries;		 /* so many fields of its row */
	bool again;	  /* it is there already, of a forgotten request */
	const char *rule; /* why it is refused, */
	struct ta_text why;
};

/* Refuses the event, by a rule and a sentence: 0. */
int ta_event_refuse(
    struct ta_newevent *made, const char *rule, const char *why);

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
 * Whether the line that is made says something: 1, or 0 where it is refused. An
 * event that does nothing but carry needs a field to carry, or a cell of the
 * row that the request has already.
 */
int ta_event_cells_enough(struct ta_newevent *made, int kind,
    const struct ta_header *header, const struct ta_record *record);

/*
 * Adds the answers of another request that the event may carry: 1, or 0 where
 * it carries none.
 */
int ta_event_cells_copy(
    struct ta_newevent *made, int kind, const struct ta_current *other);

#endif
