#include <stdlib.h>

#include "intake/eventhint.h"
#include "intake/eventlog.h"
#include "intake/given.h"
#include "intake/timeline.h"
#include "tool/filter.h"

struct log {
	struct ta_eventlog_options options;
	bool undo;
	bool verify;
	const char *map_path;
	struct ta_map *map;
	const char *encoding;
	struct ta_text form; /* FIELD=VALUE, of the event by hand */
	struct ta_eventlog *log;
	struct ta_timeline *timeline;
};

/* Begins an event by hand: its name, and a form of its fields. 0 or -1. */
static int
begin_by_hand(struct ta_filter *filter, struct ta_error *error)
{
	struct log *log = filter->self;
	const struct ta_cli *cli = &filter->tool->cli;
	size_t n = cli->n_words;

	if ((n == 0) != log->undo)
		return ta_error_set(error, NULL,
		    log->undo ? "--undo takes no event"
			      : "an event has to be named after --id");
	log->options.said.event = log->undo ? TA_UNDONE : cli->words[0];
	if (!log->undo &&
	    ta_event_hint_check(filter->policy, ta_slice_of(cli->words[0]),
		cli->words + 1, n - 1, error) == -1)
		return -1;
	filter->reading.format = &ta_format_yaml;
	filter->source = ta_given_source(filter->policy, "",
	    cli->words + !log->undo, n - !log->undo, &log->form, error);
	return filter->source == NULL ? -1 : 0;
}

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct log *log = filter->self;
	struct ta_cli *cli = &filter->tool->cli;
	struct ta_eventlog_options *options = &log->options;

	options->folder = cli->folder;
	options->by_jansson = cli->by_jansson;
	options->now = cli->now;
	if (options->said.by == NULL)
		options->said.by = getenv("TA_BY");
	if (options->ledger == NULL) {
		if (log->verify) {
			filter->reading.format = &ta_format_jsonl;
			filter->reading.reading.sealed = true;
			filter->kind = TA_SINK;
		}
		log->timeline =
		    ta_timeline_new(filter->policy, options->said.id,
			log->verify, options->folder, &cli->report, error);
		return log->timeline == NULL ? -1 : 1;
	}
	filter->kind = TA_SINK;
	if (ta_map_begin(log->map_path, log->encoding, filter->policy,
		&log->map, &filter->reading.reading, error) == -1 ||
	    (options->said.id != NULL && begin_by_hand(filter, error) == -1))
		return -1;
	options->map = log->map;
	filter->reading.reading.may_be_empty = true;
	log->log = ta_eventlog_open(
	    &cli->context, options, &filter->batch, &cli->report, error);
	return log->log == NULL ? -1 : 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct log *log = filter->self;

	return log->log == NULL
		   ? 0
		   : ta_eventlog_turn(log->log, filter->files, error);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct log *log = filter->self;

	if (log->timeline != NULL)
		return ta_timeline_take(
		    log->timeline, filter->header, record, error);
	return log->undo ? ta_eventlog_undo(log->log, error)
			 : ta_eventlog_take(log->log, filter->files, error);
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct log *log = filter->self;
	int damaged;

	if (log->timeline != NULL) {
		filter->out_header = ta_timeline_header(log->timeline);
		damaged = ta_timeline_finish(
		    log->timeline, ta_filter_write, filter, summary, error);
		filter->partly = damaged == 1;
		return damaged == -1 ? -1 : 0;
	}
	filter->partly = ta_eventlog_summary(log->log, summary);
	return ta_eventlog_finish(log->log, error);
}

static void
end(struct ta_filter *filter)
{
	struct log *log = filter->self;

	ta_eventlog_close(log->log);
	ta_timeline_free(log->timeline);
	ta_map_free(log->map);
	ta_text_free(&log->form);
}

#define AT(member) offsetof(struct log, member)

static const struct ta_option options[] = {
    {'a', "append", "ledger", TA_FILE_WRITTEN, AT(options.ledger),
	"append events to a ledger, write none"},
    {'i', "id", "id", TA_TEXT, AT(options.said.id),
	"the request, or the beginning of its id", 1},
    {'m', "map", "map", TA_FILE_READ, AT(map_path),
	"one form's headings and answers"},
    {'r', "rejects", "file", TA_FILE_WRITTEN, AT(options.rejects),
	"write rows that cannot be events there"},
    {0, "at", "time", TA_TEXT, AT(options.said.at), "when it was (else now)",
	1},
    {0, "by", "who", TA_TEXT, AT(options.said.by), "who says so (else TA_BY)"},
    {0, "copy", "id", TA_TEXT, AT(options.said.copy),
	"with the answers of another request", 1},
    {0, "encoding", "name", TA_TEXT, AT(encoding),
	"encoding of the files, by iconv's name", 1},
    {0, "note", "text", TA_TEXT, AT(options.said.note), "a note"},
    {0, "undo", NULL, TA_FLAG, AT(undo), "take back the request's last event"},
    {0, "verify", NULL, TA_FLAG, AT(verify),
	"say which lines of ledgers are damaged"},
    {0},
};

static const struct ta_form forms[] = {
    {NULL, "h q V v f i o p t bom columns crlf spreadsheet-safe",
	"[ledger ...]"},
    {"append", "h q V v d p at by copy note undo", "[event [field=value ...]]",
	"id", true},
    {"append", "h q V v d f m p r encoding", "[file ...]"},
    {"verify", "h q V v p", "[ledger ...]"},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-log",
	.purpose = "keep what happened to requests, and show it",
	.options = options,
	.forms = forms,
	.n_forms = sizeof(forms) / sizeof(forms[0])},
    .is_intake = true,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct log log = {0};

	return ta_filter_main(&tool, &log, argc, argv);
}
