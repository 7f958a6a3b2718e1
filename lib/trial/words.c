#include "base/width.h"
#include "policy/template.h"
#include "policy/holds.h"
#include "trial/trial.h"

/* The words of a policy, for somebody who reads them all. */

#define INDENT "    "
#define LINE_MOST 76

/* Who reads; the reader's part of the list is written in one go. */
struct reading {
	const struct ta_policy *policy;
	struct ta_text *text;
	bool staff;
	const char *section; /* whose heading has been written; or NULL */
};

/* Adds a text under an entry, filled to lines; its own lines stay apart. */
static void
add_filled(struct ta_text *text, struct ta_slice says)
{
	while (says.data != NULL) {
		struct ta_slice line = ta_slice_next(&says, '\n');
		size_t width = 0;

		if (line.len == 0)
			continue;
		while (line.data != NULL) {
			struct ta_slice word = ta_slice_next(&line, ' ');
			size_t wide = ta_text_width(word);

			if (wide == 0)
				continue;
			if (width > 0 && width + 1 + wide > LINE_MOST) {
				ta_text_add_char(text, '\n');
				width = 0;
			}
			ta_text_add_string(text, width == 0 ? INDENT : " ");
			width += (width == 0 ? strlen(INDENT) : 1) + wide;
			ta_text_add_slice(text, word);
		}
		ta_text_add_char(text, '\n');
	}
}

/* Adds what an entry says, under its id, which is there. */
static void
add_says(struct reading *reading, const char *says)
{
	ta_text_add_char(reading->text, '\n');
	if (says == NULL || ta_slice_blank(ta_slice_of(says)))
		ta_text_add_string(reading->text, INDENT "(no sentence)\n");
	else
		add_filled(reading->text, ta_slice_of(says));
}

/* Begins an entry, after the heading of its section where it is the first. */
static void
begin(struct reading *reading, const char *section, const char *id)
{
	struct ta_text *text = reading->text;

	if (reading->section == NULL)
		ta_text_printf(text, "\nWHAT %s\n",
		    reading->staff ? "ONLY STAFF READ" : "REQUESTERS READ");
	if (reading->section == NULL || strcmp(reading->section, section) != 0)
		ta_text_printf(text, "\n-- %s --\n", section);
	reading->section = section;
	ta_text_printf(text, "\n%s", id);
}

static void
add_refer(struct reading *reading, const struct ta_refer *refer)
{
	const struct ta_referral *referrals = reading->policy->referrals;
	struct ta_text line = {0};

	for (size_t i = 0; i < refer->count; i++)
		ta_text_printf(&line, "%s%s", i == 0 ? "with: " : ", ",
		    referrals[refer->referrals[i]].id);
	if (refer->count > 0)
		add_filled(reading->text, ta_text_slice(&line, 0));
	ta_text_free(&line);
}

/* Adds for whom something is, in the policy's own words. */
static void
add_when(struct reading *reading, const struct ta_condition *when)
{
	struct ta_text line = {0};

	for (size_t i = 0; i < when->count; i++) {
		const char *words = when->tests[i].words;

		/* a line with two operators is two tests */
		if (i > 0 && strcmp(words, when->tests[i - 1].words) == 0)
			continue;
		ta_text_printf(&line, "%s%s", i == 0 ? "where: " : ", ", words);
	}
	if (when->count > 0)
		add_filled(reading->text, ta_text_slice(&line, 0));
	ta_text_free(&line);
}

static void
add_findings(struct reading *reading)
{
	const struct ta_policy *policy = reading->policy;

	for (size_t i = 0; i < policy->vocabulary.n_findings; i++) {
		const struct ta_finding *finding = &policy->findings[i];

		if (finding->staff != reading->staff)
			continue;
		begin(reading,
		    finding->kind == TA_FINDING_CHECK ? "checks" : "fields",
		    finding->id);
		ta_text_printf(reading->text, " (%s%s)",
		    ta_severity_names[finding->severity],
		    finding->alert ? ", alert" : "");
		add_says(reading, finding->says);
		add_refer(reading, &finding->refer);
	}
}

/* The routes; staff read those that tell a requester nothing. */
static void
add_routes(struct reading *reading)
{
	const struct ta_policy *policy = reading->policy;

	for (size_t i = 0; i < policy->n_routes; i++) {
		const struct ta_route *route = &policy->routes[i];

		if ((route->when.says == NULL) != reading->staff)
			continue;
		begin(reading, "routes", route->id);
		ta_text_printf(reading->text, " (%s, %s)",
		    ta_outcome_names[route->outcome],
		    policy->queues[route->queue]);
		add_says(reading, route->when.says);
		add_refer(reading, &route->refer);
	}
}

static bool
has_referral(const struct ta_refer *refer, size_t referral)
{
	for (size_t i = 0; i < refer->count; i++)
		if (refer->referrals[i] == (int)referral)
			return true;
	return false;
}

/* Whether a requester is sent the referral. A route sends all of its own. */
static bool
is_sent(const struct ta_policy *policy, size_t referral)
{
	for (size_t i = 0; i < policy->n_routes; i++)
		if (has_referral(&policy->routes[i].refer, referral))
			return true;
	for (size_t i = 0; i < policy->vocabulary.n_findings; i++)
		if (!policy->findings[i].staff &&
		    has_referral(&policy->findings[i].refer, referral))
			return true;
	return false;
}

static void
add_line(struct reading *reading, const char *before, const char *words)
{
	if (words != NULL)
		ta_text_printf(reading->text, INDENT "%s: %s\n", before, words);
}

static void
add_referrals(struct reading *reading)
{
	const struct ta_policy *policy = reading->policy;

	for (size_t i = 0; i < policy->n_referrals; i++) {
		const struct ta_referral *referral = &policy->referrals[i];

		if (is_sent(policy, i) == reading->staff)
			continue;
		begin(reading, "referrals", referral->id);
		add_says(reading, referral->says);
		add_when(reading, &referral->when);
		add_line(reading, "telephone", referral->phone);
		add_line(reading, "address", referral->url);
		for (size_t k = 0; k < referral->n_calls; k++)
			add_line(reading, "call", referral->calls[k].name);
	}
}

static void
add_template(
    struct reading *reading, const char *id, const struct ta_template *template)
{
	struct ta_text says = {0};

	if (template->count == 0)
		return;
	begin(reading, "letters", id);
	ta_template_show(template, &reading->policy->vocabulary, &says);
	add_says(reading, ta_text_string(&says));
	ta_text_free(&says);
}

/* The letters as they are written; --letters fills them in. */
static void
add_letters(struct reading *reading)
{
	const struct ta_replies *replies = &reading->policy->replies;

	if (reading->staff)
		return;
	add_template(reading, "subject", &replies->subject);
	for (size_t i = 0; i < replies->n_greetings; i++)
		add_template(reading, "greeting", &replies->greetings[i]);
	for (size_t i = 0; i < replies->count; i++)
		add_template(
		    reading, replies->rules[i].id, &replies->rules[i].text);
	add_template(reading, "closing", &replies->closing);
}

/* The titles of reports, which staff and funders read. */
static void
add_reports(struct reading *reading)
{
	const struct ta_policy *policy = reading->policy;

	for (size_t i = 0; i < policy->n_reports && reading->staff; i++) {
		const struct ta_briefing *report = &policy->reports[i];

		begin(reading, "reports", report->id);
		add_says(reading, report->title);
		for (size_t k = 0; k < report->n_tables; k++)
			add_line(reading, "table", report->tables[k].title);
	}
}

int
ta_trial_words(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_policy *policy = trial->context->policy;

	(void)error;
	ta_text_printf(
	    trial->text, "The words of %s %s\n", policy->name, policy->edition);
	for (int staff = 0; staff < 2; staff++) {
		struct reading reading = {
		    policy, trial->text, staff == 1, NULL};

		add_findings(&reading);
		add_routes(&reading);
		add_referrals(&reading);
		add_letters(&reading);
		add_reports(&reading);
	}
	return 0;
}
