#include <string.h>

#include "decide/alert.h"

/* Adds the sentence of a finding, and the numbers to call that it lacks. */
static void
add_words(const struct ta_policy *policy, const struct ta_finding *finding,
    struct ta_text *text)
{
	ta_text_add_string(text, finding->says == NULL ? "" : finding->says);
	for (size_t i = 0; i < finding->refer.count; i++) {
		const struct ta_referral *referral =
		    &policy->referrals[finding->refer.referrals[i]];

		if (referral->phone != NULL &&
		    strstr(ta_text_string(text), referral->phone) == NULL)
			ta_text_printf(text, " %s", referral->phone);
	}
}

void
ta_alert_say(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    struct ta_report *report)
{
	struct ta_text text = {0};

	if (ta_due_is_finished(policy, evaluation))
		return;
	ta_check_alerts(policy, evaluation);
	for (size_t i = 0; i < evaluation->n_found; i++) {
		const struct ta_finding *finding =
		    &policy->findings[evaluation->found[i]];
		struct ta_about about = {.record = evaluation->record,
		    .id = ta_evaluation_text(evaluation, policy->id_field),
		    .rule = finding->id};

		ta_text_clear(&text);
		add_words(policy, finding, &text);
		ta_report_alert(report, &about, ta_text_string(&text));
	}
	ta_text_free(&text);
}
