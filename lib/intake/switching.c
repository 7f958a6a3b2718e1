#include <stdlib.h>

#include "decide/decide.h"
#include "intake/switching.h"
#include "record/columns.h"

struct ta_switching {
	const struct ta_context *context;
	struct ta_report *report;
	struct ta_text names;	  /* of the switches that are on */
	struct ta_text longest;	  /* of all that may be on */
	struct ta_spool *waiting; /* NULL: the number does not matter */
	struct ta_evaluation *evaluation;
	size_t n_open;
};

/* Whether the number of open requests may turn the i-th switch on. */
static bool
is_auto(const struct ta_context *context, size_t i)
{
	return !context->said[i] && !context->switches[i] &&
	       context->policy->switches[i].open_requests_over != -1;
}

/* Says that the i-th switch is on by the policy's days, where it is. */
static void
say_days(struct ta_switching *switching, size_t i)
{
	const struct ta_context *context = switching->context;
	const struct ta_span *span =
	    ta_switch_during(&context->policy->switches[i], context->today);
	struct ta_text words = {0};

	if (context->said[i] || span == NULL)
		return;
	ta_day_print(&words, context->today);
	if (span->first == span->last) {
		ta_text_add_string(&words, " is one of the policy's days");
	} else {
		ta_text_add_string(&words, " lies in ");
		ta_day_print(&words, span->first);
		ta_text_add_char(&words, '/');
		ta_day_print(&words, span->last);
	}
	ta_report_warn(switching->report, "%s is on, since %s",
	    context->policy->vocabulary.switches[i], ta_text_string(&words));
	ta_text_free(&words);
}

/* Looks at the i-th switch before there are records: 0 or -1. */
static int
begin_switch(struct ta_switching *switching, size_t i,
    const struct ta_part *part, const char *folder, struct ta_error *error)
{
	const struct ta_context *context = switching->context;
	const char *name = context->policy->vocabulary.switches[i];

	say_days(switching, i);
	if (context->switches[i])
		ta_text_add_item(&switching->names, 0, ta_slice_of(name));
	if (context->switches[i] || is_auto(context, i))
		ta_text_add_item(&switching->longest, 0, ta_slice_of(name));
	if (!is_auto(context, i) || switching->waiting != NULL)
		return 0;
	if (ta_part_is_part(part))
		return ta_error_set(error, NULL,
		    "%s cannot be auto with --shard, which does not see the "
		    "whole queue; set it to on or off",
		    name);
	switching->waiting = ta_spool_open(folder, error);
	return switching->waiting == NULL ? -1 : 0;
}

struct ta_switching *
ta_switching_open(const struct ta_context *context, const struct ta_part *part,
    const char *folder, struct ta_report *report, struct ta_error *error)
{
	struct ta_switching *switching = ta_alloc(1, sizeof(*switching));

	switching->context = context;
	switching->report = report;
	for (size_t i = 0; i < context->policy->vocabulary.n_switches; i++)
		if (begin_switch(switching, i, part, folder, error) == -1) {
			ta_switching_close(switching);
			return NULL;
		}
	return switching;
}

void
ta_switching_close(struct ta_switching *switching)
{
	if (switching == NULL)
		return;
	ta_text_free(&switching->names);
	ta_text_free(&switching->longest);
	ta_spool_close(switching->waiting);
	ta_evaluation_free(switching->evaluation);
	free(switching);
}

static void
name_switches(const struct ta_header *header, struct ta_record *record,
    struct ta_slice names)
{
	ta_record_set(record,
	    ta_header_find(header, ta_slice_of(TA_COL_SWITCHES), 0), names);
}

int
ta_switching_too_long(const struct ta_switching *switching,
    const struct ta_header *header, struct ta_record *record, bool safe)
{
	int longest;

	if (switching == NULL)
		return ta_record_too_long(record, safe);
	name_switches(header, record, ta_text_slice(&switching->longest, 0));
	longest = ta_record_too_long(record, safe);
	name_switches(header, record, (struct ta_slice){NULL, 0});
	return longest;
}

/* Names the switches in the record, and hands it on: 0 or -1. */
static int
hand_on(struct ta_switching *switching, const struct ta_header *header,
    struct ta_record *record, ta_spool_take *take, void *arg,
    struct ta_error *error)
{
	name_switches(
	    header, record, ta_slice_of(ta_text_string(&switching->names)));
	return take(arg, header, record, error);
}

int
ta_switching_take(struct ta_switching *switching,
    const struct ta_header *header, struct ta_record *record,
    ta_spool_take *take, void *arg, struct ta_error *error)
{
	if (switching == NULL)
		return take(arg, header, record, error);
	if (switching->waiting == NULL)
		return hand_on(switching, header, record, take, arg, error);
	if (switching->evaluation == NULL)
		switching->evaluation =
		    ta_context_evaluation(switching->context, header);
	ta_evaluation_set(switching->evaluation, record);
	switching->n_open += ta_priority_counts(
	    switching->context->policy, switching->evaluation);
	return ta_spool_put(switching->waiting, record, error);
}

/* Turns the switches on that the number of open requests turns on. */
static void
turn_on(struct ta_switching *switching)
{
	const struct ta_policy *policy = switching->context->policy;

	ta_text_clear(&switching->names);
	for (size_t i = 0; i < policy->vocabulary.n_switches; i++) {
		const char *name = policy->vocabulary.switches[i];
		int over = policy->switches[i].open_requests_over;
		bool turned = is_auto(switching->context, i) &&
			      switching->n_open > (size_t)over;

		if (turned)
			ta_report_warn(switching->report,
			    "%s is on: %zu open requests, over %d", name,
			    switching->n_open, over);
		if (turned || switching->context->switches[i])
			ta_text_add_item(
			    &switching->names, 0, ta_slice_of(name));
	}
}

int
ta_switching_end(struct ta_switching *switching, const struct ta_header *header,
    ta_spool_take *take, void *arg, struct ta_error *error)
{
	struct ta_record record = {0};
	int got;

	if (switching == NULL || switching->waiting == NULL)
		return 0;
	turn_on(switching);
	while ((got = ta_spool_next(switching->waiting, &record, error)) == 1)
		if (hand_on(switching, header, &record, take, arg, error) ==
		    -1) {
			got = -1;
			break;
		}
	ta_record_free(&record);
	return got;
}
