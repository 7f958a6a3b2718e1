#ifndef TA_TWOPOLICIES_H
#define TA_TWOPOLICIES_H

/*
 * Two policies over the same records: what each decides, side by side, and what
 * would change. The decisions are those of the tools. Of a record only its id
 * and what was decided is kept and written: no answer of a person.
 */

#include "decide/context.h"
#include "record/input.h"
#include "record/report.h"
#include "record/writer.h"

struct ta_twopolicies {
	const struct ta_context *contexts[2]; /* in force; the other */
	bool all; /* requests that are finished by the one in force, too */
};

/*
 * Decides each record of an input by both contexts, and puts all in line by
 * both. Then it writes a row for each record of which something changes: its
 * number in the input, its id, the edition that it says it was decided by, what
 * changes, and both decisions. Says how much changed. 0, or -1 with the error
 * set.
 */
int ta_twopolicies_compare(const struct ta_twopolicies *two,
    struct ta_input *input, struct ta_report *report, struct ta_writer *writer,
    struct ta_error *error);

#endif
