#ifndef TA_EVENTHEAD_H
#define TA_EVENTHEAD_H

/*
 * The headings that a file of events needs: without one of them no row of it
 * can be an event, which is said once.
 */

#include "intake/headings.h"

/*
 * Whether the current file has columns for the event, its moment and the
 * request: 0, or -1 with the error set, which names the one that is missing
 * and a heading that may be it. `map` may be NULL.
 */
int ta_event_head_check(const struct ta_policy *policy,
    const struct ta_map *map, struct ta_files *files, struct ta_error *error);

#endif
