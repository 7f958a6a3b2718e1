#include <stdlib.h>
#include <string.h>

#include "stream.h"

/* Records as rows under a header, each as wide as it. */

struct reader {
	struct ta_source *source;
	const struct ta_header *form;
	enum ta_manner manner;
	struct ta_csv_reader *rows;
	struct ta_text fault;
	size_t headers; /* met again and passed over */
};

static bool
looks_like(struct ta_slice head)
{
	(void)head;
	return true;
}

static void *
reader_open(struct ta_source *source, const struct ta_header *form,
    const struct ta_reading *how)
{
	struct reader *reader = ta_alloc(1, sizeof(*reader));

	reader->source = source;
	reader->form = form;
	reader->manner = how->manner;
	reader->rows = ta_csv_new(source, how->manner);
	return reader;
}

static void
reader_close(void *arg)
{
	struct reader *reader = arg;

	ta_csv_free(reader->rows);
	ta_text_free(&reader->fault);
	free(reader);
}

static int
reader_begin(void *arg, struct ta_header *header, struct ta_error *error)
{
	struct reader *reader = arg;
	struct ta_place at = {.file = ta_source_name(reader->source)};
	struct ta_row row;
	int got = ta_csv_next(reader->rows, &row, error);

	if (got == -1)
		return -1;
	if (got == 0)
		return ta_error_set(error, &at,
		    "there is no header: the file has no line of text");
	if (row.fault != NULL)
		return ta_error_set(
		    error, &row.fault_at, "the header holds %s", row.fault);
	for (size_t i = 0; i < row.count; i++)
		ta_header_add(header, row.cells[i], reader->form);
	return 0;
}

/* Two files one after the other: the second one's header is no record. */
static bool
is_header(const struct ta_row *row, const struct ta_header *header)
{
	if (row->count != header->count)
		return false;
	for (size_t i = 0; i < row->count; i++)
		if (!ta_slice_equal(row->cells[i], header->columns[i].name))
			return false;
	return true;
}

/* A row of another width than the header's. */
static int
ragged(struct reader *reader, const struct ta_row *row, size_t columns,
    struct ta_record *record, struct ta_error *error)
{
	struct ta_place at = {ta_source_name(reader->source), row->line, 0};

	ta_text_clear(&reader->fault);
	ta_text_printf(&reader->fault,
	    "the row has %zu cells and the header %zu", row->count, columns);
	if (reader->manner != TA_LENIENT)
		return ta_error_set(error, &at, "row %zu: %s", row->number,
		    ta_text_string(&reader->fault));
	record->fault = ta_text_string(&reader->fault);
	record->fault_line = row->line;
	record->fault_column = 0;
	return 1;
}

static int
reader_next(void *arg, struct ta_header *header, struct ta_record *record,
    struct ta_error *error)
{
	struct reader *reader = arg;
	struct ta_row row;
	int got;

	while ((got = ta_csv_next(reader->rows, &row, error)) == 1 &&
	       is_header(&row, header))
		reader->headers++;
	if (got != 1)
		return got;
	record->count = 0;
	ta_record_widen(record, row.count);
	if (row.count > 0)
		memcpy(
		    record->fields, row.cells, row.count * sizeof(*row.cells));
	record->file = ta_source_name(reader->source);
	record->line = row.line;
	record->row = row.number;
	record->fault = NULL;
	record->damaged = false;
	if (row.fault != NULL) {
		ta_text_clear(&reader->fault);
		ta_text_printf(&reader->fault, "the row holds %s", row.fault);
		record->fault = ta_text_string(&reader->fault);
	}
	record->fault_line = row.fault_at.line;
	record->fault_column = row.fault_at.column;
	if (row.fault == NULL && row.count != header->count)
		return ragged(reader, &row, header->count, record, error);
	return 1;
}

static struct ta_skipped
reader_skipped(const void *arg)
{
	const struct reader *reader = arg;

	return (struct ta_skipped){
	    ta_csv_blank_lines(reader->rows), reader->headers};
}

struct writer {
	struct ta_text *out;
	struct ta_csv_style style;
	size_t columns; /* of the header that was written */
};

static void *
writer_open(struct ta_text *out, struct ta_csv_style style)
{
	struct writer *writer = ta_alloc(1, sizeof(*writer));

	writer->out = out;
	writer->style = style;
	return writer;
}

static int
write_header(void *arg, const struct ta_header *header, struct ta_error *error)
{
	struct writer *writer = arg;
	size_t start = writer->out->len;

	(void)error;
	writer->columns = header->count;
	for (size_t i = 0; i < header->count; i++)
		ta_csv_add_cell(writer->out, header->columns[i].name, i == 0,
		    writer->style);
	ta_csv_end_row(writer->out, start, writer->style);
	return 0;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct writer *writer = arg;
	struct ta_place at = {record->file, record->line, 0};
	size_t start = writer->out->len;

	if (header->count > writer->columns)
		return ta_error_set(error, &at,
		    "the record has a key '%s', which is not among the "
		    "columns: they are those of the policy and of the first "
		    "record",
		    header->columns[writer->columns].name.data);
	for (size_t i = 0; i < writer->columns; i++)
		ta_csv_add_cell(
		    writer->out, record->fields[i], i == 0, writer->style);
	ta_csv_end_row(writer->out, start, writer->style);
	return 0;
}

const struct ta_format ta_format_csv = {
    .name = "csv",
    .suffix = ".csv",
    .has_header = true,
    .looks_like = looks_like,
    .open = reader_open,
    .begin = reader_begin,
    .next = reader_next,
    .skipped = reader_skipped,
    .close = reader_close,
    .write_open = writer_open,
    .write_header = write_header,
    .write = write_record,
    .write_close = free,
};
