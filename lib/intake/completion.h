#ifndef TA_COMPLETION_H
#define TA_COMPLETION_H

/*
 * Fills in what a form does not say of its requests: the day of receipt where
 * one is given for all, an id, what staff's tables have, and where each record
 * came from. It adds the columns for these, and orders all columns for writing.
 */

#include "decide/context.h"
#include "intake/intake.h"
#include "intake/join.h"
#include "record/report.h"

struct ta_completion_options {
	const char *received; /* a date for records without one, or NULL */
	bool by_hand;	      /* a record without one was received today */
	struct ta_map *map;   /* of the form, or NULL */
	struct ta_list joins; /* paths of staff's tables, joined in order */
	bool safe;	      /* cells may gain apostrophes when written */
	bool switches;	      /* those that are on are named in a column */
};

struct ta_completion;

/*
 * A completion for the records of an intake. It loads staff's tables.
 * Everything that it is given is borrowed until ta_completion_close. NULL with
 * the error set.
 */
struct ta_completion *ta_completion_open(const struct ta_context *context,
    const struct ta_completion_options *options, struct ta_intake *intake,
    struct ta_report *report, struct ta_error *error);
void ta_completion_close(struct ta_completion *completion);

/*
 * Appends the columns that are filled in to the intake's header, once. Where
 * `whole_form` is true, all fields of the policy are columns, and come first.
 */
void ta_completion_begin(struct ta_completion *completion, bool whole_form);

/*
 * Fills in the day of receipt, the id, and the place that the record came from.
 * They are borrowed until the next call. Returns the id.
 */
struct ta_slice ta_completion_fill(
    struct ta_completion *completion, struct ta_record *record);

/*
 * The name of a file without its folder, so that an export gives the same
 * records in any folder. Borrowed as the path is.
 */
struct ta_slice ta_completion_name(const char *path);

/*
 * Appends the column ta_verified, once, in which ta_completion_join names
 * fields. With staff's tables it is there from the beginning.
 */
void ta_completion_verifies(struct ta_completion *completion);

/*
 * Replaces fields of the record by what staff's tables have for it. Of the
 * fields that the policy marks as verified, it names those that they have, or
 * that an event has verified: `by_events`, by field, or NULL. These names are
 * borrowed until the next call.
 */
void ta_completion_join(struct ta_completion *completion,
    struct ta_record *record, const bool *by_events);

/*
 * The order in which the columns are written, those of the tools last: *n
 * positions in the intake's header, the caller's to free(3). NULL with the
 * error set where there are too many columns, or their names are too long.
 */
int *ta_completion_order(
    const struct ta_completion *completion, size_t *n, struct ta_error *error);

/* Says which headings of the current file are nearly a field's, each once. */
void ta_completion_say_nearly(struct ta_completion *completion);

/*
 * Says what the map and staff's tables speak of, and no file has, and what else
 * was of no use in these tables. Returns how much of it no record has.
 */
struct ta_join_losses ta_completion_say_unmet(struct ta_completion *completion);

#endif
