#include <stdlib.h>

#include "base/bounds.h"
#include "record/columns.h"
#include "record/rejects.h"
#include "record/spool.h"
#include "record/writer.h"

/*
 * The bytes that stand for what is too long. A cell of a spreadsheet has no
 * more.
 */
#define BEGINNING_MOST ((size_t)32000)

/* The columns that are added: first here, last in the file. */
enum { EXTRA, ROW, LINE, COLUMN, RULE, KNOWN, MESSAGE, N_ADDED };

struct ta_rejects {
	const struct ta_format *format;
	struct ta_writer *writer;
	struct ta_spool *spool;
	struct ta_header header;
	struct ta_record record;
	bool surplus; /* some row has had more cells than columns */
	bool knows;   /* some row may be a request that is there */

	/* of the current row */
	struct ta_text extra; /* the cells of no column */
	struct ta_text escaped;
	struct ta_text columns; /* names of those whose field is there */
	struct ta_text message;
	bool cut; /* only a beginning is there */
};

/* The field of a row in a column of rejects, or absent. */
static struct ta_slice
field_of(const struct ta_header *header, const struct ta_record *record,
    const char *column)
{
	return ta_record_get(
	    record, ta_header_find(header, ta_slice_of(column), 0));
}

const char *
ta_rejects_still(const struct ta_header *header, const struct ta_record *record)
{
	if (!ta_slice_blank(field_of(header, record, TA_COL_EXTRA)))
		return "a part of the row is still in " TA_COL_EXTRA
		       "; put it where it belongs, then empty " TA_COL_EXTRA
		       " and " TA_COL_RULE;
	if (ta_slice_equal(ta_slice_trim(field_of(header, record, TA_COL_RULE)),
		ta_slice_of(TA_NOT_A_RECORD)))
		return "it was no record when it was rejected; correct it, "
		       "then empty " TA_COL_RULE;
	return NULL;
}

struct ta_rejects *
ta_rejects_open(struct ta_batch *batch, const char *path, const char *folder,
    struct ta_error *error)
{
	static const struct ta_style plain = {.bom = false};
	static const char *const added[N_ADDED] = {TA_COL_EXTRA, TA_COL_ROW,
	    TA_COL_LINE, TA_COL_COLUMN, TA_COL_RULE, TA_COL_KNOWN,
	    TA_COL_MESSAGE};
	struct ta_rejects *rejects = ta_alloc(1, sizeof(*rejects));
	struct ta_output *output = ta_batch_open(batch, path, error);

	rejects->format = ta_format_of(path, (struct ta_slice){"", 0});
	if (output != NULL) {
		rejects->writer =
		    ta_writer_new(output, rejects->format, &plain);
		rejects->spool = ta_spool_open(folder, error);
	}
	if (rejects->spool == NULL) {
		ta_rejects_close(rejects);
		return NULL;
	}
	for (size_t i = 0; i < N_ADDED; i++)
		ta_header_add(&rejects->header, ta_slice_of(added[i]), NULL);
	return rejects;
}

void
ta_rejects_close(struct ta_rejects *rejects)
{
	if (rejects == NULL)
		return;
	ta_writer_free(rejects->writer);
	ta_spool_close(rejects->spool);
	ta_header_free(&rejects->header);
	ta_record_free(&rejects->record);
	ta_text_free(&rejects->extra);
	ta_text_free(&rejects->escaped);
	ta_text_free(&rejects->columns);
	ta_text_free(&rejects->message);
	free(rejects);
}

/*
 * The place of a record's column, -1 for a column that is dropped: what the
 * tools decided is dropped, where the record came from is kept, and so is the
 * word of an event. Of two columns with one name each has its place; `next` is
 * the first that may be meant.
 */
static int
place_of(
    struct ta_rejects *rejects, const struct ta_column *column, size_t next)
{
	size_t from = next > N_ADDED ? next : N_ADDED;
	int at;

	if (ta_slice_equal(column->name, ta_slice_of(TA_COL_LINE)))
		return LINE;
	if (ta_slice_equal(column->name, ta_slice_of(TA_COL_ROW)))
		return ROW;
	if (ta_slice_equal(column->name, ta_slice_of(TA_COL_EXTRA)))
		return EXTRA;
	if (ta_slice_equal(column->name, ta_slice_of(TA_COL_COLUMN)))
		return COLUMN;
	if (column->kind == TA_COLUMN_TOOL &&
	    !ta_slice_equal(column->name, ta_slice_of(TA_COL_SOURCE)) &&
	    !ta_slice_equal(column->name, ta_slice_of(TA_COL_EVENT)))
		return -1;
	at = ta_header_find(&rejects->header, column->name, from);
	return at != -1
		   ? at
		   : (int)ta_header_add(&rejects->header, column->name, NULL);
}

/* The last column before column i with the same name; i where there is none. */
static size_t
same_before(const struct ta_header *header, size_t i)
{
	size_t k = i;

	while (k-- > 0)
		if (ta_slice_equal(
			header->columns[k].name, header->columns[i].name))
			return k;
	return i;
}

static int *
map_columns(struct ta_rejects *rejects, const struct ta_header *header)
{
	int *map = ta_alloc(header->count, sizeof(*map));

	for (size_t i = 0; i < header->count; i++) {
		size_t before = same_before(header, i), next = 0;

		if (before < i && map[before] >= 0)
			next = (size_t)map[before] + 1;
		map[i] = place_of(rejects, &header->columns[i], next);
	}
	return map;
}

void
ta_rejects_columns(struct ta_rejects *rejects, const struct ta_header *header)
{
	free(map_columns(rejects, header));
}

/* Adds surplus cells as a piece of CSV, so that none is lost. */
static void
add_surplus(struct ta_text *text, struct ta_slice cell, bool first)
{
	const struct ta_csv_style style = {false, false};

	ta_csv_add_cell(text, cell, first && text->len == 0, style);
}

/*
 * Moves a field that its column cannot hold to the surplus: one that is too
 * long, of which the beginning is kept, and in YAML and JSON Lines one that is
 * not text. The column is named, so that the row is rejected again until
 * somebody has mended it.
 */
static void
set_aside(struct ta_rejects *rejects, const struct ta_header *header,
    size_t column, struct ta_slice *field)
{
	bool is_long = field->len > TA_FIELD_MAX;
	struct ta_text escaped = {0};

	if (!is_long &&
	    (rejects->format->has_header || ta_text_is_utf8(*field)))
		return;
	if (is_long)
		*field = ta_slice_start(*field, BEGINNING_MOST);
	if (!rejects->format->has_header) {
		ta_text_add_escaped(&escaped, *field);
		*field = ta_text_slice(&escaped, 0);
	}
	add_surplus(&rejects->extra, *field, true);
	ta_text_free(&escaped);
	ta_text_add_item(&rejects->columns, 0, header->columns[column].name);
	rejects->cut |= is_long;
	*field = (struct ta_slice){NULL, 0};
}

/* Lays the row out in its columns, and the rest of it in `extra`. */
static void
lay_out(struct ta_rejects *rejects, const struct ta_header *header,
    const struct ta_record *record)
{
	int *map = map_columns(rejects, header);
	struct ta_record *out = &rejects->record;

	out->count = 0;
	ta_record_widen(out, rejects->header.count);
	ta_text_clear(&rejects->extra);
	ta_text_clear(&rejects->columns);
	rejects->cut = record->cut;
	/* A row that was a reject before has some already. */
	for (size_t i = 0; i < header->count && i < record->count; i++)
		if (map[i] == EXTRA || map[i] == COLUMN)
			ta_text_add_slice(map[i] == EXTRA ? &rejects->extra
							  : &rejects->columns,
			    record->fields[i]);
	if (rejects->extra.len == 0)
		ta_text_clear(&rejects->columns);
	for (size_t i = 0; i < header->count && i < record->count; i++) {
		struct ta_slice field = record->fields[i];

		if (map[i] < ROW || map[i] == COLUMN)
			continue;
		if (map[i] > LINE)
			set_aside(rejects, header, i, &field);
		out->fields[map[i]] = field;
	}
	for (size_t i = header->count; i < record->count; i++)
		add_surplus(
		    &rejects->extra, record->fields[i], i == header->count);
	free(map);
}

/* The cells of no column as a field: bounded, and text where it has to be. */
static struct ta_slice
bound_extra(struct ta_rejects *rejects)
{
	struct ta_slice extra = ta_text_slice(&rejects->extra, 0);
	struct ta_text *escaped = &rejects->escaped;

	ta_text_clear(escaped);
	if (!rejects->format->has_header && !ta_text_is_utf8(extra)) {
		ta_text_add_escaped(escaped, extra);
		extra = ta_text_slice(escaped, 0);
	}
	rejects->record.fields[EXTRA] = extra;
	if (extra.len > TA_FIELD_MAX ||
	    ta_record_too_long(&rejects->record, false) != -1) {
		rejects->cut |= extra.len > BEGINNING_MOST;
		extra = ta_slice_start(extra, BEGINNING_MOST);
	}
	rejects->surplus |= extra.len > 0;
	return extra;
}

/* Says why; a row that was a reject says that better than the reason does. */
static void
add_message(struct ta_rejects *rejects, const struct ta_header *header,
    const struct ta_record *record, const struct ta_reason *reason)
{
	struct ta_slice before = {NULL, 0};

	if (ta_rejects_still(header, record) != NULL)
		before = field_of(header, record, TA_COL_MESSAGE);
	ta_text_clear(&rejects->message);
	if (!ta_slice_blank(before))
		ta_text_add_slice(&rejects->message, before);
	else if (reason->message != NULL)
		ta_text_add_string(&rejects->message, reason->message);
	if (rejects->cut)
		ta_text_add_string(&rejects->message,
		    "; " TA_COL_EXTRA " has only the beginning of it");
	rejects->record.fields[MESSAGE] = ta_text_slice(&rejects->message, 0);
}

/* Drops the reason, but for the word that makes it a reject again. */
static void
drop_reason(struct ta_record *record, const char *line)
{
	for (size_t i = ROW; i < N_ADDED; i++)
		if ((i != LINE || record->fields[LINE].data == line) &&
		    (i != RULE || !ta_slice_equal(record->fields[RULE],
				      ta_slice_of(TA_NOT_A_RECORD))))
			record->fields[i].len = 0;
}

int
ta_rejects_add(struct ta_rejects *rejects, const struct ta_header *header,
    const struct ta_record *record, const struct ta_reason *reason,
    struct ta_error *error)
{
	struct ta_record *out = &rejects->record;
	char row[24], line[24];

	lay_out(rejects, header, record);
	snprintf(row, sizeof(row), "%zu", record->row);
	snprintf(line, sizeof(line), "%zu", record->line);
	out->fields[EXTRA] = bound_extra(rejects);
	/* A row is told with the line of the same file only. */
	if (out->fields[LINE].len == 0) {
		out->fields[ROW] = ta_slice_of(row);
		out->fields[LINE] = ta_slice_of(line);
	}
	out->fields[COLUMN] = reason->column != NULL
				  ? ta_slice_of(reason->column)
				  : ta_text_slice(&rejects->columns, 0);
	out->fields[RULE] =
	    ta_slice_of(reason->rule == NULL ? "" : reason->rule);
	if (reason->known != NULL)
		out->fields[KNOWN] = ta_slice_of(reason->known);
	rejects->knows |= reason->known != NULL;
	add_message(rejects, header, record, reason);
	/* The reason must not make it too long to be read again. */
	if (out->fields[EXTRA].len == 0 && ta_record_too_long(out, false) != -1)
		drop_reason(out, line);
	out->file = record->file;
	out->line = record->line;
	return ta_spool_put(rejects->spool, out, error);
}

/* The order in the file: the original columns, then those that were added. */
static size_t
find_order(const struct ta_rejects *rejects, int *order)
{
	/* A wide file has only those by which it can be submitted again. */
	bool few = rejects->header.count > TA_COLUMNS_MAX;
	size_t n = 0;

	for (size_t i = N_ADDED; i < rejects->header.count; i++)
		order[n++] = (int)i;
	for (size_t i = rejects->surplus ? EXTRA : ROW; i < N_ADDED; i++)
		if ((!few && (i != KNOWN || rejects->knows)) || i == EXTRA ||
		    i == RULE || i == MESSAGE)
			order[n++] = (int)i;
	return n;
}

static int
write_record(void *arg, const struct ta_header *header,
    const struct ta_record *record, struct ta_error *error)
{
	struct ta_rejects *rejects = arg;
	struct ta_origin origin;

	if (ta_writer_put(rejects->writer, header, record, error) == -1)
		return ta_error_set(error,
		    ta_record_origin(header, record, &origin),
		    "this reject cannot be written as %s; name a CSV file "
		    "with -r, which can hold any row",
		    rejects->format->name);
	return ta_writer_drain(rejects->writer, error);
}

int
ta_rejects_finish(struct ta_rejects *rejects, struct ta_error *error)
{
	int *order = ta_alloc(rejects->header.count, sizeof(*order));
	size_t n = find_order(rejects, order);
	struct ta_header header = {0};
	int status;

	for (size_t i = 0; i < n; i++)
		ta_header_add(
		    &header, rejects->header.columns[order[i]].name, NULL);
	status = ta_writer_begin(rejects->writer, &header, error);
	if (status == 0)
		status = ta_spool_replay(rejects->spool, &rejects->header,
		    order, n, write_record, rejects, error);
	if (status == 0)
		status = ta_writer_end(rejects->writer, &header, error);
	ta_header_free(&header);
	free(order);
	return status;
}
