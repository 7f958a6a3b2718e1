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
	for (size_t i = evaluation->vocabulary->n_fields;
	     i < ta_vocabulary_n_named(evaluation->vocabulary); i++)
		evaluation->columns[i] = ta_header_find(
		    header, evaluation->vocabulary->fields[i].name, 0);
	evaluation->verified =
	    ta_header_find(header, ta_slice_of(TA_COL_VERIFIED), 0);
	evaluation->told_at =
	    ta_header_find(header, ta_slice_of(TA_COL_SWITCHES), 0);
	evaluation->n_columns = header->count;
}

struct ta_evaluation *
ta_evaluation_new(const struct ta_vocabulary *vocabulary,
    const struct ta_header *header, ta_day today, const bool *switches)
{
	struct ta_evaluation *evaluation = ta_alloc(1, sizeof(*evaluation));
	size_t n_named = ta_vocabulary_n_named(vocabulary);
	size_t n_sets = vocabulary->n_facts / TA_VALUES_MAX + 1;

	evaluation->vocabulary = vocabulary;
	evaluation->today = today;
	evaluation->given = switches;
	evaluation->switches = switches;
	evaluation->as_told =
	    ta_alloc(vocabulary->n_switches, sizeof(*evaluation->as_told));
	evaluation->findings =
	    ta_alloc(vocabulary->n_findings, sizeof(*evaluation->findings));
	evaluation->found =
	    ta_alloc(vocabulary->n_findings, sizeof(*evaluation->found));
	evaluation->columns = ta_alloc(n_named, sizeof(*evaluation->columns));
	evaluation->values = ta_alloc(n_named, sizeof(struct ta_value *));
	evaluation->is = ta_alloc(n_sets, sizeof(*evaluation->is));
	evaluation->is_not = ta_alloc(n_sets, sizeof(*evaluation->is_not));
	evaluation->memos = ta_alloc(n_named, sizeof(*evaluation->memos));
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
	free(evaluation->is);
	free(evaluation->is_not);
	free(evaluation->memos);
	free(evaluation->as_told);
	ta_text_free(&evaluation->told);
	free(evaluation);
}

/* Turns on the switch of this name, unless somebody has said what it is. */
static void
turn_on(struct ta_evaluation *evaluation, struct ta_slice name)
{
	const struct ta_vocabulary *vocabulary = evaluation->vocabulary;
	size_t i = 0;

	while (i < vocabulary->n_switches &&
	       !ta_slice_equal(name, ta_slice_of(vocabulary->switches[i])))
		i++;
	if (i == vocabulary->n_switches)
		evaluation->strange = true;
	else if (!evaluation->said[i])
		evaluation->as_told[i] = true;
}

/* Reads a cell of ta_switches. */
static void
read_told(struct ta_evaluation *evaluation, struct ta_slice cell)
{
	struct ta_slice rest = cell, name;

	evaluation->strange = false;
	for (size_t i = 0; i < evaluation->vocabulary->n_switches; i++)
		evaluation->as_told[i] =
		    evaluation->said[i] && evaluation->given[i];
	while (rest.data != NULL) {
		name = ta_slice_trim(ta_slice_next(&rest, ';'));
		if (name.len > 0)
			turn_on(evaluation, name);
	}
	ta_text_clear(&evaluation->told);
	ta_text_add_slice(&evaluation->told, cell);
}

/* Sets the switches of the record. Mostly they are those of the last one. */
static void
set_switches(struct ta_evaluation *evaluation)
{
	struct ta_slice cell =
	    ta_record_get(evaluation->record, evaluation->told_at);
	bool known = evaluation->switches == evaluation->as_told;

	evaluation->switches = evaluation->given;
	if (evaluation->said == NULL || cell.data == NULL)
		return;
	if (!known ||
	    !ta_slice_equal(cell, ta_text_slice(&evaluation->told, 0)))
		read_told(evaluation, cell);
	evaluation->switches = evaluation->as_told;
}

void
ta_evaluation_set(
    struct ta_evaluation *evaluation, const struct ta_record *record)
{
	size_t n_named = ta_vocabulary_n_named(evaluation->vocabulary);
	size_t n_sets = evaluation->vocabulary->n_facts / TA_VALUES_MAX + 1;

	if (evaluation->n_columns != evaluation->header->count)
		find_columns(evaluation);
	evaluation->record = record;
	set_switches(evaluation);
	evaluation->early = TA_OUTCOME_NONE;
	evaluation->outcome = TA_OUTCOME_NONE;
	evaluation->target = TA_NO_DAY;
	evaluation->severities = 0;
	for (size_t i = 0; i < evaluation->n_found; i++)
		evaluation->findings[evaluation->found[i]] = false;
	evaluation->n_found = 0;
	evaluation->facts_seen = false;
	memset(evaluation->is, 0, n_sets * sizeof(*evaluation->is));
	memset(evaluation->is_not, 0, n_sets * sizeof(*evaluation->is_not));
	memset(evaluation->values, 0, n_named * sizeof(struct ta_value *));
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

const struct ta_value *
ta_evaluation_read(struct ta_evaluation *evaluation, int field)
{
	const struct ta_vocabulary *vocabulary = evaluation->vocabulary;
	struct ta_slice text = ta_evaluation_text(evaluation, field);

	return evaluation->values[field] =
		   text.len == 0 ? &ta_value_blank
				 : ta_memo_read(&evaluation->memos[field],
				       &vocabulary->fields[field],
				       vocabulary->zone, text);
}
