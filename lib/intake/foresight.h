#ifndef TA_FORESIGHT_H
#define TA_FORESIGHT_H

/*
 * Foresight: a file of few rows is read ahead, so that of a ledger only those
 * lines need be read that matter to its rows, and these at once. It only looks;
 * what is wrong with a row is said when the file is read for good.
 */

#include "intake/intake.h"
#include "ledger/sift.h"

/*
 * Has a sift want all lines whose ids begin as one of the rows has it, where
 * they are in the only file of `files`, a regular one of few rows. `map` may be
 * NULL. With `makes` a row without an id has the one that is made of it, and
 * all lines matter, too, of requests that can be one with it (kin.h). False
 * where the file is another, or bytes cannot tell; then more or less may be
 * wanted than is said here.
 */
bool ta_foresee(const struct ta_policy *policy, const struct ta_map *map,
    const struct ta_files *files, bool makes, struct ta_sift *sift);

#endif
