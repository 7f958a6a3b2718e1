#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "decide/alert.h"
#include "intake/eventhead.h"
#include "intake/foresight.h"
#include "intake/eventlog.h"
#include "intake/refusal.h"

struct ta_eventlog {
	const struct ta_context *context;
	const struct ta_eventlog_options *options;
	struct ta_report *report;
	struct ta_intake *intake;
	struct ta_ledger_lines *lines;
	struct ta_ledger_events *events; /* NULL until the first file */
	struct ta_sift sift;
	bool sifts;
	size_t asked; /* of the sift, when the ledger was read */
	struct ta_refusal refusal;
	bool begun;
	size_t added;
	size_t again;
	size_t passed;		 /* rows without an event */
	size_t unsaid;		 /* the same, that say something */
	size_t returned;	 /* added, though they had been taken back */
	struct ta_text undone;	 /* what --undo has taken back */
	struct ta_newevent made; /* the current event */
};

/*
 * Wants what matters to the events that come: of the requests that are named by
 * hand, or in a file of few rows. False where all lines may matter.
 */
static bool
sift(struct ta_eventlog *log, const struct ta_files *files)
{
	const struct ta_eventlog_options *options = log->options;
	const struct ta_policy *policy = log->context->policy;

	if (!ta_sift_begin(&log->sift, policy, options->now.day,
		ta_ledger_size(ta_ledger_lines_ledger(log->lines))))
		return false;
	if (options->said.id == NULL)
		return ta_foresee(
		    policy, options->map, files, false, &log->sift);
	ta_sift_add_id(&log->sift, ta_slice_of(options->said.id));
	ta_sift_add_id(&log->sift, ta_slice_of(options->said.copy));
	return true;
}

/* Reads what matters of the ledger: 0 or -1. */
static int
read_ledger(struct ta_eventlog *log, const struct ta_files *files,
    struct ta_error *error)
{
	log->sifts = sift(log, files);
	log->asked = log->sift.asked;
	log->events = ta_ledger_events_read(log->context->policy, log->lines,
	    log->sifts ? &log->sift : NULL, log->options->folder, error);
	log->made.events = log->events;
	return log->events == NULL ? -1 : 0;
}

/* Checks that a row is one of those for which the ledger was read: 0 or -1. */
static int
check_foreseen(struct ta_eventlog *log, const struct ta_files *files,
    struct ta_slice id, struct ta_error *error)
{
	const struct ta_place at = {.file = ta_files_place(files).file};

	if (log->sifts)
		ta_sift_add_id(&log->sift, id);
	return log->sift.asked == log->asked
		   ? 0
		   : ta_error_set(error, &at,
			 "the file was changed while it was read; nothing was "
			 "added: run this again");
}

static int
open_files(
    struct ta_eventlog *log, struct ta_batch *batch, struct ta_error *error)
{
	const struct ta_policy *policy = log->context->policy;
	const struct ta_eventlog_options *options = log->options;

	if (access(options->ledger, F_OK) == -1 && errno == ENOENT)
		return ta_error_set(error, NULL,
		    "%s: there is no such file; a ledger begins with its "
		    "requests, by 'ta-submit -a'",
		    options->ledger);
	if (ta_places_add_to(&batch->places, options->ledger, error) == -1)
		return -1;
	if (options->rejects != NULL) {
		log->refusal.rejects = ta_rejects_open(
		    batch, options->rejects, options->folder, error);
		if (log->refusal.rejects == NULL)
			return -1;
	}
	log->lines = ta_ledger_lines_open(options->ledger, options->folder,
	    options->by_jansson, policy, log->report, error);
	if (log->lines == NULL)
		return -1;
	log->made = (struct ta_newevent){.policy = policy,
	    .map = options->map,
	    .said = &options->said,
	    .now = options->now};
	ta_batch_add(
	    batch, &ta_ledger_batch_kind, ta_ledger_lines_ledger(log->lines));
	return 0;
}

struct ta_eventlog *
ta_eventlog_open(const struct ta_context *context,
    const struct ta_eventlog_options *options, struct ta_batch *batch,
    struct ta_report *report, struct ta_error *error)
{
	struct ta_eventlog *log = ta_alloc(1, sizeof(*log));
	const struct ta_policy *policy = context->policy;

	log->context = context;
	log->options = options;
	log->report = report;
	log->intake = ta_intake_new(policy, options->map);
	log->refusal = (struct ta_refusal){
	    .context = context, .intake = log->intake, .report = report};
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		ta_intake_expect(log->intake, (int)i);
	if (policy->n_events == 0)
		ta_error_set(error, NULL,
		    "the policy has no 'events': see ta-policy(5)");
	else if (open_files(log, batch, error) == 0)
		return log;
	ta_eventlog_close(log);
	return NULL;
}

void
ta_eventlog_close(struct ta_eventlog *log)
{
	if (log == NULL)
		return;
	ta_refusal_free(&log->refusal);
	ta_ledger_events_free(log->events);
	ta_sift_free(&log->sift);
	ta_ledger_lines_close(log->lines);
	ta_intake_free(log->intake);
	ta_newevent_free(&log->made);
	ta_text_free(&log->undone);
	free(log);
}

int
ta_eventlog_turn(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	if (!log->begun && read_ledger(log, files, error) == -1)
		return -1;
	if (log->refusal.rejects != NULL && !log->begun)
		ta_rejects_columns(
		    log->refusal.rejects, ta_files_header(files));
	log->begun = true;
	if (ta_intake_turn(log->intake, files, error) == -1)
		return -1;
	ta_newevent_turn(&log->made, ta_files_header(files));
	return log->made.said->event != NULL
		   ? 0
		   : ta_event_head_check(
			 log->context->policy, log->options->map, files, error);
}

/* Whether the request is finished, as of today. */
static bool
is_finished(struct ta_eventlog *log, const struct ta_current *now)
{
	int done = log->context->policy->done;
	struct ta_evaluation *evaluation;
	bool finished;

	if (done == -1 || now->header == NULL)
		return false;
	evaluation = ta_context_evaluation(log->context, now->header);
	ta_evaluation_set(evaluation, now->record);
	finished = ta_fact_holds(evaluation, (size_t)done);
	ta_evaluation_free(evaluation);
	return finished;
}

/*
 * Whether the request has an alert, which is said where `say`. The alerts of
 * what came by a form were said then.
 */
static bool
has_alert(struct ta_eventlog *log, const struct ta_current *now, bool say)
{
	const struct ta_policy *policy = log->context->policy;
	struct ta_evaluation *evaluation;
	bool has;

	if (now->header == NULL)
		return false;
	evaluation = ta_context_evaluation(log->context, now->header);
	ta_evaluation_set(evaluation, now->record);
	ta_check_alerts(policy, evaluation);
	has = evaluation->n_found > 0;
	if (has && say)
		ta_alert_say(policy, evaluation, log->report);
	ta_evaluation_free(evaluation);
	return has;
}

/*
 * Whether the event is there already: 1, 0 or -1. `record` is the row that it
 * was made of. An event that carries nothing and does nothing says what is
 * known, unless it has a note.
 */
static int
is_there(struct ta_eventlog *log, const struct ta_happened *happened,
    enum ta_standing standing, const struct ta_record *record,
    struct ta_error *error)
{
	const struct ta_newevent *made = &log->made;
	bool by_hand = made->said->event != NULL;
	const struct ta_event *event;

	if (happened->kind == TA_KIND_UNDONE)
		return !by_hand && standing == TA_EVENT_THERE;
	if (standing == TA_EVENT_THERE)
		return 1;
	event = &made->policy->events[happened->kind];
	if (made->carries > 0 || by_hand || !event->carries)
		return 0;
	if (!ta_event_acts(event))
		return ta_slice_blank(made->words[TA_WORD_NOTE]);
	return ta_ledger_events_covers(log->events, happened,
	    ta_intake_header(log->intake), record, error);
}

/* Says of a row that its event was taken back before, and is there again. */
static void
say_returned(struct ta_eventlog *log, const struct ta_record *record)
{
	const struct ta_about about = {.record = record, .rule = "taken-back"};

	log->returned++;
	ta_report_alert(log->report, &about,
	    "this event was taken back before, and is added again; take the "
	    "row out where it is wrong, then take the event back once more");
}

/*
 * Sets the event that was made aside for the ledger: 1, 0 where it is there
 * already, or -1.
 */
static int
put(struct ta_eventlog *log, const struct ta_record *record,
    struct ta_error *error)
{
	const struct ta_event_row *row = &log->made.row;
	struct ta_event_columns columns;
	struct ta_happened happened;
	enum ta_standing standing;
	const char *why;
	int got;

	ta_event_columns(log->made.policy, &row->header, &columns);
	why =
	    ta_event_read(log->made.policy, &columns, &row->record, &happened);
	if (why != NULL)
		return ta_error_set(error, NULL, "%s", why);
	standing = ta_ledger_events_standing(
	    log->events, &row->header, &row->record, &happened);
	if (standing == TA_EVENT_TAKEN_BACK && log->made.said->event == NULL)
		say_returned(log, record);
	got = is_there(log, &happened, standing, record, error);
	if (got != 0) {
		log->again += got == 1;
		return got == 1 ? 0 : -1;
	}
	if (ta_ledger_add_event(ta_ledger_lines_ledger(log->lines),
		&row->header, &row->record, error) == -1 ||
	    ta_ledger_events_add(log->events, &row->header, &row->record,
		&happened, error) == -1)
		return -1;
	log->added++;
	return 1;
}

/*
 * Says that the event came to a request that was finished, unless it has opened
 * the request again; and an alert that the request has only now: 0 or -1.
 */
static int
say_change(
    struct ta_eventlog *log, bool finished, bool alert, struct ta_error *error)
{
	struct ta_slice id = log->made.id;
	struct ta_current now;
	int request = -1;

	ta_ledger_events_find(log->events, id, &request);
	if (ta_ledger_events_now(log->events, request, &now, error) == -1)
		return -1;
	if (!alert)
		has_alert(log, &now, true);
	if (finished && is_finished(log, &now))
		ta_report_warn(log->report,
		    "the request%s%.*s was finished already; the event is added",
		    ta_report_shows_id(id) ? " " : "",
		    ta_report_shows_id(id) ? (int)id.len : 0, id.data);
	return 0;
}

/* Adds the event of a row: 1, 0 where it is refused, or -1. */
static int
add(struct ta_eventlog *log, const struct ta_record *record, struct ta_slice id,
    struct ta_error *error)
{
	struct ta_newevent *made = &log->made;
	struct ta_current now;
	bool finished, alert;
	int got = ta_newevent_make(
	    made, id, ta_intake_header(log->intake), record, &now, error);

	if (got != 1)
		return got;
	if (made->again) {
		log->again++;
		return 1;
	}
	finished = is_finished(log, &now);
	alert = has_alert(log, &now, false);
	got = put(log, record, error);
	if (got != 1)
		return got == -1 ? -1 : 1;
	return say_change(log, finished, alert, error) == -1 ? -1 : 1;
}

/* By hand there is nothing but this event: what refuses it is an error. */
static int
refuse_all(struct ta_eventlog *log, struct ta_error *error)
{
	return ta_error_set(error, NULL, "%s", ta_text_string(&log->made.why));
}

/* Refuses the row: 0 or -1. */
static int
reject(struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	const struct ta_reason reason = {
	    .rule = log->made.rule, .message = ta_text_string(&log->made.why)};

	if (log->made.said->event != NULL)
		return refuse_all(log, error);
	return ta_refusal_say(
	    &log->refusal, files, ta_files_record(files), &reason, error);
}

/* Passes over a row without an event, or refuses it: 0 or -1. */
static int
pass_over(struct ta_eventlog *log, struct ta_files *files,
    const struct ta_record *record, struct ta_slice id, struct ta_error *error)
{
	int got = ta_newevent_check_unsaid(
	    &log->made, id, ta_intake_header(log->intake), record, error);

	if (got == -1)
		return -1;
	log->passed += got == 1;
	log->unsaid += got == 0;
	return got == 1 ? 0 : reject(log, files, error);
}

int
ta_eventlog_take(
    struct ta_eventlog *log, struct ta_files *files, struct ta_error *error)
{
	struct ta_newevent *made = &log->made;
	struct ta_record *record;
	const int *columns;
	struct ta_slice id;
	int got;

	if (ta_intake_take(log->intake, files, &record, error) == -1)
		return -1;
	if (record->fault != NULL) {
		ta_event_refuse(made, "not-a-record", record->fault);
		return reject(log, files, error);
	}
	columns = ta_intake_columns(log->intake);
	id = made->said->id != NULL
		 ? ta_slice_of(made->said->id)
		 : ta_record_get(record, columns[made->policy->id_field]);
	if (check_foreseen(log, files, id, error) == -1)
		return -1;
	if (!ta_newevent_words(made, ta_intake_header(log->intake), record))
		return pass_over(log, files, record, id, error);
	got = add(log, record, id, error);
	return got == 0 ? reject(log, files, error) : got == 1 ? 0 : -1;
}

int
ta_eventlog_undo(struct ta_eventlog *log, struct ta_error *error)
{
	int got = ta_newevent_undo(&log->made, &log->undone, error);

	if (got == 0)
		return refuse_all(log, error);
	return got == -1 || put(log, NULL, error) == -1 ? -1 : 0;
}

int
ta_eventlog_finish(struct ta_eventlog *log, struct ta_error *error)
{
	return log->refusal.rejects == NULL
		   ? 0
		   : ta_rejects_finish(log->refusal.rejects, error);
}

bool
ta_eventlog_summary(const struct ta_eventlog *log, struct ta_text *text)
{
	size_t damaged = ta_ledger_lines_damaged(log->lines);
	size_t rejected = log->refusal.count - log->unsaid;

	ta_text_printf(text, ", %zu added", log->added);
	if (log->again > 0)
		ta_text_printf(text, ", %zu already there", log->again);
	if (rejected > 0)
		ta_text_printf(text, ", %zu rejected", rejected);
	if (log->unsaid > 0)
		ta_text_printf(text,
		    "; rows that say something without an event: %zu",
		    log->unsaid);
	if (log->passed > 0)
		ta_text_printf(
		    text, "; rows without an event: %zu", log->passed);
	if (log->returned > 0)
		ta_text_printf(text, "; taken back before and added again: %zu",
		    log->returned);
	if (log->undone.len > 0)
		ta_text_printf(text, "; taken back: %.*s", (int)log->undone.len,
		    log->undone.data);
	if (damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", damaged);
	return log->refusal.count > 0 || log->returned > 0 || damaged > 0 ||
	       ta_ledger_lines_was_torn(log->lines);
}
