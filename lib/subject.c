#include <stdlib.h>
#include <string.h>

#include "subject.h"

struct ta_subject *
ta_subject_new(const struct ta_terms *terms, const struct ta_header *header,
    ta_day today, const bool *switches)
{
	struct ta_subject *subject = ta_alloc(1, sizeof(*subject));

	subject->terms = terms;
	subject->today = today;
	subject->switches = switches;
	subject->findings =
	    ta_alloc(terms->n_findings, sizeof(*subject->findings));
	subject->columns = ta_alloc(terms->n_fields, sizeof(*subject->columns));
	subject->values = ta_alloc(terms->n_fields, sizeof(*subject->values));
	subject->facts = ta_alloc(terms->n_facts, sizeof(*subject->facts));
	for (size_t i = 0; i < terms->n_fields; i++)
		subject->columns[i] =
		    ta_header_find(header, terms->fields[i].name, 0);
	return subject;
}

void
ta_subject_free(struct ta_subject *subject)
{
	if (subject == NULL)
		return;
	free(subject->findings);
	free(subject->columns);
	free(subject->values);
	free(subject->facts);
	free(subject);
}

void
ta_subject_set(struct ta_subject *subject, const struct ta_record *record)
{
	subject->record = record;
	subject->early = TA_OUTCOME_NONE;
	subject->outcome = TA_OUTCOME_NONE;
	subject->target = TA_NO_DAY;
	subject->severities = 0;
	memset(subject->findings, 0,
	    subject->terms->n_findings * sizeof(*subject->findings));
	memset(subject->facts, -1, subject->terms->n_facts);
	for (size_t i = 0; i < subject->terms->n_fields; i++)
		subject->values[i].state = TA_UNREAD;
}

struct ta_slice
ta_subject_text(const struct ta_subject *subject, int field)
{
	return ta_record_get(subject->record, subject->columns[field]);
}

const struct ta_value *
ta_subject_value(struct ta_subject *subject, int field)
{
	struct ta_value *value = &subject->values[field];

	if (value->state == TA_UNREAD)
		ta_value_read(&subject->terms->fields[field],
		    subject->terms->zone, ta_subject_text(subject, field),
		    value);
	return value;
}
