#include <stdint.h>
#include <stdlib.h>

#include "intake/formguess.h"
#include "intake/formwords.h"
#include "intake/headings.h"

/* A longer heading is a text; its words are not compared. */
#define HEADING_LONGEST 300

/* The field that the policy knows a heading to be, or NULL. */
static const struct ta_field *
labelled(const struct ta_guess *guess, struct ta_slice heading)
{
	int field = ta_headings_field(guess->policy, heading, false);

	return field == -1 ? NULL : &guess->policy->vocabulary.fields[field];
}

/*
 * Whether the column can be this field. Labels are believed more than words.
 * Uploads are not answers, and an id differs in each record. Every tool takes a
 * column with a field's own name for that field.
 */
static bool
suits(const struct ta_guess *guess, size_t at, const struct ta_field *field,
    bool label)
{
	const struct ta_look_column *column = &guess->look->columns[at];
	const struct ta_vocabulary *vocabulary = &guess->policy->vocabulary;
	size_t different = ta_table_count(column->answers);
	struct ta_fit fit;

	if (field == &vocabulary->fields[guess->policy->id_field] && !label)
		return different > 0 && different == guess->look->records;
	if (guess->look->records == 0 ||
	    ta_slice_equal(field->name, column->heading))
		return true;
	if ((field->n_choices > 0 || field->open) && column->links > 0 &&
	    column->links * 2 >= column->filled)
		return false;
	if (column->filled == 0 || (label && guess->late))
		return guess->late;
	if (field->type == TA_TYPE_LIST ||
	    (label &&
		(field->type == TA_TYPE_TEXT || field->type == TA_TYPE_CHOICE)))
		return true;
	fit = ta_fit_of(&guess->answers, column, field, TA_FIT_SAMPLE, NULL);
	return fit.known * 2 >= fit.cells ||
	       (field->type == TA_TYPE_CHOICE &&
		   different * 2 <= column->filled);
}

/* Whether one file would have two columns for the field that cannot unite. */
static bool
clashes(const struct ta_guess *guess, size_t at, const struct ta_field *field)
{
	const struct ta_look_column *columns = guess->look->columns;
	bool part = field->type == TA_TYPE_TEXT &&
		    ta_words_has_part(columns[at].heading);

	if (columns[at].twice && !ta_headings_unite(field->type))
		return true;
	for (size_t i = 0; i < guess->look->count; i++)
		if (guess->meanings[i].field == field &&
		    (columns[i].files & columns[at].files) != 0 &&
		    field->type != TA_TYPE_LIST &&
		    !(part && ta_words_has_part(columns[i].heading)))
			return true;
	return false;
}

/*
 * Sets the column's field, unless it has one, cannot be it, or `field` is NULL.
 */
static void
take(struct ta_guess *guess, size_t at, const struct ta_field *field,
    enum ta_meant how)
{
	struct ta_meaning *meaning = &guess->meanings[at];

	if (field == NULL || meaning->field != NULL ||
	    !suits(guess, at, field, how == TA_MEANT_BY_LABEL))
		return;
	if (clashes(guess, at, field)) {
		meaning->maybe = field;
		return;
	}
	meaning->how = how;
	meaning->field = field;
}

/*
 * Whether all cells that choose an item say the same; with `heading`, whether
 * they say the heading.
 */
static bool
is_mark(const struct ta_guess *guess, const struct ta_look_column *column,
    const struct ta_field *list, bool heading)
{
	size_t index = (size_t)(list - guess->policy->vocabulary.fields);
	const struct ta_look_answer *last = NULL;
	size_t n = ta_table_count(column->answers), chosen = 0;

	for (size_t i = 0; i < n; i++) {
		const struct ta_look_answer *answer =
		    ta_table_at(column->answers, i);

		if (!ta_answer_is_chosen(&guess->answers, index, answer->text))
			continue;
		last = answer;
		chosen++;
	}
	if (heading)
		return chosen == 1 &&
		       ta_slug_equal(last->text, column->heading);
	return chosen < 2 && column->longer == 0;
}

/*
 * Makes the column one item of the list; with `any` an open list takes any
 * text.
 */
static void
take_item_of(struct ta_guess *guess, size_t at, const struct ta_field *list,
    struct ta_slice text, bool any)
{
	struct ta_meaning *meaning = &guess->meanings[at];
	struct ta_slice item;

	if (list == NULL || list->type != TA_TYPE_LIST ||
	    meaning->field != NULL ||
	    !is_mark(guess, &guess->look->columns[at], list, false))
		return;
	item = ta_answer_choice(&guess->answers,
	    (size_t)(list - guess->policy->vocabulary.fields), text);
	if (item.len == 0 && list->open && any)
		item = text;
	if (item.len > 0)
		*meaning = (struct ta_meaning){
		    .how = TA_MEANT_BY_WORDS, .field = list, .item = item};
}

/*
 * Takes a heading that is an item of a list: first of the list of the column
 * before, then of any.
 */
static void
take_item(struct ta_guess *guess, size_t at, struct ta_slice heading)
{
	const struct ta_vocabulary *vocabulary = &guess->policy->vocabulary;

	if (at > 0 && guess->meanings[at - 1].item.data != NULL)
		take_item_of(guess, at, guess->meanings[at - 1].field, heading,
		    is_mark(guess, &guess->look->columns[at],
			guess->meanings[at - 1].field, true));
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		take_item_of(guess, at, &vocabulary->fields[i], heading, false);
}

/*
 * Cuts a heading in two at the next " - " or "(" behind *cut: "Topics - Ethics"
 * and "Topics (Ethics)". False where there is none.
 */
static bool
next_parts(struct ta_slice heading, size_t *cut, struct ta_slice *left,
    struct ta_slice *right)
{
	for ((*cut)++; *cut < heading.len; (*cut)++) {
		const char *at = heading.data + *cut;

		if (*at != '(' && (*at != '-' || at[-1] != ' '))
			continue;
		*left = (struct ta_slice){heading.data, *cut};
		*right = (struct ta_slice){at + 1, heading.len - *cut - 1};
		if (right->len > 0 && right->data[right->len - 1] == ')')
			right->len--;
		*right = ta_slice_trim(*right);
		return true;
	}
	return false;
}

/*
 * Takes the field that one part of the heading names; of two parts the right
 * one.
 */
static void
read_parts(struct ta_guess *guess, size_t at, struct ta_slice heading)
{
	struct ta_slice left, right = {NULL, 0};

	for (size_t cut = 0; next_parts(heading, &cut, &left, &right);) {
		const struct ta_field *behind = labelled(guess, right);

		take(guess, at, behind == NULL ? labelled(guess, left) : behind,
		    TA_MEANT_BY_WORDS);
	}
	take(
	    guess, at, ta_words_field(guess->policy, right), TA_MEANT_BY_WORDS);
}

static void
read_words(struct ta_guess *guess, size_t at)
{
	struct ta_slice heading = guess->look->columns[at].heading;
	struct ta_slice bare = heading, left, right;

	if (labelled(guess, heading) != NULL || heading.len > HEADING_LONGEST)
		return;
	take_item(guess, at, heading);
	for (size_t cut = 0; next_parts(heading, &cut, &left, &right);)
		take_item_of(guess, at, labelled(guess, left), right, true);
	/* The form fills in Email itself, and calls the question Email1. */
	while (bare.len > 0 && ta_is_digit(bare.data[bare.len - 1]))
		bare.len--;
	take(guess, at, labelled(guess, bare), TA_MEANT_BY_WORDS);
	take(guess, at, ta_words_field(guess->policy, heading),
	    TA_MEANT_BY_WORDS);
	read_parts(guess, at, heading);
}

static void
read_cells(struct ta_guess *guess, size_t at)
{
	const struct ta_answers *answers = &guess->answers;
	const struct ta_look_column *column = &guess->look->columns[at];
	size_t records = guess->look->records;

	take(guess, at, ta_fit_choice(answers, column), TA_MEANT_BY_CELLS);
	take(guess, at, ta_fit_type(answers, column, TA_TYPE_EMAIL, records),
	    TA_MEANT_BY_CELLS);
	take(guess, at, ta_fit_type(answers, column, TA_TYPE_DATE, records),
	    TA_MEANT_BY_CELLS);
}

/*
 * The surest reading comes first. The second pass takes blank columns, and
 * labels that the cells do not fit. Cells are read from the right: of two
 * columns with dates, the last is when the form was sent.
 */
static void
read_columns(struct ta_guess *guess)
{
	const struct ta_look *look = guess->look;

	for (int late = 0; late < 2; late++) {
		guess->late = late == 1;
		for (size_t i = 0; i < look->count; i++)
			if (guess->meanings[i].how == TA_MEANT_NOT)
				take(guess, i,
				    labelled(guess, look->columns[i].heading),
				    TA_MEANT_BY_LABEL);
		for (size_t i = 0; i < look->count; i++)
			if (guess->meanings[i].how == TA_MEANT_NOT)
				read_words(guess, i);
		for (size_t i = look->count; i-- > 0 && late == 0;)
			if (guess->meanings[i].how == TA_MEANT_NOT)
				read_cells(guess, i);
	}
}

/* Takes the columns that the map names. */
static void
read_map(struct ta_guess *guess, const struct ta_map *map)
{
	for (size_t i = 0; i < guess->look->count; i++) {
		struct ta_meaning *meaning = &guess->meanings[i];
		const struct ta_map_column *rule =
		    ta_map_column(map, guess->look->columns[i].heading);

		if (rule == NULL)
			continue;
		meaning->how = TA_MEANT_BY_MAP;
		meaning->item = rule->item;
		if (rule->field != -1)
			meaning->field =
			    &guess->policy->vocabulary.fields[rule->field];
	}
}

/*
 * The one separator between known answers of lists, or 0 if there are several.
 * A comma is never sure, since answers hold commas.
 */
static char
find_separator(const struct ta_guess *guess)
{
	static const char separators[] = {';', '\n', ','};
	size_t split[sizeof(separators)] = {0};

	for (size_t i = 0; i < guess->look->count; i++) {
		const struct ta_meaning *meaning = &guess->meanings[i];

		if (meaning->field == NULL || meaning->item.data != NULL ||
		    meaning->field->type != TA_TYPE_LIST)
			continue;
		for (size_t k = 0; k < sizeof(separators); k++)
			split[k] += ta_fit_split(&guess->answers,
			    &guess->look->columns[i], meaning->field,
			    separators[k]);
	}
	if (split[2] > 0 || (split[0] > 0) == (split[1] > 0))
		return '\0';
	return separators[split[1] > 0];
}

/* Whether it is the write-in box beside the columns of a list's items. */
static bool
is_write_in(const struct ta_guess *guess, size_t at)
{
	const struct ta_field *field = guess->meanings[at].field;

	for (size_t i = 0; i < guess->look->count; i++)
		if (i != at && guess->meanings[i].field == field)
			return field->type == TA_TYPE_LIST;
	return false;
}

/* Counts the answers of each column, and collects those that are not values. */
static void
read_answers(struct ta_guess *guess)
{
	for (size_t i = 0; i < guess->look->count; i++) {
		const struct ta_look_column *column = &guess->look->columns[i];
		struct ta_meaning *meaning = &guess->meanings[i];

		if (meaning->field == NULL || meaning->item.data != NULL)
			continue;
		meaning->fit = ta_fit_of(
		    &guess->answers, column, meaning->field, SIZE_MAX, NULL);
		guess->strangers.own =
		    meaning->fit.known * 2 < meaning->fit.cells;
		if (!guess->strangers.own || !is_write_in(guess, i))
			ta_fit_of(&guess->answers, column, meaning->field,
			    SIZE_MAX, &guess->strangers);
	}
}

struct ta_guess *
ta_guess_new(const struct ta_policy *policy, const struct ta_map *map,
    const struct ta_look *look)
{
	struct ta_guess *guess = ta_alloc(1, sizeof(*guess));
	size_t n = policy->vocabulary.n_fields;

	guess->policy = policy;
	guess->look = look;
	guess->meanings = ta_alloc(look->count, sizeof(*guess->meanings));
	guess->separators = ta_alloc(n, sizeof(*guess->separators));
	for (size_t i = 0; i < n; i++)
		guess->separators[i] = ta_answer_separators(policy, map, i);
	guess->none.dates = policy->dates;
	guess->none.zone = policy->zone;
	guess->answers = (struct ta_answers){.policy = policy,
	    .map = map == NULL ? &guess->none : map,
	    .separators = guess->separators};
	read_map(guess, guess->answers.map);
	read_columns(guess);
	if (map == NULL)
		guess->separator = find_separator(guess);
	guess->none.separator = guess->separator;
	read_answers(guess);
	return guess;
}

void
ta_guess_free(struct ta_guess *guess)
{
	if (guess == NULL)
		return;
	ta_strangers_free(&guess->strangers);
	free(guess->meanings);
	free(guess->separators);
	free(guess);
}

const struct ta_field *
ta_guess_missing(const struct ta_guess *guess, size_t *next)
{
	const struct ta_vocabulary *vocabulary = &guess->policy->vocabulary;
	const struct ta_map *map = guess->answers.map;

	while (*next < vocabulary->n_fields) {
		const struct ta_field *field = &vocabulary->fields[(*next)++];
		bool found = field->if_blank == TA_SEVERITY_NONE;

		for (size_t i = 0; i < guess->look->count; i++)
			found |= guess->meanings[i].field == field;
		for (size_t i = 0; i < map->n_constants; i++)
			found |= &vocabulary->fields[map->constants[i].field] ==
				 field;
		if (!found)
			return field;
	}
	return NULL;
}
