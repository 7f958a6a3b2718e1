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
	/*
	 * Whether private values may stand in it: what the policy calls private
	 * (but for what is staff's own), columns that neither the policy nor a
	 * tool knows, letters and addresses.
	 */
	bool private;
};

/* Whether a column of a table may stand in the page. */
bool ta_page_shows(
    const struct ta_page *page, const struct ta_board_column *column);

#endif
