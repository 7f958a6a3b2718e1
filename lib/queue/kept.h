#ifndef TA_KEPT_H
#define TA_KEPT_H

/*
 * A record that is kept until its turn: it and its place in line, packed as
 * bytes that can be moved and stored. They are for this process alone.
 */

#include "decide/decide.h"

/* What begins the bytes: enough to know how many there are. */
#define TA_KEPT_HEAD 16

/* Appends a record with its place. */
void ta_kept_add(struct ta_text *text, const struct ta_record *record,
    const struct ta_place_in_line *place);

/* How many bytes there are in all; reads TA_KEPT_HEAD of them. */
size_t ta_kept_len(const char *bytes);

/* The place, its id borrowed from the bytes. */
struct ta_place_in_line ta_kept_place(const char *bytes);

/* Lays a record over the bytes, which are borrowed. */
void ta_kept_record(const char *bytes, struct ta_record *record);

/*
 * Takes what was kept: 0, or 1 where that is enough, or -1 with the error set.
 * The bytes are borrowed.
 */
typedef int ta_kept_take(void *arg, const char *bytes, struct ta_error *error);

#endif
