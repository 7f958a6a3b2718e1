#ifndef TA_COLUMNS_H
#define TA_COLUMNS_H

/*
 * The names of the columns that the tools add, spelled once. ta-record(5) says
 * what each holds. The names of the intake fields are the policy's.
 */

#include "base/slice.h"

#define TA_COL_SOURCE "ta_source"
#define TA_COL_LINE "ta_line"

/* of ta-submit: the switches that are on */
#define TA_COL_SWITCHES "ta_switches"

#define TA_COL_VERIFIED "ta_verified"

/* of an event; the columns that are not the tools' stand beside fields */
#define TA_COL_EVENT "ta_event"
#define TA_COL_AT "at"
#define TA_COL_BY "by"
#define TA_COL_NOTE "note"
#define TA_COL_UNDOES "undoes"
#define TA_EVENT_WORDS "event", TA_COL_AT, TA_COL_BY, TA_COL_NOTE, TA_COL_UNDOES

/* of ta-history: what stood before the record */
#define TA_COL_EARLIER "ta_earlier"
#define TA_COL_EARLIER_IDS "ta_earlier_ids"
#define TA_COL_SAME_AS "ta_same_as"
#define TA_COL_SIGNS "ta_signs"

/* of ta-forget: the day on which a request's stories were masked */
#define TA_COL_FORGOTTEN "ta_forgotten"

#define TA_COL_VALID "ta_valid"
#define TA_COL_FINDINGS "ta_findings"

#define TA_COL_TARGET "ta_target"
#define TA_COL_DUE "ta_due"
#define TA_COL_DUE_RULE "ta_due_rule"
#define TA_COL_DAYS_LEFT "ta_days_left"
#define TA_COL_DAYS_TAKEN "ta_days_taken"
#define TA_COL_IN_TARGET "ta_in_target"
#define TA_COL_DUE_STATUS "ta_due_status"
#define TA_COL_DUE_TIME "ta_due_time"
#define TA_COL_DUE_WHY "ta_due_why"

#define TA_COL_RANK "ta_rank"
#define TA_COL_GROUPS "ta_groups"
#define TA_COL_CHANGE "ta_change"

#define TA_COL_OUTCOME "ta_outcome"
#define TA_COL_QUEUE "ta_queue"
#define TA_COL_ROUTE_RULE "ta_route_rule"
#define TA_COL_ROUTE_WHY "ta_route_why"
#define TA_COL_CC "ta_cc"
#define TA_COL_REFER "ta_refer"
#define TA_COL_CALL "ta_call"
#define TA_COL_POLICY "ta_policy"

#define TA_COL_REPLY "ta_reply"
#define TA_COL_TO "ta_to"
#define TA_COL_SUBJECT "ta_subject"
#define TA_COL_LETTER "ta_letter"

/* of rejects: why a row could not be a record, or a record is not valid */
#define TA_COL_EXTRA "ta_extra"
#define TA_COL_ROW "ta_row"
#define TA_COL_COLUMN "ta_column"
#define TA_COL_RULE "ta_rule"
#define TA_COL_KNOWN "ta_known"
#define TA_COL_MESSAGE "ta_message"

/* More than all tools together add. */
#define TA_COLUMNS_OF_TOOLS 44

/* The names of all columns that a tool may write, n of them, but for fields. */
const char *const *ta_columns_names(size_t *n);

/* Whether a column is one of these. */
bool ta_columns_has(struct ta_slice name);

/* Whether a column of the tools holds items joined by ";". */
bool ta_columns_is_list(struct ta_slice name);

#endif
