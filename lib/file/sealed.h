#ifndef TA_SEALED_H
#define TA_SEALED_H

/*
 * Whether a file is a ledger: it is known by its lines, whole ones, and never
 * by bytes that somebody who fills in a form can write.
 */

#include "file/source.h"

/*
 * Reads on to a line that fits its seal: 1, or 0 where none does, or -1 with
 * the error set.
 */
int ta_sealed_find(struct ta_source *source, struct ta_error *error);

#endif
