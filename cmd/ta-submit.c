#include <stdlib.h>
#include <string.h>

#include "intake/given.h"
#include "intake/admission.h"
#include "tool/filter.h"
#include "intake/intake.h"
#include "intake/suggest.h"

enum { OPT_RECEIVED = 512, OPT_VERIFY, OPT_ENCODING, OPT_JOIN, OPT_SUGGEST };

struct submit {
	char **given; /* by -F: NAME=VALUE */
	size_t n_given;
	size_t room;
	struct ta_text by_hand; /* the same as YAML */
	struct ta_text received;
	const char **joins; /* paths */
	size_t joins_room;
	const char *map_path;
	struct ta_map *map;
	const char *encoding;
	bool suggests; /* a map, and makes no records */
	struct ta_suggest *suggest;
	bool verify; /* only look whether the lines of ledgers are whole */
	struct ta_admission_options options;
	struct ta_admission *admission;
};

static int
option(void *self, int letter, char *argument, struct ta_error *error)
{
	struct submit *submit = self;
	ta_day day;

	if (letter == 'r') {
		submit->options.rejects = argument;
	} else if (letter == 'a') {
		submit->options.ledger = argument;
	} else if (letter == 'm') {
		submit->map_path = argument;
	} else if (letter == OPT_SUGGEST) {
		submit->suggests = true;
	} else if (letter == OPT_JOIN) {
		ta_grow((void **)&submit->joins, &submit->joins_room,
		    submit->options.n_joins, sizeof(*submit->joins));
		submit->joins[submit->options.n_joins++] = argument;
	} else if (letter == OPT_ENCODING) {
		submit->encoding = argument;
	} else if (letter == OPT_VERIFY) {
		submit->verify = true;
	} else if (letter == 'F') {
		ta_grow((void **)&submit->given, &submit->room, submit->n_given,
		    sizeof(*submit->given));
		submit->given[submit->n_given++] = argument;
	} else {
		if (!ta_day_parse(ta_slice_of(argument), &day))
			return ta_error_set(error, NULL,
			    "--received: expected a date such as 2026-11-24");
		submit->options.received = argument;
	}
	return 0;
}

/* A record by hand is a YAML form that was received today. */
static int
begin_by_hand(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;
	struct ta_cli *cli = &filter->tool->cli;

	if (ta_given_record(filter->policy, submit->given, submit->n_given,
		&submit->by_hand, error) == -1)
		return -1;
	ta_day_print(&submit->received, cli->today);
	if (submit->options.received == NULL)
		submit->options.received = ta_text_string(&submit->received);
	cli->from = ta_format_named("yaml");
	if (cli->to == NULL)
		cli->to = ta_format_named("csv");
	filter->source = ta_source_memory("command line",
	    ta_text_string(&submit->by_hand), submit->by_hand.len);
	return 1;
}

/* Two outputs that are one file would be the second alone. */
static int
check_outputs(struct ta_filter *filter, struct ta_error *error)
{
	const struct submit *submit = filter->self;
	const struct ta_cli *cli = &filter->tool->cli;
	const char *rejects = submit->options.rejects;
	const char *ledger = submit->options.ledger;

	if (ledger != NULL && strcmp(ledger, "-") == 0)
		return ta_error_set(
		    error, NULL, "a ledger is a file, never standard output");
	if (rejects == NULL)
		return 0;
	if ((ledger != NULL && ta_output_is_same(rejects, ledger)) ||
	    (cli->output_path != NULL &&
		ta_output_is_same(rejects, cli->output_path)))
		return ta_error_set(error, NULL,
		    "the rejects would replace the records; give -r a file of "
		    "its own");
	for (size_t i = 0; i < cli->n_paths; i++)
		if (ta_output_is_same(rejects, cli->paths[i]))
			return ta_error_set(error, NULL,
			    "the rejects would replace what is read; give -r "
			    "a file of its own");
	return 0;
}

/* What is asked for has to fit together. */
static int
check_modes(struct ta_filter *filter, struct ta_error *error)
{
	const struct submit *submit = filter->self;
	const struct ta_cli *cli = &filter->tool->cli;
	bool ledger = submit->options.ledger != NULL;
	bool by_hand = submit->n_given > 0, joins = submit->options.n_joins > 0;
	bool form = submit->map_path != NULL || submit->encoding != NULL;
	const char *why = NULL;

	if ((ledger || submit->verify) &&
	    (cli->output_path != NULL || cli->to != NULL))
		why = "-a and --verify write no records, so -o and -t have no "
		      "use with them";
	else if (submit->verify &&
		 (ledger || by_hand || joins || form || submit->suggests))
		why = "--verify only reads; use it alone";
	else if (submit->suggests && (ledger || by_hand || joins ||
					 submit->options.rejects != NULL))
		why = "--suggest-map makes no records, so -a, -F, -r and "
		      "--join have no use with it";
	else if ((submit->verify || submit->suggests) &&
		 ta_part_is_part(&cli->shard))
		why = "--verify and --suggest-map look at all there is, so "
		      "--shard has no use with them";
	else if (submit->encoding != NULL && submit->encoding[0] == '\0')
		why = "--encoding: expected a name, not nothing";
	else if (ledger && joins)
		why = "--join is for reading: a ledger keeps what requesters "
		      "sent, and staff's side is joined when it is read";
	else if (by_hand && (cli->n_paths > 0 || form))
		why = "-F gives a record by hand; name no files, no map and no "
		      "encoding with it";
	return why == NULL ? check_outputs(filter, error)
			   : ta_error_set(error, NULL, "%s", why);
}

/* How the form's export is read. */
static int
begin_map(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;

	if (submit->map_path != NULL) {
		submit->map =
		    ta_map_load(submit->map_path, filter->policy, error);
		if (submit->map == NULL)
			return -1;
		filter->reading = submit->map->reading;
		submit->options.map = submit->map;
	}
	if (submit->encoding != NULL)
		filter->reading.encoding = submit->encoding;
	return 0;
}

static int
begin_joins(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;
	struct ta_admission_options *options = &submit->options;

	options->joins = ta_alloc(options->n_joins, sizeof(void *));
	for (size_t i = 0; i < options->n_joins; i++) {
		options->joins[i] =
		    ta_join_load(submit->joins[i], filter->policy, error);
		if (options->joins[i] == NULL)
			return -1;
	}
	return 0;
}

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;
	struct ta_cli *cli = &filter->tool->cli;

	if (check_modes(filter, error) == -1 ||
	    begin_map(filter, error) == -1 || begin_joins(filter, error) == -1)
		return -1;
	filter->silent = submit->suggests || submit->verify ||
			 submit->options.ledger != NULL;
	if (submit->suggests) {
		submit->suggest = ta_suggest_new(filter->policy, submit->map);
		filter->naming = ta_suggest_naming(submit->suggest);
		return 1;
	}
	if (submit->verify) {
		cli->from = &ta_format_jsonl;
		filter->reading.sealed = true;
	}
	if (submit->n_given > 0 && begin_by_hand(filter, error) == -1)
		return -1;
	submit->options.folder = cli->folder;
	submit->options.shard = cli->shard;
	submit->options.safe = cli->style.safe;
	submit->options.today = cli->today;
	submit->options.switches = cli->switches;
	submit->admission = ta_admission_open(
	    filter->policy, &submit->options, &cli->report, error);
	if (submit->admission == NULL)
		return -1;
	filter->naming = ta_admission_naming(submit->admission);
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;

	if (submit->suggests)
		return 0;
	return ta_admission_start(submit->admission, filter->input,
	    !ta_input_format(filter->input)->has_header, error);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct submit *submit = filter->self;

	if (submit->suggests) {
		ta_suggest_look(submit->suggest, filter->header, record);
		return 0;
	}
	return submit->verify ? ta_admission_inspect(submit->admission,
				    filter->input, record, error)
			      : ta_admission_take(submit->admission,
				    filter->input, record, error);
}

static int
finish(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;

	struct ta_admission_counts counts;

	if (submit->suggests) {
		ta_suggest_print(submit->suggest, filter->header,
		    ta_input_place(filter->input).file,
		    ta_output_text(filter->output));
		return 0;
	}
	counts = ta_admission_counts(submit->admission);
	filter->partly = counts.rejected > 0 || counts.damaged > 0;
	return ta_admission_finish(
	    submit->admission, filter->header, ta_filter_take, filter, error);
}

static int
place(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;

	return submit->suggests ? 0
				: ta_admission_place(submit->admission, error);
}

static void
summary(struct ta_filter *filter, struct ta_text *text)
{
	const struct submit *submit = filter->self;
	struct ta_admission_counts counts;

	if (submit->suggests)
		return;
	counts = ta_admission_counts(submit->admission);
	ta_text_printf(text, submit->verify ? ", %zu intact" : ", %zu taken",
	    counts.taken);
	if (counts.again > 0)
		ta_text_printf(text, ", %zu already there", counts.again);
	if (counts.rejected > 0)
		ta_text_printf(text,
		    submit->verify ? ", %zu damaged" : ", %zu rejected",
		    counts.rejected);
	if (counts.damaged > 0)
		ta_text_printf(
		    text, "; damaged lines in the ledger: %zu", counts.damaged);
}

static void
end(struct ta_filter *filter)
{
	struct submit *submit = filter->self;

	ta_admission_close(submit->admission);
	ta_suggest_free(submit->suggest);
	ta_map_free(submit->map);
	for (size_t i = 0;
	     submit->options.joins != NULL && i < submit->options.n_joins; i++)
		ta_join_free(submit->options.joins[i]);
	free(submit->options.joins);
	free(submit->joins);
	ta_text_free(&submit->by_hand);
	ta_text_free(&submit->received);
	free(submit->given);
}

static const struct ta_option options[] = {
    {'a', "append", "ledger", "append the records to it, and write none"},
    {'F', "field", "name=value", "one record by hand; repeatable"},
    {'m', "map", "file", "one form's headings and answers"},
    {'r', "rejects", "file", "put rows that are no records there"},
    {OPT_ENCODING, "encoding", "name", "of the files, as iconv calls it"},
    {OPT_JOIN, "join", "file", "staff's columns, by id or address; repeatable"},
    {OPT_RECEIVED, "received", "date", "of records that do not say"},
    {OPT_SUGGEST, "suggest-map", NULL, "print a map to edit, for an export"},
    {OPT_VERIFY, "verify", NULL, "say which lines of ledgers are damaged"},
};

static const int reads[] = {'m', OPT_JOIN, 0};
static const int writes[] = {'a', 'r', 0};

static struct ta_tool tool = {
    .cli = {.name = "ta-submit",
	.purpose = "make records of what forms export",
	.synopsis = "[-hqVv] [-a ledger] [-d date] [-F name=value]... "
		    "[-f format]\n    [-m map] [-o file] [-p policy] "
		    "[-r file] [-s switch] [-t format]\n    [--bom] [--crlf] "
		    "[--encoding name] [--join file]... [--received date]"
		    "\n    [--shard part] [--show-values] [--spreadsheet-safe] "
		    "[--suggest-map]\n    "
		    "[--verify] [file ...]",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.reads = reads,
	.writes = writes,
	.option = option},
    .manner = TA_LENIENT,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .place = place,
    .summary = summary,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct submit submit = {0};

	return ta_filter_main(&tool, &submit, argc, argv);
}
