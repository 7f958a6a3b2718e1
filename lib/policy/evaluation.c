#include <stdlib.h>
#include <string.h>

#include "policy/evaluation.h"
#include "record/columns.h"

static void
find_columns(struct ta_evaluation *evaluation)
{
	const struct ta_header *header = evaluation->header;

	ta_vocabulary_columns(
	    evaluation->vocabulary, header, evaluation->columns);
	evaluation->verified =
	    ta_header_find(header, ta_slice_of(TA_COL_VERIFIED), 0);
	evaluation->n_columns = header->count;
}

struct ta_evaluation *
ta_evaluation_new(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, ta_day today, const bool *switches)
{
	struct ta_evaluation *evaluation = ta_alloc(1, sizeof(*evaluation));

	evaluation->vocabulary = vocabulary;
	evaluation->today = today;
	evaluation->switches = switches;
	evaluation->findings =
	    ta_alloc(vocabulary->n_findings, sizeof(*evaluation->findings));
	evaluation->found =
	    ta_alloc(vocabulary->n_findings, sizeof(*evaluation->found));
	evaluation->columns =
	    ta_alloc(vocabulary->n_fields, sizeof(*evaluation->columns));
	evaluation->values =
	    ta_alloc(vocabulary->n_fields, sizeof(*evaluation->values));
	evaluation->facts =
	    ta_alloc(vocabulary->n_facts, sizeof(*evaluation->facts));
	evaluation->header = header;
	find_columns(evaluation);
	return evaluation;
}

void
ta_evaluation_free(struct ta_evaluation *evaluation)
{
	if (evaluation == NULL)
		return;
	free(evaluation->findings);
	free(evaluation->found);
	free(evaluation->columns);
	free(evaluation->values);
	free(evaluation->facts);
	free(evaluation);
}

void
ta_evaluation_set(
    struct ta_evaluation *evaluation, const struct ta_record *record)
{
	if (evaluation->n_columns != evaluation->header->count)
		find_columns(evaluation);
	evaluation->record = record;
	evaluation->early = TA_OUTCOME_NONE;
	evaluation->outcome = TA_OUTCOME_NONE;
	evaluation->target = TA_NO_DAY;
	evaluation->severities = 0;
	for (size_t i = 0; i < evaluation->n_found; i++)
		evaluation->findings[evaluation->found[i]] = false;
	evaluation->n_found = 0;
	memset(evaluation->facts, -1, evaluation->vocabulary->n_facts);
	for (size_t i = 0; i < evaluation->vocabulary->n_fields; i++)
		evaluation->values[i].state = TA_UNREAD;
}

void
ta_evaluation_find(
    struct ta_evaluation *evaluation, int finding, enum ta_severity severity)
{
	size_t at = evaluation->n_found;

	if (evaluation->findings[finding])
		return;
	for (; at > 0 && evaluation->found[at - 1] > finding; at--)
		evaluation->found[at] = evaluation->found[at - 1];
	evaluation->found[at] = finding;
	evaluation->n_found++;
	evaluation->findings[finding] = true;
	evaluation->severities |= 1u << severity;
}

void
ta_evaluation_read(struct ta_evaluation *evaluation, int field)
{
	ta_value_read(&evaluation->vocabulary->fields[field],
	    evaluation->vocabulary->zone, ta_evaluation_text(evaluation, field),
	    &evaluation->values[field]);
}
