#ifndef TA_SUGGEST_H
#define TA_SUGGEST_H

/*
 * A map to begin with, from an export: which headings the policy knows, which
 * are left over, and which answers are not choices. What is certain is
 * suggested, the rest is left to a person, as comments.
 */

#include "intake/map.h"

struct ta_suggest;

/*
 * A suggestion for a policy and the map that there is so far, or NULL; both are
 * borrowed until ta_suggest_free.
 */
struct ta_suggest *ta_suggest_new(
    const struct ta_policy *policy, const struct ta_map *map);
void ta_suggest_free(struct ta_suggest *suggest);

/* Looks at a record with its header. */
void ta_suggest_look(struct ta_suggest *suggest, const struct ta_header *header,
    const struct ta_record *record);

/* Appends the map. `name` is the file's name, for the first line. */
void ta_suggest_print(struct ta_suggest *suggest,
    const struct ta_header *header, const char *name, struct ta_text *out);

#endif
