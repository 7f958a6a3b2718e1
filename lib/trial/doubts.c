#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "trial/doubt.h"
#include "trial/trial.h"

void
ta_doubt_add(struct ta_doubts *doubts, const struct ta_place *at,
    const char *format, ...)
{
	char words[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	ta_grow((void **)&doubts->items, &doubts->room, doubts->count,
	    sizeof(*doubts->items));
	doubts->items[doubts->count++] = (struct ta_doubt){
	    *at, ta_arena_copy(doubts->arena, words, strlen(words))};
}

const struct ta_node **
ta_doubt_rules(
    struct ta_doubts *doubts, const struct ta_node *section, size_t *n)
{
	const struct ta_node **rules, *list, *rule;
	size_t room = 0;

	*n = 0;
	if (section != NULL && section->kind == TA_NODE_MAP)
		for (list = section->children; list != NULL; list = list->next)
			room += list->count;
	else if (section != NULL)
		room = section->count;
	rules = ta_arena_alloc(doubts->arena, room, sizeof(void *));
	if (section == NULL)
		return rules;
	list = section->kind == TA_NODE_MAP ? section->children : section;
	while (list != NULL) {
		for (rule = list->children; rule != NULL; rule = rule->next)
			rules[(*n)++] = rule;
		list = list == section ? NULL : list->next;
	}
	return rules;
}

/* Notes where each line of the file begins. */
static void
find_lines(struct ta_doubts *doubts)
{
	struct ta_slice rest = doubts->text;

	ta_slice_pass_mark(&rest);
	doubts->lines = ta_arena_alloc(doubts->arena,
	    ta_slice_count(rest, '\n') + 1, sizeof(*doubts->lines));
	while (rest.len > 0) {
		const char *end = memchr(rest.data, '\n', rest.len);

		doubts->lines[doubts->n_lines++] = rest;
		ta_slice_pass(&rest,
		    end == NULL ? rest.len : (size_t)(end - rest.data) + 1);
	}
}

struct ta_slice
ta_doubt_bytes(struct ta_doubts *doubts, const struct ta_place *at)
{
	size_t n, *column = &doubts->reached.column;

	if (at->line == 0 || at->line > doubts->n_lines)
		return (struct ta_slice){"", 0};
	if (doubts->reached.line != at->line || *column > at->column) {
		doubts->reached.line = at->line;
		*column = 1;
		doubts->rest = doubts->lines[at->line - 1];
	}
	for (; *column < at->column && doubts->rest.len > 0; ++*column) {
		ta_char_first(doubts->rest, &n);
		ta_slice_pass(&doubts->rest, n == 0 ? 1 : n);
	}
	return doubts->rest;
}

/* Passes over a byte of the file. A character counts where it begins. */
static void
pass_char(struct ta_doubt_walk *walk)
{
	char c = walk->rest.data[0];

	walk->at.line += c == '\n';
	if (c == '\n')
		walk->at.column = 1;
	ta_slice_pass(&walk->rest, 1);
	if (c != '\n' &&
	    (walk->rest.len == 0 || (walk->rest.data[0] & 0xc0) != 0x80))
		walk->at.column++;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Passes over blanks, and over a sign that makes the next one a part of it. */
static void
pass_layout(struct ta_doubt_walk *walk)
{
	char escape = walk->quote == '"' ? '\\' : '\'';
	const struct ta_slice *rest = &walk->rest;

	while (rest->len > 0 && is_blank(rest->data[0]))
		pass_char(walk);
	if ((walk->quote == '"' || walk->quote == '\'') && rest->len > 1 &&
	    rest->data[0] == escape &&
	    (rest->data[1] == walk->quote || rest->data[1] == escape))
		pass_char(walk);
}

struct ta_doubt_walk
ta_doubt_walk(struct ta_doubts *doubts, const struct ta_node *node)
{
	struct ta_doubt_walk walk = {
	    .node = node, .rest = ta_doubt_bytes(doubts, &node->at)};

	walk.at = node->at;
	walk.quote = walk.rest.len > 0 ? walk.rest.data[0] : ' ';
	if (walk.quote == '"' || walk.quote == '\'')
		pass_char(&walk);
	else if (walk.quote == '>' || walk.quote == '|')
		while (walk.rest.len > 0 && walk.rest.data[0] != '\n')
			pass_char(&walk);
	return walk;
}

struct ta_place
ta_doubt_walk_to(struct ta_doubt_walk *walk, size_t offset)
{
	struct ta_slice text = walk->node->text;

	for (; walk->passed < offset; walk->passed++) {
		char c = text.data[walk->passed];

		if (is_blank(c))
			continue;
		pass_layout(walk);
		if (walk->rest.len == 0 || walk->rest.data[0] != c)
			return walk->node->at;
		pass_char(walk);
	}
	pass_layout(walk);
	return walk->at;
}

/* A last rule of `due` that has a condition. */
static void
doubt_dates(struct ta_doubts *doubts)
{
	const struct ta_policy *policy = doubts->policy;
	const struct ta_node **rules;
	size_t n;

	rules = ta_doubt_rules(
	    doubts, ta_node_get(ta_node_get(doubts->root, "due"), "rules"), &n);
	if (n > 0 && policy->due_rules[policy->n_due_rules - 1].when.count > 0)
		ta_doubt_add(doubts, &rules[n - 1]->at,
		    "a request that no rule of 'due' matches gets no dates; a "
		    "last rule without 'when' would take what is left");
}

static int
by_place(const void *a, const void *b)
{
	const struct ta_place *left = &((const struct ta_doubt *)a)->at;
	const struct ta_place *right = &((const struct ta_doubt *)b)->at;

	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	return (left->column > right->column) - (left->column < right->column);
}

static void
say_all(struct ta_doubts *doubts, struct ta_report *report)
{
	if (doubts->count > 1 && mergesort(doubts->items, doubts->count,
				     sizeof(*doubts->items), by_place) == -1)
		ta_no_memory();
	for (size_t i = 0; i < doubts->count; i++) {
		const struct ta_doubt *doubt = &doubts->items[i];

		ta_report_warn(report, "%s:%zu:%zu: %s", doubt->at.file,
		    doubt->at.line, doubt->at.column, doubt->words);
	}
}

static void
find_all(struct ta_doubts *doubts)
{
	static ta_doubt_kind *const kinds[] = {doubt_dates, ta_doubt_values,
	    ta_doubt_order, ta_doubt_words, ta_doubt_numbers, ta_doubt_effects,
	    ta_doubt_history, ta_doubt_holidays, ta_doubt_labels,
	    ta_doubt_unseen, ta_doubt_letters};

	for (size_t i = 0; i < TA_COUNT(kinds); i++)
		kinds[i](doubts);
}

int
ta_trial_doubts(struct ta_trial *trial, struct ta_error *error)
{
	const struct ta_policy *policy = trial->context->policy;
	struct ta_arena arena = {0};
	struct ta_source *source = ta_source_memory(
	    trial->name, trial->policy.data, trial->policy.len);
	struct ta_doubts doubts = {.policy = policy,
	    .root = ta_yamltree_read(source, &arena, error),
	    .text = trial->policy,
	    .arena = &arena};

	ta_source_close(source);
	if (doubts.root != NULL) {
		find_lines(&doubts);
		ta_report_warn(trial->report,
		    "%s %s: %zu fields, %zu findings, %zu routes (%zu early) "
		    "to %zu queues",
		    policy->name, policy->edition, policy->vocabulary.n_fields,
		    policy->vocabulary.n_findings, policy->n_routes,
		    policy->n_early, policy->n_queues);
		find_all(&doubts);
		say_all(&doubts, trial->report);
		trial->found = trial->strict && doubts.count > 0;
	}
	free(doubts.items);
	ta_arena_free(&arena);
	return doubts.root == NULL ? -1 : 0;
}
