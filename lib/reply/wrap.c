#include "reply/wrap.h"

#define WIDTH 72
#define INDENT_MAX 8

static const char blanks[] = "        ";

/* How many characters the bytes are. */
static size_t
width_of(struct ta_slice bytes)
{
	size_t width = 0;

	for (size_t i = 0; i < bytes.len; i++)
		width += ((unsigned char)bytes.data[i] & 0xc0) != 0x80;
	return width;
}

static size_t
count_blanks(struct ta_slice line)
{
	size_t n = 0;

	while (n < line.len && line.data[n] == ' ')
		n++;
	return n;
}

/* The bytes before the first word: blanks, and the sign of an item. */
static size_t
find_indent(struct ta_slice line)
{
	size_t n = count_blanks(line), digits = n;

	while (digits < line.len && ta_is_digit(line.data[digits]))
		digits++;
	if (digits > n && digits + 1 < line.len && line.data[digits] == '.' &&
	    line.data[digits + 1] == ' ')
		n = digits + 2;
	else if (n + 1 < line.len && line.data[n] == '-' &&
		 line.data[n + 1] == ' ')
		n += 2;
	return n <= INDENT_MAX ? n : 0;
}

/* Appends a word to a line that has so many bytes, in pieces if it must. */
static void
add_word(struct ta_text *text, struct ta_slice word, size_t bytes)
{
	while (bytes + word.len > TA_MAIL_LINE) {
		struct ta_slice start =
		    ta_slice_start(word, TA_MAIL_LINE - bytes);

		ta_text_add_slice(text, start);
		ta_text_add_char(text, '\n');
		ta_slice_pass(&word, start.len);
		bytes = 0;
	}
	ta_text_add_slice(text, word);
}

/* Cuts the next word off a line, with the blanks before it in *gap. */
static struct ta_slice
next_word(struct ta_slice *line, size_t *gap)
{
	struct ta_slice word;
	const char *end;

	*gap = count_blanks(*line);
	ta_slice_pass(line, *gap);
	word = *line;
	end = memchr(line->data, ' ', line->len);
	if (end != NULL)
		word.len = (size_t)(end - line->data);
	ta_slice_pass(line, word.len);
	return word;
}

static void
wrap_line(struct ta_text *text, struct ta_slice line)
{
	size_t indent = find_indent(line), width = indent, gap = 0;
	size_t start = text->len;

	ta_text_add(text, line.data, indent);
	ta_slice_pass(&line, indent);
	while (line.len > 0) {
		struct ta_slice word = next_word(&line, &gap);
		size_t wide = width_of(word);

		if (word.len == 0)
			break;
		if (width > indent && width + gap + wide > WIDTH) {
			ta_text_add_char(text, '\n');
			start = text->len;
			ta_text_add(text, blanks, indent);
			width = indent;
			gap = 0;
		}
		if (width + gap + wide > WIDTH)
			gap = 0;
		for (size_t i = 0; i < gap; i++)
			ta_text_add_char(text, ' ');
		add_word(text, word, text->len - start);
		width += gap + wide;
	}
	ta_text_add_char(text, '\n');
}

void
ta_wrap_add(struct ta_text *text, struct ta_slice lines)
{
	while (lines.len > 0) {
		const char *end = memchr(lines.data, '\n', lines.len);
		struct ta_slice line = lines;

		if (end != NULL)
			line.len = (size_t)(end - lines.data);
		wrap_line(text, line);
		ta_slice_pass(&lines, end == NULL ? line.len : line.len + 1);
	}
}
