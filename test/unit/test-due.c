#include <stdlib.h>
#include <string.h>

#include "decide/decide.h"
#include "policy/load.h"
#include "unit.h"

/* Due dates: the arithmetic, and the steps that are told of it. */

#define WITHIN 15
#define MARGIN 4

static const char policy_text[] =
    "version: 2\nname: test\nedition: 2026-11-24\n"
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
    "  - {name: reopened, type: date}\n"
    "  - {name: answered, type: date}\n"
    "due:\n  from: [reopened, received]\n  pauses: holds\n"
    "  answered: answered\n"
    "  margin: 4 business days\n"
    "  rules: [{id: all, within: 15 business days, before: deadline}]\n"
    "routes: {then: [{id: all, outcome: accept, queue: q}]}\n";

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

/* A weekday of the test's policy, by its date alone. */
static bool
is_closed(ta_day day)
{
	int year, month, mday, weekday = (day + 4) % 7;

	ta_day_civil(day, &year, &month, &mday);
	return weekday == 0 || weekday == 6 || (month == 12 && mday >= 24) ||
	       (month == 11 && weekday == 4 && mday >= 22 && mday <= 28);
}

#define SPANS_MOST 4

/* A request with an answer, perhaps; a day of zero is a blank field. */
struct request {
	ta_day received, reopened, answered;
	struct ta_span holds[SPANS_MOST];
	size_t n_holds;
};

static void
pick_request(struct request *request)
{
	request->received = day_of("2026-10-20") + pick_int(70);
	request->reopened =
	    pick_int(2) == 0 ? 0 : request->received - 2 + pick_int(50);
	request->answered =
	    pick_int(10) == 0 ? 0 : request->received - 3 + pick_int(45);
	request->n_holds = pick(SPANS_MOST + 1);
	for (size_t i = 0; i < request->n_holds; i++) {
		request->holds[i].first = request->received - 5 + pick_int(45);
		request->holds[i].last =
		    pick_int(4) == 0 ? TA_OPEN
				     : request->holds[i].first + pick_int(9);
	}
}

static void
add_day(struct ta_text *text, ta_day day)
{
	if (day != 0)
		ta_day_print(text, day);
}

/* The request as fields of a record, in the texts. */
static void
write_request(const struct request *request, struct ta_text texts[4])
{
	for (size_t i = 0; i < 4; i++)
		ta_text_clear(&texts[i]);
	add_day(&texts[0], request->received);
	add_day(&texts[1], request->reopened);
	add_day(&texts[2], request->answered);
	for (size_t i = 0; i < request->n_holds; i++) {
		ta_text_add_string(&texts[3], i == 0 ? "" : ";");
		ta_day_print(&texts[3], request->holds[i].first);
		ta_text_add_char(&texts[3], '/');
		if (request->holds[i].last == TA_OPEN)
			ta_text_add_string(&texts[3], "..");
		else
			ta_day_print(&texts[3], request->holds[i].last);
	}
}

/* Does the day count; where a hold has no end, it ends with the answer. */
static bool
does_count(const struct request *request, ta_day day)
{
	for (size_t i = 0; i < request->n_holds; i++) {
		const struct ta_span *hold = &request->holds[i];

		if (day >= hold->first &&
		    day <= (hold->last == TA_OPEN ? request->answered
						  : hold->last))
			return false;
	}
	return !is_closed(day);
}

/* What the measures should be, by walking; false where there are none. */
static bool
measure(const struct request *request, int *days, bool *in_target)
{
	ta_day start = request->received, day;
	int left = WITHIN;

	if (request->reopened != 0 && request->reopened <= request->answered)
		start = request->reopened;
	if (request->answered == 0 || start > request->answered)
		return false;
	*days = 0;
	for (day = start + 1; day <= request->answered; day++)
		*days += does_count(request, day);
	for (day = start; left > 0; left -= does_count(request, day))
		day++;
	*in_target = request->answered <= day;
	return true;
}

/* The measures are what walking gives, whatever day it is. */
static void
test_answers(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	struct ta_record record = {0};
	struct ta_text texts[4] = {{0}};
	size_t wrong = 0, measured = 0, late = 0, blank = 0;

	for (int n = 0; n < 20000; n++) {
		struct request request;
		struct ta_due due;
		bool in_target = false;
		int days = 0;

		pick_request(&request);
		write_request(&request, texts);
		record.count = 0;
		ta_record_widen(&record, policy->form.count);
		record.fields[1] = ta_text_slice(&texts[0], 0);
		record.fields[3] = ta_text_slice(&texts[3], 0);
		record.fields[4] = ta_text_slice(&texts[1], 0);
		record.fields[5] = ta_text_slice(&texts[2], 0);
		ta_evaluation_set(evaluation, &record);
		evaluation->today = request.received + pick_int(80);
		ta_due_decide(policy, evaluation, &due);
		if (!measure(&request, &days, &in_target)) {
			blank++;
			wrong += due.answer.day != TA_NO_DAY ||
				 due.answer.target.day != TA_NO_DAY ||
				 (due.unread == policy->answered) !=
				     (request.answered != 0);
			continue;
		}
		measured++;
		late += !in_target;
		wrong += due.unread != -1 ||
			 due.answer.day != request.answered ||
			 due.answer.days != days ||
			 due.answer.in_target != in_target;
	}
	CHECK_THAT(wrong == 0, "answers are measured as walking measures them");
	CHECK_THAT(blank > 1000 && late > 1000 && measured > late + 1000,
	    "among them are late ones and some without a measure");
	ta_record_free(&record);
	for (size_t i = 0; i < 4; i++)
		ta_text_free(&texts[i]);
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
	test_answers(policy, evaluation);
	ta_evaluation_free(evaluation);
	ta_policy_free(policy);
	return unit_end();
}
