#include <string.h>

#include "intake/option.h"

/* An answer, and how often it has the sure separator. */
struct asked {
	struct ta_slice text;
	char sure;
	size_t times;
};

/*
 * Whether the answer may be the option: the label has the sure separator as
 * often.
 */
static bool
is_option(struct ta_slice option, const struct asked *asked)
{
	return (asked->times == 0 ||
		   ta_slice_count(option, asked->sure) == asked->times) &&
	       ta_slug_equal(option, asked->text);
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

/* The text without remarks in brackets at its end. */
static struct ta_slice
without_remarks(struct ta_slice text)
{
	size_t depth = 0;

	for (size_t i = text.len; i-- > 0;) {
		char c = text.data[i];

		depth += c == ')' || c == ']';
		if (depth == 0 && c != ' ')
			break;
		if (c == '(' || c == '[')
			depth--;
		if (depth == 0)
			text.len = i;
	}
	return text;
}

/* The word of an open list that a title means, with or without a remark. */
static int
find_title(const struct ta_field *field, struct ta_slice text)
{
	struct ta_text title = {0}, known = {0};
	int found = -1;

	/* Other titles do not end in a number or a remark. */
	text = ta_slice_trim(text);
	if (text.len == 0 ||
	    memchr("iIvV1234)]", text.data[text.len - 1], 10) == NULL)
		return -1;
	for (int whole = 1; found == -1 && whole >= 0; whole--) {
		ta_text_clear(&title);
		add_title(&title, whole ? text : without_remarks(text));
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

/* The choice that an answer means, by the policy's values and labels, or -1. */
static int
find_choice(const struct ta_field *field, const struct asked *asked)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slice_equal(field->choices[i].slug, asked->text))
			return (int)i;
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct ta_choice *choice = &field->choices[i];

		if (is_option(choice->slug, asked))
			return (int)i;
		for (size_t k = 0; k < choice->n_labels; k++)
			if (is_option(choice->labels[k], asked))
				return (int)i;
	}
	return field->open && asked->times == 0 ? find_title(field, asked->text)
						: -1;
}

struct ta_slice
ta_option_value(const struct ta_answers *answers, size_t index,
    struct ta_slice text, char sure)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	const struct ta_map *map = answers->map;
	const struct asked asked = {text, sure, ta_slice_count(text, sure)};
	int choice;

	for (size_t i = 0; map != NULL && i < map->n_values; i++)
		if (map->values[i].field == (int)index &&
		    is_option(map->values[i].label, &asked))
			return map->values[i].value;
	choice = find_choice(field, &asked);
	return choice == -1 ? (struct ta_slice){NULL, 0}
			    : field->choices[choice].slug;
}
