#include <string.h>

#include "intake/option.h"

bool
ta_option_is_none(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_blanks; i++)
		if (ta_slug_equal(field->blanks[i], text))
			return true;
	return false;
}

/*
 * Is the text this option? What separates answers for sure stands in it only
 * where the option has it too.
 */
static bool
is_option(struct ta_slice option, struct ta_slice text, char sure)
{
	size_t n;

	if (!ta_slug_equal(option, text))
		return false;
	n = ta_slice_count(text, sure);
	return n == 0 || n == ta_slice_count(option, sure);
}

/* Appends the slug of a title; "Part I" at its end is "Part 1". */
static void
add_title(struct ta_text *out, struct ta_slice title)
{
	static const char *const roman[] = {"-i", "-ii", "-iii", "-iv"};

	ta_slug_add(out, title);
	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(roman[i]);

		if (out->len > n &&
		    memcmp(out->data + out->len - n, roman[i], n) == 0) {
			out->len -= n - 1;
			ta_text_add_char(out, (char)('1' + i));
			return;
		}
	}
}

/* Without a remark in brackets behind it. */
static struct ta_slice
without_remark(struct ta_slice text)
{
	size_t depth = 0;

	text = ta_slice_trim(text);
	for (size_t i = text.len; i-- > 0;) {
		char c = text.data[i];

		depth += c == ')' || c == ']';
		if (depth == 0)
			return text;
		depth -= c == '(' || c == '[';
		if (depth == 0)
			return without_remark((struct ta_slice){text.data, i});
	}
	return text;
}

/* The word of an open list that a title means, whole or without a remark. */
static int
find_title(const struct ta_field *field, struct ta_slice text)
{
	struct ta_text title = {0}, known = {0};
	int found = -1;

	for (int whole = 1; found == -1 && whole >= 0; whole--) {
		ta_text_clear(&title);
		add_title(&title, whole ? text : without_remark(text));
		for (size_t i = 0; i < field->n_choices && found == -1; i++) {
			ta_text_clear(&known);
			add_title(&known, field->choices[i].slug);
			if (ta_slice_equal(ta_text_slice(&title, 0),
				ta_text_slice(&known, 0)))
				found = (int)i;
		}
	}
	ta_text_free(&title);
	ta_text_free(&known);
	return found;
}

/* The choice that an answer means by the policy's values and labels, or -1. */
static int
find_choice(const struct ta_field *field, struct ta_slice text, char sure)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slice_equal(field->choices[i].slug, text))
			return (int)i;
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct ta_choice *choice = &field->choices[i];

		if (is_option(choice->slug, text, sure))
			return (int)i;
		for (size_t k = 0; k < choice->n_labels; k++)
			if (is_option(choice->labels[k], text, sure))
				return (int)i;
	}
	return field->open && ta_slice_count(text, sure) == 0
		   ? find_title(field, text)
		   : -1;
}

struct ta_slice
ta_option_value(const struct ta_answers *answers, size_t index,
    struct ta_slice text, char sure)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	const struct ta_map *map = answers->map;
	int choice;

	for (size_t i = 0; map != NULL && i < map->n_values; i++)
		if (map->values[i].field == (int)index &&
		    is_option(map->values[i].label, text, sure))
			return map->values[i].value;
	choice = find_choice(field, text, sure);
	return choice == -1 ? (struct ta_slice){NULL, 0}
			    : field->choices[choice].slug;
}
