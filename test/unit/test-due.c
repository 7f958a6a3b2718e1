#include <stdlib.h>
#include <string.h>

#include "decide/decide.h"
#include "policy/load.h"
#include "unit.h"

/* Due dates: the arithmetic, and the steps that are told of it. */

#define WITHIN 15
#define MARGIN 4

static const char policy_text[] =
    "version: 1\nname: test\nedition: 2026-11-24\n"
    "timezone: America/Los_Angeles\n"
    "identity: {field: id, from: [id]}\n"
    "calendar:\n  weekend: [saturday, sunday]\n"
    "  holidays: [{name: Thanksgiving, on: 4th thursday of november}]\n"
    "  closures: [2026-12-24/2026-12-31]\n"
    "fields:\n"
    "  - {name: id, type: text}\n"
    "  - {name: received, type: date}\n"
    "  - {name: deadline, type: date}\n"
    "  - {name: holds, type: spans}\n"
    "due:\n  from: received\n  pauses: holds\n"
    "  margin: 4 business days\n"
    "  rules: [{id: all, within: 15 business days, before: deadline}]\n"
    "routes: [{id: all, outcome: accept, queue: q}]\n";

/* What the steps of a record come to. */
struct sum {
	size_t n[TA_STEP_WORK_BY + 1]; /* of each kind */
	ta_day last[TA_STEP_WORK_BY + 1];
	bool wrong; /* a day left out, a number or a reason that does not fit */
	struct ta_due_step before;
};

static void
add(const struct ta_due_step *step, void *context)
{
	struct sum *sum = context;
	bool walked =
	    step->kind == TA_STEP_CLOSED || step->kind == TA_STEP_HELD ||
	    step->kind == TA_STEP_COUNTED || step->kind == TA_STEP_KEPT;
	int way = sum->n[TA_STEP_DEADLINE] > 0 ? -1 : 1;

	sum->wrong |= walked && step->day != sum->before.day + way;
	sum->wrong |= (step->closed != NULL) != (step->kind == TA_STEP_CLOSED);
	sum->n[step->kind]++;
	if (step->kind == TA_STEP_COUNTED || step->kind == TA_STEP_KEPT)
		sum->wrong |= step->n != (int)sum->n[step->kind];
	sum->last[step->kind] = step->day;
	sum->before = *step;
}

static ta_day
day_of(const char *text)
{
	ta_day day = TA_NO_DAY;

	ta_day_parse(ta_slice_of(text), &day);
	return day;
}

/* Do the steps of the record end where its dates are? */
static bool
fits(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    const char *deadline)
{
	struct sum sum = {.wrong = false};
	struct ta_due due;
	bool clamped;

	ta_due_decide(policy, evaluation, &due);
	ta_due_steps(policy, evaluation, &due, add, &sum);
	if (sum.wrong || due.target == TA_NO_DAY ||
	    sum.n[TA_STEP_RECEIVED] != 1 || sum.n[TA_STEP_COUNTED] != WITHIN ||
	    sum.last[TA_STEP_COUNTED] != due.target)
		return false;
	if (deadline[0] == '\0')
		return due.due == due.target && due.by == TA_BY_TARGET &&
		       sum.n[TA_STEP_DEADLINE] + sum.n[TA_STEP_WORK_BY] == 0;
	if (sum.last[TA_STEP_DEADLINE] != day_of(deadline) ||
	    sum.n[TA_STEP_KEPT] != MARGIN ||
	    sum.last[TA_STEP_WORK_BY] != due.due || due.due > due.target)
		return false;
	clamped = sum.last[TA_STEP_KEPT] < sum.last[TA_STEP_RECEIVED];
	if (due.by == TA_BY_TARGET)
		return due.due == due.target;
	return due.by == (clamped ? TA_BY_RECEIPT : TA_BY_DEADLINE) &&
	       due.due == sum.last[clamped ? TA_STEP_RECEIVED : TA_STEP_KEPT];
}

static void
test_steps(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	static const char *const received[] = {"2026-11-02", "2026-11-24",
	    "2026-11-26", "2026-11-28", "2026-12-23", "2026-12-31",
	    "2100-12-30", "2026-11-24T23:30:00-08:00"};
	static const char *const holds[] = {"", "2026-11-05",
	    "2026-11-01/2026-11-10", "2026-11-20/..", "2026-12-20/..",
	    "2026-11-25/2026-12-02;2026-11-03/2026-11-04;2026-12-01/..",
	    "2026-11-03;2026-11-04;2026-11-05;2026-11-06;2026-11-09;2026-11-10;"
	    "2026-11-12;2026-11-13;2026-11-16;2026-11-17;2026-11-18;2026-11-19;"
	    "2026-11-20;2026-11-23;2026-11-24;2026-11-25;2026-11-27;2026-12-01;"
	    "2026-12-02"};
	static const char *const deadlines[] = {"", "2026-11-02", "2026-11-29",
	    "2026-12-04", "2027-01-04", "2027-03-01"};
	struct ta_record record = {0};
	char words[120];

	for (size_t h = 0; h < sizeof(holds) / sizeof(holds[0]); h++) {
		bool all = true;

		for (size_t r = 0; r < sizeof(received) / sizeof(received[0]);
		     r++)
			for (size_t d = 0;
			     d < sizeof(deadlines) / sizeof(deadlines[0]);
			     d++) {
				record.count = 0;
				ta_record_widen(&record, policy->form.count);
				record.fields[1] = ta_slice_of(received[r]);
				record.fields[2] = ta_slice_of(deadlines[d]);
				record.fields[3] = ta_slice_of(holds[h]);
				ta_evaluation_set(evaluation, &record);
				all &= fits(policy, evaluation, deadlines[d]);
			}
		snprintf(words, sizeof(words),
		    "the steps are the arithmetic's: '%.60s'", holds[h]);
		CHECK_THAT(all, words);
	}
	ta_record_free(&record);
}

/* Where there is no target there are no steps. */
static void
test_none(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_record record = {0};
	struct sum sum = {.wrong = false};
	struct ta_due due;

	ta_record_widen(&record, policy->form.count);
	record.fields[1] = ta_slice_of("soon");
	ta_evaluation_set(evaluation, &record);
	ta_due_decide(policy, evaluation, &due);
	ta_due_steps(policy, evaluation, &due, add, &sum);
	CHECK(due.unread == policy->receipt && sum.n[TA_STEP_RECEIVED] == 0);
	record.fields[1] = ta_slice_of("2026-11-24");
	record.fields[3] = ta_slice_of("2026-11-25/2026-11-24");
	ta_evaluation_set(evaluation, &record);
	ta_due_decide(policy, evaluation, &due);
	ta_due_steps(policy, evaluation, &due, add, &sum);
	CHECK(due.unread == policy->pauses && sum.n[TA_STEP_RECEIVED] == 0);
	ta_record_free(&record);
}

int
main(void)
{
	struct ta_error error = {""};
	struct ta_policy *policy =
	    ta_policy_load("t", ta_slice_of(policy_text), &error);
	struct ta_evaluation *evaluation;

	CHECK(policy != NULL);
	if (policy == NULL) {
		printf("# %s\n", error.text);
		return 1;
	}
	evaluation = ta_evaluation_new(
	    &policy->vocabulary, &policy->form, day_of("2026-12-10"), NULL);
	test_steps(policy, evaluation);
	test_none(policy, evaluation);
	ta_evaluation_free(evaluation);
	ta_policy_free(policy);
	return unit_end();
}
