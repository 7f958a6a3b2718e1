#include <stdlib.h>
#include <string.h>

#include "policy/subject.h"

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
	subject->found = ta_alloc(terms->n_findings, sizeof(*subject->found));
	subject->columns = ta_alloc(terms->n_fields, sizeof(*subject->columns));
	subject->values = ta_alloc(terms->n_fields, sizeof(*subject->values));
	subject->facts = ta_alloc(terms->n_facts, sizeof(*subject->facts));
	ta_terms_columns(terms, header, subject->columns);
	return subject;
}

void
ta_subject_free(struct ta_subject *subject)
{
	if (subject == NULL)
		return;
	free(subject->findings);
	free(subject->found);
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
	for (size_t i = 0; i < subject->n_found; i++)
		subject->findings[subject->found[i]] = false;
	subject->n_found = 0;
	memset(subject->facts, -1, subject->terms->n_facts);
	for (size_t i = 0; i < subject->terms->n_fields; i++)
		subject->values[i].state = TA_UNREAD;
}

void
ta_subject_find(
    struct ta_subject *subject, int finding, enum ta_severity severity)
{
	size_t at = subject->n_found;

	if (subject->findings[finding])
		return;
	for (; at > 0 && subject->found[at - 1] > finding; at--)
		subject->found[at] = subject->found[at - 1];
	subject->found[at] = finding;
	subject->n_found++;
	subject->findings[finding] = true;
	subject->severities |= 1u << severity;
}

void
ta_subject_read(struct ta_subject *subject, int field)
{
	ta_value_read(&subject->terms->fields[field], subject->terms->zone,
	    ta_subject_text(subject, field), &subject->values[field]);
}
