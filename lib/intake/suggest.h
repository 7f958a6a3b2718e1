#ifndef TA_SUGGEST_H
#define TA_SUGGEST_H

/*
 * A map to begin with, from what an export holds: which headings the policy
 * knows, which are left over, and which answers no choice has. It suggests what
 * is certain and leaves the rest to a person, as comments.
 */

#include "intake/map.h"

struct ta_suggest;

/*
 * For a policy and the map that there is so far, or NULL; both outlive it. Free
 * with ta_suggest_free.
 */
struct ta_suggest *ta_suggest_new(
    const struct ta_policy *policy, const struct ta_map *map);
void ta_suggest_free(struct ta_suggest *suggest);

/* Looks at a record under its header. */
void ta_suggest_look(struct ta_suggest *suggest, const struct ta_header *header,
    const struct ta_record *record);

/* Appends the map; `name` is the file's, for its first line. */
void ta_suggest_print(struct ta_suggest *suggest,
    const struct ta_header *header, const char *name, struct ta_text *out);

#endif
