#include <stdlib.h>
#include <string.h>

#include "record.h"

void
ta_header_free(struct ta_header *header)
{
	free(header->columns);
	ta_arena_free(&header->names);
	*header = (struct ta_header){0};
}

static enum ta_column_kind
kind_of(struct ta_slice name, const struct ta_header *form)
{
	int at = form == NULL ? -1 : ta_header_find(form, name, 0);

	if (at != -1)
		return form->columns[at].kind;
	if (name.len > 3 && memcmp(name.data, "ta_", 3) == 0)
		return TA_COLUMN_TOOL;
	return TA_COLUMN_OTHER;
}

size_t
ta_header_add(struct ta_header *header, struct ta_slice name,
    const struct ta_header *form)
{
	struct ta_column *column;

	ta_grow((void **)&header->columns, &header->room, header->count,
	    sizeof(*header->columns));
	column = &header->columns[header->count];
	column->name.data = ta_arena_copy(&header->names, name.data, name.len);
	column->name.len = name.len;
	column->kind = kind_of(name, form);
	return header->count++;
}

int
ta_header_find(
    const struct ta_header *header, struct ta_slice name, size_t from)
{
	for (size_t i = from; i < header->count; i++)
		if (ta_slice_equal(header->columns[i].name, name))
			return (int)i;
	return -1;
}

void
ta_record_free(struct ta_record *record)
{
	free(record->fields);
	*record = (struct ta_record){0};
}

void
ta_record_widen(struct ta_record *record, size_t count)
{
	if (count > record->room) {
		record->room = count * 2;
		record->fields = ta_resize(
		    record->fields, record->room, sizeof(*record->fields));
	}
	for (; record->count < count; record->count++)
		record->fields[record->count] = (struct ta_slice){NULL, 0};
}

void
ta_record_arrange(const struct ta_record *from, const int *order, size_t n,
    struct ta_record *to)
{
	to->file = from->file;
	to->line = from->line;
	to->row = from->row;
	to->count = 0;
	ta_record_widen(to, n);
	for (size_t i = 0; i < n; i++)
		to->fields[i] = ta_record_get(from, order[i]);
}

/* What stands before the fields of a packed record. */
struct packed {
	const char *file;
	size_t line;
	size_t row;
	size_t count;
};

/* An absent field keeps its absence by a length that no field has. */
#define ABSENT ((size_t)-1)

void
ta_record_pack(const struct ta_record *record, struct ta_text *out)
{
	struct packed head = {
	    record->file, record->line, record->row, record->count};

	ta_text_add(out, (const char *)&head, sizeof(head));
	for (size_t i = 0; i < record->count; i++) {
		const struct ta_slice *field = &record->fields[i];
		size_t len = field->data == NULL ? ABSENT : field->len;

		ta_text_add(out, (const char *)&len, sizeof(len));
		if (field->data != NULL)
			ta_text_add_slice(out, *field);
	}
}

void
ta_record_unpack(struct ta_record *record, const char *bytes)
{
	struct packed head;
	size_t len;

	memcpy(&head, bytes, sizeof(head));
	bytes += sizeof(head);
	record->file = head.file;
	record->line = head.line;
	record->row = head.row;
	record->count = 0;
	ta_record_widen(record, head.count);
	for (size_t i = 0; i < head.count; i++) {
		memcpy(&len, bytes, sizeof(len));
		bytes += sizeof(len);
		if (len == ABSENT)
			continue;
		record->fields[i] = (struct ta_slice){bytes, len};
		bytes += len;
	}
}
