#ifndef TA_CASETABLE_H
#define TA_CASETABLE_H

/*
 * A policy's own table of cases: columns of the form, and columns that begin
 * with expect_, each compared with the column that the tools would write for
 * it, "*" for anything. A column `case` names the case, one `switches` turns
 * some on. The decisions are those of the tools. It also keeps which rules no
 * case fired and which answers no case gave.
 */

#include "decide/context.h"
#include "record/report.h"
#include "record/writer.h"

struct ta_casetable;

/*
 * For a context, which is borrowed, as the report is. Free with
 * ta_casetable_free.
 */
struct ta_casetable *ta_casetable_new(
    const struct ta_context *context, struct ta_report *report);
void ta_casetable_free(struct ta_casetable *cases);

/*
 * Runs all cases of a table and says every cell that differs: 0, or -1 with the
 * error set where the table cannot be read or expects a column that no tool
 * has.
 */
int ta_casetable_run(
    struct ta_casetable *cases, const char *path, struct ta_error *error);

/*
 * Says how many cases there were and how many differ. Where there is a writer,
 * it gets a row for each rule and each answer: its section, its id, and how
 * many cases fired or gave it. *found where a case differs, or fewer than
 * `least` per cent of them some case did. 0, or -1 with the error set.
 */
int ta_casetable_end(const struct ta_casetable *cases, struct ta_writer *writer,
    size_t least, bool *found, struct ta_error *error);

#endif
