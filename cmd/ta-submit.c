#include "intake/admission.h"
#include "intake/given.h"
#include "tool/filter.h"

struct submit {
	struct ta_list given; /* by -F: NAME=VALUE */
	struct ta_text form;  /* the same, as a form */
	const char *map_path;
	const char *encoding;
	struct ta_admission_options options;
	struct ta_admission *admission;
};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;
	struct ta_admission_options *options = &submit->options;
	struct ta_cli *cli = &filter->tool->cli;

	if (ta_map_begin(submit->map_path, submit->encoding, filter->policy,
		&options->fill.map, &filter->reading.reading, error) == -1)
		return -1;
	options->fill.by_hand = submit->given.count > 0;
	if (options->fill.by_hand) {
		filter->reading.format = &ta_format_yaml;
		if (cli->to == NULL)
			cli->to = &ta_format_csv;
		filter->source = ta_given_source(filter->policy,
		    "--field: ", submit->given.items, submit->given.count,
		    &submit->form, error);
		if (filter->source == NULL)
			return -1;
	}
	if (options->ledger != NULL)
		filter->kind = TA_SINK;
	options->fill.switches =
	    options->ledger == NULL && filter->policy->turns_switches;
	options->fill.safe = cli->style.csv.safe;
	options->folder = cli->folder;
	options->by_jansson = cli->by_jansson;
	options->part = cli->part;
	submit->admission = ta_admission_open(
	    &cli->context, options, &filter->batch, &cli->report, error);
	return submit->admission == NULL ? -1 : 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct submit *submit = filter->self;

	return ta_admission_turn(submit->admission, filter->files, error);
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct submit *submit = filter->self;

	(void)record;
	return ta_admission_take(submit->admission, filter->files, error);
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct submit *submit = filter->self;

	filter->out_header = ta_admission_header(submit->admission);
	return ta_admission_finish(submit->admission, ta_filter_write, filter,
	    summary, &filter->partly, error);
}

static void
end(struct ta_filter *filter)
{
	struct submit *submit = filter->self;

	ta_admission_close(submit->admission);
	ta_map_free(submit->options.fill.map);
	ta_text_free(&submit->form);
}

#define AT(member) offsetof(struct submit, member)

static const struct ta_option options[] = {
    {'a', "append", "ledger", TA_FILE_WRITTEN, AT(options.ledger),
	"append the records to a ledger, write none"},
    {'F', "field", "name=value", TA_VALUES, AT(given),
	"one record by hand; repeatable"},
    {'m', "map", "map", TA_FILE_READ, AT(map_path),
	"one form's headings and answers"},
    {'r', "rejects", "file", TA_FILE_WRITTEN, AT(options.rejects),
	"write rows that cannot be records there"},
    {0, "amend", NULL, TA_FLAG, AT(options.amends),
	"take other answers of a request that is there as an event"},
    {0, "encoding", "name", TA_TEXT, AT(encoding),
	"encoding of the files, by iconv's name", 1},
    {0, "join", "file", TA_FILES_READ, AT(options.fill.joins),
	"staff's columns, by id or address; repeatable"},
    {0, "new", NULL, TA_FLAG, AT(options.as_new),
	"take a request although it may be one that is there"},
    {0, "received", "date", TA_DAY, AT(options.fill.received),
	"day of receipt of records without one"},
    {0},
};

static const struct ta_clash clashes[] = {
    {"append", "output to columns",
	"-o, -t and --columns cannot be combined with -a, which writes no "
	"records"},
    {"amend", "new",
	"--amend and --new cannot be combined: a request is either one that "
	"is there or another"},
    {"append", "join",
	"--join cannot be combined with -a: a ledger keeps what requesters "
	"sent, and staff's side is joined when it is read"},
    {"field", "map encoding file",
	"-F cannot be combined with files, a map or an encoding: it gives a "
	"record by hand"},
    {0},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-submit",
	.purpose = "make records of what forms export",
	.options = options,
	.clashes = clashes,
	.sees_all = true},
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
	struct submit submit = {0};

	return ta_filter_main(&tool, &submit, argc, argv);
}
