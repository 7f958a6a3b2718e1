#include <stdlib.h>

#include "base/bounds.h"
#include "record/keyed.h"

/* A field of the record that is being read, while the bytes may move. */
struct ta_keyed_field {
	size_t column;
	size_t start;
	size_t len;
};

void
ta_keyed_free(struct ta_keyed *keyed)
{
	ta_text_free(&keyed->key);
	ta_text_free(&keyed->bytes);
	free(keyed->fields);
}

void
ta_keyed_columns(const struct ta_keyed *keyed, struct ta_header *header)
{
	const struct ta_header *form = keyed->form;

	for (size_t i = 0; keyed->manner != TA_LENIENT && i < form->count; i++)
		ta_header_add(header, form->columns[i].name, form);
}

void
ta_keyed_begin(struct ta_keyed *keyed)
{
	ta_text_clear(&keyed->key);
	ta_text_clear(&keyed->bytes);
	keyed->count = 0;
	keyed->next_column = 0;
	keyed->end = 0;
	keyed->fault = NULL;
	keyed->whole = (struct ta_slice){NULL, 0};
}

void
ta_keyed_refuse(struct ta_keyed *keyed, struct ta_header *header, size_t had,
    struct ta_slice whole, const char *why, const struct ta_place *at)
{
	ta_keyed_begin(keyed);
	header->count = had;
	keyed->whole = whole;
	keyed->fault = why;
	keyed->fault_at = *at;
}

/*
 * Whether the header can hold one more name. At intake there has to be room for
 * those of the form and for our own, so that no row can stop the others.
 */
static bool
has_room(const struct ta_keyed *keyed, const struct ta_header *header)
{
	size_t n = keyed->form->count + TA_COLUMNS_OURS;

	if (keyed->manner != TA_LENIENT)
		return header->count < TA_COLUMNS_MAX;
	for (size_t i = 0; i < header->count; i++)
		n += header->columns[i].kind == TA_COLUMN_OTHER;
	return n < TA_COLUMNS_MAX;
}

/* Looks at a key or value for bytes that no record may hold: 0 or -1. */
static int
check(struct ta_keyed *keyed, struct ta_slice text, const struct ta_place *at,
    struct ta_error *error)
{
	const char *why;

	if (ta_text_is_plain(text) || ta_text_check(text, &why) == text.len)
		return 0;
	if (keyed->manner != TA_LENIENT)
		return ta_error_set(error, at, "the text holds %s", why);
	keyed->fault = "a text in it holds a control character";
	keyed->fault_at = *at;
	return 0;
}

int
ta_keyed_key(struct ta_keyed *keyed, size_t prefix, struct ta_slice name,
    const struct ta_place *at, struct ta_error *error)
{
	keyed->key.len = prefix;
	ta_text_add_slice(&keyed->key, name);
	return check(keyed, name, at, error);
}

int
ta_keyed_field(struct ta_keyed *keyed, struct ta_header *header,
    const struct ta_place *at, struct ta_error *error)
{
	struct ta_slice name = ta_text_slice(&keyed->key, 0);
	int column = (int)keyed->next_column;

	if (keyed->next_column >= header->count ||
	    !ta_slice_equal(header->columns[column].name, name))
		column = ta_header_find(header, name, 0);
	if (column == -1 && !has_room(keyed, header))
		return ta_error_set(error, at, TA_TOO_WIDE);
	if (column == -1)
		column = (int)ta_header_add(header, name, keyed->form);
	for (size_t i = 0; (size_t)column < keyed->end && i < keyed->count; i++)
		if (keyed->fields[i].column == (size_t)column)
			return ta_error_set(
			    error, at, "this key occurs twice in one record");
	keyed->next_column = (size_t)column + 1;
	if (keyed->next_column > keyed->end)
		keyed->end = keyed->next_column;
	keyed->items = 0;
	ta_grow((void **)&keyed->fields, &keyed->room, keyed->count,
	    sizeof(*keyed->fields));
	keyed->fields[keyed->count++] =
	    (struct ta_keyed_field){(size_t)column, keyed->bytes.len, 0};
	return 0;
}

void
ta_keyed_text(struct ta_keyed *keyed, struct ta_slice text)
{
	ta_text_add_slice(&keyed->bytes, text);
}

int
ta_keyed_item(struct ta_keyed *keyed, struct ta_slice text,
    const struct ta_place *at, struct ta_error *error)
{
	size_t start;

	if (keyed->items++ > 0)
		ta_text_add_char(&keyed->bytes, ';');
	start = keyed->bytes.len;
	ta_text_add_slice(&keyed->bytes, text);
	for (size_t i = start; i < keyed->bytes.len; i++) {
		if (keyed->bytes.data[i] != ';')
			continue;
		if (keyed->manner != TA_LENIENT)
			return ta_error_set(
			    error, at, "an item of a list may not hold ';'");
		keyed->bytes.data[i] = ',';
	}
	return 0;
}

int
ta_keyed_end(
    struct ta_keyed *keyed, const struct ta_place *at, struct ta_error *error)
{
	struct ta_keyed_field *field = &keyed->fields[keyed->count - 1];

	field->len = keyed->bytes.len - field->start;
	if (check(keyed, ta_text_slice(&keyed->bytes, field->start), at,
		error) == -1)
		return -1;
	if (field->len > TA_FIELD_MAX || keyed->bytes.len > TA_RECORD_MAX)
		return ta_error_set(error, at, "a field is " TA_TOO_LONG);
	return 0;
}

void
ta_keyed_record(const struct ta_keyed *keyed, const struct ta_header *header,
    struct ta_record *record)
{
	const char *data = ta_text_slice(&keyed->bytes, 0).data;

	record->count = 0;
	ta_record_widen(record, header->count + (keyed->whole.data != NULL));
	if (keyed->whole.data != NULL)
		record->fields[header->count] = keyed->whole;
	for (size_t i = 0; i < keyed->count; i++) {
		const struct ta_keyed_field *field = &keyed->fields[i];

		record->fields[field->column] =
		    (struct ta_slice){data + field->start, field->len};
	}
	record->fault = keyed->fault;
	record->damaged = false;
	record->cut = false;
	record->fault_line = keyed->fault_at.line;
	record->fault_column = keyed->fault_at.column;
}

int
ta_keyed_writable(
    const struct ta_header *header, const char *format, struct ta_error *error)
{
	for (size_t i = 0; i < header->count; i++) {
		struct ta_slice name = header->columns[i].name;
		int again = ta_header_find(header, name, i + 1);

		if (name.len == 0)
			return ta_error_set(error, NULL,
			    "column %zu has no name; %s needs one for "
			    "every column",
			    i + 1, format);
		if (again != -1)
			return ta_error_set(error, NULL,
			    "columns %zu and %d have the same name, which "
			    "%s cannot hold",
			    i + 1, again + 1, format);
	}
	return 0;
}

bool
ta_keyed_next(const struct ta_header *header, const struct ta_record *record,
    size_t *next, size_t *column)
{
	while (*next < 2 * header->count) {
		bool tools = *next >= header->count;
		size_t i = (*next)++ - (tools ? header->count : 0);
		enum ta_column_kind kind = header->columns[i].kind;
		struct ta_slice value = ta_record_get(record, (int)i);

		*column = i;
		if ((kind == TA_COLUMN_TOOL && !header->in_order) == tools &&
		    (kind == TA_COLUMN_TOOL || value.len > 0 ||
			(value.data != NULL && kind == TA_COLUMN_OTHER)))
			return true;
	}
	return false;
}

bool
ta_keyed_is_list(const struct ta_column *column, struct ta_slice value)
{
	struct ta_slice rest = value;
	size_t len = 0;

	if (column->kind != TA_COLUMN_LIST)
		return false;
	while (rest.data != NULL)
		len += ta_slice_next(&rest, ';').len + 1;
	return len == value.len + 1;
}
