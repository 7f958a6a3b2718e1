#include "base/bounds.h"
#include "harness.h"

/*
 * The strict reader of CSV against a machine of the test's own, made from RFC
 * 4180 and what our manuals refuse, byte by byte: the same cells in the same
 * rows, and the same verdict.
 */

/* No row that is taken holds these bytes. */
#define CELL_END '\x1f'
#define ROW_END '\x1e'

enum state { ROW, CELL, BARE, QUOTED, QUOTE, RETURN };

struct machine {
	enum state state;
	struct ta_text shown; /* the rows that have ended */
	struct ta_text row;   /* the one that has not */
	size_t cells;	      /* ended in it */
	unsigned following;   /* bytes that a UTF-8 character still needs */
	unsigned char least, most; /* bounds of the next of them */
};

/* Takes a byte of UTF-8 (RFC 3629, section 4): false where none may be. */
static bool
take_utf8(struct machine *machine, unsigned char c)
{
	if (machine->following > 0) {
		bool fits = c >= machine->least && c <= machine->most;

		machine->following--;
		machine->least = 0x80;
		machine->most = 0xbf;
		return fits;
	}
	machine->least = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
	machine->most = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
	if (c < 0x80)
		return true;
	if (c >= 0xc2 && c <= 0xdf)
		machine->following = 1;
	else if (c >= 0xe0 && c <= 0xef)
		machine->following = 2;
	else if (c >= 0xf0 && c <= 0xf4)
		machine->following = 3;
	return machine->following > 0;
}

static bool
end_cell(struct machine *machine)
{
	machine->cells++;
	ta_text_add_char(&machine->row, CELL_END);
	machine->state = CELL;
	return machine->cells <= TA_COLUMNS_MAX;
}

static bool
end_row(struct machine *machine)
{
	bool fits = end_cell(machine);

	ta_text_add_char(&machine->row, ROW_END);
	if (fits)
		ta_text_add_slice(
		    &machine->shown, ta_text_slice(&machine->row, 0));
	ta_text_clear(&machine->row);
	machine->cells = 0;
	machine->state = ROW;
	return fits;
}

static bool
keep(struct machine *machine, char c, enum state next)
{
	ta_text_add_char(&machine->row, c);
	machine->state = next;
	return true;
}

/* Outside quotes, and behind those that close a cell: false: refused. */
static bool
step_outside(struct machine *machine, char c)
{
	bool starts = machine->state == ROW || machine->state == CELL;

	if (c == '"') {
		machine->state = QUOTED;
		return starts;
	}
	if (c == ',')
		return end_cell(machine);
	if (c == '\r') {
		/* on a blank line it ends no cell */
		machine->state = machine->state == ROW ? ROW : RETURN;
		return true;
	}
	if (c == '\n')
		return machine->state == ROW || end_row(machine);
	return machine->state != QUOTE && keep(machine, c, BARE);
}

/* Takes a byte: false where the file is refused here. */
static bool
step(struct machine *machine, char c, char next)
{
	bool control = (unsigned char)c < ' ' && c != '\t' && c != '\n';

	/* Inside quotes RFC 4180 allows any carriage return. */
	if (c == '\r' ? next != '\n' && machine->state != QUOTED : control)
		return false;
	if (!take_utf8(machine, (unsigned char)c))
		return false;
	switch (machine->state) {
	case QUOTED:
		if (c != '"')
			return keep(machine, c, QUOTED);
		machine->state = QUOTE;
		return true;
	case QUOTE:
		return c == '"' ? keep(machine, c, QUOTED)
				: step_outside(machine, c);
	case RETURN:
		return end_row(machine);
	default:
		return step_outside(machine, c);
	}
}

static bool
run(struct machine *machine, struct ta_slice csv)
{
	bool marked = csv.len >= 3 && memcmp(csv.data, "\xef\xbb\xbf", 3) == 0;

	for (size_t i = marked ? 3 : 0; i < csv.len; i++) {
		size_t mark = i;

		/* Whether the row is the header again is the record's. */
		while (machine->state == ROW && csv.len - mark > 3 &&
		       memcmp(csv.data + mark, "\xef\xbb\xbf", 3) == 0)
			mark += 3;
		if (csv.data[mark] == '"')
			i = mark;
		if (!step(machine, csv.data[i],
			i + 1 < csv.len ? csv.data[i + 1] : '\0'))
			return false;
	}
	if (machine->state == QUOTED || machine->following > 0)
		return false;
	return machine->state == ROW || end_row(machine);
}

static bool
read_all(struct ta_slice csv, bool by_libcsv, struct ta_text *shown)
{
	struct ta_source *source = ta_source_memory("bytes", csv.data, csv.len);
	struct ta_csv_reader *reader = ta_csv_new(source, TA_STRICT, ',');
	struct ta_error error;
	struct ta_row row;
	int got;

	if (by_libcsv)
		ta_csv_by_libcsv(reader);
	while ((got = ta_csv_next(reader, &row, &error)) == 1) {
		for (size_t i = 0; i < row.count; i++) {
			ta_text_add_slice(shown, row.cells[i]);
			ta_text_add_char(shown, CELL_END);
		}
		ta_text_add_char(shown, ROW_END);
	}
	ta_csv_free(reader);
	ta_source_close(source);
	return got == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_slice csv = {(const char *)data, size};
	struct machine machine = {0};
	bool taken;

	/* The bounds of fields and records are another test's. */
	if (size > TA_FIELD_MAX)
		return 0;
	taken = run(&machine, csv);
	for (size_t i = 0; i < 2; i++) {
		struct ta_text shown = {0};

		MUST(read_all(csv, i == 1, &shown) == taken);
		MUST(ta_slice_equal(ta_text_slice(&machine.shown, 0),
		    ta_text_slice(&shown, 0)));
		ta_text_free(&shown);
	}
	ta_text_free(&machine.shown);
	ta_text_free(&machine.row);
	return 0;
}
