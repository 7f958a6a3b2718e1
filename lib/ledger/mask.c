#include <inttypes.h>
#include <stdlib.h>

#include "base/table.h"
#include "ledger/mask.h"

#define WORD "forgotten"
#define WRITE_IN "other"
#define AT "@example.invalid" /* of RFC 2606: nobody's */

/* More digits are no number of ours, and are never reached. */
#define DIGITS 16

/* A text of a request that has a number. */
struct numbered {
	uint64_t own; /* the table's */
	uint64_t number;
};

struct ta_mask {
	const struct ta_policy *policy;
	struct ta_table *numbers;
	uint64_t last; /* of the addresses, in all of the ledger */
	struct ta_text key;
	struct ta_text cell; /* what was made */
};

struct ta_mask *
ta_mask_new(const struct ta_policy *policy)
{
	struct ta_mask *mask = ta_alloc(1, sizeof(*mask));

	mask->policy = policy;
	mask->numbers = ta_table_new(sizeof(struct numbered));
	return mask;
}

void
ta_mask_free(struct ta_mask *mask)
{
	if (mask == NULL)
		return;
	ta_table_free(mask->numbers);
	ta_text_free(&mask->key);
	ta_text_free(&mask->cell);
	free(mask);
}

void
ta_mask_note(struct ta_mask *mask, struct ta_slice cell)
{
	const struct ta_slice begin = ta_slice_of(WORD "-"),
			      end = ta_slice_of(AT);
	size_t number;

	cell = ta_slice_trim(cell);
	if (cell.len < begin.len + end.len ||
	    !ta_slice_equal_nocase(ta_slice_start(cell, begin.len), begin))
		return;
	ta_slice_pass(&cell, begin.len);
	cell.len -= end.len;
	if (ta_slice_number(cell, DIGITS, &number) && number > mask->last)
		mask->last = number;
}

/* The text of a condition that a cell equals, or NULL. */
static const struct ta_named *
find_named(const struct ta_field *field, struct ta_slice cell)
{
	const struct ta_named *named = field->named;

	while (
	    named != NULL && !(field->type == TA_TYPE_EMAIL
				     ? ta_slice_equal_nocase(named->text, cell)
				     : ta_slice_equal(named->text, cell)))
		named = named->next;
	return named;
}

/* Whether the policy gives a word of a field a meaning of its own. */
static bool
means_something(
    const struct ta_mask *mask, const struct ta_field *field, const char *word)
{
	struct ta_slice text = ta_slice_of(word);
	struct ta_value value;

	if (field->type == TA_TYPE_LIST)
		return ta_field_choice(field, text) != -1;
	ta_value_read(field, mask->policy->zone, text, &value);
	return find_named(field, text) != NULL ||
	       value.state ==
		   (field->type == TA_TYPE_TEXT ? TA_BLANK : TA_VALID);
}

/* Appends the word for a field, which is no word of the policy's. */
static void
add_word(struct ta_mask *mask, const struct ta_field *field)
{
	struct ta_text word = {0};

	ta_text_add_string(&word, WORD);
	while (means_something(mask, field, ta_text_string(&word)))
		ta_text_add_string(&word, "-" WORD);
	ta_text_add_slice(&mask->cell, ta_text_slice(&word, 0));
	ta_text_free(&word);
}

/* The entry of a text of a request, as it compares with others. */
static struct numbered *
find_number(struct ta_mask *mask, size_t request, const char *kind,
    struct ta_slice text, bool *made)
{
	ta_text_clear(&mask->key);
	ta_text_printf(&mask->key, "%zu %s ", request, kind);
	for (size_t i = 0; i < text.len; i++)
		ta_text_add_char(&mask->key, ta_lower(text.data[i]));
	return ta_table_add(mask->numbers, ta_text_slice(&mask->key, 0), made);
}

static void
add_address(struct ta_mask *mask, size_t request, struct ta_slice cell)
{
	bool made;
	struct numbered *entry =
	    find_number(mask, request, "address", cell, &made);

	if (made)
		entry->number = ++mask->last;
	ta_text_printf(&mask->cell, WORD "-%" PRIu64 AT, entry->number);
}

/*
 * The word for a text that may be compared with others of its request: the
 * second such text is another word.
 */
static void
add_compared(struct ta_mask *mask, const struct ta_field *field, size_t request,
    struct ta_slice cell)
{
	bool made, first;
	struct numbered *entry =
	    find_number(mask, request, "word", cell, &made);
	uint64_t number = entry->number;

	if (made) {
		number = ++((struct numbered *)find_number(mask, request,
				"words", ta_slice_of(""), &first))
			       ->number;
		entry = find_number(mask, request, "word", cell, &first);
		entry->number = number;
	}
	add_word(mask, field);
	if (number > 1)
		ta_text_printf(&mask->cell, "-%" PRIu64, number);
}

/* Appends the policy's own word for no answer. */
static void
add_blank(
    struct ta_mask *mask, const struct ta_field *field, struct ta_slice cell)
{
	for (size_t i = 0; cell.len > 0 && i < field->n_blanks; i++)
		if (ta_slug_equal(field->blanks[i], cell)) {
			ta_text_add_slice(&mask->cell, field->blanks[i]);
			return;
		}
}

/* Appends what stands for a text or an address that says something. */
static void
add_text(struct ta_mask *mask, const struct ta_field *field, size_t request,
    struct ta_slice cell)
{
	const struct ta_named *named = find_named(field, cell);

	if (named != NULL)
		ta_text_add_slice(&mask->cell, named->text);
	else if (field->type == TA_TYPE_TEXT && !field->private)
		ta_text_add_slice(&mask->cell, cell);
	else if ((field->type == TA_TYPE_EMAIL || field->compared) &&
		 ta_email_is_valid(cell))
		add_address(mask, request, cell);
	else if (field->compared)
		add_compared(mask, field, request, cell);
	else
		add_word(mask, field);
}

/* Whether an item is a write-in, which lists without such a choice have, too.
 */
static bool
is_write_in(const struct ta_field *field, struct ta_slice text)
{
	const char *colon = memchr(text.data, ':', text.len);

	if (field->type != TA_TYPE_LIST || colon == NULL)
		return false;
	text.len = (size_t)(colon - text.data);
	return ta_slug_equal(text, ta_slice_of(WRITE_IN));
}

/* Appends a choice as the policy spells it, or what stands for another. */
static void
add_choice(
    struct ta_mask *mask, const struct ta_field *field, struct ta_slice text)
{
	int choice = ta_field_choice(field, text);

	if (choice != -1)
		ta_text_add_slice(&mask->cell, field->choices[choice].slug);
	else if (is_write_in(field, text))
		ta_text_add_string(&mask->cell, WRITE_IN);
	else
		add_word(mask, field);
}

static void
add_list(
    struct ta_mask *mask, const struct ta_field *field, struct ta_slice items)
{
	struct ta_text list = {0};

	while (items.data != NULL) {
		struct ta_slice item = ta_slice_next(&items, ';');

		if (item.len == 0)
			continue;
		ta_text_clear(&mask->cell);
		add_choice(mask, field, item);
		ta_text_add_once(&list, 0, ta_text_slice(&mask->cell, 0));
	}
	ta_text_clear(&mask->cell);
	ta_text_add_slice(&mask->cell, ta_text_slice(&list, 0));
	ta_text_free(&list);
}

struct ta_slice
ta_mask_cell(
    struct ta_mask *mask, size_t request, int index, struct ta_slice cell)
{
	const struct ta_field *field = &mask->policy->vocabulary.fields[index];
	struct ta_value value;

	cell = ta_slice_trim(cell);
	ta_text_clear(&mask->cell);
	ta_value_read(field, mask->policy->zone, cell, &value);
	if (value.state == TA_BLANK)
		add_blank(mask, field, cell);
	else if (field->type == TA_TYPE_TEXT || field->type == TA_TYPE_EMAIL)
		add_text(mask, field, request, cell);
	else if (field->type == TA_TYPE_LIST)
		add_list(mask, field, cell);
	else if (field->n_choices > 0)
		add_choice(mask, field, cell);
	else if (value.state == TA_VALID)
		ta_text_add_slice(&mask->cell, cell);
	else
		add_word(mask, field);
	return ta_text_slice(&mask->cell, 0);
}
