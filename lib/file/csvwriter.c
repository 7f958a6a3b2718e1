#include <string.h>

#include "file/csvwriter.h"

/* The bytes for which RFC 4180 needs quotes. */
static const bool quoted_bytes[256] = {
    ['\n'] = true, ['\r'] = true, ['"'] = true, [','] = true};

/*
 * Writes a cell in quotes, its own quotes doubled, to `out`, which has room for
 * it.
 */
static char *
put_quoted(char *out, struct ta_slice cell, bool apostrophe)
{
	const char *quote;
	size_t n;

	*out++ = '"';
	if (apostrophe)
		*out++ = '\'';
	while (cell.len > 0) {
		quote = memchr(cell.data, '"', cell.len);
		n = quote == NULL ? cell.len : (size_t)(quote - cell.data) + 1;
		memcpy(out, cell.data, n);
		out += n;
		if (quote != NULL)
			*out++ = '"';
		ta_slice_pass(&cell, n);
	}
	*out++ = '"';
	return out;
}

/* Whether a spreadsheet would run a cell as a formula. */
static bool
is_formula(struct ta_slice cell)
{
	return cell.len > 0 && memchr("=+-@\t\r\n", cell.data[0], 7) != NULL;
}

void
ta_csv_add_cell(struct ta_text *text, struct ta_slice cell, bool first,
    struct ta_csv_style style)
{
	bool apostrophe = style.safe && is_formula(cell);
	char *out = ta_text_reserve(text, 2 * cell.len + 4);
	char *start;
	size_t i = 0;

	if (!first)
		*out++ = ',';
	start = out;
	if (apostrophe)
		*out++ = '\'';
	while (i < cell.len && !quoted_bytes[(unsigned char)cell.data[i]])
		i++;
	if (i < cell.len) {
		out = put_quoted(start, cell, apostrophe);
	} else if (cell.len > 0) {
		memcpy(out, cell.data, cell.len);
		out += cell.len;
	}
	text->len = (size_t)(out - text->data);
}

void
ta_csv_end_row(struct ta_text *text, size_t start, struct ta_csv_style style)
{
	if (text->len == start)
		ta_text_add_string(text, "\"\"");
	ta_text_add_string(text, style.crlf ? "\r\n" : "\n");
}

struct ta_slice
ta_csv_unmarked(struct ta_slice cell)
{
	struct ta_slice rest = cell;

	if (cell.len == 0 || cell.data[0] != '\'')
		return cell;
	ta_slice_pass(&rest, 1);
	return is_formula(rest) ? rest : cell;
}

bool
ta_csv_is_cell_of(struct ta_slice cell, struct ta_slice value)
{
	return ta_slice_equal(cell, value) ||
	       ta_slice_equal(ta_csv_unmarked(cell), value);
}
