#include "history/history.h"
#include "tool/filter.h"

struct history {
	struct ta_asking *asked; /* NULL: the policy has no history */
	size_t n_before;	 /* records with earlier ones, */
	size_t n_repeats;	 /* repeats, */
	size_t n_signs;		 /* and records with signs */
};

static int
begin(struct ta_filter *filter, struct ta_error *error)
{
	struct history *history = filter->self;

	(void)error;
	if (filter->policy->history.n_requester > 0)
		history->asked = ta_asking_new(filter->policy);
	return 1;
}

static void
count(struct history *history, const struct ta_slice *cells)
{
	history->n_before += cells[TA_CELL_EARLIER_IDS].len > 0;
	history->n_repeats += cells[TA_CELL_SAME_AS].len > 0;
	history->n_signs += cells[TA_CELL_SIGNS].len > 0;
}

static int
record(
    struct ta_filter *filter, struct ta_record *record, struct ta_error *error)
{
	struct history *history = filter->self;
	const struct ta_policy *policy = filter->policy;
	struct ta_slice cells[TA_HISTORY_COLUMNS];

	(void)error;
	if (history->asked == NULL)
		return 1;
	if (ta_asking_next(history->asked, filter->evaluation, cells) ==
	    TA_ASKING_UNDATED)
		ta_filter_undecided(filter, record,
		    policy->vocabulary.fields[policy->receipt].name.data,
		    "date-unread",
		    ta_slice_blank(
			ta_evaluation_text(filter->evaluation, policy->receipt))
			? "it is blank, so what came before is not known"
			: "it cannot be read, so what came before is not "
			  "known");
	if (!filter->elsewhere)
		count(history, cells);
	ta_filter_set(filter, record, cells);
	return 1;
}

static int
finish(
    struct ta_filter *filter, struct ta_text *summary, struct ta_error *error)
{
	const struct history *history = filter->self;

	(void)error;
	if (history->asked == NULL)
		ta_text_add_string(summary, "; the policy has no history");
	else
		ta_text_printf(summary,
		    ", %zu of somebody who asked before, %zu repeats, %zu with "
		    "signs",
		    history->n_before, history->n_repeats, history->n_signs);
	return 0;
}

static void
end(struct ta_filter *filter)
{
	struct history *history = filter->self;

	ta_asking_free(history->asked);
}

static const char *const sections[] = {"facts"};

static struct ta_tool tool = {
    .cli = {.name = "ta-history",
	.purpose = "say who asked before, and what repeats",
	.decides = true},
    .sections = sections,
    .n_sections = 1,
    .reads_form = true,
    .sees_all = true,
    .own = ta_history_columns,
    .n_own = TA_HISTORY_COLUMNS,
    .begin = begin,
    .record = record,
    .finish = finish,
    .end = end,
};

int
main(int argc, char **argv)
{
	struct history history = {0};

	return ta_filter_main(&tool, &history, argc, argv);
}
