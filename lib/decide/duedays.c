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

int
ta_duedays_target(const struct ta_context *context, struct ta_explain *explain,
    const char *received, struct ta_text *text, struct ta_error *error)
{
	const struct ta_policy *policy = context->policy;
	struct ta_evaluation *evaluation =
	    ta_context_evaluation(context, &policy->form);
	struct ta_record record = {0};
	struct ta_due due;

	evaluation->trace = ta_explain_trace(explain);
	ta_record_widen(&record, policy->form.count);
	record.fields[policy->receipt] = ta_slice_of(received);
	ta_evaluation_set(evaluation, &record);
	ta_due_decide(policy, evaluation, &due);
	ta_explain_days(explain, evaluation, &due);
	ta_evaluation_free(evaluation);
	ta_record_free(&record);
	if (due.target == TA_NO_DAY)
		return ta_error_set(
		    error, NULL, "the policy has no target for that day");
	ta_day_print(text, due.target);
	ta_text_add_char(text, '\n');
	return 0;
}
