#include "file/yaml.h"
#include "intake/draft.h"
#include "intake/headings.h"

/* libyaml needs a question mark before a longer key. */
#define KEY_LONGEST 900

/* Answers listed for a field; of the rest only the number is printed. */
#define TOLD_MOST 40

/* The date columns as one. */
static struct ta_look_column
sum_of_dates(const struct ta_guess *guess)
{
	struct ta_look_column sum = {0};

	for (size_t i = 0; i < guess->look->count; i++) {
		const struct ta_look_column *column = &guess->look->columns[i];
		const struct ta_field *field = guess->meanings[i].field;

		if (field == NULL || field->type != TA_TYPE_DATE)
			continue;
		for (int k = 0; k < TA_DATE_ORDERS; k++)
			sum.fits[k] += column->fits[k];
		sum.dates += column->dates;
		sum.times += column->times;
		sum.offsets += column->offsets;
		sum.zones |= column->zones ||
			     (sum.zone != NULL && column->zone != NULL &&
				 strcmp(sum.zone, column->zone) != 0);
		if (column->zone != NULL)
			sum.zone = column->zone;
	}
	return sum;
}

/*
 * The order that fits the most dates: year first where every date has it, else
 * the policy's own if no other fits more.
 */
static enum ta_date_order
best_order(const struct ta_look_column *dates, enum ta_date_order of_policy)
{
	enum ta_date_order best =
	    dates->fits[TA_MDY] >= dates->fits[TA_DMY] ? TA_MDY : TA_DMY;

	if (dates->fits[TA_YMD] == dates->dates)
		return TA_YMD;
	return dates->fits[of_policy] == dates->fits[best] ? of_policy : best;
}

static void
print_dates(const struct ta_guess *guess, struct ta_text *out)
{
	struct ta_look_column dates = sum_of_dates(guess);
	enum ta_date_order order = best_order(&dates, guess->policy->dates);
	enum ta_date_order other = order == TA_MDY ? TA_DMY : TA_MDY;

	if (dates.dates == 0)
		return;
	ta_text_printf(out, "dates: %s", ta_date_orders[order]);
	if (dates.fits[order] < dates.dates)
		ta_text_printf(out, "  # in doubt: %zu of %zu fit",
		    dates.fits[order], dates.dates);
	else if (order != TA_YMD && dates.fits[other] == dates.dates)
		ta_text_printf(out, "  # in doubt: %s fits all %zu as well",
		    ta_date_orders[other], dates.dates);
	ta_text_add_char(out, '\n');
	if (dates.zone != NULL)
		ta_text_printf(out,
		    "timezone: %s  # %s%zu of %zu times say it\n", dates.zone,
		    dates.zones ? "in doubt, there are several: " : "",
		    dates.offsets, dates.times);
}

/*
 * Prints why a column passes through. A column with a field's own name cannot.
 */
static void
print_pass(const struct ta_policy *policy, const struct ta_look_column *column,
    const struct ta_meaning *meaning, struct ta_text *out)
{
	bool named = ta_headings_field(policy, column->heading, true) != -1;

	ta_text_add_string(out, named ? "drop  # " : "pass  # ");
	if (column->links > 0 && column->links * 2 >= column->filled)
		ta_text_add_string(out, "links or names of files, ");
	ta_text_printf(out, "filled: %zu", column->filled);
	if (meaning->maybe != NULL)
		ta_text_printf(out, "; perhaps '%s', which has one column only",
		    meaning->maybe->name.data);
}

/* Whether all cells are whole numbers. */
static bool
has_numbers(const struct ta_look_column *column)
{
	size_t n = ta_table_count(column->answers);
	bool whole = n > 0 && column->longer == 0;

	for (size_t i = 0; i < n && whole; i++) {
		const struct ta_look_answer *answer =
		    ta_table_at(column->answers, i);

		for (size_t k = 0; k < answer->text.len; k++)
			whole &= ta_is_digit(answer->text.data[k]);
	}
	return whole;
}

/* Prints the meaning of a column, and how it is known. */
static void
print_field(const struct ta_guess *guess, size_t at, struct ta_text *out)
{
	const struct ta_meaning *meaning = &guess->meanings[at];
	const struct ta_policy *policy = guess->policy;
	const struct ta_fit *fit = &meaning->fit;

	if (meaning->item.data == NULL) {
		ta_text_add_slice(out, meaning->field->name);
	} else {
		ta_text_printf(
		    out, "{field: %s, item: ", meaning->field->name.data);
		if (ta_slug_is(meaning->item))
			ta_text_add_slice(out, meaning->item);
		else
			ta_yaml_add_quoted(out, meaning->item);
		ta_text_add_char(out, '}');
	}
	if (meaning->how != TA_MEANT_BY_LABEL)
		ta_text_printf(out, "  # guessed by its %s",
		    meaning->how == TA_MEANT_BY_WORDS ? "words" : "cells");
	else if (fit->known < fit->cells)
		ta_text_add_string(out, "  # in doubt");
	if (fit->known < fit->cells)
		ta_text_printf(out, ": %zu of %zu fit", fit->known, fit->cells);
	if (meaning->field == &policy->vocabulary.fields[policy->id_field] &&
	    has_numbers(&guess->look->columns[at]))
		ta_text_printf(out,
		    "%sall whole numbers, as another form's may be: add "
		    "'id_prefix: ms-' or the like",
		    meaning->how == TA_MEANT_BY_LABEL ? "  # " : "; ");
}

static void
print_columns(const struct ta_guess *guess, struct ta_text *out)
{
	const struct ta_field *missing;
	size_t next = 0;

	if (guess->look->count > 0)
		ta_text_add_string(out, "\ncolumns:\n");
	for (size_t i = 0; i < guess->look->count; i++) {
		const struct ta_look_column *column = &guess->look->columns[i];
		bool is_long = column->heading.len > KEY_LONGEST;

		ta_text_add_string(out, is_long ? "  ? " : "  ");
		ta_yaml_add_quoted(out, column->heading);
		ta_text_add_string(out, is_long ? "\n  : " : ": ");
		if (guess->meanings[i].field == NULL)
			print_pass(
			    guess->policy, column, &guess->meanings[i], out);
		else
			print_field(guess, i, out);
		if (column->twice)
			ta_text_add_string(
			    out, "  # a file has this heading twice");
		ta_text_add_char(out, '\n');
	}
	while ((missing = ta_guess_missing(guess, &next)) != NULL)
		ta_text_printf(out, "# No column is '%s', which is required.\n",
		    missing->name.data);
}

/* Prints the answers of a field that are not values of it. */
static void
print_strangers(const struct ta_guess *guess, const struct ta_field *field,
    struct ta_text *out)
{
	size_t told = 0, untold = 0;

	for (size_t i = 0; i < guess->strangers.count; i++) {
		const struct ta_stranger *stranger = &guess->strangers.items[i];

		if (stranger->field != field)
			continue;
		if (told + untold == 0)
			ta_text_printf(out, "#   %s:\n", field->name.data);
		if (told == TOLD_MOST || !ta_stranger_may_tell(stranger)) {
			untold++;
			continue;
		}
		told++;
		ta_text_add_string(out, "#     ");
		ta_yaml_add_quoted(out, stranger->text);
		ta_text_printf(out, ":  # seen: %zu\n", stranger->count);
	}
	if (untold > 0)
		ta_text_printf(out, "#     # %zu more, not shown\n", untold);
}

void
ta_draft_print(const struct ta_guess *guess, const char *name,
    const char *encoding, struct ta_text *out)
{
	const struct ta_look *look = guess->look;
	const struct ta_vocabulary *vocabulary = &guess->policy->vocabulary;

	ta_text_add_string(out, "# A map for ");
	if (look->file > 0)
		ta_text_printf(out, "%zu files", look->file + 1);
	else
		ta_text_add_escaped(out, ta_slice_of(name));
	ta_text_printf(
	    out, ": %zu records, %zu headings.\n", look->records, look->count);
	if (look->faults > 0)
		ta_text_printf(
		    out, "# Rows that cannot be records: %zu\n", look->faults);
	ta_text_add_string(out, "version: 1\n");
	if (encoding != NULL) {
		ta_text_add_string(out, "encoding: ");
		ta_yaml_add_quoted(out, ta_slice_of(encoding));
		ta_text_add_char(out, '\n');
	}
	if (look->two_headers)
		ta_text_add_string(out, "header_rows: 2\n");
	print_dates(guess, out);
	if (guess->separator != '\0')
		ta_text_printf(out, "list_separator: \"%s\"\n",
		    guess->separator == '\n' ? "\\n" : ";");
	print_columns(guess, out);
	if (guess->strangers.count > 0)
		ta_text_add_string(out,
		    "\n# Answers that are not values of their field. If one "
		    "means a value, write\n# the value after the colon and "
		    "remove the number signs.\n# values:\n");
	for (size_t i = 0; i < vocabulary->n_fields; i++)
		print_strangers(guess, &vocabulary->fields[i], out);
}
