#ifndef TA_JSONOBJECT_H
#define TA_JSONOBJECT_H

/*
 * A line of JSON Lines by jansson: one object. An array is a list field, and an
 * object inside is flattened one level. It alone says what is an error, in
 * words that show nothing of the line.
 */

#include "record/jsonlines.h"
#include "record/keyed.h"

/*
 * Reads the last line into a record that was begun, whose new names become
 * columns: 0, or -1 with the error set, and what was read of no use. The
 * place of `lines` gets the column of an error in the syntax.
 */
int ta_json_object_read(struct ta_json_lines *lines, struct ta_keyed *keyed,
    struct ta_header *header, struct ta_error *error);

#endif
