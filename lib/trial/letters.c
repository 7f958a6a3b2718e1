#include <stdlib.h>

#include "reply/letter.h"
#include "reply/wrap.h"
#include "trial/trial.h"

/* Days among which a sample call is looked for. */
#define CALL_HORIZON 366

/* What the letters are shown with: a request that nobody made. */
struct sample {
	const struct ta_policy *policy;
	struct ta_evaluation *evaluation;
	struct ta_record record;
	struct ta_arena values;
	struct ta_route route;
	struct ta_brief brief;
	struct ta_text *text;
	struct ta_text scratch;
};

/* A value of a field: its name in brackets, where there is nothing better. */
static struct ta_slice
sample_value(struct sample *sample, const struct ta_field *field, ta_day today)
{
	struct ta_text text = {0};
	struct ta_slice value;

	if (field->type == TA_TYPE_DATE)
		ta_day_print(&text, today);
	else if (field->type == TA_TYPE_EMAIL)
		ta_text_printf(&text, "%s@example.org", field->name.data);
	else if (field->n_choices > 0)
		ta_text_add_slice(&text, field->choices[0].slug);
	else
		ta_text_printf(&text, "[%s]", field->name.data);
	value.len = text.len;
	value.data = ta_arena_copy(&sample->values, text.data, text.len);
	ta_text_free(&text);
	return value;
}

/* Whether requesters are told or asked this. */
static bool
is_for_requester(const struct ta_finding *finding, bool asks)
{
	return !finding->staff && finding->says != NULL &&
	       (finding->severity >= TA_HOLD) == asks;
}

/* Finds the first so many findings that ask, or tell. */
static void
find_some(struct sample *sample, bool asks, size_t n)
{
	const struct ta_policy *policy = sample->policy;

	for (size_t i = 0; i < policy->vocabulary.n_findings && n > 0; i++)
		if (policy->findings[i].kind == TA_FINDING_CHECK &&
		    is_for_requester(&policy->findings[i], asks)) {
			ta_evaluation_find(sample->evaluation, (int)i,
			    policy->findings[i].severity);
			n--;
		}
}

/* The first call of a referral after today; false where it has none. */
static bool
find_call(struct sample *sample, int referral)
{
	const struct ta_referral *of = &sample->policy->referrals[referral];

	for (int i = 1; i <= CALL_HORIZON && of->n_calls > 0; i++) {
		sample->brief.call = sample->brief.due + i;
		if (ta_call_on(of->calls, of->n_calls, sample->brief.call) !=
		    NULL)
			return true;
	}
	return false;
}

/* Takes the first referral that has an address, and the first with a call. */
static void
choose_referrals(struct sample *sample)
{
	const struct ta_policy *policy = sample->policy;
	struct ta_brief *brief = &sample->brief;
	bool address = false, call = false;

	brief->referrals =
	    ta_alloc(policy->n_referrals, sizeof(*brief->referrals));
	for (int i = 0; i < (int)policy->n_referrals; i++) {
		bool new_call = !call && find_call(sample, i);

		if (!new_call && (address || policy->referrals[i].url == NULL))
			continue;
		call |= new_call;
		address |= policy->referrals[i].url != NULL;
		brief->referrals[brief->n_referrals++] = i;
	}
	if (!call)
		brief->call = TA_NO_DAY;
}

static void
make_sample(struct sample *sample, const struct ta_context *context)
{
	const struct ta_policy *policy = context->policy;
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;

	ta_record_widen(&sample->record, policy->form.count);
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		sample->record.fields[i] = sample_value(
		    sample, &vocabulary->fields[i], context->today);
	sample->policy = policy;
	sample->evaluation = ta_context_evaluation(context, &policy->form);
	ta_evaluation_set(sample->evaluation, &sample->record);
	find_some(sample, true, 2);
	find_some(sample, false, 1);
	sample->route.when.says = "[the words of the route]";
	sample->brief = (struct ta_brief){.policy = policy,
	    .evaluation = sample->evaluation,
	    .route = &sample->route,
	    .cc = ta_slice_of("supervisor@example.org"),
	    .target = context->today,
	    .due = context->today};
	choose_referrals(sample);
}

static void
show_reply(struct sample *sample, const struct ta_reply *reply)
{
	struct ta_text *text = sample->text;

	ta_text_printf(text, "==> %s%s%s%s\n", reply->id,
	    reply->has_text ? "" : ": no letter",
	    reply->sent == -1 ? "" : ", then: ",
	    reply->sent == -1 ? "" : sample->policy->events[reply->sent].id);
	if (reply->has_text) {
		ta_text_add_string(text, "From: ");
		ta_text_add_slice(text, sample->policy->replies.email);
		ta_text_add_string(text, "\nSubject: ");
		ta_letter_subject(&sample->brief, text);
		ta_text_add_string(text, "\n\n");
		ta_letter_body(
		    &sample->brief, &reply->text, &sample->scratch, text);
	}
	ta_text_add_char(text, '\n');
}

/* Adds an item of a list, "- ID: WORDS", wrapped. */
static void
add_item(struct sample *sample, const char *id, const char *words)
{
	ta_text_clear(&sample->scratch);
	ta_text_printf(&sample->scratch, "- %s: %s", id,
	    words == NULL ? "nothing" : words);
	ta_wrap_add(sample->text, ta_text_slice(&sample->scratch, 0));
}

int
ta_trial_letters(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_policy *policy = trial->context->policy;
	struct sample sample = {.text = trial->text};

	if (policy->replies.count == 0)
		return ta_error_set(
		    error, NULL, "the policy has no section 'replies'");
	make_sample(&sample, trial->context);
	for (size_t i = 0; i < policy->replies.count; i++)
		show_reply(&sample, &policy->replies.rules[i]);
	ta_text_add_string(sample.text, "What the routes say {reason}\n\n");
	for (size_t i = 0; i < policy->n_routes; i++)
		add_item(
		    &sample, policy->routes[i].id, policy->routes[i].when.says);
	ta_evaluation_free(sample.evaluation);
	ta_record_free(&sample.record);
	ta_arena_free(&sample.values);
	ta_brief_free(&sample.brief);
	ta_text_free(&sample.scratch);
	return 0;
}
