#include <stdlib.h>

#include "base/table.h"
#include "intake/foresight.h"
#include "intake/kin.h"
#include "intake/known.h"
#include "intake/requests.h"
#include "record/report.h"

struct ta_requests {
	const struct ta_policy *policy;
	struct ta_intake *intake;
	struct ta_known *known;
	struct ta_ledger_lines *lines; /* NULL without a ledger */
	bool sifts;		       /* a few need only some lines: */
	struct ta_sift sift;
	size_t asked; /* so much of it was known when it was read */
	const struct ta_header *names; /* of files whose rows are counted */
	size_t n_read;		       /* how often it was read */
	size_t n_names;		       /* names that there were then */
	bool all;		       /* all lines were read */
	uint64_t key; /* of the request that was looked for last */
};

struct ta_requests *
ta_requests_new(const struct ta_policy *policy, struct ta_intake *intake,
    struct ta_spool *spool)
{
	struct ta_requests *requests = ta_alloc(1, sizeof(*requests));

	requests->policy = policy;
	requests->intake = intake;
	requests->known = ta_known_new(policy, intake, spool);
	return requests;
}

void
ta_requests_free(struct ta_requests *requests)
{
	if (requests == NULL)
		return;
	ta_known_free(requests->known);
	ta_sift_free(&requests->sift);
	free(requests);
}

/*
 * Reads the ledger, or those lines that a sift wants, whose ids then go to
 * `near`: 0 or -1.
 */
static int
read_ledger(struct ta_requests *requests, struct ta_sift *sift,
    struct ta_table *near, struct ta_error *error)
{
	requests->all = sift == NULL;
	requests->n_read++;
	requests->n_names = requests->names->count;
	return ta_known_read(requests->known, sift, near, error);
}

/*
 * Reads the lines that matter to a record. Where some of them have its address,
 * all lines of their requests do, too: 0 or -1.
 */
static int
read_near(
    struct ta_requests *requests, struct ta_sift *sift, struct ta_error *error)
{
	struct ta_table *near = ta_table_new(sizeof(uint64_t));
	int status;

	status = read_ledger(requests, sift, near, error);
	sift->whole = near;
	if (status == 0 && sift->met)
		status = read_ledger(requests, sift, NULL, error);
	sift->whole = NULL;
	ta_table_free(near);
	return status;
}

/*
 * Reads of the ledger what has to be known of a record, unless that was asked
 * before: 0 or -1.
 */
static int
know(struct ta_requests *requests, const struct ta_record *record,
    struct ta_error *error)
{
	const int *columns = ta_intake_columns(requests->intake);
	struct ta_sift *sift = &requests->sift;

	if (requests->lines == NULL || requests->all)
		return 0;
	if (requests->sifts) {
		ta_sift_add_id(
		    sift, ta_known_id(requests->known, columns, record));
		requests->sifts =
		    ta_kin_sift(requests->policy, columns, record, sift);
	}
	if (requests->n_read > 0 && requests->sifts &&
	    sift->asked == requests->asked)
		return 0;
	if (requests->n_read > 0 || !requests->sifts)
		return read_ledger(requests, NULL, NULL, error);
	for (size_t i = 0; i < requests->names->count; i++)
		ta_sift_add_source(sift, requests->names->columns[i].name);
	requests->asked = sift->asked;
	return read_near(requests, sift, error);
}

void
ta_requests_ledger(struct ta_requests *requests, struct ta_ledger_lines *lines,
    const struct ta_header *names, const char *folder)
{
	requests->lines = lines;
	requests->names = names;
	ta_known_ledger(requests->known, lines, folder);
}

void
ta_requests_sift(struct ta_requests *requests, const struct ta_map *map,
    const struct ta_files *files)
{
	struct ta_sift *sift = &requests->sift;
	uint64_t size = ta_ledger_size(ta_ledger_lines_ledger(requests->lines));

	requests->sifts =
	    ta_sift_begin(sift, requests->policy, TA_NO_DAY, size);
	if (!requests->sifts ||
	    ta_foresee(requests->policy, map, files, true, sift))
		return;
	/* Many may come; it is known of the first alone what it needs. */
	ta_sift_free(sift);
	ta_sift_begin(sift, requests->policy, TA_NO_DAY, size);
}

int
ta_requests_settle(struct ta_requests *requests, const struct ta_header *header,
    struct ta_error *error)
{
	if (requests->lines == NULL || requests->all ||
	    (requests->n_read > 0 &&
		requests->n_names == requests->names->count &&
		ta_ledger_lines_know(requests->lines, header)))
		return 0;
	return read_ledger(requests, NULL, NULL, error);
}

ta_day
ta_requests_latest(const struct ta_requests *requests)
{
	return ta_known_latest(requests->known);
}

/* Says which request was found, of this id. */
static void
say_place(const struct ta_request *request, struct ta_slice id,
    struct ta_slice own, struct ta_text *places)
{
	if (places->len > 0)
		ta_text_add_string(places, " and ");
	if (!ta_slice_equal(id, own) && ta_report_shows_id(id))
		ta_text_printf(places, "%.*s ", (int)id.len, id.data);
	ta_text_printf(places, "at %s:%u", request->file, request->line);
}

/* Whether both say on which day they were received, and not the same. */
static bool
is_of_another_day(const struct ta_requests *requests,
    const struct ta_told *told, const struct ta_record *record)
{
	int receipt = requests->policy->receipt;
	const int *columns = ta_intake_columns(requests->intake);
	struct ta_time then, now;

	return ta_time_parse(ta_slice_trim(ta_record_get(
				 told->record, told->columns[receipt])),
		   &then) &&
	       ta_time_parse(
		   ta_slice_trim(ta_record_get(record, columns[receipt])),
		   &now) &&
	       then.day != now.day;
}

/* Compares with the i-th request, and says which that is: 0 or -1. */
static int
compare_with(struct ta_requests *requests, uint32_t i,
    const struct ta_record *record, bool is_table, struct ta_seen *seen,
    struct ta_error *error)
{
	struct ta_request *request = ta_known_at(requests->known, i);
	struct ta_told told;
	struct ta_slice id;

	request->met = true;
	ta_header_free(&seen->header);
	seen->bound = false;
	ta_text_clear(&seen->differs);
	seen->changes.count = 0;
	if (ta_known_get(requests->known, i, &told, error) == -1)
		return -1;
	id = ta_known_id(requests->known, told.columns, told.record);
	say_place(request, id,
	    ta_known_id(
		requests->known, ta_intake_columns(requests->intake), record),
	    &seen->places);
	ta_text_add_item(&seen->ids, 0, id);
	seen->later = is_of_another_day(requests, &told, record);
	if (!request->forgotten)
		ta_differences_find(requests->policy,
		    ta_intake_header(requests->intake), record, &told, is_table,
		    seen);
	return 0;
}

/* More requests than a message names; one more is several, too. */
#define SEVERAL 8

int
ta_requests_look(struct ta_requests *requests, const struct ta_record *record,
    bool is_table, bool as_new, struct ta_seen *seen, struct ta_error *error)
{
	const int *columns = ta_intake_columns(requests->intake);
	uint32_t found[SEVERAL];
	size_t n = 1;
	int at;

	if (know(requests, record, error) == -1)
		return -1;
	requests->key =
	    ta_table_key(ta_known_id(requests->known, columns, record));
	at = ta_known_index(requests->known, requests->key);
	ta_text_clear(&seen->ids);
	ta_text_clear(&seen->places);
	found[0] = (uint32_t)at;
	if (at == -1)
		n = ta_known_kin(
		    requests->known, columns, record, found, SEVERAL);
	for (size_t i = 0; i < n; i++) {
		if (compare_with(requests, found[i], record, is_table, seen,
			error) == -1)
			return -1;
		if (seen->header.count > 0 ||
		    (as_new && at == -1 && seen->later))
			continue;
		if (i == 0)
			return TA_SIGHT_SAME;
		ta_text_clear(&seen->ids);
		return compare_with(requests, found[i], record, is_table, seen,
			   error) == -1
			   ? -1
			   : TA_SIGHT_SAME;
	}
	if (at != -1)
		return TA_SIGHT_OTHER;
	if (n == 0 || as_new)
		return TA_SIGHT_NEW;
	return n == 1 ? TA_SIGHT_LIKELY : TA_SIGHT_SEVERAL;
}

void
ta_requests_add(struct ta_requests *requests, const struct ta_record *record)
{
	ta_known_add(requests->known, requests->key, record);
}

size_t
ta_requests_unmet(const struct ta_requests *requests, struct ta_slice file)
{
	return ta_known_unmet(requests->known, file);
}
