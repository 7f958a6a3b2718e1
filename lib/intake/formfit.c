#include <stdlib.h>

#include "intake/formfit.h"

/* Longer than any option that forms have. */
#define OPTION_LONGEST 80

/* The state of reading one answer. */
struct fitting {
	const struct ta_field *field;
	struct ta_strangers *strangers;
	size_t count; /* cells that hold the answer */
};

void
ta_strangers_free(struct ta_strangers *strangers)
{
	free(strangers->items);
	ta_arena_free(&strangers->arena);
	*strangers = (struct ta_strangers){0};
}

static void
add_stranger(struct fitting *fitting, struct ta_slice text)
{
	struct ta_strangers *all = fitting->strangers;

	if (all == NULL || ta_look_is_link(text))
		return;
	for (size_t i = 0; i < all->count; i++) {
		if (all->items[i].field != fitting->field ||
		    !ta_slug_equal(all->items[i].text, text))
			continue;
		all->items[i].count += fitting->count;
		all->items[i].own &= all->own;
		return;
	}
	ta_grow(
	    (void **)&all->items, &all->room, all->count, sizeof(*all->items));
	text.data = ta_arena_copy(&all->arena, text.data, text.len);
	all->items[all->count++] = (struct ta_stranger){
	    fitting->field, text, fitting->count, all->own};
}

/* Whether the canonical text is a value of the choice; if not, a stranger. */
static bool
fits_choice(struct fitting *fitting, struct ta_slice text)
{
	if (ta_field_choice(fitting->field, text) != -1)
		return true;
	add_stranger(fitting, text);
	return false;
}

/* Whether the canonical list holds a value. Its write-ins are strangers. */
static bool
fits_list(struct fitting *fitting, struct ta_slice list)
{
	bool any = false;

	while (list.data != NULL) {
		struct ta_slice item = ta_slice_next(&list, ';'), words = item;

		ta_slice_next(&words, ':');
		if (words.data != NULL)
			add_stranger(fitting, ta_slice_trim(words));
		else if (fitting->field->open)
			any = true;
		else
			any |= fits_choice(fitting, item);
	}
	return any;
}

static bool
is_date(struct ta_slice cell)
{
	struct ta_time time;

	for (int order = 0; order < TA_DATE_ORDERS; order++)
		if (ta_time_parse_form(cell, (enum ta_date_order)order, &time))
			return true;
	return false;
}

/* Whether the cell is a value of the field; `text` is its canonical form. */
static bool
fits(struct fitting *fitting, struct ta_slice cell, struct ta_slice text)
{
	switch (fitting->field->type) {
	case TA_TYPE_CHOICE:
	case TA_TYPE_YES_NO:
		return fits_choice(fitting, text);
	case TA_TYPE_LIST:
		return fits_list(fitting, text);
	case TA_TYPE_DATE:
		return is_date(cell);
	case TA_TYPE_EMAIL:
		return ta_email_is_valid(cell);
	case TA_TYPE_TEXT:
		return !is_date(cell) && !ta_email_is_valid(cell);
	default:
		return false;
	}
}

struct ta_fit
ta_fit_of(const struct ta_answers *answers, const struct ta_look_column *column,
    const struct ta_field *field, size_t most, struct ta_strangers *strangers)
{
	struct fitting fitting = {field, strangers, 0};
	size_t index = (size_t)(field - answers->policy->vocabulary.fields);
	struct ta_fit fit = {0};
	size_t n = ta_table_count(column->answers);
	struct ta_text text = {0};

	for (size_t i = 0; i < n && i < most; i++) {
		const struct ta_look_answer *answer =
		    ta_table_at(column->answers, i);

		fitting.count = answer->count;
		ta_text_clear(&text);
		ta_answer_write(answers, index, answer->text, &text);
		if (text.len == 0 || ta_look_is_link(answer->text))
			continue;
		fit.cells += answer->count;
		if (!fits(&fitting, answer->text, ta_text_slice(&text, 0)))
			continue;
		fit.known += answer->count;
		fit.kinds++;
	}
	if (most > n && field->type != TA_TYPE_TEXT)
		fit.cells += column->longer;
	ta_text_free(&text);
	return fit;
}

const struct ta_field *
ta_fit_type(const struct ta_answers *answers,
    const struct ta_look_column *column, enum ta_type type, size_t records)
{
	const struct ta_vocabulary *vocabulary = &answers->policy->vocabulary;
	bool full = column->filled * 10 >= records * 9;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_fit fit;

		/* A date with a time of day was not typed into a form. */
		if (field->type != type || field->staff ||
		    (field->if_blank != TA_SEVERITY_NONE) != full ||
		    (!full && column->times > 0))
			continue;
		fit = ta_fit_of(answers, column, field, TA_FIT_SAMPLE, NULL);
		if (fit.known > 0 && fit.known * 4 >= fit.cells * 3)
			return field;
	}
	return NULL;
}

const struct ta_field *
ta_fit_choice(
    const struct ta_answers *answers, const struct ta_look_column *column)
{
	const struct ta_vocabulary *vocabulary = &answers->policy->vocabulary;
	const struct ta_field *found = NULL;
	size_t best = 0;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		const struct ta_field *field = &vocabulary->fields[i];
		struct ta_fit fit;

		if (field->staff || field->open || field->n_choices == 0)
			continue;
		fit = ta_fit_of(answers, column, field, TA_FIT_SAMPLE, NULL);
		if (fit.kinds < 2 || fit.known * 4 < fit.cells * 3 ||
		    fit.known < best)
			continue;
		/* A yes and a no fit any question. */
		found = fit.known == best || field->type == TA_TYPE_YES_NO
			    ? NULL
			    : field;
		best = fit.known;
	}
	return found;
}

size_t
ta_fit_split(const struct ta_answers *answers,
    const struct ta_look_column *column, const struct ta_field *list,
    char separator)
{
	size_t index = (size_t)(list - answers->policy->vocabulary.fields);
	size_t split = 0;

	for (size_t i = 0; i < ta_table_count(column->answers); i++) {
		const struct ta_look_answer *answer =
		    ta_table_at(column->answers, i);
		struct ta_slice rest = answer->text;
		size_t known = 0;

		while (rest.data != NULL)
			known += ta_answer_choice(answers, index,
				     ta_slice_next(&rest, separator))
				     .len > 0;
		split += known > 1 ? answer->count : 0;
	}
	return split;
}

bool
ta_stranger_may_tell(const struct ta_stranger *stranger)
{
	struct ta_slice text = stranger->text;
	size_t digits = 0;

	for (size_t i = 0; i < text.len; i++) {
		digits += ta_is_digit(text.data[i]);
		if (text.data[i] == '@' || text.data[i] == '\n')
			return false;
	}
	return ta_field_may_show(stranger->field, TA_TO_TELL) &&
	       (stranger->count > 1 ||
		   (!stranger->own && text.len <= OPTION_LONGEST &&
		       digits < 7));
}
