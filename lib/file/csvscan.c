#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/bounds.h"
#include "file/csvscan.h"
#include "base/mem.h"

/*
 * The bytes of a row are looked at 64 at a time, as sets of places (block.h):
 * the quotes, delimiters and line ends among them. A place is inside quotes if
 * the number of quotes up to it is odd. That is worked out for all 64 at once
 * (Langdale and Lemire, Parsing Gigabytes of JSON per Second, 2019).
 */

/* A block of the row; a set has a bit for each byte. */
struct block {
	uint64_t ends;	  /* delimiters and line feeds that end a cell */
	uint64_t feeds;	  /* all line feeds */
	uint64_t strange; /* bytes that ta_text_check has to see */
	uint64_t doubled; /* the second of two quotes inside a quoted cell */
	uint64_t reasons; /* why a cell has to be quoted */
	uint64_t wrong;	  /* a quote or a return is at a wrong place */
};

/* The state of the scan between two blocks and two cells. */
struct walk {
	const char *data;
	char delimiter;
	size_t start;	       /* of the current cell */
	uint64_t in_quotes;    /* all ones inside quotes, else 0 */
	uint64_t after_end;    /* 1 if the byte before ended a cell */
	uint64_t after_close;  /* 1 if it closed a quote */
	uint64_t after_return; /* 1 if it was a return outside quotes */
	size_t strange_from;   /* the strange bytes so far are between these */
	size_t strange_to;
	bool doubled; /* earlier blocks of this cell have doubled quotes */
	bool reasons; /* earlier blocks of this cell have such reasons */
	bool edged;   /* leniently: an unquoted cell has outer blanks */
};

void
ta_scanner_free(struct ta_scanner *scanner)
{
	free(scanner->cells);
	ta_text_free(&scanner->unescaped);
}

/* Makes room for the cells of one more block. */
static void
more_cells(struct ta_scanner *scanner)
{
	scanner->room = scanner->count + 4 * TA_BLOCK;
	scanner->cells =
	    ta_resize(scanner->cells, scanner->room, sizeof(*scanner->cells));
}

/*
 * Points cells whose doubled quotes were undone into the buffer, which does not
 * move any more.
 */
static void
settle(struct ta_scanner *scanner)
{
	const char *data = ta_text_slice(&scanner->unescaped, 0).data;

	if (scanner->unescaped.len == 0)
		return;
	for (size_t i = 0; i < scanner->count; i++)
		if (scanner->cells[i].data == NULL) {
			scanner->cells[i].data = data;
			data += scanner->cells[i].len;
		}
}

static void
unescape(struct ta_text *text, struct ta_slice cell)
{
	while (cell.len > 0) {
		const char *quote = memchr(cell.data, '"', cell.len);
		size_t n =
		    quote == NULL ? cell.len : (size_t)(quote - cell.data) + 1;

		ta_text_add(text, cell.data, n);
		/* The second one goes. */
		n += quote != NULL && n < cell.len;
		ta_slice_pass(&cell, n);
	}
}

/* For each place whether the set has an odd number of places up to it. */
static uint64_t
parity(uint64_t set)
{
	set ^= set << 1;
	set ^= set << 2;
	set ^= set << 4;
	set ^= set << 8;
	set ^= set << 16;
	return set ^ set << 32;
}

/*
 * Looks at the quotes of a block. `quoted` has the places inside quotes,
 * `after_end` those after the end of a cell.
 */
static void
look_at_quotes(struct walk *walk, struct block *block, uint64_t quotes,
    uint64_t quoted, uint64_t after_end, uint64_t returns)
{
	uint64_t opening = quotes & quoted, closing = quotes & ~quoted;
	uint64_t after_close = closing << 1 | walk->after_close;

	block->doubled = opening & after_close;
	block->reasons |= block->doubled;
	block->wrong = (opening & ~(after_end | after_close)) |
		       (after_close & ~(block->ends | returns | opening));
	walk->in_quotes = 0 - (quoted >> 63);
	walk->after_close = closing >> 63;
}

/* Looks at 64 bytes, of which only the `valid` ones count. */
static struct block
look_at(struct walk *walk, const char *data, uint64_t valid)
{
	uint64_t quotes = ta_block_equal(data, '"') & valid;
	uint64_t delimiters = ta_block_equal(data, walk->delimiter);
	uint64_t returns = ta_block_equal(data, '\r') & valid;
	uint64_t feeds = ta_block_equal(data, '\n') & valid;
	uint64_t quoted = walk->in_quotes;
	uint64_t after_end = walk->after_end;
	struct block block = {.feeds = feeds};

	if (quotes != 0)
		quoted ^= parity(quotes);
	block.ends = (delimiters | feeds) & ~quoted & valid;
	block.strange = ta_block_unprintable(data) & ~(feeds | returns) & valid;
	if (walk->delimiter == '\t')
		block.strange &= ~delimiters;
	block.reasons = (delimiters | feeds | returns) & quoted & valid;
	after_end |= block.ends << 1;
	walk->after_end = block.ends >> 63;
	if ((quotes | walk->after_close) != 0)
		look_at_quotes(
		    walk, &block, quotes, quoted, after_end, returns);
	returns &= ~quoted;
	block.wrong |= (returns << 1 | walk->after_return) & ~feeds;
	walk->after_return = returns >> 63;
	block.wrong &= valid;
	return block;
}

/*
 * The current cell, without its quotes, and unescaped where some were doubled.
 * It is quoted, and ends at a place of the block whose bit is `place`.
 */
static struct ta_slice
quoted_cell(struct ta_scanner *scanner, struct walk *walk, struct block *block,
    struct ta_slice cell, uint64_t place)
{
	size_t before = scanner->unescaped.len;
	bool doubled = walk->doubled || (block->doubled & (place - 1)) != 0;

	if (!walk->reasons && (block->reasons & (place - 1)) == 0)
		scanner->canonical = false;
	walk->doubled = walk->reasons = false;
	block->doubled &= ~(place - 1);
	block->reasons &= ~(place - 1);
	if (cell.len > 1)
		cell = (struct ta_slice){cell.data + 1, cell.len - 2};
	if (!doubled)
		return cell;
	unescape(&scanner->unescaped, cell);
	return (struct ta_slice){NULL, scanner->unescaped.len - before};
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline void
end_cell(struct ta_scanner *scanner, struct walk *walk, struct block *block,
    size_t end, uint64_t place)
{
	struct ta_slice cell = {walk->data + walk->start, end - walk->start};

	if (*cell.data == '"')
		cell = quoted_cell(scanner, walk, block, cell, place);
	else if (scanner->lenient && cell.len > 0)
		walk->edged |=
		    is_blank(cell.data[0]) || is_blank(cell.data[cell.len - 1]);
	scanner->cells[scanner->count++] = cell;
	walk->start = end + 1;
}

/* Ends the last cell of a row, at a line feed or at the return before it. */
static void
end_row(struct ta_scanner *scanner, struct walk *walk, struct block *block,
    size_t end, uint64_t place)
{
	scanner->bytes = end + 1;
	if (end > walk->start && walk->data[end - 1] == '\r') {
		scanner->canonical = false;
		end--;
	}
	end_cell(scanner, walk, block, end, place);
}

/*
 * Removes from a block what follows the end of the row. Returns the place of
 * that end, 0 where the row goes on.
 */
static uint64_t
cut_row(struct block *block)
{
	uint64_t feeds = block->ends & block->feeds, last = feeds & (0 - feeds);

	if (last == 0)
		return 0;
	block->ends &= last | (last - 1);
	block->feeds &= last | (last - 1);
	block->strange &= last | (last - 1);
	block->wrong &= last | (last - 1);
	return last;
}

/*
 * Ends the cells of a block without wrong quotes, which begins at `at`. Ends
 * the row at `last`, unless that is 0.
 */
static void
end_cells(struct ta_scanner *scanner, struct walk *walk, struct block *block,
    size_t at, uint64_t last)
{
	if (scanner->room - scanner->count < TA_BLOCK)
		more_cells(scanner);
	for (uint64_t set = block->ends & ~last; set != 0; set &= set - 1)
		end_cell(scanner, walk, block, at + ta_block_first(set),
		    set & (0 - set));
	if (last != 0)
		end_row(scanner, walk, block, at + ta_block_first(last), last);
	walk->doubled |= block->doubled != 0;
	walk->reasons |= block->reasons != 0;
}

static size_t
count(uint64_t set)
{
	size_t n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

static void
note_strange(struct walk *walk, size_t at)
{
	if (walk->strange_to == 0)
		walk->strange_from = at;
	walk->strange_to = at + TA_BLOCK;
}

/* Whether libcsv would take the row's size and bytes. */
static bool
is_fine(struct ta_slice row, const struct walk *walk)
{
	struct ta_slice part = {row.data + walk->strange_from, 0};
	const char *why;

	if (walk->strange_to > 0)
		part.len =
		    (walk->strange_to < row.len ? walk->strange_to : row.len) -
		    walk->strange_from;
	return row.len <= TA_FIELD_MAX && ta_text_check(part, &why) == part.len;
}

enum ta_scan
ta_csv_scan(struct ta_scanner *scanner, struct ta_slice bytes)
{
	struct walk walk = {.data = bytes.data,
	    .delimiter = scanner->delimiter,
	    .after_end = 1};
	uint64_t last = 0;

	scanner->count = scanner->lines = 0;
	scanner->canonical = true;
	ta_text_clear(&scanner->unescaped);
	for (size_t at = 0; last == 0 && at < bytes.len; at += TA_BLOCK) {
		const char *data = bytes.data + at;
		uint64_t valid = UINT64_MAX;
		char tail[TA_BLOCK];
		struct block block;

		if (bytes.len - at < TA_BLOCK) {
			memcpy(tail, data, bytes.len - at);
			valid = (UINT64_C(1) << (bytes.len - at)) - 1;
			data = tail;
		}
		block = look_at(&walk, data, valid);
		last = cut_row(&block);
		if (block.wrong != 0)
			return TA_SCAN_ODD;
		end_cells(scanner, &walk, &block, at, last);
		if (scanner->count > TA_COLUMNS_MAX)
			return TA_SCAN_ODD;
		scanner->lines += count(block.feeds);
		if (block.strange != 0)
			note_strange(&walk, at);
	}
	if (last == 0)
		return TA_SCAN_MORE;
	bytes.len = scanner->bytes;
	if (!is_fine(bytes, &walk) || walk.edged)
		return TA_SCAN_ODD;
	settle(scanner);
	return TA_SCAN_ROW;
}
