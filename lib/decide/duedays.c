#include "decide/duedays.h"

enum { ID, DATE, NAME, N_COLUMNS };

void
ta_duedays_begin(struct ta_duedays *days)
{
	static const char *const names[N_COLUMNS] = {"id", "date", "name"};

	for (size_t i = 0; i < N_COLUMNS; i++)
		ta_header_add(&days->header, ta_slice_of(names[i]), NULL);
	ta_record_widen(&days->record, N_COLUMNS);
}

void
ta_duedays_free(struct ta_duedays *days)
{
	ta_header_free(&days->header);
	ta_record_free(&days->record);
	ta_text_free(&days->name);
}

int
ta_duedays_take(struct ta_duedays *days, const struct ta_policy *policy,
    const struct ta_evaluation *evaluation, const struct ta_due *due,
    struct ta_slice date)
{
	const struct ta_field *field =
	    &policy->vocabulary.fields[policy->id_field];
	struct ta_slice id =
	    ta_slice_trim(ta_evaluation_text(evaluation, policy->id_field));

	if (due->rule == NULL || due->due == TA_NO_DAY ||
	    due->status == TA_DUE_FINISHED)
		return 0;
	if (id.len == 0)
		return -1;
	ta_text_clear(&days->name);
	ta_text_add_string(&days->name, due->rule->id);
	if (ta_field_may_show(field, TA_TO_NAME)) {
		ta_text_add_string(&days->name, ": ");
		ta_text_add_slice(&days->name, id);
	}
	days->record.fields[ID] = id;
	days->record.fields[DATE] = date;
	days->record.fields[NAME] = ta_text_slice(&days->name, 0);
	return 1;
}

void
ta_duedays_of_receipt(struct ta_duedays *days, const struct ta_policy *policy,
    struct ta_evaluation *evaluation, const char *received, struct ta_due *due)
{
	ta_record_widen(&days->record, policy->form.count);
	days->record.fields[policy->receipt] = ta_slice_of(received);
	ta_evaluation_set(evaluation, &days->record);
	ta_due_decide(policy, evaluation, due);
}
