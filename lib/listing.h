#ifndef TA_LISTING_H
#define TA_LISTING_H

/*
 * Findings put into words: ids for a column, reasons for rejects, a sentence
 * for a message, and the sheet that staff send back to requesters. It shows no
 * value of a record but its id, unless the caller may see one.
 */

#include "policy.h"

/* Appends the ids of the subject's findings, joined by ";", in policy order. */
void ta_listing_ids(const struct ta_policy *policy,
    const struct ta_subject *subject, struct ta_text *text);

/*
 * What makes a record not valid: the names of the fields, the ids and the
 * sentences of its errors and holds.
 */
struct ta_reasons {
	struct ta_text fields;
	struct ta_text ids;
	struct ta_text sentences;
};

void ta_listing_reasons(const struct ta_policy *policy,
    const struct ta_subject *subject, struct ta_reasons *reasons);
void ta_reasons_free(struct ta_reasons *reasons);

/*
 * Appends a finding's sentence, with the value that is wrong where `show`
 * allows it and the field is a choice, list, yes-no, date or spans and not
 * private.
 */
void ta_listing_sentence(const struct ta_policy *policy,
    const struct ta_subject *subject, const struct ta_finding *finding,
    bool show, struct ta_text *text);

/* Is the finding for the requester's eyes? What staff decide is not. */
bool ta_listing_is_sent(const struct ta_finding *finding);

/* The columns of the sheet, into an empty header. */
void ta_listing_header(struct ta_header *header);

/*
 * Fills a row of the sheet: where the record came from first (its ta_source and
 * ta_line, at `source` and `line`, which may be -1), then what was found. The
 * fields are borrowed from the record, the policy and *numbers.
 */
void ta_listing_row(const struct ta_policy *policy,
    const struct ta_subject *subject, const struct ta_finding *finding,
    int source, int line, struct ta_text *numbers, struct ta_record *row);

#endif
