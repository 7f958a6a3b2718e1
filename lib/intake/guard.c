#include <stdlib.h>
#include <string.h>

#include "intake/amendments.h"
#include "intake/completion.h"
#include "intake/guard.h"
#include "intake/identity.h"
#include "record/columns.h"

struct ta_guard {
	const struct ta_guard_options *options;
	const struct ta_policy *policy;
	struct ta_refusal *refusal;
	struct ta_ledger_lines *lines; /* NULL without a ledger */
	struct ta_requests *requests;
	struct ta_amendments *amendments; /* NULL: other answers are refused */
	struct ta_seen seen;	/* what is there of the current record */
	struct ta_text words;	/* the reason for a reject */
	struct ta_header names; /* of the form's files */
	size_t again;		/* records that were already there */
};

struct ta_guard *
ta_guard_new(const struct ta_guard_options *options, struct ta_refusal *refusal,
    struct ta_spool *spool)
{
	const struct ta_context *context = refusal->context;
	struct ta_guard *guard = ta_alloc(1, sizeof(*guard));

	guard->options = options;
	guard->policy = context->policy;
	guard->refusal = refusal;
	guard->requests =
	    ta_requests_new(context->policy, refusal->intake, spool);
	return guard;
}

void
ta_guard_free(struct ta_guard *guard)
{
	if (guard == NULL)
		return;
	ta_ledger_lines_close(guard->lines);
	ta_requests_free(guard->requests);
	ta_amendments_close(guard->amendments);
	ta_seen_free(&guard->seen);
	ta_text_free(&guard->words);
	ta_header_free(&guard->names);
	free(guard);
}

int
ta_guard_open(struct ta_guard *guard, const struct ta_files *files,
    struct ta_batch *batch, struct ta_error *error)
{
	const struct ta_guard_options *options = guard->options;

	if (options->ledger == NULL)
		return 0;
	guard->lines = ta_ledger_lines_open(options->ledger, options->folder,
	    options->by_jansson, guard->policy, guard->refusal->report, error);
	if (guard->lines == NULL)
		return -1;
	ta_requests_ledger(
	    guard->requests, guard->lines, &guard->names, options->folder);
	/* What amends has to know the ledger's latest event. */
	if (!options->amends)
		ta_requests_sift(guard->requests, options->map, files);
	if (options->amends) {
		guard->amendments =
		    ta_amendments_open(guard->policy, options->folder, error);
		if (guard->amendments == NULL)
			return -1;
	}
	ta_batch_add(
	    batch, &ta_ledger_batch_kind, ta_ledger_lines_ledger(guard->lines));
	return 0;
}

struct ta_ledger *
ta_guard_ledger(const struct ta_guard *guard)
{
	return guard->lines == NULL ? NULL
				    : ta_ledger_lines_ledger(guard->lines);
}

int
ta_guard_check(struct ta_guard *guard, const struct ta_header *header,
    struct ta_error *error)
{
	if (guard->lines == NULL)
		return 0;
	return ta_requests_settle(guard->requests, header, error) == -1
		   ? -1
		   : ta_ledger_lines_check(guard->lines, header, error);
}

/* The text, or NULL where it is empty. */
static const char *
words_of(struct ta_text *text)
{
	return text->len == 0 ? NULL : ta_text_string(text);
}

static int
check_identity(const struct ta_guard *guard, struct ta_files *files,
    struct ta_error *error)
{
	const struct ta_policy *policy = guard->policy;
	const struct ta_place at = ta_files_place(files);
	size_t n;
	const int *from = ta_identity_from(policy, guard->options->map, &n);

	if (guard->options->ledger == NULL ||
	    !ta_files_format(files)->has_header ||
	    ta_intake_has(guard->refusal->intake, policy->id_field))
		return 0;
	for (size_t i = 0; i < n; i++)
		if (!ta_intake_has(guard->refusal->intake, from[i]))
			return ta_error_set(error, &at,
			    "the column '%s', from which ids are made, is "
			    "missing; name its heading in a map, or give the "
			    "map an 'identity' without it",
			    policy->vocabulary.fields[from[i]].name.data);
	return 0;
}

/*
 * Notes the name of a form's file, of which earlier rows may be missing. A file
 * of rejects has only some.
 */
static void
note_file(struct ta_guard *guard, struct ta_files *files)
{
	const char *path = ta_files_place(files).file;

	if (!ta_files_is_canonical(files) &&
	    strcmp(path, "standard input") != 0 &&
	    ta_header_find(
		ta_files_header(files), ta_slice_of(TA_COL_MESSAGE), 0) == -1)
		ta_header_add(&guard->names, ta_completion_name(path), NULL);
}

int
ta_guard_turn(
    struct ta_guard *guard, struct ta_files *files, struct ta_error *error)
{
	if (check_identity(guard, files, error) == -1)
		return -1;
	note_file(guard, files);
	return 0;
}

/* Meets a record that says nothing new of a request. */
static void
meet_again(
    struct ta_guard *guard, struct ta_slice id, const struct ta_record *record)
{
	if (guard->amendments != NULL)
		ta_amendments_again(guard->amendments, id,
		    ta_intake_columns(guard->refusal->intake), record);
}

/* Sets what a record says anew of a request aside: an enum ta_met or -1. */
static int
amend(struct ta_guard *guard, const struct ta_record *record,
    struct ta_error *error)
{
	struct ta_intake *intake = guard->refusal->intake;

	return ta_amendments_note(guard->amendments,
		   ta_text_slice(&guard->seen.ids, 0), ta_intake_header(intake),
		   ta_intake_columns(intake), record, &guard->seen, error) == -1
		   ? -1
		   : TA_MET_AMENDED;
}

/* Appends names that are joined by ";", for people. */
static void
add_names(struct ta_text *words, const struct ta_text *names)
{
	struct ta_slice rest = ta_text_slice(names, 0);
	const char *before = "";

	while (rest.data != NULL) {
		struct ta_slice name = ta_slice_next(&rest, ';');

		ta_text_printf(
		    words, "%s%.*s", before, (int)name.len, name.data);
		before = ", ";
	}
}

/* Whether the answers that differ could be an event. */
static bool
can_amend(const struct ta_guard *guard)
{
	return guard->policy->amended != -1 && !guard->seen.bound;
}

/* Says what was found, and what a person can do. */
static void
say_sight(struct ta_guard *guard, int sight)
{
	struct ta_text *words = &guard->words;
	const char *places = ta_text_string(&guard->seen.places);

	ta_text_clear(words);
	if (sight == TA_SIGHT_SEVERAL) {
		ta_text_printf(words,
		    "it may be one of the requests %s: run this again with "
		    "--amend and that one's id in it if it is, with --new if "
		    "it is another",
		    places);
		return;
	}
	ta_text_printf(words,
	    sight == TA_SIGHT_OTHER
		? "its id already belongs to another record, %s; it differs in "
		: "it may be the request %s, but differs in ",
	    places);
	add_names(words, &guard->seen.differs);
	if (guard->options->ledger == NULL)
		return;
	if (can_amend(guard))
		ta_text_add_string(words,
		    sight == TA_SIGHT_OTHER
			? ": run this again with --amend if it is the same "
			  "request, with another id if it is another"
			: ": run this again with --amend if it is the same "
			  "request, with --new if it is another");
	else if (sight == TA_SIGHT_LIKELY)
		ta_text_add_string(
		    words, ": run this again with --new if it is another");
	if (guard->seen.bound)
		ta_text_add_string(words,
		    "; an event cannot carry a column of that name: give it "
		    "another heading in the form, or let a map drop it");
}

int
ta_guard_meet(struct ta_guard *guard, struct ta_files *files,
    const struct ta_record *record, struct ta_error *error)
{
	const struct ta_guard_options *options = guard->options;
	struct ta_seen *seen = &guard->seen;
	int sight = ta_requests_look(guard->requests, record,
	    ta_files_format(files)->has_header, options->as_new, seen, error);
	struct ta_reason reason = {
	    .rule = sight == TA_SIGHT_OTHER ? "id-taken" : "may-be-known"};

	if (sight == -1)
		return -1;
	if (sight == TA_SIGHT_NEW)
		return TA_MET_NEW;
	if (sight == TA_SIGHT_SAME) {
		meet_again(guard, ta_text_slice(&seen->ids, 0), record);
		guard->again++;
		return TA_MET_AGAIN;
	}
	if (sight == TA_SIGHT_SEVERAL)
		ta_text_clear(&seen->differs);
	else if (guard->amendments != NULL && can_amend(guard))
		return amend(guard, record, error);
	say_sight(guard, sight);
	reason.message = ta_text_string(&guard->words);
	reason.column = words_of(&seen->differs);
	reason.known = words_of(&seen->ids);
	return ta_refusal_reject(
		   guard->refusal, files, record, &reason, error) == -1
		   ? -1
		   : TA_MET_REFUSED;
}

struct ta_slice
ta_guard_known(const struct ta_guard *guard)
{
	return ta_text_slice(&guard->seen.ids, 0);
}

/* Appends how many rows of a cumulative export are no longer in it. */
static void
tell_unmet(const struct ta_guard *guard, struct ta_text *text)
{
	size_t n = 0;

	if (!guard->options->whole)
		return;
	for (size_t i = 0; i < guard->names.count; i++)
		if (ta_header_find(&guard->names, guard->names.columns[i].name,
			i + 1) == -1)
			n += ta_requests_unmet(
			    guard->requests, guard->names.columns[i].name);
	if (n > 0)
		ta_text_printf(text,
		    "; rows that were in these files before and are gone: %zu",
		    n);
}

void
ta_guard_add(
    struct ta_guard *guard, const struct ta_record *record, struct ta_slice id)
{
	ta_requests_add(guard->requests, record);
	meet_again(guard, id, record);
}

int
ta_guard_finish(struct ta_guard *guard, struct ta_error *error)
{
	ta_day today = guard->refusal->context->today;
	ta_day latest;

	if (guard->amendments == NULL ||
	    ta_amendments_count(guard->amendments) == 0)
		return 0;
	latest = ta_requests_latest(guard->requests);
	if (ta_event_is_after_clock(latest, today))
		return ta_error_set(error, NULL,
		    "the clock is before the ledger's latest event; set it, or "
		    "give a later -d");
	/* Or the event would lose to an earlier one of the form's. */
	return ta_amendments_add(guard->amendments,
	    latest > today ? latest : today,
	    ta_ledger_lines_ledger(guard->lines), error);
}

void
ta_guard_count(const struct ta_guard *guard, struct ta_text *text)
{
	size_t again = guard->again, amended = 0;

	if (guard->amendments != NULL) {
		again += ta_amendments_replaced(guard->amendments);
		amended = ta_amendments_count(guard->amendments);
	}
	if (again > 0)
		ta_text_printf(text, ", %zu already there", again);
	if (amended > 0)
		ta_text_printf(text, ", %zu amended", amended);
}

bool
ta_guard_tell(const struct ta_guard *guard, struct ta_text *text)
{
	size_t damaged =
	    guard->lines == NULL ? 0 : ta_ledger_lines_damaged(guard->lines);

	if (damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", damaged);
	tell_unmet(guard, text);
	return damaged > 0 ||
	       (guard->lines != NULL && ta_ledger_lines_was_torn(guard->lines));
}
