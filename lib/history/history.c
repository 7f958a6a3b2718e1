#include <stdlib.h>

#include "base/digest.h"
#include "history/history.h"
#include "history/past.h"
#include "record/columns.h"

/* So many earlier requests are named. */
#define NAMED_MOST 5

struct ta_asking {
	const struct ta_policy *policy;
	struct ta_past *past;
	struct ta_text key;   /* the requester, then the content */
	struct ta_text texts; /* cells */
	size_t n_columns;     /* of the header, when it was looked at */
	int forgotten;	      /* the column ta_forgotten, or -1 */
};

const char *const ta_history_columns[TA_HISTORY_COLUMNS] = {
    TA_COL_EARLIER, TA_COL_EARLIER_IDS, TA_COL_SAME_AS, TA_COL_SIGNS};

struct ta_asking *
ta_asking_new(const struct ta_policy *policy)
{
	struct ta_asking *asked = ta_alloc(1, sizeof(*asked));

	asked->policy = policy;
	asked->past = ta_past_new(policy->history.n_signs);
	asked->forgotten = -1;
	return asked;
}

void
ta_asking_free(struct ta_asking *asked)
{
	if (asked == NULL)
		return;
	ta_past_free(asked->past);
	ta_text_free(&asked->key);
	ta_text_free(&asked->texts);
	free(asked);
}

/* Whether the story of the request was forgotten. */
static bool
is_forgotten(struct ta_asking *asked, const struct ta_evaluation *evaluation)
{
	const struct ta_header *header = evaluation->header;

	if (asked->n_columns != header->count) {
		asked->n_columns = header->count;
		asked->forgotten =
		    ta_header_find(header, ta_slice_of(TA_COL_FORGOTTEN), 0);
	}
	return !ta_slice_blank(
	    ta_record_get(evaluation->record, asked->forgotten));
}

static bool
is_passed_over(
    const struct ta_history *history, struct ta_evaluation *evaluation)
{
	for (size_t i = 0; i < history->n_pass_over; i++)
		if (ta_fact_holds(evaluation, (size_t)history->pass_over[i]))
			return true;
	return false;
}

/* Makes the key of the requester, in lower case; false where there is none. */
static bool
find_requester(struct ta_asking *asked, struct ta_evaluation *evaluation)
{
	const struct ta_history *history = &asked->policy->history;
	struct ta_slice value = {NULL, 0};

	for (size_t i = 0; i < history->n_requester && value.len == 0; i++) {
		int field = history->requester[i];

		if (ta_evaluation_value(evaluation, field)->state != TA_BLANK)
			value = ta_slice_trim(
			    ta_evaluation_text(evaluation, field));
	}
	ta_text_clear(&asked->key);
	for (size_t i = 0; i < value.len; i++)
		ta_text_add_char(&asked->key, ta_lower(value.data[i]));
	return asked->key.len > 0;
}

/* The part of a request that its repeats have in common, as a number. */
static uint64_t
find_content(struct ta_asking *asked, struct ta_evaluation *evaluation)
{
	const struct ta_same *same = &asked->policy->history.same;

	ta_text_clear(&asked->key);
	for (size_t i = 0; i < same->count; i++) {
		int field = same->fields[i];

		if (ta_evaluation_value(evaluation, field)->state != TA_BLANK)
			ta_field_key(&asked->policy->vocabulary.fields[field],
			    ta_evaluation_text(evaluation, field), &asked->key);
		ta_text_add_char(&asked->key, '\0');
	}
	return ta_digest_64(ta_text_slice(&asked->key, 0));
}

static uint16_t
find_signs(const struct ta_history *history, struct ta_evaluation *evaluation)
{
	unsigned signs = 0;

	for (size_t i = 0; i < history->n_signs; i++)
		if (ta_fact_holds(evaluation, (size_t)history->signs[i]))
			signs |= 1u << i;
	return (uint16_t)signs;
}

/* The first moment of a day at the office. */
static int64_t
start_of(const struct ta_policy *policy, ta_day day)
{
	struct ta_time time = {.day = day};

	return ta_zone_instant(policy->zone, &time);
}

/* So many days before a day, but not before the first day of all. */
static ta_day
days_before(ta_day day, int days)
{
	ta_day first = ta_day_of(TA_YEAR_MIN, 1, 1);

	return day - days < first ? first : day - days;
}

/*
 * Reads the moment of receipt: of a day without a time its first one, and into
 * *last its last one. False where there is none.
 */
static bool
read_receipt(const struct ta_policy *policy, struct ta_evaluation *evaluation,
    int64_t *at, int64_t *last)
{
	struct ta_time time;

	if (ta_evaluation_value(evaluation, policy->receipt)->state != TA_VALID)
		return false;
	ta_time_parse(
	    ta_slice_trim(ta_evaluation_text(evaluation, policy->receipt)),
	    &time);
	*at = ta_zone_instant(policy->zone, &time);
	*last = time.has_time ? *at : start_of(policy, time.day + 1) - 1;
	return true;
}

/* Appends the signs that enough requests show, this one among them. */
static void
add_signs(struct ta_asking *asked, const size_t *shown, unsigned signs)
{
	const struct ta_policy *policy = asked->policy;
	size_t start = asked->texts.len;

	for (size_t i = 0; i < policy->history.n_signs; i++) {
		size_t n = shown[i] + (signs >> i & 1);
		int fact = policy->history.signs[i];

		if (n >= (size_t)policy->history.signs_in)
			ta_text_printf(&asked->texts, "%s%s:%zu",
			    asked->texts.len > start ? ";" : "",
			    policy->vocabulary.facts[fact].id, n);
	}
}

/* Appends the latest request that this one repeats, if there is one. */
static void
add_same(struct ta_asking *asked, const struct ta_request *request, ta_day day,
    int64_t last)
{
	const struct ta_policy *policy = asked->policy;
	ta_day first = days_before(day, policy->history.same_within);

	if (policy->history.same.count > 0)
		ta_text_add_slice(
		    &asked->texts, ta_past_latest(asked->past, request->content,
				       start_of(policy, first), last));
}

/* Sets the cells of a request that came on a day, until the moment `last`. */
static void
tell(struct ta_asking *asked, const struct ta_request *request, ta_day day,
    int64_t last, struct ta_slice *cells)
{
	const struct ta_policy *policy = asked->policy;
	ta_day first = days_before(day, policy->history.within);
	struct ta_text *texts = &asked->texts;
	size_t shown[TA_SIGNS_MAX], ends[TA_HISTORY_COLUMNS], n, start = 0;
	const char *data;

	n = ta_past_count(asked->past, start_of(policy, first), last, shown);
	ta_text_clear(texts);
	ta_text_printf(texts, "%zu", n);
	ends[TA_CELL_EARLIER] = texts->len;
	ta_past_ids(asked->past, last, n < NAMED_MOST ? n : NAMED_MOST, texts);
	ends[TA_CELL_EARLIER_IDS] = texts->len;
	add_same(asked, request, day, last);
	ends[TA_CELL_SAME_AS] = texts->len;
	add_signs(asked, shown, request->signs);
	ends[TA_CELL_SIGNS] = texts->len;
	data = ta_text_string(texts);
	for (int i = 0; i < TA_HISTORY_COLUMNS; i++) {
		cells[i] = (struct ta_slice){data + start, ends[i] - start};
		start = ends[i];
	}
}

enum ta_asking_result
ta_asking_next(struct ta_asking *asked, struct ta_evaluation *evaluation,
    struct ta_slice *cells)
{
	const struct ta_policy *policy = asked->policy;
	struct ta_request request = {0};
	int64_t last;

	for (int i = 0; i < TA_HISTORY_COLUMNS; i++)
		cells[i] = (struct ta_slice){"", 0};
	if (is_forgotten(asked, evaluation) ||
	    is_passed_over(&policy->history, evaluation) ||
	    !find_requester(asked, evaluation))
		return TA_ASKING_BY_NOBODY;
	if (!read_receipt(policy, evaluation, &request.at, &last))
		return TA_ASKING_UNDATED;
	ta_past_turn(asked->past, ta_text_slice(&asked->key, 0));
	request.content = find_content(asked, evaluation);
	request.signs = find_signs(&policy->history, evaluation);
	request.id =
	    ta_slice_trim(ta_evaluation_text(evaluation, policy->id_field));
	tell(asked, &request,
	    ta_evaluation_value(evaluation, policy->receipt)->day, last, cells);
	ta_past_add(asked->past, &request);
	return TA_ASKING_TOLD;
}

void
ta_asking_try(const struct ta_policy *policy, struct ta_evaluation *evaluation)
{
	const struct ta_history *history = &policy->history;

	for (size_t i = 0; i < history->n_pass_over; i++)
		ta_fact_holds(evaluation, (size_t)history->pass_over[i]);
	find_signs(history, evaluation);
}
