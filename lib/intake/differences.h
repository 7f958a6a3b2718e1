#ifndef TA_DIFFERENCES_H
#define TA_DIFFERENCES_H

/*
 * Which answers of a record that comes differ from what the form said last of a
 * request that is there. What staff have said of it does not count.
 */

#include "policy/policy.h"

/* A request with its header, as the form said it last; all is borrowed. */
struct ta_told {
	const struct ta_header *header;
	const int *columns; /* of the policy's fields, or -1 */
	const struct ta_record *record;
};

/* What is found. Texts are borrowed until the next look. */
struct ta_seen {
	struct ta_text ids;	 /* of the requests, joined by ";"; of the one
				    that is the same */
	struct ta_text places;	 /* of them, for people: "ID at FILE:LINE", with
				    the ids that are not the record's own and
				    may be shown */
	bool bound;		 /* some column that differs has the name of one
				    of an event, which so cannot carry it */
	struct ta_text differs;	 /* names of columns, joined by ";" */
	bool later;		 /* the record is of another day */
	struct ta_header header; /* of `changes` */
	struct ta_record changes; /* the answers that differ */
	struct ta_text text;	  /* of a comparison */
};

void ta_seen_free(struct ta_seen *seen);

/*
 * Adds the answers of a record under `header` that differ. Of columns that are
 * not fields, those count that both have, or that only a record without a
 * header has; where `is_table` is true, a column that the row lacks says
 * nothing.
 */
void ta_differences_find(const struct ta_policy *policy,
    const struct ta_header *header, const struct ta_record *record,
    const struct ta_told *before, bool is_table, struct ta_seen *seen);

#endif
