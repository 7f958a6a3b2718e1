#ifndef TA_SHOWN_H
#define TA_SHOWN_H

/*
 * What may stand in a page: for everybody who may see the desk's work, or only
 * for those who may read the requests. Nothing is written here.
 */

#include "board/board.h"

/* What a page is made of; all is borrowed. */
struct ta_page {
	const struct ta_policy *policy;
	struct ta_evaluation *evaluation; /* under the header of all records */
	ta_day today;
	const char *title;
	struct ta_board_days days; /* that the report is limited to */
	/*
	 * Whether private values may stand in it: what the policy calls private
	 * (but for what is staff's own and no name of the requester), columns
	 * that neither the policy nor a tool knows, letters and addresses, and
	 * what was written where its field has values.
	 */
	bool private;
};

/* Whether a column of a table may stand in the page. */
bool ta_page_shows(
    const struct ta_page *page, const struct ta_board_column *column);

/*
 * What a page shows of a value, or of an item of a list, of a field that may
 * stand in it: "other" where it is none of the field's, since that may be
 * anybody's words. The field may be NULL: a column of the tools. Borrowed from
 * the value or the policy.
 */
struct ta_slice ta_page_value(const struct ta_page *page,
    const struct ta_field *field, struct ta_slice value);

#endif
