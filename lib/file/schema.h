#ifndef TA_SCHEMA_H
#define TA_SCHEMA_H

/*
 * Shapes as a JSON Schema (draft 2020-12), for editors of YAML. Where a text is
 * read as it is written, the schema takes a number, true and false, too: an
 * editor reads them so (YAML 1.2, core schema). What names mean is not in it.
 */

#include "file/shape.h"

/*
 * Appends the schema of files of this shape, which has an id and a title. The
 * same shape gives the same bytes.
 */
void ta_schema_add(struct ta_text *text, const struct ta_shape *shape,
    const char *id, const char *title);

#endif
