#include <string.h>

#include "intake/answer.h"

/*
 * The separators that forms put between the answers of a multi-select, besides
 * semicolons.
 */
static bool
is_separator(char c)
{
	return c == ',' || c == '\n';
}

static size_t
count_separators(struct ta_slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += is_separator(text.data[i]);
	return n;
}

static size_t
most_separators(const struct ta_slice *labels, size_t n, size_t most)
{
	for (size_t i = 0; i < n; i++) {
		size_t has = count_separators(labels[i]);

		if (has > most)
			most = has;
	}
	return most;
}

size_t
ta_answer_separators(
    const struct ta_policy *policy, const struct ta_map *map, size_t index)
{
	const struct ta_field *field = &policy->vocabulary.fields[index];
	size_t most = most_separators(field->blanks, field->n_blanks, 0);

	for (size_t i = 0; map != NULL && i < map->n_values; i++)
		if (map->values[i].field == (int)index)
			most = most_separators(&map->values[i].label, 1, most);
	for (size_t i = 0; i < field->n_choices; i++)
		most = most_separators(
		    field->choices[i].labels, field->choices[i].n_labels, most);
	return most;
}

/* Whether the answer means no answer. */
static bool
is_none(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_blanks; i++)
		if (ta_slug_equal(field->blanks[i], text))
			return true;
	return false;
}

/* The choice that an answer means by the policy's values and labels, or -1. */
static int
find_choice(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slice_equal(field->choices[i].slug, text))
			return (int)i;
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct ta_choice *choice = &field->choices[i];

		if (ta_slug_equal(choice->slug, text))
			return (int)i;
		for (size_t k = 0; k < choice->n_labels; k++)
			if (ta_slug_equal(choice->labels[k], text))
				return (int)i;
	}
	return -1;
}

/* The map's names of a value count before those of the policy. */
struct ta_slice
ta_answer_choice(
    const struct ta_answers *answers, size_t index, struct ta_slice text)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	const struct ta_map *map = answers->map;
	int choice;

	for (size_t i = 0; map != NULL && i < map->n_values; i++)
		if (map->values[i].field == (int)index &&
		    ta_slug_equal(map->values[i].label, text))
			return map->values[i].value;
	choice = find_choice(field, text);
	return choice == -1 ? (struct ta_slice){NULL, 0}
			    : field->choices[choice].slug;
}

static void
write_choice(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_text *out)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	struct ta_slice value = ta_answer_choice(answers, index, text);

	if (value.data != NULL)
		ta_text_add_slice(out, value);
	else if (!is_none(field, text))
		ta_text_add_slice(out, text);
}

static void
write_yes_no(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_text *out)
{
	static const char *const yes[] = {
	    "yes", "y", "true", "1", "x", "checked"};
	static const char *const no[] = {"no", "n", "false", "0", "unchecked"};
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	struct ta_slice value = ta_answer_choice(answers, index, text);

	if (value.data != NULL)
		text = value;
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(yes[i])))
			text = ta_slice_of("yes");
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(no[i])))
			text = ta_slice_of("no");
	if (value.data != NULL || !is_none(field, text))
		ta_text_add_slice(out, text);
}

/*
 * Writes a date. A time that the office's clock showed twice or never has no
 * offset: its day is certain. In another zone not even the day is, and the name
 * of the zone after it keeps it from being read as the office's time.
 */
static void
write_date(const struct ta_answers *answers, size_t index, struct ta_slice text,
    struct ta_text *out)
{
	const struct ta_policy *policy = answers->policy;
	const struct ta_map *map = answers->map;
	const struct ta_zone *zone = map == NULL ? policy->zone : map->zone;
	struct ta_time time;

	if (!ta_time_parse_form(
		text, map == NULL ? policy->dates : map->dates, &time)) {
		write_choice(answers, index, text, out);
		return;
	}
	if (time.has_time && !time.has_offset &&
	    !ta_zone_complete(zone, &time) && zone != policy->zone) {
		ta_text_add_slice(out, text);
		ta_text_printf(out, " %s", map->zone_name);
		return;
	}
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	ta_time_print(out, &time);
}

/* The end of the first piece: the next separator, or the end of the text. */
static size_t
piece_end(struct ta_slice text, size_t from)
{
	while (from < text.len && !is_separator(text.data[from]))
		from++;
	return from;
}

/*
 * The longest option that the text begins with and that ends at a separator, so
 * that an option with a comma is one item. *end is set to its end. Absent where
 * there is none.
 */
static struct ta_slice
longest_option(const struct ta_answers *answers, size_t index,
    struct ta_slice text, size_t *end)
{
	struct ta_slice best = {NULL, 0};
	size_t at = piece_end(text, 0);

	for (size_t n = 0;; n++) {
		struct ta_slice piece = {text.data, at};
		struct ta_slice value = ta_answer_choice(answers, index, piece);

		if (value.data != NULL) {
			best = value;
			*end = at;
		}
		if (at == text.len || n == answers->separators[index])
			return best;
		at = piece_end(text, at + 1);
	}
}

/*
 * Adds a write-in, where the field has "other": words that are not an option. A
 * ";" in them would end the item, so it becomes a comma; words of separators
 * only are not added.
 */
static void
add_write_in(const struct ta_field *field, struct ta_slice words,
    struct ta_text *out, size_t start)
{
	struct ta_text item = {0};
	int other = find_choice(field, ta_slice_of("other"));

	words = ta_slice_trim(words);
	for (size_t i = 0; i < words.len; i++)
		ta_text_add_char(
		    &item, words.data[i] == ';' ? ',' : words.data[i]);
	words = ta_text_slice(&item, 0);
	while (words.len > 0 && is_separator(words.data[words.len - 1])) {
		words.len--;
		words = ta_slice_trim(words);
	}
	while (words.len > 0 && is_separator(words.data[0])) {
		words.data++;
		words.len--;
		words = ta_slice_trim(words);
	}
	if (field->open && !is_none(field, words)) {
		struct ta_text slug = {0};

		ta_slug_add(&slug, words);
		ta_text_add_once(out, start, ta_text_slice(&slug, 0));
		ta_text_free(&slug);
	} else if (words.len > 0 && !field->open) {
		struct ta_text whole = {0};

		if (other != -1)
			ta_text_add_string(&whole, "other: ");
		ta_text_add_slice(&whole, words);
		ta_text_add_once(out, start, ta_text_slice(&whole, 0));
		ta_text_free(&whole);
	}
	ta_text_free(&item);
}

/*
 * Splits a part of a multi-select into items: known options, the longest first,
 * and the text between them. Pieces that are not options stay together, since a
 * write-in may have commas.
 */
static void
write_items(const struct ta_answers *answers, size_t index,
    struct ta_slice part, struct ta_text *out, size_t start)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	struct ta_slice words = {part.data, 0};
	size_t end = 0;

	while (part.len > 0) {
		struct ta_slice value =
		    longest_option(answers, index, part, &end);

		if (value.data == NULL) {
			end = piece_end(part, 0);
			words.len = (size_t)(part.data - words.data) + end;
		}
		if (value.data != NULL || field->open) {
			add_write_in(field, words, out, start);
			words = (struct ta_slice){
			    part.data + end + (end < part.len), 0};
		}
		ta_text_add_once(out, start, value);
		end += end < part.len;
		part.data += end;
		part.len -= end;
	}
	add_write_in(field, words, out, start);
}

/*
 * Whether the part is already a write-in, "other: words", with or without
 * commas. *words is set to its words.
 */
static bool
is_write_in(
    const struct ta_field *field, struct ta_slice part, struct ta_slice *words)
{
	struct ta_slice rest = part;
	struct ta_slice head = ta_slice_next(&rest, ':');

	*words = ta_slice_trim(rest);
	return words->len > 0 && ta_slug_equal(head, ta_slice_of("other")) &&
	       find_choice(field, head) != -1;
}

/* Writes a whole item: the form says what separates items. */
static void
write_item(const struct ta_answers *answers, size_t index, struct ta_slice part,
    struct ta_text *out, size_t start)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	struct ta_slice value = ta_answer_choice(answers, index, part);

	if (value.data != NULL)
		ta_text_add_once(out, start, value);
	else
		add_write_in(field, part, out, start);
}

static void
write_list(const struct ta_answers *answers, size_t index, struct ta_slice text,
    struct ta_text *out)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	char separator = ta_answer_separator(answers);
	size_t start = out->len;

	while (text.data != NULL) {
		struct ta_slice part = ta_slice_next(&text, separator), words;

		if (is_none(field, part) &&
		    ta_answer_choice(answers, index, part).data == NULL)
			continue;
		if (is_write_in(field, part, &words))
			add_write_in(field, words, out, start);
		else if (answers->canonical ||
			 (answers->map != NULL && answers->map->separator != 0))
			write_item(answers, index, part, out, start);
		else
			write_items(answers, index, part, out, start);
	}
}

char
ta_answer_separator(const struct ta_answers *answers)
{
	const struct ta_map *map = answers->map;

	return map == NULL || map->separator == 0 ? ';' : map->separator;
}

void
ta_answer_write(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_text *out)
{
	struct ta_slice trimmed = ta_slice_trim(text);

	switch (answers->policy->vocabulary.fields[index].type) {
	case TA_TYPE_TEXT:
		ta_text_add_slice(out, text);
		break;
	case TA_TYPE_LIST:
		write_list(answers, index, trimmed, out);
		break;
	case TA_TYPE_YES_NO:
		write_yes_no(answers, index, trimmed, out);
		break;
	case TA_TYPE_DATE:
		write_date(answers, index, trimmed, out);
		break;
	default:
		write_choice(answers, index, trimmed, out);
	}
}
