#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decide/decided.h"
#include "history/history.h"
#include "reply/reply.h"
#include "trial/trial.h"

/* The cell of ta_reply, after those of the tools that decide. */
#define REPLY_CELL TA_ALL_CELLS

/* A rule, and how many cases fired it. */
struct fired {
	const struct ta_condition *when;
	size_t count;
	size_t last; /* the last case that fired it, so that each is counted
			once */
};

/* An expected column: its column in the table, and the tools' cell. */
struct expected {
	int column;
	int cell; /* of all cells, or REPLY_CELL */
};

struct cases {
	const struct ta_policy *policy;
	const struct ta_context *context;
	struct ta_report *report;
	struct ta_trace trace;
	struct fired *fired; /* every rule that has an id */
	size_t n_fired;
	size_t room;
	size_t *given; /* by field and choice: TA_VALUES_MAX a field */
	struct expected *expected;
	size_t n_expected;
	int name;	/* the column with the case's name, or -1 */
	int on;		/* the column with the switches that are on, or -1 */
	bool *switched; /* for the current case */
	struct ta_decided decided; /* of the current case */
	struct ta_brief brief;	   /* the same for its letter, */
	struct ta_text reply;	   /* and which one that is */
	size_t count;
	size_t failed;
};

static void
add_rule(struct cases *cases, const struct ta_condition *when)
{
	ta_grow((void **)&cases->fired, &cases->room, cases->n_fired,
	    sizeof(*cases->fired));
	cases->fired[cases->n_fired++] = (struct fired){.when = when};
}

/* Adds all rules of the policy that have an id, in its order. */
static void
add_rules(struct cases *cases)
{
	const struct ta_policy *policy = cases->policy;

	for (size_t i = 0; i < policy->vocabulary.n_facts; i++)
		add_rule(cases, &policy->vocabulary.facts[i].when);
	for (size_t i = 0; i < policy->vocabulary.n_findings; i++)
		add_rule(cases, &policy->findings[i].when);
	for (size_t i = 0; i < policy->n_due_rules; i++)
		add_rule(cases, &policy->due_rules[i].when);
	for (size_t i = 0; i < policy->n_groups; i++)
		add_rule(cases, &policy->groups[i].when);
	for (size_t i = 0; i < policy->n_routes; i++)
		add_rule(cases, &policy->routes[i].when);
	for (size_t i = 0; i < policy->n_copies; i++)
		add_rule(cases, &policy->copies[i].when);
	for (size_t i = 0; i < policy->replies.count; i++)
		add_rule(cases, &policy->replies.rules[i].when);
}

static void
tried(void *context, const struct ta_condition *when,
    const struct ta_test *failed, struct ta_evaluation *evaluation)
{
	struct cases *cases = context;

	(void)evaluation;
	for (size_t i = 0; failed == NULL && i < cases->n_fired; i++) {
		struct fired *fired = &cases->fired[i];

		if (fired->when != when || fired->last == cases->count)
			continue;
		fired->last = cases->count;
		fired->count++;
	}
}

/*
 * The cell for "expect_due", which is that of "ta_due"; -1 with the error set
 * for a column that no tool has.
 */
static int
find_cell(
    struct ta_slice name, const struct ta_place *at, struct ta_error *error)
{
	const char *names[TA_ALL_CELLS + 1];
	struct ta_text wanted = {0};
	int cell;

	for (int i = 0; i < TA_ALL_CELLS; i++)
		names[i] = ta_cell_column(i);
	names[REPLY_CELL] = TA_COL_REPLY;
	ta_text_add_string(&wanted, "ta_");
	ta_text_add(&wanted, name.data + 7, name.len - 7);
	cell = ta_names_index(ta_text_slice(&wanted, 0), at,
	    "a column that a tool writes", ta_names_of(names, TA_COUNT(names)),
	    error);
	ta_text_free(&wanted);
	return cell;
}

/*
 * A column that is not a field is for people. Doubts one that is nearly a
 * field, if the table lacks that field.
 */
static void
doubt_column(const struct cases *cases, const struct ta_header *header,
    struct ta_slice name)
{
	const struct ta_vocabulary *vocabulary = &cases->policy->vocabulary;
	const char *nearest =
	    ta_vocabulary_field(vocabulary, name) != -1
		? NULL
		: ta_names_nearest(name, ta_vocabulary_fields(vocabulary));

	if (nearest != NULL &&
	    ta_header_find(header, ta_slice_of(nearest), 0) == -1)
		ta_report_warn(cases->report,
		    "the column '%.*s' is not a field of the policy; did "
		    "you mean '%s'?",
		    (int)name.len, name.data, nearest);
}

/* Finds the columns with expectations, and those that are read: 0 or -1. */
static int
read_header(struct cases *cases, const struct ta_header *header,
    const struct ta_place *at, struct ta_error *error)
{
	cases->expected =
	    ta_resize(cases->expected, header->count, sizeof(*cases->expected));
	cases->n_expected = 0;
	cases->name = ta_header_find(header, ta_slice_of("case"), 0);
	cases->on = ta_header_find(header, ta_slice_of("switches"), 0);
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;
		int cell;

		if (name.len <= 7 || memcmp(name.data, "expect_", 7) != 0) {
			doubt_column(cases, header, name);
			continue;
		}
		cell = find_cell(name, at, error);
		if (cell == -1)
			return -1;
		cases->expected[cases->n_expected++] =
		    (struct expected){(int)i, cell};
	}
	if (cases->n_expected == 0)
		return ta_error_set(error, at,
		    "no column begins with expect_; add expect_outcome, "
		    "expect_findings, expect_due …");
	return 0;
}

/*
 * Sets the switches of a case: those that are given, and those that it names.
 */
static int
set_switches(
    struct cases *cases, const struct ta_record *record, struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &cases->policy->vocabulary;
	const struct ta_place at = {record->file, record->line, 0};
	struct ta_slice rest = ta_record_get(record, cases->on);

	for (size_t i = 0; i < vocabulary->n_switches; i++)
		cases->switched[i] = cases->context->switches[i];
	while (rest.len > 0) {
		int i = ta_names_index(ta_slice_next(&rest, ';'), &at,
		    "a switch of the policy",
		    ta_names_of(vocabulary->switches, vocabulary->n_switches),
		    error);

		if (i == -1)
			return -1;
		cases->switched[i] = true;
	}
	return 0;
}

/* Decides which letter the case gets. */
static void
decide_reply(struct cases *cases, struct ta_evaluation *evaluation)
{
	static const int from[TA_BRIEF_CELLS] = {TA_CELL_FINDINGS,
	    TA_CELLS_OF_DUE + TA_CELL_TARGET, TA_CELLS_OF_DUE + TA_CELL_DUE,
	    TA_CELLS_OF_ROUTE + TA_CELL_OUTCOME,
	    TA_CELLS_OF_ROUTE + TA_CELL_ROUTE_RULE,
	    TA_CELLS_OF_ROUTE + TA_CELL_CC, TA_CELLS_OF_ROUTE + TA_CELL_REFER,
	    TA_CELLS_OF_ROUTE + TA_CELL_CALL};
	struct ta_slice cells[TA_BRIEF_CELLS];
	struct ta_reply_decision decision;

	for (int i = 0; i < TA_BRIEF_CELLS; i++)
		cells[i] = cases->decided.cells[from[i]];
	ta_text_clear(&cases->reply);
	if (cases->policy->replies.count == 0 ||
	    ta_brief_read(&cases->brief, cases->policy, evaluation, cells) !=
		-1)
		return;
	ta_reply_decide(&cases->brief, false, &cases->reply, &decision);
	if (decision.none != TA_LETTER_THERE)
		ta_text_clear(&cases->reply);
}

/* Counts the answers that the case gives. */
static void
note_answers(struct cases *cases, struct ta_evaluation *evaluation)
{
	const struct ta_vocabulary *vocabulary = &cases->policy->vocabulary;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_value *value =
		    ta_evaluation_value(evaluation, (int)i);

		for (size_t k = 0; k < vocabulary->fields[i].n_choices; k++)
			cases->given[i * TA_VALUES_MAX + k] +=
			    ta_bits_has(&value->bits, k);
	}
}

/* Says each cell that differs; true where one does. */
static bool
compare(struct cases *cases, const struct ta_record *record)
{
	struct ta_about about = {.record = record};
	struct ta_slice name = ta_record_get(record, cases->name);
	struct ta_text words = {0};
	bool differs = false;

	for (size_t i = 0; i < cases->n_expected; i++) {
		const struct expected *expected = &cases->expected[i];
		struct ta_slice want =
		    ta_slice_trim(ta_record_get(record, expected->column));
		struct ta_slice got =
		    expected->cell == REPLY_CELL
			? ta_text_slice(&cases->reply, 0)
			: cases->decided.cells[expected->cell];

		if (ta_slice_equal(want, got) ||
		    ta_slice_equal(want, ta_slice_of("*")))
			continue;
		differs = true;
		ta_text_clear(&words);
		if (name.len > 0)
			ta_text_printf(
			    &words, "%.*s: ", (int)name.len, name.data);
		ta_text_printf(&words, "%s: expected '%.*s', got '%.*s'",
		    expected->cell == REPLY_CELL
			? TA_COL_REPLY
			: ta_cell_column(expected->cell),
		    (int)want.len, want.data, (int)got.len, got.data);
		ta_report_alert(cases->report, &about, ta_text_string(&words));
	}
	ta_text_free(&words);
	return differs;
}

static int
run_all(struct cases *cases, struct ta_input *input, struct ta_error *error)
{
	const struct ta_place at = ta_files_place(ta_input_files(input));
	const struct ta_context context = {
	    cases->policy, cases->context->today, cases->switched};
	struct ta_header *header = ta_input_header(input);
	struct ta_evaluation *evaluation;
	struct ta_record *record;
	size_t columns = header->count;
	int got;

	if (ta_vocabulary_check(
		&cases->policy->vocabulary, header, &at, error) == -1 ||
	    read_header(cases, header, &at, error) == -1)
		return -1;
	evaluation = ta_context_evaluation(&context, header);
	evaluation->trace = &cases->trace;
	while ((got = ta_input_next(input, &record, error)) == 1) {
		cases->count++;
		/* A record without a header may bring columns. */
		if (columns != header->count &&
		    read_header(cases, header, &at, error) == -1) {
			got = -1;
			break;
		}
		columns = header->count;
		got = set_switches(cases, record, error);
		if (got == -1)
			break;
		ta_decided_set(
		    &cases->decided, cases->policy, evaluation, record);
		decide_reply(cases, evaluation);
		ta_asking_try(cases->policy, evaluation);
		note_answers(cases, evaluation);
		cases->failed += compare(cases, record);
	}
	ta_evaluation_free(evaluation);
	return got;
}

/* Runs all cases of a table: 0 or -1. */
static int
run_table(struct cases *cases, const char *path, struct ta_error *error)
{
	const struct ta_files_options options = {.form = &cases->policy->form};
	struct ta_input *input = ta_input_open(&path, 1, &options, error);
	int status;

	if (input == NULL)
		return -1;
	status = run_all(cases, input, error);
	ta_input_close(input);
	return status;
}

/* The coverage while it is written. */
struct coverage {
	struct ta_writer *writer;
	struct ta_header header;
	struct ta_record row;
	size_t covered;
	size_t all;
};

/* Writes a row, and counts it as covered or not. */
static int
write_row(struct coverage *coverage, const char *section, const char *id,
    size_t count, struct ta_error *error)
{
	char number[24];

	snprintf(number, sizeof(number), "%zu", count);
	coverage->row.fields[0] = ta_slice_of(section);
	coverage->row.fields[1] = ta_slice_of(id);
	coverage->row.fields[2] = ta_slice_of(number);
	coverage->covered += count > 0;
	coverage->all++;
	return ta_writer_write(
	    coverage->writer, &coverage->header, &coverage->row, error);
}

static int
write_rows(const struct cases *cases, struct coverage *coverage,
    struct ta_error *error)
{
	const struct ta_vocabulary *vocabulary = &cases->policy->vocabulary;

	for (size_t i = 0; i < cases->n_fired; i++)
		if (write_row(coverage, cases->fired[i].when->section,
			cases->fired[i].when->id, cases->fired[i].count,
			error) == -1)
			return -1;
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		for (size_t k = 0; k < vocabulary->fields[i].n_choices; k++)
			if (write_row(coverage, vocabulary->fields[i].name.data,
				vocabulary->fields[i].choices[k].slug.data,
				cases->given[i * TA_VALUES_MAX + k],
				error) == -1)
				return -1;
	return ta_writer_end(coverage->writer, &coverage->header, error);
}

/* Writes the coverage; *share is its percentage. */
static int
write_coverage(const struct cases *cases, struct ta_writer *writer,
    size_t *share, struct ta_error *error)
{
	static const char *const names[] = {"section", "id", "cases"};
	struct coverage coverage = {.writer = writer};
	int status;

	for (size_t i = 0; i < 3; i++)
		ta_header_add(&coverage.header, ta_slice_of(names[i]), NULL);
	ta_record_widen(&coverage.row, 3);
	status = write_rows(cases, &coverage, error);
	if (coverage.all > 0)
		*share = coverage.covered * 100 / coverage.all;
	ta_header_free(&coverage.header);
	ta_record_free(&coverage.row);
	return status;
}

/* Says how many cases there were, and writes what they cover: 0 or -1. */
static int
finish(
    const struct cases *cases, struct ta_trial *trial, struct ta_error *error)
{
	size_t share = 100;

	if (trial->writer != NULL &&
	    write_coverage(cases, trial->writer, &share, error) == -1)
		return -1;
	ta_report_warn(cases->report,
	    trial->writer != NULL ? "%zu cases, %zu differ, %zu %% covered"
				  : "%zu cases, %zu differ",
	    cases->count, cases->failed, share);
	trial->found = cases->failed > 0 || share < trial->least;
	return 0;
}

int
ta_trial_cases(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_policy *policy = trial->context->policy;
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	struct cases cases = {.policy = policy,
	    .context = trial->context,
	    .report = trial->report,
	    .trace = {tried, &cases}};
	int status = 0;

	cases.switched =
	    ta_alloc(vocabulary->n_switches, sizeof(*cases.switched));
	cases.given = ta_alloc(
	    vocabulary->n_fields * TA_VALUES_MAX, sizeof(*cases.given));
	add_rules(&cases);
	for (size_t i = 0; status == 0 && i < trial->n_tables; i++)
		status = run_table(&cases, trial->tables[i], error);
	if (status == 0)
		status = finish(&cases, trial, error);
	ta_decided_free(&cases.decided);
	ta_brief_free(&cases.brief);
	ta_text_free(&cases.reply);
	free(cases.fired);
	free(cases.given);
	free(cases.switched);
	free(cases.expected);
	return status;
}
