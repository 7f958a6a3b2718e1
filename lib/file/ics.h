#ifndef TA_ICS_H
#define TA_ICS_H

/*
 * Days as an iCalendar (RFC 5545), which calendar programs take in: whole days
 * that leave the time free, each with a UID that stays the same from run to
 * run, so that a day that has moved is moved and not doubled. It only writes.
 */

#include "base/date.h"

struct ta_ics {
	struct ta_text *out; /* borrowed, as all of it */
	const char *name;    /* of the calendar, and the realm of its UIDs */
	ta_day stamp;	     /* when it was made; no clock is read */
	struct ta_text line;
};

/* Appends the beginning. Free with ta_ics_free. */
void ta_ics_begin(
    struct ta_ics *ics, struct ta_text *out, const char *name, ta_day stamp);

/*
 * Appends a day. The UID is made of the key and the calendar's name, and shows
 * neither.
 */
void ta_ics_add(struct ta_ics *ics, struct ta_slice key, ta_day day,
    struct ta_slice summary);

/* Appends the end. */
void ta_ics_end(struct ta_ics *ics);

void ta_ics_free(struct ta_ics *ics);

#endif
