#include "file/yaml.h"
#include "intake/formchange.h"

struct changes {
	const struct ta_guess *guess;
	struct ta_text *out;
	size_t count;
};

/* Begins the line of a change: its kind, and the text it is about. */
static void
begin(struct changes *changes, const char *what, struct ta_slice text)
{
	ta_text_add_string(changes->out, what);
	ta_yaml_add_quoted(changes->out, text);
	changes->count++;
}

/* A whole line: its kind, and how often it was seen. */
static void
count(struct changes *changes, const char *what, size_t n)
{
	if (n == 0)
		return;
	ta_text_printf(changes->out, "%s: %zu\n", what, n);
	changes->count++;
}

/* Whether the column may be a heading of the map that is gone, renamed. */
static bool
may_be(const struct ta_guess *guess, size_t at,
    const struct ta_map_column *gone, const struct ta_field *field)
{
	const struct ta_meaning *meaning = &guess->meanings[at];

	return meaning->how != TA_MEANT_BY_MAP &&
	       ((field != NULL && meaning->field == field &&
		    gone->item.data == NULL) ||
		   ta_names_nearest(gone->heading,
		       TA_NAMES(&guess->look->columns[at], 1,
			   struct ta_look_column, heading.data)) != NULL);
}

static void
print_gone(struct changes *changes, const struct ta_map_column *gone)
{
	const struct ta_guess *guess = changes->guess;
	const struct ta_field *field =
	    gone->field == -1 ? NULL
			      : &guess->policy->vocabulary.fields[gone->field];

	if (ta_look_find(guess->look, gone->heading) != -1)
		return;
	begin(changes, "heading gone: ", gone->heading);
	if (field != NULL)
		ta_text_printf(
		    changes->out, ", which was '%s'", field->name.data);
	for (size_t i = 0; i < guess->look->count; i++) {
		if (!may_be(guess, i, gone, field))
			continue;
		ta_text_add_string(changes->out, "; perhaps it is now ");
		ta_yaml_add_quoted(
		    changes->out, guess->look->columns[i].heading);
		break;
	}
	ta_text_add_char(changes->out, '\n');
}

/* A heading that neither the map nor the policy knows. */
static void
print_new(struct changes *changes, size_t at)
{
	const struct ta_look_column *column =
	    &changes->guess->look->columns[at];
	const struct ta_meaning *meaning = &changes->guess->meanings[at];

	if (meaning->how == TA_MEANT_BY_MAP ||
	    meaning->how == TA_MEANT_BY_LABEL)
		return;
	begin(changes, "heading new: ", column->heading);
	if (meaning->field != NULL)
		ta_text_printf(
		    changes->out, ", perhaps '%s'", meaning->field->name.data);
	ta_text_printf(changes->out, ", filled: %zu\n", column->filled);
}

/* Prints how many dates fail in the map's order and fit another. */
static void
print_dates(struct changes *changes, size_t at)
{
	const struct ta_look_column *column =
	    &changes->guess->look->columns[at];
	const struct ta_field *field = changes->guess->meanings[at].field;
	enum ta_date_order order = changes->guess->answers.map->dates;

	if (field == NULL || field->type != TA_TYPE_DATE ||
	    column->fits[order] == column->dates)
		return;
	begin(changes, "dates: ", column->heading);
	ta_text_printf(changes->out, ", not in the order %s: %zu of %zu\n",
	    ta_date_orders[order], column->dates - column->fits[order],
	    column->dates);
}

static void
print_answers(struct changes *changes)
{
	const struct ta_strangers *strangers = &changes->guess->strangers;
	size_t untold = 0;

	for (size_t i = 0; i < strangers->count; i++) {
		const struct ta_stranger *stranger = &strangers->items[i];

		if (!ta_stranger_may_tell(stranger)) {
			untold += stranger->count;
			continue;
		}
		begin(changes, "answer new: ", stranger->text);
		ta_text_printf(changes->out,
		    ", not a value of '%s', seen: %zu\n",
		    stranger->field->name.data, stranger->count);
	}
	count(changes, "answers new, not shown", untold);
}

size_t
ta_formchange_print(const struct ta_guess *guess, struct ta_text *out)
{
	struct changes changes = {guess, out, 0};
	const struct ta_map *map = guess->answers.map;
	const struct ta_field *missing;
	size_t next = 0;

	for (size_t i = 0; i < map->n_columns; i++)
		print_gone(&changes, &map->columns[i]);
	for (size_t i = 0; i < guess->look->count; i++)
		print_new(&changes, i);
	print_answers(&changes);
	for (size_t i = 0; i < guess->look->count; i++)
		print_dates(&changes, i);
	while ((missing = ta_guess_missing(guess, &next)) != NULL) {
		begin(&changes, "no column: ", missing->name);
		ta_text_add_string(out, " is required\n");
	}
	count(&changes, "second header rows", guess->look->two_headers);
	count(&changes, "rows that cannot be records", guess->look->faults);
	return changes.count;
}
