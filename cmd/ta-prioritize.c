#include <string.h>

#include "queue/queue.h"
#include "record/columns.h"
#include "tool/filter.h"

struct prioritize {
	struct ta_queue_options options;
	const char *earlier; /* path of --since, or NULL */
	struct ta_queue *queue;
};

static const char *const names[TA_QUEUE_N_COLUMNS] = {TA_COL_TARGET, TA_COL_DUE,
    TA_COL_FINDINGS, TA_COL_RANK, TA_COL_GROUPS, TA_COL_CHANGE};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	(void)error;
	if (((struct prioritize *)filter->self)->earlier == NULL)
		filter->n_cells--; /* the change */
	return 1;
}

static int
start(struct ta_filter *filter, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	struct ta_queue_options *options = &prioritize->options;
	struct ta_cli *cli = &filter->tool->cli;

	memcpy(options->columns, filter->columns, sizeof(options->columns));
	options->policy = filter->policy;
	options->header = filter->header;
	options->folder = cli->folder;
	options->part = &cli->part;
	if (prioritize->earlier != NULL) {
		options->earlier =
		    ta_filter_also(filter, &prioritize->earlier, error);
		if (options->earlier == NULL)
			return -1;
	}
	prioritize->queue = ta_queue_open(options, error);
	ta_input_close(options->earlier);
	return prioritize->queue == NULL ? -1 : 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	int unread;

	ta_filter_recall(filter, record, filter->columns[TA_QUEUE_FINDINGS]);
	if (ta_queue_put(prioritize->queue, filter->evaluation, record, &unread,
		error) == -1)
		return -1;
	if (unread != -1)
		ta_filter_undecided(filter, record,
		    filter->header->columns[unread].name.data, "date-unread",
		    "the date cannot be read; the record is sorted as undated");
	return 0;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	struct prioritize *prioritize = filter->self;
	struct ta_record *record;
	size_t count, written;
	int got;

	while ((got = ta_queue_next(prioritize->queue, &record, error)) == 1)
		if (ta_filter_write(filter, filter->header, record, error) ==
		    -1)
			return -1;
	count = ta_queue_count(prioritize->queue);
	written = ta_writer_count(filter->writer);
	ta_text_printf(summary, ", %zu in line", count);
	if (written < count)
		ta_text_printf(summary, ", %zu written", written);
	if (prioritize->earlier != NULL)
		ta_text_printf(
		    summary, ", %zu gone", ta_queue_gone(prioritize->queue));
	return got;
}

static void
end(struct ta_filter *filter)
{
	ta_queue_close(((struct prioritize *)filter->self)->queue);
}

#define AT(member) offsetof(struct prioritize, member)

static const struct ta_option options[] = {
    {'n', "top", "number", TA_NUMBER, AT(options.most),
	"write only the first requests", 1, INT64_MAX},
    {'O', "open", NULL, TA_FLAG, AT(options.open_only),
	"leave out finished requests"},
    {'S', "memory", "size", TA_SIZE, AT(options.memory),
	"memory to sort in, such as 512M", 64 * 1024},
    {0, "since", "queue", TA_FILE_READ, AT(earlier),
	"say what has changed since an earlier queue"},
    {0},
};

static const char *const sections[] = {"priority"};

static struct ta_tool tool = {
    .cli = {.name = "ta-prioritize",
	.purpose = "put requests in the order of work",
	.decides = true,
	.options = options},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .needs = names,
    .n_needs = TA_QUEUE_RANK,
    .own = names + TA_QUEUE_RANK,
    .n_own = TA_QUEUE_N_COLUMNS - TA_QUEUE_RANK,
    .begin = begin,
    .start = start,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct prioritize prioritize = {0};

	return ta_filter_main(&tool, &prioritize, argc, argv);
}
