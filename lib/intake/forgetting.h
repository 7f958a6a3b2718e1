#ifndef TA_FORGETTING_H
#define TA_FORGETTING_H

/*
 * Which requests of a ledger are forgotten, and their lines as they are then:
 * those that are finished and whose last line is as old as the policy says, or
 * those that a person names. Whether the new lines take the place of the old
 * ones is the caller's.
 */

#include "decide/context.h"
#include "intake/ledgerlines.h"
#include "ledger/replacement.h"

struct ta_forgetting;

/*
 * Reads the ledger, which is borrowed with the context and the path until
 * ta_forgetting_close. `folder` is for temporary files. A request takes 60
 * bytes, a line 16, and an event what fold.h says. NULL with the error set, as
 * where a line is damaged: nobody could say whose story is in it.
 */
struct ta_forgetting *ta_forgetting_open(const struct ta_context *context,
    const char *path, struct ta_ledger_lines *lines, const char *folder,
    struct ta_error *error);
void ta_forgetting_close(struct ta_forgetting *forgetting);

/*
 * Chooses the n requests that are named by their ids (see ids.h); without any,
 * all that are old enough. 0, or -1 with the error set, as where one of those
 * that are named is open or is not there.
 */
int ta_forgetting_choose(struct ta_forgetting *forgetting,
    const char *const *ids, size_t n, struct ta_error *error);

/* Appends the ids of what was chosen, a line each. */
int ta_forgetting_ids(const struct ta_forgetting *forgetting,
    struct ta_text *text, struct ta_error *error);

/*
 * Writes the lines of what was chosen into a new ledger, which becomes a member
 * of the batch. The new ledger is freed by ta_forgetting_close. 0, or -1 with
 * the error set.
 */
int ta_forgetting_write(struct ta_forgetting *forgetting,
    struct ta_batch *batch, struct ta_error *error);

/*
 * Appends how much was read and chosen, such as "17 lines read, 1 request
 * forgotten", or "to forget" where `only_says`.
 */
void ta_forgetting_summary(const struct ta_forgetting *forgetting,
    bool only_says, struct ta_text *text);

#endif
