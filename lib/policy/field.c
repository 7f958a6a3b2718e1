#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/names.h"
#include "policy/field.h"

static const char *const type_names[] = {
    "text", "email", "choice", "list", "yes-no", "date", "spans"};

const struct ta_shape ta_type_shape = {
    .kind = "a type of field", .words = TA_WORDS(type_names)};

const char *const *
ta_type_names(size_t *n)
{
	*n = TA_COUNT(type_names);
	return type_names;
}

/* Most values are spelled as in the policy, so bytes are compared first. */
static int
find_choice(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slice_equal(field->choices[i].slug, text))
			return (int)i;
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slug_equal(field->choices[i].slug, text))
			return (int)i;
	return -1;
}

int
ta_field_choice(const struct ta_field *field, struct ta_slice text)
{
	int choice = find_choice(field, text);
	const char *colon;

	if (choice != -1 || field->type == TA_TYPE_YES_NO)
		return choice;
	colon = memchr(text.data, ':', text.len);
	if (colon == NULL)
		return -1;
	text.len = (size_t)(colon - text.data);
	if (!ta_slug_equal(text, ta_slice_of("other")))
		return -1;
	return find_choice(field, text);
}

bool
ta_field_may_show(const struct ta_field *field, enum ta_shown_for what)
{
	if (field->private)
		return false;
	return what == TA_TO_NAME ||
	       (field->type != TA_TYPE_TEXT && field->type != TA_TYPE_EMAIL);
}

void
ta_field_expected(const struct ta_field *field, struct ta_text *text)
{
	size_t before = text->len;

	switch (field->type) {
	case TA_TYPE_EMAIL:
		ta_text_add_string(
		    text, "an address, such as name@example.org");
		break;
	case TA_TYPE_DATE:
		ta_text_add_string(text, "a date, such as 2026-11-24");
		break;
	case TA_TYPE_SPANS:
		ta_text_add_string(text,
		    "spans, such as 2026-11-02/2026-11-09 or 2026-11-20/..");
		break;
	default:
		ta_names_list(text, "",
		    TA_NAMES(field->choices, field->n_choices, struct ta_choice,
			slug.data));
	}
	if (text->len == before)
		ta_text_add_string(
		    text, "one of the values that the policy has for it");
}

void
ta_field_fold(
    const struct ta_field *field, struct ta_slice value, struct ta_text *text)
{
	size_t start = text->len;

	value = ta_slice_trim(value);
	while (value.len > 0) {
		const char *end = memchr(value.data, '\r', value.len);
		size_t n = end == NULL ? value.len : (size_t)(end - value.data);

		ta_text_add(text, value.data, n);
		ta_slice_pass(&value, n + (end != NULL));
	}
	if (field->type == TA_TYPE_EMAIL)
		for (size_t i = start; i < text->len; i++)
			text->data[i] = ta_lower(text->data[i]);
}

static int
compare_items(const void *a, const void *b)
{
	const struct ta_slice *one = a, *two = b;

	return ta_slice_compare(*one, *two);
}

/* Appends the slugs of a list's items, each once and in order. */
static void
add_set(struct ta_slice list, struct ta_text *text)
{
	size_t n = 0, room = ta_slice_count(list, ';') + 1, *ends;
	size_t first = text->len;
	struct ta_slice *items = ta_alloc(room, sizeof(*items));
	struct ta_text slugs = {0};
	const char *data;

	ends = ta_alloc(room, sizeof(*ends));
	while (list.data != NULL) {
		ta_slug_add(&slugs, ta_slice_next(&list, ';'));
		ends[n++] = slugs.len;
	}
	data = ta_text_string(&slugs);
	for (size_t i = 0; i < n; i++) {
		size_t start = i == 0 ? 0 : ends[i - 1];

		items[i] = (struct ta_slice){data + start, ends[i] - start};
	}
	qsort(items, n, sizeof(*items), compare_items);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !ta_slice_equal(items[i], items[i - 1]))
			ta_text_add_item(text, first, items[i]);
	free(items);
	free(ends);
	ta_text_free(&slugs);
}

void
ta_field_key(
    const struct ta_field *field, struct ta_slice value, struct ta_text *text)
{
	if (field->type == TA_TYPE_EMAIL)
		ta_field_fold(field, value, text);
	else if (field->type == TA_TYPE_LIST)
		add_set(value, text);
	else
		ta_slug_add(text, value);
}

static void
read_list(
    const struct ta_field *field, struct ta_slice text, struct ta_value *value)
{
	while (text.data != NULL) {
		struct ta_slice item = ta_slice_next(&text, ';');
		int choice;

		if (item.len == 0)
			continue;
		choice = ta_field_choice(field, item);
		if (choice == -1)
			value->strange = true;
		else
			ta_bits_set(&value->bits, (size_t)choice);
	}
	if (value->strange && !field->open)
		value->state = TA_INVALID;
}

static bool
spans_are_valid(struct ta_slice text)
{
	struct ta_span span;
	int got;

	while ((got = ta_span_next(&text, &span)) == 1)
		continue;
	return got == 0;
}

static bool
read_day(
    const struct ta_zone *zone, struct ta_slice text, struct ta_value *value)
{
	struct ta_time time;

	if (!ta_time_parse(text, &time))
		return false;
	value->exact =
	    !time.has_time || time.has_offset || ta_zone_complete(zone, &time);
	ta_zone_convert(zone, &time);
	value->day = time.day;
	return true;
}

const struct ta_value ta_value_blank = {
    .state = TA_BLANK, .day = TA_NO_DAY, .row = TA_BLANK};

bool
ta_field_is_none(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_blanks; i++)
		if (ta_slug_equal(field->blanks[i], text))
			return true;
	return false;
}

void
ta_value_read(const struct ta_field *field, const struct ta_zone *zone,
    struct ta_slice text, struct ta_value *value)
{
	bool valid = true;
	int choice;

	*value = ta_value_blank;
	text = ta_slice_trim(text);
	if (text.len == 0)
		return;
	value->state = TA_VALID;
	switch (field->type) {
	case TA_TYPE_TEXT:
		if (ta_field_is_none(field, text))
			value->state = TA_BLANK;
		break;
	case TA_TYPE_EMAIL:
		valid = ta_email_is_valid(text);
		break;
	case TA_TYPE_CHOICE:
	case TA_TYPE_YES_NO:
		choice = ta_field_choice(field, text);
		valid = choice != -1;
		if (valid) {
			ta_bits_set(&value->bits, (size_t)choice);
			value->row = TA_STATES + (unsigned)choice;
		}
		break;
	case TA_TYPE_LIST:
		read_list(field, text, value);
		break;
	case TA_TYPE_DATE:
		valid = read_day(zone, text, value);
		break;
	case TA_TYPE_SPANS:
		valid = spans_are_valid(text);
		break;
	}
	if (!valid)
		value->state = TA_INVALID;
	if (value->row == TA_BLANK)
		value->row = value->state;
}

/*
 * Blanks, quotes, dashes and invisible characters beyond ASCII. Word processors
 * and web pages leave them around an address; none is part of one.
 */
#define N_SIGNS 10

static bool
holds_a_sign(struct ta_slice text)
{
	/* U+0085, 1680, A0, AB, AD, BB; U+2000 to 207F; U+3000 to 303F; U+FEFF
	 */
	static const char *const signs[N_SIGNS] = {"\xc2\x85", "\xe1\x9a\x80",
	    "\xc2\xa0", "\xc2\xab", "\xc2\xad", "\xc2\xbb", "\xe2\x80",
	    "\xe2\x81", "\xe3\x80", "\xef\xbb\xbf"};

	const char *end = text.data + text.len;

	for (const char *s = text.data; s < end; s++)
		for (size_t k = 0; (unsigned char)*s >= 0x80 && k < N_SIGNS;
		     k++)
			if ((size_t)(end - s) >= strlen(signs[k]) &&
			    memcmp(s, signs[k], strlen(signs[k])) == 0)
				return true;
	return false;
}

/* Whether a byte is one of a set of ASCII, or any byte of another script. */
static bool
is_of(const uint64_t set[2], unsigned char c)
{
	return c >= 0x80 || (set[c / 64] >> c % 64 & 1) != 0;
}

/* Letters and digits. */
static const uint64_t words[2] = {
    UINT64_C(0x03ff000000000000), UINT64_C(0x07fffffe07fffffe)};

/* What an atom has (RFC 5322, section 3.2.3): these and !#$%&'*+-/=?^_`{|}~ */
static const uint64_t atoms[2] = {
    UINT64_C(0xa3ffacfa00000000), UINT64_C(0x7fffffffc7fffffe)};

static bool
is_dot_atom(struct ta_slice text)
{
	const char *end = text.data + text.len;
	bool after_dot = true;

	for (const char *s = text.data; s < end; s++) {
		if (is_of(atoms, (unsigned char)*s)) {
			after_dot = false;
			continue;
		}
		if (*s != '.' || after_dot)
			return false;
		after_dot = true;
	}
	return !after_dot;
}

/* Labels of letters, digits and inner hyphens, joined by dots. */
static bool
is_domain(struct ta_slice text)
{
	const char *end = text.data + text.len;
	char before = '.';
	bool dotted = false;

	for (const char *s = text.data; s < end; before = *s++) {
		if (is_of(words, (unsigned char)*s))
			continue;
		if ((*s != '.' && *s != '-') || before == '.' ||
		    (*s == '.' && before == '-'))
			return false;
		dotted |= *s == '.';
	}
	return dotted && before != '.' && before != '-';
}

bool
ta_email_is_valid(struct ta_slice text)
{
	const char *at = NULL;
	struct ta_slice name, domain;

	if (text.len > 0 && text.len <= 254)
		at = memchr(text.data, '@', text.len);
	if (at == NULL)
		return false;
	name = (struct ta_slice){text.data, (size_t)(at - text.data)};
	domain = (struct ta_slice){at + 1, text.len - name.len - 1};
	return name.len <= 64 && domain.len > 0 && is_dot_atom(name) &&
	       is_domain(domain) &&
	       (ta_text_is_plain(text) || !holds_a_sign(text));
}
