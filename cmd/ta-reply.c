#include <stdlib.h>

#include "record/columns.h"
#include "reply/letter.h"
#include "reply/outbox.h"
#include "reply/reply.h"
#include "tool/filter.h"

enum { CELL_REPLY, CELL_TO, CELL_SUBJECT, CELL_LETTER, CELLS };

struct reply {
	const char *drafts; /* the Maildir, or NULL */
	const char *events; /* a file, or NULL */
	struct ta_list again;
	bool all; /* letters are wanted again */
	bool as_text;

	struct ta_outbox outbox;
	struct ta_brief brief;
	struct ta_text texts[CELLS]; /* of the current letter */
	struct ta_text scratch;
	size_t *by_rule; /* letters, or requests that get none by the rule */
	size_t none[TA_NO_LETTERS];
	bool *found; /* by place in `again` */
};

static const char *const reasons[TA_NO_LETTERS] = {"", "of no rule", "finished",
    "with an alert", "drafted before", "without a usable address"};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct reply *reply = filter->self;

	if (filter->policy->replies.count == 0)
		return ta_error_set(error, NULL,
		    "the policy has no section 'replies', so there are no "
		    "letters");
	reply->by_rule =
	    ta_alloc(filter->policy->replies.count, sizeof(*reply->by_rule));
	reply->found = ta_alloc(reply->again.count, sizeof(*reply->found));
	if (reply->as_text)
		filter->kind = TA_DOCUMENT;
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct reply *reply = filter->self;

	reply->outbox.context = &filter->tool->cli.context;
	if (reply->events != NULL &&
	    ta_outbox_events(&reply->outbox, &filter->batch, reply->events,
		&filter->tool->cli.style, error) == -1)
		return -1;
	return reply->drafts == NULL
		   ? 0
		   : ta_outbox_drafts(&reply->outbox, reply->drafts, error);
}

/* Whether the letter of a request is wanted again. */
static bool
is_again(struct reply *reply, struct ta_slice id)
{
	bool found = reply->all;

	for (size_t i = 0; i < reply->again.count; i++)
		if (ta_slice_equal(id, ta_slice_of(reply->again.items[i])))
			found = reply->found[i] = true;
	return found;
}

/* Reads the columns of the other tools; false where it is not decided. */
static bool
recall(struct ta_filter *filter, const struct ta_record *record)
{
	struct reply *reply = filter->self;
	struct ta_slice cells[TA_BRIEF_CELLS];
	int wrong;

	if (!ta_filter_recall(
		filter, record, filter->columns[TA_BRIEF_FINDINGS]))
		return false;
	for (int i = 0; i < TA_BRIEF_CELLS; i++)
		cells[i] =
		    ta_slice_trim(ta_record_get(record, filter->columns[i]));
	wrong = ta_brief_read(
	    &reply->brief, filter->policy, filter->evaluation, cells);
	if (wrong == -1)
		return true;
	ta_filter_undecided(filter, record, ta_brief_columns[wrong],
	    "not-decided",
	    cells[wrong].len == 0
		? "it is empty, so there is no letter"
		: "it is nothing that this policy gives; run the pipe again, "
		  "with the same policy");
	return false;
}

/* Makes a letter, and puts it where it is wanted: 0 or -1. */
static int
write_letter(struct ta_filter *filter, struct ta_record *record,
    const struct ta_reply_decision *decision, bool again,
    struct ta_error *error)
{
	struct reply *reply = filter->self;
	struct ta_message message = {.to = decision->to, .cc = reply->brief.cc};
	struct ta_slice cells[CELLS];

	ta_letter_subject(&reply->brief, &reply->texts[CELL_SUBJECT]);
	ta_letter_body(&reply->brief, &decision->rule->text, &reply->scratch,
	    &reply->texts[CELL_LETTER]);
	for (int i = 0; i < CELLS; i++)
		cells[i] = ta_text_slice(&reply->texts[i], 0);
	cells[CELL_TO] = message.to;
	message.reply = cells[CELL_REPLY];
	message.subject = cells[CELL_SUBJECT];
	message.body = cells[CELL_LETTER];
	message.id =
	    ta_evaluation_text(filter->evaluation, filter->policy->id_field);
	ta_filter_set(filter, record, cells);
	if (ta_record_too_long(record, filter->tool->cli.style.csv.safe) !=
	    -1) {
		for (int i = 0; i < CELLS; i++)
			cells[i] = (struct ta_slice){"", 0};
		ta_filter_set(filter, record, cells);
		ta_filter_undecided(filter, record, TA_COL_LETTER,
		    "letter-too-long",
		    "the letter would be longer than a field may be");
		return 0;
	}
	if (ta_outbox_put(
		&reply->outbox, &message, decision->rule, again, error) == -1)
		return -1;
	reply->by_rule[decision->rule - filter->policy->replies.rules]++;
	if (!reply->as_text)
		return 0;
	ta_message_show(&message, filter->text);
	return ta_output_drain(filter->output, error);
}

/* Decides about a record, and writes its letter: 0 or -1. */
static int
answer(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct reply *reply = filter->self;
	struct ta_slice id =
	    ta_evaluation_text(filter->evaluation, filter->policy->id_field);
	bool again = is_again(reply, id);
	struct ta_reply_decision decision;

	for (int i = 0; i < CELLS; i++)
		ta_text_clear(&reply->texts[i]);
	if (ta_slice_blank(id)) {
		ta_filter_undecided(filter, record, NULL, "id-missing",
		    "it has no id, and a letter is drafted once by it");
		return 0;
	}
	if (!recall(filter, record))
		return 0;
	ta_reply_decide(
	    &reply->brief, again, &reply->texts[CELL_REPLY], &decision);
	if (decision.none == TA_LETTER_THERE)
		return write_letter(filter, record, &decision, again, error);
	if (decision.none == TA_LETTER_ADDRESS) {
		struct ta_about about = {
		    .record = record, .rule = "address-unusable"};

		filter->partly = true;
		ta_report_about(&filter->tool->cli.report, &about,
		    "an address is missing or cannot be used, so there is no "
		    "letter");
	}
	if (decision.none == TA_LETTER_BY_RULE && decision.rule != NULL)
		reply->by_rule[decision.rule - filter->policy->replies.rules]++;
	else
		reply->none[decision.none]++;
	return 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	if (answer(filter, record, error) == -1)
		return -1;
	return filter->kind == TA_RECORDS;
}

static void
say_not_found(struct ta_filter *filter)
{
	struct reply *reply = filter->self;

	for (size_t i = 0; i < reply->again.count; i++)
		if (!reply->found[i]) {
			filter->partly = true;
			ta_report_warn(&filter->tool->cli.report,
			    "no request was read that has the id of --again");
		}
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct reply *reply = filter->self;
	const struct ta_replies *replies = &filter->policy->replies;

	for (size_t i = 0; i < replies->count; i++)
		if (reply->by_rule[i] > 0)
			ta_text_printf(summary, ", %zu %s%s", reply->by_rule[i],
			    replies->rules[i].id,
			    replies->rules[i].has_text ? "" : " (no letter)");
	ta_report_counts(summary, reply->none, reasons, TA_NO_LETTERS);
	if (reply->outbox.there > 0)
		ta_text_printf(summary, "; drafts that were there: %zu",
		    reply->outbox.there);
	say_not_found(filter);
	return ta_outbox_end(&reply->outbox, error);
}

static void
end(struct ta_filter *filter)
{
	struct reply *reply = filter->self;

	ta_outbox_free(&reply->outbox);
	ta_brief_free(&reply->brief);
	for (int i = 0; i < CELLS; i++)
		ta_text_free(&reply->texts[i]);
	ta_text_free(&reply->scratch);
	free(reply->by_rule);
	free(reply->found);
}

static const struct ta_option options[] = {
    {0, "all", NULL, TA_FLAG, offsetof(struct reply, all),
	"make every letter again"},
    {0, "again", "id", TA_LIST, offsetof(struct reply, again),
	"make the letter of a request again; repeatable"},
    {0, "events", "file", TA_FILE_WRITTEN, offsetof(struct reply, events),
	"write what ta-log takes: which letters were drafted"},
    {0, "maildir", "folder", TA_FOLDER_MADE, offsetof(struct reply, drafts),
	"make a draft of each letter in a Maildir"},
    {0, "text", NULL, TA_FLAG, offsetof(struct reply, as_text),
	"show the letters instead of the records"},
    {0},
};

static const struct ta_clash clashes[] = {
    {"text", "to columns", "the letters are shown, not records"},
    {0},
};

static const char *const sections[] = {"replies"};
static const char *const columns[CELLS] = {
    TA_COL_REPLY, TA_COL_TO, TA_COL_SUBJECT, TA_COL_LETTER};

static struct ta_tool tool = {
    .cli = {.name = "ta-reply",
	.purpose = "draft what is written back",
	.decides = true,
	.options = options,
	.clashes = clashes},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .needs = ta_brief_columns,
    .n_needs = TA_BRIEF_CELLS,
    .own = columns,
    .n_own = CELLS,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct reply reply = {0};

	return ta_filter_main(&tool, &reply, argc, argv);
}
