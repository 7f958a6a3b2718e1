#include <stdlib.h>
#include <string.h>

#include "record/columns.h"
#include "intake/admission.h"
#include "intake/guard.h"
#include "intake/rowevents.h"
#include "intake/switching.h"

struct ta_admission {
	const struct ta_policy *policy;
	const struct ta_context *context;
	const struct ta_admission_options *options;
	struct ta_batch *batch;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_completion *completion;
	struct ta_refusal refusal;
	struct ta_spool *spool;
	struct ta_guard_options guarding;
	struct ta_guard *guard;
	struct ta_switching *switching; /* NULL: the policy turns none */
	struct ta_row_events *events;
	bool begun; /* the first file has been turned to */
	size_t taken;
	size_t *strange; /* by field: answers that are none of the form's */
	struct ta_join_losses lost;
	struct ta_text id; /* of the record by hand, in the ledger */
};

/*
 * Opens the rejects and the spool, and notes the ledger's place. The ledger
 * itself is opened later.
 */
static int
open_files(struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	if (options->ledger != NULL &&
	    ta_places_add_to(
		&admission->batch->places, options->ledger, error) == -1)
		return -1;
	admission->spool = ta_spool_open(options->folder, error);
	if (admission->spool == NULL)
		return -1;
	admission->guarding =
	    (struct ta_guard_options){.ledger = options->ledger,
		.folder = options->folder,
		.by_jansson = options->by_jansson,
		.map = options->fill.map,
		.amends = options->amends,
		.as_new = options->as_new,
		.whole =
		    !options->fill.by_hand && !ta_part_is_part(&options->part)};
	admission->guard = ta_guard_new(
	    &admission->guarding, &admission->refusal, admission->spool);
	if (options->fill.switches) {
		admission->switching = ta_switching_open(admission->context,
		    &options->part, options->folder, admission->report, error);
		if (admission->switching == NULL)
			return -1;
	}
	if (options->rejects == NULL)
		return 0;
	admission->refusal.rejects = ta_rejects_open(
	    admission->batch, options->rejects, options->folder, error);
	return admission->refusal.rejects == NULL ? -1 : 0;
}

/* Refuses options that mean nothing with others or the policy: 0 or -1. */
static int
check_options(const struct ta_admission *admission, struct ta_error *error)
{
	const struct ta_admission_options *options = admission->options;

	if (options->ledger == NULL && (options->amends || options->as_new))
		return ta_error_set(error, NULL,
		    "--amend and --new say what -a does with a request that "
		    "may be there; give the ledger, too");
	if (options->amends && admission->policy->amended == -1)
		return ta_error_set(error, NULL,
		    "the policy has no event with 'form: yes', which is what "
		    "--amend writes");
	return 0;
}

struct ta_admission *
ta_admission_open(const struct ta_context *context,
    const struct ta_admission_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_admission *admission = ta_alloc(1, sizeof(*admission));

	admission->policy = context->policy;
	admission->context = context;
	admission->options = options;
	admission->batch = batch;
	admission->report = report;
	admission->events = ta_row_events_new(
	    context, &options->part, options->folder, options->ledger != NULL);
	admission->intake = ta_intake_new(context->policy, options->fill.map);
	admission->refusal = (struct ta_refusal){
	    .context = context, .intake = admission->intake, .report = report};
	admission->strange = ta_alloc(
	    context->policy->vocabulary.n_fields, sizeof(*admission->strange));
	ta_report_records(report, ta_intake_header(admission->intake),
	    context->policy->vocabulary.fields[context->policy->id_field]
		.name.data,
	    true);
	admission->completion = ta_completion_open(
	    context, &options->fill, admission->intake, report, error);
	if (admission->completion == NULL ||
	    check_options(admission, error) == -1 ||
	    open_files(admission, error) == -1) {
		ta_admission_close(admission);
		return NULL;
	}
	return admission;
}

void
ta_admission_close(struct ta_admission *admission)
{
	if (admission == NULL)
		return;
	ta_completion_close(admission->completion);
	ta_guard_free(admission->guard);
	ta_switching_close(admission->switching);
	ta_intake_free(admission->intake);
	ta_refusal_free(&admission->refusal);
	ta_spool_close(admission->spool);
	ta_row_events_free(admission->events);
	ta_text_free(&admission->id);
	free(admission->strange);
	free(admission);
}

int
ta_admission_turn(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	if (admission->begun)
		ta_completion_say_nearly(admission->completion);
	ta_row_events_turn(admission->events);
	if (ta_intake_turn(admission->intake, files, error) == -1 ||
	    ta_guard_turn(admission->guard, files, error) == -1)
		return -1;
	if (admission->begun)
		return 0;
	admission->begun = true;
	if (admission->refusal.rejects != NULL)
		ta_rejects_columns(
		    admission->refusal.rejects, ta_files_header(files));
	ta_completion_begin(
	    admission->completion, !ta_files_format(files)->has_header);
	return ta_guard_open(admission->guard, files, admission->batch, error);
}

/* Counts the answers of a record that is taken which are none of the form's. */
static void
count_strange(struct ta_admission *admission, struct ta_files *files)
{
	const bool *strange = ta_intake_strange(admission->intake);

	for (size_t i = 0; i < admission->policy->vocabulary.n_fields; i++)
		admission->strange[i] +=
		    strange[i] && !ta_files_is_canonical(files);
}

/* Takes a record without a fault: 0 or -1. */
static int
take(struct ta_admission *admission, struct ta_files *files,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_slice id = ta_completion_fill(admission->completion, record);
	int got, longest;

	ta_completion_join(admission->completion, record, NULL);
	if (!ta_part_has(&admission->options->part, id))
		return 0;
	/* Before its id is noted: it may come again, and shorter. */
	longest = ta_switching_too_long(admission->switching,
	    ta_intake_header(admission->intake), record,
	    admission->options->fill.safe);
	if (longest != -1)
		return ta_refusal_long(&admission->refusal, files, record,
		    longest, admission->options->fill.safe, error);
	got = ta_guard_meet(admission->guard, files, record, error);
	if (got == -1)
		return -1;
	if (got == TA_MET_REFUSED)
		return 0;
	if (admission->options->fill.by_hand)
		ta_text_add_slice(&admission->id,
		    got == TA_MET_NEW ? id : ta_guard_known(admission->guard));
	if (got == TA_MET_AGAIN)
		return 0;
	count_strange(admission, files);
	ta_refusal_alert(&admission->refusal, files, record);
	if (got == TA_MET_AMENDED)
		return 0;
	ta_guard_add(admission->guard, record, id);
	admission->taken++;
	return ta_spool_put(admission->spool, record, error);
}

/* Sets an event aside, or refuses it: 0 or -1. */
static int
take_event(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	struct ta_reason reason = {.rule = "bad-event"};

	if (ta_row_events_take(
		admission->events, files, &reason.message, error) == -1)
		return -1;
	return reason.message == NULL
		   ? 0
		   : ta_refusal_say(&admission->refusal, files,
			 ta_files_record(files), &reason, error);
}

int
ta_admission_take(struct ta_admission *admission, struct ta_files *files,
    struct ta_error *error)
{
	struct ta_record *record;

	if (ta_files_record(files)->fault == NULL &&
	    ta_row_events_has(admission->events, files))
		return take_event(admission, files, error);
	if (ta_intake_take(admission->intake, files, &record, error) == -1)
		return -1;
	/*
	 * A row that is not a record has no id; it belongs to the first part.
	 */
	if (record->fault != NULL)
		return admission->options->part.part > 1
			   ? 0
			   : ta_refusal_fault(
				 &admission->refusal, files, record, error);
	return take(admission, files, record, error);
}

/* A line of a ledger begins with its id, by which it is found quickly. */
static void
put_id_first(struct ta_admission *admission, int *order, size_t n)
{
	int id =
	    ta_intake_columns(admission->intake)[admission->policy->id_field];
	size_t at = 0;

	while (at < n && order[at] != id)
		at++;
	if (at == n)
		return;
	memmove(order + 1, order, at * sizeof(*order));
	order[0] = id;
}

static int
add_to_ledger(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_admission *admission = arg;

	return ta_ledger_add(
	    ta_guard_ledger(admission->guard), header, record, error);
}

/*
 * Hands all records on, with the events of each applied, and what staff's
 * tables say after that. 0 or -1.
 */
static int
hand_on(struct ta_admission *admission, const int *order, size_t n,
    ta_spool_take *take_record, void *arg, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	const int *columns = ta_intake_columns(admission->intake);
	int id = columns[admission->policy->id_field];
	struct ta_header arranged = {0};
	struct ta_record in = {0}, out = {0};
	bool verifies = ta_row_events_verify(admission->events);
	int got, longest = -1;

	ta_header_arrange(&arranged, header, order, n);
	while ((got = ta_spool_next(admission->spool, &in, error)) == 1) {
		ta_record_widen(&in, header->count);
		got = ta_row_events_apply(admission->events, header, &in,
		    ta_record_get(&in, id), error);
		if (got != -1 && verifies)
			ta_completion_join(admission->completion, &in,
			    ta_row_events_verified(admission->events));
		ta_record_arrange(&out, &in, order, n);
		if (got != -1 && verifies)
			longest = ta_switching_too_long(admission->switching,
			    &arranged, &out, admission->options->fill.safe);
		if (got != -1 && longest != -1) {
			ta_refusal_outgrown(&admission->refusal, &out,
			    ta_record_get(&in, id),
			    arranged.columns[longest].name);
			continue;
		}
		if (got == -1 ||
		    ta_switching_take(admission->switching, &arranged, &out,
			take_record, arg, error) == -1) {
			got = -1;
			break;
		}
	}
	if (got == 0)
		got = ta_switching_end(
		    admission->switching, &arranged, take_record, arg, error);
	ta_header_free(&arranged);
	ta_record_free(&in);
	ta_record_free(&out);
	return got;
}

const struct ta_header *
ta_admission_header(struct ta_admission *admission)
{
	return ta_intake_header(admission->intake);
}

/* Appends how many answers are none of the form's, by field: whether any. */
static bool
tell_strange(const struct ta_admission *admission, struct ta_text *text)
{
	const struct ta_vocabulary *vocabulary = &admission->policy->vocabulary;
	const char *before = "; answers that are none of the form's: ";
	bool any = false;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		if (admission->strange[i] == 0)
			continue;
		ta_text_printf(text, "%s%s %zu", any ? ", " : before,
		    vocabulary->fields[i].name.data, admission->strange[i]);
		any = true;
	}
	return any;
}

/* Appends what has become of the rows: whether some need to be looked at. */
static bool
summarise(const struct ta_admission *admission, struct ta_text *text)
{
	struct ta_slice id = ta_text_slice(&admission->id, 0);
	bool damaged, strange;

	ta_text_printf(text, ", %zu taken", admission->taken);
	ta_guard_count(admission->guard, text);
	if (admission->refusal.count > 0)
		ta_text_printf(
		    text, ", %zu rejected", admission->refusal.count);
	ta_row_events_count(admission->events, text);
	if (admission->lost.values > 0)
		ta_text_printf(text, "; wrong values in tables: %zu",
		    admission->lost.values);
	if (admission->lost.rows > 0)
		ta_text_printf(text,
		    "; rows in tables that belong to no request: %zu",
		    admission->lost.rows);
	if (admission->options->ledger != NULL && ta_report_shows_id(id)) {
		ta_text_add_string(text, "; its id: ");
		ta_text_add_slice(text, id);
	}
	damaged = ta_guard_tell(admission->guard, text);
	strange = tell_strange(admission, text);
	return strange || damaged || admission->lost.rows > 0 ||
	       admission->lost.values > 0 || admission->refusal.count > 0;
}

int
ta_admission_finish(struct ta_admission *admission, ta_spool_take *take_record,
    void *arg, struct ta_text *summary, bool *partly, struct ta_error *error)
{
	const struct ta_header *header = ta_intake_header(admission->intake);
	int status, *order;
	size_t n;

	ta_completion_say_nearly(admission->completion);
	admission->lost = ta_completion_say_unmet(admission->completion);
	ta_row_events_columns(
	    admission->events, ta_intake_header(admission->intake));
	if (ta_row_events_verify(admission->events))
		ta_completion_verifies(admission->completion);
	order = ta_completion_order(admission->completion, &n, error);
	if (order == NULL)
		return -1;
	if (ta_guard_ledger(admission->guard) != NULL) {
		put_id_first(admission, order, n);
		take_record = add_to_ledger;
		arg = admission;
	}
	status = ta_guard_check(admission->guard, header, error);
	if (status == 0)
		status = hand_on(admission, order, n, take_record, arg, error);
	if (status == 0)
		status = ta_guard_finish(admission->guard, error);
	free(order);
	if (status == 0 && admission->refusal.rejects != NULL)
		status = ta_rejects_finish(admission->refusal.rejects, error);
	if (status == 0)
		*partly = summarise(admission, summary);
	return status;
}
