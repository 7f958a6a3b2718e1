#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/record.h"

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

void
ta_header_arrange(struct ta_header *header, const struct ta_header *from,
    const int *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ta_header_add(header, from->columns[order[i]].name, from);
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

static struct ta_slice
name_at(const struct ta_header *head, size_t i)
{
	return i < head->count ? head->columns[i].name
			       : (struct ta_slice){"", 0};
}

void
ta_header_join(struct ta_header *header, const struct ta_header *upper,
    const struct ta_header *lower, const struct ta_header *form)
{
	struct ta_slice question = {"", 0};
	struct ta_text name = {0};
	size_t n = upper->count > lower->count ? upper->count : lower->count;

	for (size_t i = 0; i < n; i++) {
		struct ta_slice choice = name_at(lower, i);

		if (!ta_slice_blank(name_at(upper, i)))
			question = name_at(upper, i);
		ta_text_clear(&name);
		ta_text_add_slice(&name, question);
		if (question.len > 0 && choice.len > 0)
			ta_text_add_string(&name, " - ");
		ta_text_add_slice(&name, choice);
		ta_header_add(header, ta_text_slice(&name, 0), form);
	}
	ta_text_free(&name);
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
ta_record_follow(
    struct ta_record *record, const struct ta_record *other, size_t count)
{
	record->file = other->file;
	record->line = other->line;
	record->row = other->row;
	record->fault = other->fault;
	record->damaged = other->damaged;
	record->cut = other->cut;
	record->fault_line = other->fault_line;
	record->fault_column = other->fault_column;
	record->count = 0;
	ta_record_widen(record, count);
}

void
ta_record_arrange(struct ta_record *record, const struct ta_record *from,
    const int *order, size_t n)
{
	ta_record_follow(record, from, n);
	for (size_t i = 0; i < n; i++)
		record->fields[i] = ta_record_get(from, order[i]);
}

const struct ta_place *
ta_record_origin(const struct ta_header *header, const struct ta_record *record,
    struct ta_origin *origin)
{
	struct ta_slice file = {NULL, 0}, line = {NULL, 0};

	if (header != NULL && record->fault == NULL) {
		file = ta_record_get(record,
		    ta_header_find(header, ta_slice_of(TA_COL_SOURCE), 0));
		line = ta_record_get(record,
		    ta_header_find(header, ta_slice_of(TA_COL_LINE), 0));
	}
	origin->place = (struct ta_place){record->file, record->line, 0};
	origin->in_form = file.len > 0 && file.len < sizeof(origin->file) &&
			  ta_slice_number(line, 12, &origin->place.line);
	if (!origin->in_form) {
		origin->place.line = record->line;
		return &origin->place;
	}
	memcpy(origin->file, file.data, file.len);
	origin->file[file.len] = '\0';
	origin->place.file = origin->file;
	return &origin->place;
}

/* The most bytes that a record takes when it is written. */
static size_t
written_size(const struct ta_record *record, bool safe)
{
	/* Commas, also of columns that will be added. */
	size_t size = TA_COLUMNS_MAX;

	for (size_t i = 0; i < record->count; i++) {
		struct ta_slice field = record->fields[i];

		if (field.len > 0)
			size +=
			    field.len + ta_slice_count(field, '"') + 2 + safe;
	}
	return size;
}

int
ta_record_too_long(const struct ta_record *record, bool safe)
{
	const struct ta_slice *fields = record->fields;
	size_t bytes = 0;
	int longest = 0;

	for (size_t i = 0; i < record->count; i++) {
		bytes += fields[i].len;
		if (fields[i].len > fields[longest].len)
			longest = (int)i;
	}
	if (fields[longest].len + safe > TA_FIELD_MAX)
		return longest;
	/* A quarter of the limit does not reach it, were all bytes quotes. */
	return bytes > TA_RECORD_MAX / 4 &&
		       written_size(record, safe) > TA_RECORD_MAX
		   ? longest
		   : -1;
}

/*
 * A packed record is this, a place for each field, and bytes: the verbatim row,
 * then the fields that are not in it. The places come first, so that a record
 * is unpacked without a walk over its bytes.
 */
struct packed {
	const char *file;
	size_t line;
	size_t row;
	size_t count;
	size_t verbatim; /* its length; ABSENT where there is no such row */
	size_t n_verbatim;
};

struct place {
	uint32_t
	    start; /* offset in the bytes; ABSENT where the field is absent */
	uint32_t len;
};

#define ABSENT UINT32_MAX

/* The offset of the field in the verbatim row; ABSENT where it is elsewhere. */
static uint32_t
place_in(struct ta_slice row, struct ta_slice field)
{
	uintptr_t first = (uintptr_t)row.data, at = (uintptr_t)field.data;

	return row.data != NULL && at >= first &&
		       at - first + field.len <= row.len
		   ? (uint32_t)(at - first)
		   : ABSENT;
}

void
ta_record_pack(const struct ta_record *record, struct ta_text *out)
{
	struct ta_slice row = record->verbatim;
	struct packed head = {record->file, record->line, record->row,
	    record->count, row.data == NULL ? ABSENT : row.len,
	    record->n_verbatim};
	size_t places, bytes;

	ta_text_add(out, (const char *)&head, sizeof(head));
	places = out->len;
	bytes = places + record->count * sizeof(struct place);
	ta_text_reserve(out, bytes - places);
	out->len = bytes;
	if (row.data != NULL)
		ta_text_add_slice(out, row);
	for (size_t i = 0; i < record->count; i++) {
		struct ta_slice field = record->fields[i];
		struct place place = {ABSENT, (uint32_t)field.len};

		if (field.data != NULL)
			place.start = place_in(row, field);
		if (field.data != NULL && place.start == ABSENT) {
			place.start = (uint32_t)(out->len - bytes);
			ta_text_add_slice(out, field);
		}
		memcpy(out->data + places + i * sizeof(place), &place,
		    sizeof(place));
	}
}

void
ta_record_unpack(struct ta_record *record, const char *bytes)
{
	struct packed head;
	struct place place;
	const char *places = bytes + sizeof(head);

	memcpy(&head, bytes, sizeof(head));
	bytes = places + head.count * sizeof(place);
	record->file = head.file;
	record->line = head.line;
	record->row = head.row;
	record->verbatim = (struct ta_slice){NULL, 0};
	record->n_verbatim = head.n_verbatim;
	if (head.verbatim != ABSENT)
		record->verbatim = (struct ta_slice){bytes, head.verbatim};
	record->count = 0;
	ta_record_widen(record, head.count);
	for (size_t i = 0; i < head.count; i++) {
		memcpy(&place, places + i * sizeof(place), sizeof(place));
		if (place.start != ABSENT)
			record->fields[i] =
			    (struct ta_slice){bytes + place.start, place.len};
	}
}
