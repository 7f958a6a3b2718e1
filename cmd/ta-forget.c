#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "intake/forgetting.h"
#include "tool/filter.h"

struct forget {
	bool dry_run;
	struct ta_list ids;
	struct ta_ledger_lines *lines;
	struct ta_forgetting *forgetting;
};

/* The ledger, which has to be there: NULL with the error set. */
static const char *
find_ledger(const struct ta_cli *cli, struct ta_error *error)
{
	const char *path = cli->n_paths == 1 ? cli->paths[0] : "-";

	if (strcmp(path, "-") == 0) {
		ta_error_set(error, NULL, "expected the path of one ledger");
		return NULL;
	}
	if (access(path, F_OK) == -1 && errno == ENOENT) {
		ta_error_set(error, NULL, "%s: there is no such file", path);
		return NULL;
	}
	return path;
}

/* Reads the ledger and chooses what is forgotten: 0 or -1. */
static int
choose(struct ta_filter *filter, const char *path, struct ta_error *error)
{
	struct forget *forget = filter->self;
	struct ta_cli *cli = &filter->tool->cli;

	forget->lines = ta_ledger_lines_open(path, cli->folder, cli->by_jansson,
	    filter->policy, &cli->report, error);
	if (forget->lines == NULL)
		return -1;
	forget->forgetting = ta_forgetting_open(
	    &cli->context, path, forget->lines, cli->folder, error);
	if (forget->forgetting == NULL)
		return -1;
	filter->partly = ta_ledger_lines_was_torn(forget->lines);
	return ta_forgetting_choose(
	    forget->forgetting, forget->ids.items, forget->ids.count, error);
}

/* Says which requests it would forget: 0 or -1. */
static int
say(const struct forget *forget, struct ta_error *error)
{
	struct ta_text ids = {0};
	int status = ta_forgetting_ids(forget->forgetting, &ids, error);

	if (status == 0)
		status = ta_cli_print(&ids, error);
	ta_text_free(&ids);
	return status;
}

/* There is no stream of records: all is done before one is read. */
static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct forget *forget = filter->self;
	struct ta_report *report = &filter->tool->cli.report;
	const char *path = find_ledger(&filter->tool->cli, error);
	struct ta_text summary = {0};
	int status;

	if (path == NULL || choose(filter, path, error) == -1)
		return -1;
	status = forget->dry_run ? say(forget, error)
				 : ta_forgetting_write(forget->forgetting,
				       &filter->batch, error);
	if (status == 0 && report->failed)
		status = ta_report_refuse(error);
	if (status == -1 || ta_batch_finish(&filter->batch, error) == -1)
		return -1;
	ta_forgetting_summary(forget->forgetting, forget->dry_run, &summary);
	ta_report_close(report, ta_text_string(&summary));
	ta_text_free(&summary);
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct forget *forget = filter->self;

	ta_forgetting_close(forget->forgetting);
	ta_ledger_lines_close(forget->lines);
}

#define AT(member) offsetof(struct forget, member)

static const struct ta_option options[] = {
    {'i', "id", "id", TA_LIST, AT(ids),
	"forget this request, or the one whose id begins so", 1},
    {0, "dry-run", NULL, TA_FLAG, AT(dry_run),
	"only say which requests would be forgotten"},
    {0},
};

static const struct ta_form forms[] = {
    {NULL, "h q V v d p i dry-run", "ledger", .written = true},
};

static struct ta_tool tool = {
    .cli = {.name = "ta-forget",
	.purpose = "mask the stories of old requests",
	.options = options,
	.forms = forms,
	.n_forms = sizeof(forms) / sizeof(forms[0])},
    .begin = begin,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct forget forget = {0};

	return ta_filter_main(&tool, &forget, argc, argv);
}
