#include <string.h>

#include "base/entity.h"
#include "intake/answer.h"

char
ta_answer_separator(const struct ta_answers *answers)
{
	const struct ta_map *map = answers->map;

	return map == NULL || map->separator == 0 ? ';' : map->separator;
}

/* How many separators the text has; `own` is the map's. */
static size_t
count_separators(struct ta_slice text, char own)
{
	return own != '\0'
		   ? ta_slice_count(text, own)
		   : ta_slice_count(text, ';') + ta_slice_count(text, ',') +
			 ta_slice_count(text, '\n');
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

size_t
ta_answer_separators(
    const struct ta_policy *policy, const struct ta_map *map, size_t index)
{
	const struct ta_field *field = &policy->vocabulary.fields[index];
	char own = map == NULL ? '\0' : map->separator;
	size_t most = 0;

	for (size_t i = 0; map != NULL && i < map->n_values; i++)
		if (map->values[i].field == (int)index)
			most = larger(
			    most, count_separators(map->values[i].label, own));
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct ta_choice *choice = &field->choices[i];

		/* Nobody knows the commas of a word that conditions use. */
		if (field->open)
			most = larger(most, ta_slice_count(choice->slug, '-'));
		for (size_t k = 0; k < choice->n_labels; k++)
			most = larger(
			    most, count_separators(choice->labels[k], own));
	}
	return most;
}

/* The answer as a person saw it, without outer blanks. */
static struct ta_slice
read_answer(const struct ta_answers *answers, struct ta_slice text,
    struct ta_text *decoded)
{
	if (!answers->canonical)
		text = ta_entity_decode(text, decoded);
	return ta_slice_trim(text);
}

struct ta_slice
ta_answer_choice(
    const struct ta_answers *answers, size_t index, struct ta_slice text)
{
	struct ta_text decoded = {0};
	struct ta_slice value = ta_option_value(
	    answers, index, read_answer(answers, text, &decoded), '\0');

	ta_text_free(&decoded);
	return value;
}

static bool
is_yes(struct ta_slice text)
{
	static const char *const words[] = {
	    "yes", "y", "true", "1", "x", "checked"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(words[i])))
			return true;
	return false;
}

static bool
is_no(struct ta_slice text)
{
	static const char *const words[] = {
	    "no", "n", "false", "0", "unchecked"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(words[i])))
			return true;
	return false;
}

bool
ta_answer_is_chosen(
    const struct ta_answers *answers, size_t index, struct ta_slice cell)
{
	struct ta_text decoded = {0};
	struct ta_slice text = read_answer(answers, cell, &decoded);
	bool chosen =
	    text.len > 0 && !is_no(text) &&
	    !ta_field_is_none(&answers->policy->vocabulary.fields[index], text);

	ta_text_free(&decoded);
	return chosen;
}

static void
note_strange(const struct ta_answers *answers, size_t index)
{
	if (answers->strange != NULL)
		answers->strange[index] = true;
}

/* Whether the answer means no answer, which is noted. */
static bool
is_none(const struct ta_answers *answers, size_t index, struct ta_slice text)
{
	if (ta_slice_blank(text) ||
	    !ta_field_is_none(&answers->policy->vocabulary.fields[index], text))
		return false;
	if (answers->none != NULL)
		answers->none[index] = true;
	return true;
}

/* An answer that fits nothing is kept as it came. */
static void
write_choice(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_slice kept, struct ta_text *out)
{
	const struct ta_field *field =
	    &answers->policy->vocabulary.fields[index];
	const struct ta_map *map = answers->map;
	struct ta_slice value = ta_option_value(answers, index, text, '\0');

	if (value.data == NULL && field->type == TA_TYPE_YES_NO)
		value = ta_slice_of(is_yes(text)  ? "yes"
				    : is_no(text) ? "no"
						  : NULL);
	if (value.data != NULL) {
		ta_text_add_slice(out, value);
		return;
	}
	if (text.len == 0 || is_none(answers, index, text))
		return;
	if (map != NULL && map->write_ins != NULL && map->write_ins[index] &&
	    ta_field_choice(field, text) == -1) {
		ta_text_add_string(out, "other: ");
		ta_text_add_slice(out, text);
		return;
	}
	if (field->type == TA_TYPE_CHOICE && ta_field_choice(field, text) == -1)
		note_strange(answers, index);
	ta_text_add_slice(out, kept);
}

/*
 * Writes a date. A time that the office's clock showed twice or never has no
 * offset: its day is certain. In another zone not even the day is, and the name
 * of the zone after it keeps it from being read as the office's time.
 */
static void
write_date(const struct ta_answers *answers, size_t index, struct ta_slice text,
    struct ta_slice kept, struct ta_text *out)
{
	const struct ta_policy *policy = answers->policy;
	const struct ta_map *map = answers->map;
	const struct ta_zone *zone = map == NULL ? policy->zone : map->zone;
	struct ta_time time;

	/* What intake could not read once stays as it is. */
	if (answers->exact
		? !ta_time_parse(text, &time)
		: !ta_time_parse_form(
		      text, map == NULL ? policy->dates : map->dates, &time)) {
		write_choice(answers, index, text, kept, out);
		return;
	}
	if (time.has_time && !time.has_offset &&
	    !ta_zone_complete(zone, &time) && zone != policy->zone) {
		ta_text_add_slice(out, kept);
		ta_text_printf(out, " %s", map->zone_name);
		return;
	}
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	ta_time_print(out, &time);
}

/* A list while it is written: its items, each once, joined by ";". */
struct list {
	const struct ta_answers *answers;
	const struct ta_field *field;
	size_t index; /* of the field */
	size_t most;  /* the most separators that one of its options has */
	char sure;    /* always ends an item */
	bool loose;   /* commas and line ends may end an item, too */
	struct ta_text *out;
	size_t start;
};

/* The end of the first piece: the next separator, or the end of the text. */
static size_t
piece_end(const struct list *list, struct ta_slice text, size_t from)
{
	for (; from < text.len; from++) {
		char c = text.data[from];

		if (c == list->sure || (list->loose && (c == ',' || c == '\n')))
			break;
	}
	return from;
}

/*
 * The longest option that the text begins with and that ends at a separator, so
 * that an option with a comma is one item. *end is set to its end. Absent where
 * there is none.
 */
static struct ta_slice
longest_option(const struct list *list, struct ta_slice text, size_t *end)
{
	struct ta_slice best = {NULL, 0};
	size_t at = piece_end(list, text, 0);

	for (size_t n = 0;; n++) {
		struct ta_slice piece = {text.data, at};
		struct ta_slice value = ta_option_value(
		    list->answers, list->index, piece, list->sure);

		if (value.data != NULL) {
			best = value;
			*end = at;
		}
		if (at == text.len || n == list->most)
			return best;
		at = piece_end(list, text, at + 1);
	}
}

/* Cuts off separators at both ends. */
static struct ta_slice
cut_separators(struct ta_slice words)
{
	for (;;) {
		words = ta_slice_trim(words);
		if (words.len == 0)
			return words;
		if (words.data[0] == ',' || words.data[0] == ';')
			words.data++;
		else if (words.data[words.len - 1] != ',' &&
			 words.data[words.len - 1] != ';')
			return words;
		words.len--;
	}
}

/*
 * Whether the text is a write-in, "other: words". It is cut down to its words
 * then.
 */
static bool
take_write_in(const struct list *list, struct ta_slice *text)
{
	struct ta_slice words = *text;
	struct ta_slice head = ta_slice_next(&words, ':');

	words = cut_separators(words);
	if (words.len == 0 || !ta_slug_equal(head, ta_slice_of("other")) ||
	    ta_field_choice(list->field, head) == -1)
		return false;
	*text = words;
	return true;
}

/* Whether every piece of the words means no answer. */
static bool
is_nothing(const struct list *list, struct ta_slice words)
{
	bool nothing = true;

	if (is_none(list->answers, list->index, words))
		return true;
	while (nothing && words.len > 0) {
		size_t end = piece_end(list, words, 0);
		struct ta_slice piece = {words.data, end};

		nothing = ta_slug_equal(piece, ta_slice_of("")) ||
			  is_none(list->answers, list->index, piece);
		end += end < words.len;
		words.data += end;
		words.len -= end;
	}
	return nothing;
}

/*
 * Adds the words between options, read by themselves: a write-in, where the
 * field has "other". A ";" in them would end the item, so it becomes a comma.
 */
static void
add_words(const struct list *list, struct ta_slice words)
{
	const struct ta_field *field = list->field;
	struct ta_text item = {0};

	words = cut_separators(words);
	while (take_write_in(list, &words))
		continue;
	if (!is_nothing(list, words)) {
		if (field->open) {
			ta_slug_add(&item, words);
		} else {
			if (ta_field_choice(field, ta_slice_of("other")) != -1)
				ta_text_add_string(&item, "other: ");
			else
				note_strange(list->answers, list->index);
			ta_text_add_slice(&item, words);
		}
		for (size_t i = 0; i < item.len; i++)
			if (item.data[i] == ';')
				item.data[i] = ',';
		ta_text_add_once(
		    list->out, list->start, ta_text_slice(&item, 0));
	}
	ta_text_free(&item);
}

/*
 * Splits a multi-select into items: known options, the longest first, and the
 * text between them. Pieces that are not options stay together, since a
 * write-in may have commas; a piece that begins a write-in ends those before
 * it.
 */
static void
write_items(const struct list *list, struct ta_slice text)
{
	struct ta_slice words = {text.data, 0};

	while (text.len > 0) {
		size_t end = piece_end(list, text, 0);
		struct ta_slice piece = {text.data, end}, value = {NULL, 0};

		if (take_write_in(list, &piece)) {
			add_words(list, words);
			words = (struct ta_slice){text.data, 0};
		} else {
			value = longest_option(list, text, &end);
		}
		if (value.data == NULL)
			words.len = (size_t)(text.data - words.data) + end;
		if (value.data != NULL || list->field->open ||
		    (end < text.len && text.data[end] == list->sure)) {
			add_words(list, words);
			words = (struct ta_slice){
			    text.data + end + (end < text.len), 0};
		}
		if (value.len > 0)
			ta_text_add_once(list->out, list->start, value);
		end += end < text.len;
		text.data += end;
		text.len -= end;
	}
	add_words(list, words);
}

static void
write_list(const struct ta_answers *answers, size_t index, struct ta_slice text,
    struct ta_text *out)
{
	const struct ta_map *map = answers->map;
	struct list list = {.answers = answers,
	    .field = &answers->policy->vocabulary.fields[index],
	    .index = index,
	    .most = answers->canonical ? 0 : answers->separators[index],
	    .sure = ta_answer_separator(answers),
	    .loose =
		!answers->canonical && (map == NULL || map->separator == '\0'),
	    .out = out,
	    .start = out->len};

	write_items(&list, text);
}

void
ta_answer_write(const struct ta_answers *answers, size_t index,
    struct ta_slice text, struct ta_text *out)
{
	struct ta_slice kept = ta_slice_trim(text), read;
	struct ta_text decoded = {0};

	switch (answers->policy->vocabulary.fields[index].type) {
	case TA_TYPE_TEXT:
		ta_text_add_slice(out, text);
		return;
	case TA_TYPE_EMAIL:
	case TA_TYPE_SPANS:
		write_choice(answers, index, kept, kept, out);
		return;
	default:
		break;
	}
	read = read_answer(answers, kept, &decoded);
	switch (answers->policy->vocabulary.fields[index].type) {
	case TA_TYPE_LIST:
		write_list(answers, index, read, out);
		break;
	case TA_TYPE_DATE:
		write_date(answers, index, read, kept, out);
		break;
	default:
		write_choice(answers, index, read, kept, out);
	}
	ta_text_free(&decoded);
}
