#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "csvscan.h"
#include "mem.h"

void
ta_scanner_free(struct ta_scanner *scanner)
{
	free(scanner->cells);
	ta_text_free(&scanner->unescaped);
}

/* A cell whose doubled quotes were undone lies in a buffer that may move. */
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
		n += quote != NULL;
		cell.data += n;
		cell.len -= n;
	}
}

static void
add_cell(struct ta_scanner *scanner, struct ta_slice cell, bool escaped)
{
	size_t start = scanner->unescaped.len;

	if (scanner->count == scanner->room)
		ta_grow((void **)&scanner->cells, &scanner->room,
		    scanner->count, sizeof(*scanner->cells));
	if (escaped) {
		unescape(&scanner->unescaped, cell);
		cell.data = NULL;
		cell.len = scanner->unescaped.len - start;
	}
	scanner->cells[scanner->count++] = cell;
}

/* The bytes at which a bare cell ends, or is odd. */
static const bool ends_cell[256] = {
    ['\n'] = true, ['\r'] = true, ['"'] = true, [','] = true};

/*
 * Moves *at over a cell to the byte that ends it: 1, 0 where the bytes end
 * first, -1 where it is odd.
 */
static int
scan_cell(struct ta_scanner *scanner, const char **at, const char *end)
{
	const char *start = *at, *s = start;
	bool escaped = false;

	if (s == end)
		return 0;
	if (*s != '"') {
		while (s < end && !ends_cell[(unsigned char)*s])
			s++;
		if (s == end)
			return 0;
		add_cell(scanner, (struct ta_slice){start, (size_t)(s - start)},
		    false);
		*at = s;
		return *s == '"' ? -1 : 1;
	}
	for (s++;; s += 2) {
		s = memchr(s, '"', (size_t)(end - s));
		if (s == NULL || s + 1 == end)
			return 0;
		if (s[1] != '"')
			break;
		escaped = true;
	}
	add_cell(scanner, (struct ta_slice){start + 1, (size_t)(s - start) - 1},
	    escaped);
	*at = s + 1;
	return 1;
}

/* Would libcsv have anything to say of the row's size or bytes? */
static bool
is_fine(struct ta_slice row)
{
	const char *why;

	if (row.len > TA_FIELD_MAX)
		return false;
	return ta_text_is_plain(row) || ta_text_check(row, &why) == row.len;
}

static size_t
count_lines(const char *s, const char *end)
{
	size_t n = 0;

	while (s < end && (s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		n++;
		s++;
	}
	return n;
}

enum ta_scan
ta_csv_scan(struct ta_scanner *scanner, struct ta_slice bytes)
{
	const char *at = bytes.data, *end = bytes.data + bytes.len;
	struct ta_slice row = bytes;

	scanner->count = 0;
	ta_text_clear(&scanner->unescaped);
	for (;;) {
		int got = scan_cell(scanner, &at, end);

		if (got == -1 || scanner->count > TA_COLUMNS_MAX)
			return TA_SCAN_ODD;
		if (got == 0)
			return TA_SCAN_MORE;
		if (*at != ',')
			break;
		at++;
	}
	if (*at == '\r' && ++at == end)
		return TA_SCAN_MORE;
	if (*at != '\n')
		return TA_SCAN_ODD;
	row.len = (size_t)(at - bytes.data) + 1;
	if (!is_fine(row))
		return TA_SCAN_ODD;
	settle(scanner);
	scanner->bytes = row.len;
	scanner->lines = count_lines(row.data, at + 1);
	return TA_SCAN_ROW;
}
