#ifndef TA_SWITCHING_H
#define TA_SWITCHING_H

/*
 * The switches that the policy turns, decided once for the whole pipe: by its
 * days, and by how many of the requests that are handed on are open. Every
 * record names those that are on. Where the number matters, the records wait in
 * a spool until all have been counted.
 */

#include "decide/context.h"
#include "record/part.h"
#include "record/report.h"
#include "record/spool.h"

struct ta_switching;

/*
 * Says which switches are on by the policy's days. NULL with the error set: for
 * a part the number of open requests is not known. Context and report are
 * borrowed until ta_switching_close; `folder` is for temporary files.
 */
struct ta_switching *ta_switching_open(const struct ta_context *context,
    const struct ta_part *part, const char *folder, struct ta_report *report,
    struct ta_error *error);
void ta_switching_close(struct ta_switching *switching);

/*
 * As ta_record_too_long, of the record once it names all switches that may be
 * on. Its ta_switches is absent afterwards. Where `switching` is NULL, no
 * record has the column.
 */
int ta_switching_too_long(const struct ta_switching *switching,
    const struct ta_header *header, struct ta_record *record, bool safe);

/*
 * Hands a record on, with the switches that are on in its column ta_switches,
 * or counts it and lets it wait; as it is where `switching` is NULL. 0, or -1
 * with the error set. `header` is the same for all records.
 */
int ta_switching_take(struct ta_switching *switching,
    const struct ta_header *header, struct ta_record *record,
    ta_spool_take *take, void *arg, struct ta_error *error);

/*
 * After the last record: turns the switches on that the number turns on, says
 * so, and hands the records on that wait; nothing where `switching` is NULL. 0,
 * or -1 with the error set.
 */
int ta_switching_end(struct ta_switching *switching,
    const struct ta_header *header, ta_spool_take *take, void *arg,
    struct ta_error *error);

#endif
