#include <stdio.h>
#include <stdlib.h>

#include "decide/decided.h"
#include "trial/trial.h"

enum { IN_FORCE, OTHER, N_SIDES };

/*
 * The parts of a decision that are shown. A rule explains a change but is not
 * one.
 */
static const struct {
	const char *name;
	bool changes;
	int cell; /* among all cells; -1 for the place */
} shown[] = {
    {"findings", true, TA_CELL_FINDINGS},
    {"outcome", true, TA_CELLS_OF_ROUTE + TA_CELL_OUTCOME},
    {"queue", true, TA_CELLS_OF_ROUTE + TA_CELL_QUEUE},
    {"route_rule", false, TA_CELLS_OF_ROUTE + TA_CELL_ROUTE_RULE},
    {"target", true, TA_CELLS_OF_DUE + TA_CELL_TARGET},
    {"due", true, TA_CELLS_OF_DUE + TA_CELL_DUE},
    {"due_time", true, TA_CELLS_OF_DUE + TA_CELL_DUE_TIME},
    {"due_rule", false, TA_CELLS_OF_DUE + TA_CELL_DUE_RULE},
    {"place", true, -1},
    {"groups", false, TA_CELL_GROUPS},
};

#define N_SHOWN TA_COUNT(shown)

/*
 * The fields of a record that is kept, packed: the id by each policy, the
 * edition, and what is shown of each decision.
 */
#define EDITION N_SIDES
#define SHOWN_OF(side) (EDITION + 1 + (side)*N_SHOWN)
#define N_FIELDS SHOWN_OF(N_SIDES)

struct kept {
	size_t number; /* in the input, from 1 */
	const char *bytes;
	struct ta_place_in_line places[N_SIDES];
	size_t ranks[N_SIDES];
};

struct compare {
	const struct ta_context *contexts[N_SIDES];
	bool all;
	struct ta_decided decided[N_SIDES];
	struct kept *kept;
	size_t count;
	size_t room;
	struct ta_arena arena;
	struct ta_record record; /* the current one of those kept */
	struct ta_text packed;
	struct ta_header header; /* the header that is written */
	struct ta_record row;
	size_t read;
	size_t finished;
	size_t by_others; /* decided by another edition before */
	size_t changed;
	size_t changes[N_SHOWN];
};

/* Keeps what was decided of a record, and nothing else of it. */
static void
keep(struct compare *compare, struct ta_slice edition)
{
	struct ta_record *record = &compare->record;
	struct kept *kept;

	record->count = 0;
	ta_record_widen(record, N_FIELDS);
	record->fields[EDITION] = edition;
	for (size_t side = 0; side < N_SIDES; side++) {
		const struct ta_decided *decided = &compare->decided[side];

		record->fields[side] = decided->place.id;
		for (size_t i = 0; i < N_SHOWN; i++)
			if (shown[i].cell != -1)
				record->fields[SHOWN_OF(side) + i] =
				    decided->cells[shown[i].cell];
	}
	ta_text_clear(&compare->packed);
	ta_record_pack(record, &compare->packed);
	ta_grow((void **)&compare->kept, &compare->room, compare->count,
	    sizeof(*compare->kept));
	kept = &compare->kept[compare->count++];
	kept->number = compare->read;
	kept->bytes = ta_arena_copy(
	    &compare->arena, compare->packed.data, compare->packed.len);
	ta_record_unpack(record, kept->bytes);
	for (size_t side = 0; side < N_SIDES; side++) {
		kept->places[side] = compare->decided[side].place;
		kept->places[side].id = record->fields[side];
	}
}

/* Decides the current record by both policies, and keeps it where it counts. */
static void
decide(struct compare *compare, struct ta_evaluation *const *evaluations,
    const struct ta_record *record, int edition)
{
	const struct ta_decided *in_force = &compare->decided[IN_FORCE];
	struct ta_slice by = ta_record_get(record, edition);

	compare->read++;
	for (int side = 0; side < N_SIDES; side++)
		ta_decided_set(&compare->decided[side],
		    compare->contexts[side]->policy, evaluations[side], record);
	if (!compare->all && in_force->due.status == TA_DUE_FINISHED) {
		compare->finished++;
		return;
	}
	compare->by_others +=
	    by.len > 0 &&
	    !ta_slice_equal(
		by, in_force->cells[TA_CELLS_OF_ROUTE + TA_CELL_POLICY]);
	keep(compare, by);
}

static int
read_all(
    struct compare *compare, struct ta_input *input, struct ta_error *error)
{
	const struct ta_header *header = ta_input_header(input);
	const struct ta_place at = ta_files_place(ta_input_files(input));
	struct ta_evaluation *evaluations[N_SIDES];
	struct ta_record *record;
	int got;

	for (int side = 0; side < N_SIDES; side++)
		if (ta_vocabulary_check(
			&compare->contexts[side]->policy->vocabulary, header,
			&at, error) == -1)
			return -1;
	for (int side = 0; side < N_SIDES; side++)
		evaluations[side] =
		    ta_context_evaluation(compare->contexts[side], header);
	while ((got = ta_input_next(input, &record, error)) == 1)
		decide(compare, evaluations, record,
		    ta_header_find(header, ta_slice_of(TA_COL_POLICY), 0));
	for (int side = 0; side < N_SIDES; side++)
		ta_evaluation_free(evaluations[side]);
	return got;
}

/* A place in line, and the rank that belongs to it. */
struct standing {
	const struct ta_place_in_line *place;
	size_t *rank;
};

static int
by_place(const void *a, const void *b)
{
	const struct standing *left = a, *right = b;

	return ta_place_compare(left->place, right->place);
}

/*
 * Ranks all records by one policy. Equals keep their order, as with
 * ta-prioritize.
 */
static void
rank_all(struct compare *compare, int side)
{
	struct standing *line = ta_alloc(compare->count, sizeof(*line));

	for (size_t i = 0; i < compare->count; i++)
		line[i] = (struct standing){&compare->kept[i].places[side],
		    &compare->kept[i].ranks[side]};
	if (compare->count > 1 &&
	    mergesort(line, compare->count, sizeof(*line), by_place) == -1)
		ta_no_memory();
	for (size_t i = 0; i < compare->count; i++)
		*line[i].rank = i + 1;
	free(line);
}

/*
 * Appends what changes, joined by ";", and counts it. Whether anything changes.
 */
static bool
note_changes(struct compare *compare, struct ta_text *changed)
{
	const struct ta_slice *fields = compare->record.fields;

	ta_text_clear(changed);
	for (size_t i = 0; i < N_SHOWN; i++) {
		if (!shown[i].changes ||
		    ta_slice_equal(fields[SHOWN_OF(IN_FORCE) + i],
			fields[SHOWN_OF(OTHER) + i]))
			continue;
		compare->changes[i]++;
		ta_text_add_item(changed, 0, ta_slice_of(shown[i].name));
	}
	compare->changed += changed->len > 0;
	return changed->len > 0;
}

/* Unpacks a record that was kept, and adds its places. */
static void
lay_out(
    struct compare *compare, const struct kept *kept, char ranks[N_SIDES][24])
{
	struct ta_record *record = &compare->record;

	ta_record_unpack(record, kept->bytes);
	for (size_t side = 0; side < N_SIDES; side++) {
		snprintf(
		    ranks[side], sizeof(ranks[side]), "%zu", kept->ranks[side]);
		for (size_t i = 0; i < N_SHOWN; i++)
			if (shown[i].cell == -1)
				record->fields[SHOWN_OF(side) + i] =
				    ta_slice_of(ranks[side]);
	}
}

/* Adds a column such as "old_queue" or "new_queue". */
static void
add_name(struct ta_header *header, const char *side, const char *name)
{
	struct ta_text text = {0};

	ta_text_printf(&text, "%s_%s", side, name);
	ta_header_add(header, ta_text_slice(&text, 0), NULL);
	ta_text_free(&text);
}

static void
make_header(struct compare *compare)
{
	static const char *const names[] = {
	    "record", "id", TA_COL_POLICY, "changed"};
	struct ta_header *header = &compare->header;

	for (size_t i = 0; i < TA_COUNT(names); i++)
		ta_header_add(header, ta_slice_of(names[i]), NULL);
	for (size_t i = 0; i < N_SHOWN; i++) {
		add_name(header, "old", shown[i].name);
		add_name(header, "new", shown[i].name);
	}
	ta_record_widen(&compare->row, header->count);
}

/* Writes a kept record where anything changes: 0 or -1. */
static int
write_row(struct compare *compare, const struct kept *kept,
    struct ta_writer *writer, struct ta_text *changed, struct ta_error *error)
{
	char ranks[N_SIDES][24], number[24];
	struct ta_slice *field = compare->row.fields;
	const struct ta_slice *fields;

	lay_out(compare, kept, ranks);
	if (!note_changes(compare, changed))
		return 0;
	fields = compare->record.fields;
	snprintf(number, sizeof(number), "%zu", kept->number);
	*field++ = ta_slice_of(number);
	*field++ = fields[IN_FORCE];
	*field++ = fields[EDITION];
	*field++ = ta_text_slice(changed, 0);
	for (size_t k = 0; k < N_SHOWN; k++)
		for (size_t side = 0; side < N_SIDES; side++)
			*field++ = fields[SHOWN_OF(side) + k];
	return ta_writer_write(writer, &compare->header, &compare->row, error);
}

static int
write_all(
    struct compare *compare, struct ta_writer *writer, struct ta_error *error)
{
	struct ta_text changed = {0};
	int status = 0;

	for (int side = 0; side < N_SIDES; side++)
		rank_all(compare, side);
	make_header(compare);
	for (size_t i = 0; status == 0 && i < compare->count; i++)
		status = write_row(
		    compare, &compare->kept[i], writer, &changed, error);
	ta_text_free(&changed);
	return status == 0 ? ta_writer_end(writer, &compare->header, error)
			   : -1;
}

static void
say_summary(const struct compare *compare, struct ta_report *report)
{
	const char *before = ": ";
	struct ta_text text = {0};

	ta_text_printf(&text, "%zu read", compare->read);
	if (compare->finished > 0)
		ta_text_printf(
		    &text, ", %zu finished and left out", compare->finished);
	if (compare->by_others > 0)
		ta_text_printf(&text, ", %zu decided by another edition",
		    compare->by_others);
	ta_text_printf(&text, ", %zu changed", compare->changed);
	for (size_t i = 0; i < N_SHOWN; i++) {
		if (compare->changes[i] == 0)
			continue;
		ta_text_printf(&text, "%s%zu %s", before, compare->changes[i],
		    shown[i].name);
		before = ", ";
	}
	ta_report_warn(report, "%s", ta_text_string(&text));
	ta_text_free(&text);
}

/* Whether the number of open requests would turn a switch on that is off. */
static bool
is_auto(const struct ta_context *context, const char *name)
{
	const struct ta_policy *policy = context->policy;
	size_t i = 0, n = policy->vocabulary.n_switches;

	while (i < n && strcmp(policy->vocabulary.switches[i], name) != 0)
		i++;
	return i < n && policy->switches[i].open_requests_over != -1 &&
	       !context->switches[i] &&
	       !(context->said != NULL && context->said[i]);
}

/* Says which switches no number turns on here, once for both policies. */
static void
say_auto(const struct compare *compare, struct ta_report *report)
{
	for (int side = 0; side < N_SIDES; side++) {
		const struct ta_context *context = compare->contexts[side];
		const struct ta_vocabulary *names =
		    &context->policy->vocabulary;

		for (size_t i = 0; i < names->n_switches; i++) {
			const char *name = names->switches[i];

			if (is_auto(context, name) &&
			    (side == IN_FORCE ||
				!is_auto(compare->contexts[IN_FORCE], name)))
				ta_report_warn(report,
				    "auto of %s is not counted here; give -s "
				    "%s=on or off",
				    name, name);
		}
	}
}

int
ta_trial_twopolicies(struct ta_trial *trial, struct ta_error *error)
{
	struct compare compare = {
	    .contexts = {trial->context, trial->other}, .all = trial->all};
	int status;

	ta_trial_doubt_edition(trial);
	say_auto(&compare, trial->report);
	status = read_all(&compare, trial->input, error);
	if (status == 0)
		status = write_all(&compare, trial->writer, error);
	if (status == 0)
		say_summary(&compare, trial->report);
	for (int side = 0; side < N_SIDES; side++)
		ta_decided_free(&compare.decided[side]);
	ta_text_free(&compare.packed);
	ta_header_free(&compare.header);
	ta_record_free(&compare.record);
	ta_record_free(&compare.row);
	ta_arena_free(&compare.arena);
	free(compare.kept);
	return status;
}
