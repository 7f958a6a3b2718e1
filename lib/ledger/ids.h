#ifndef TA_IDS_H
#define TA_IDS_H

/*
 * The ids of requests, and which of them a person means who writes one or its
 * beginning: an id that is whole is itself, else it is the only one that begins
 * so.
 */

#include "base/slice.h"

struct ta_ids;

struct ta_ids *ta_ids_new(void);
void ta_ids_free(struct ta_ids *ids);

/*
 * Adds an id, of which a copy is kept; one that is there already may come
 * again. An id takes 32 bytes beside its own.
 */
void ta_ids_add(struct ta_ids *ids, struct ta_slice id);

enum ta_meant { TA_ID_UNKNOWN, TA_ID_FOUND, TA_ID_SEVERAL };

/*
 * The id that is meant, in *id until ta_ids_free, where there is one. Looking
 * after adding sorts all; a look takes the logarithm of their number.
 */
enum ta_meant ta_ids_find(
    struct ta_ids *ids, struct ta_slice meant, struct ta_slice *id);

#endif
