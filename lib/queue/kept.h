#ifndef TA_KEPT_H
#define TA_KEPT_H

/*
 * A record with its place in line, packed as bytes that can be moved and
 * stored. They are for this process only.
 */

#include "decide/decide.h"

/* The first bytes: enough to know how many there are in all. */
#define TA_KEPT_HEAD 16

/* Appends a record with its place. */
void ta_kept_add(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place);

/* How many bytes there are in all, by the first TA_KEPT_HEAD of them. */
size_t ta_kept_len(const char *bytes);

/* The place. Its id is borrowed from the bytes. */
struct ta_place_in_line ta_kept_place(const char *bytes);

/* Lays a record over the bytes. Its fields are borrowed from them. */
void ta_kept_record(const char *bytes, struct ta_record *record);

/*
 * Takes a packed record: 0, or 1 to end it, or -1 with the error set. The bytes
 * are borrowed for the call.
 */
typedef int ta_kept_take(void *arg, const char *bytes, struct ta_error *error);

#endif
