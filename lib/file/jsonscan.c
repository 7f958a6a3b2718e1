#include <stdlib.h>
#include <string.h>

#include "base/block.h"
#include "base/bounds.h"
#include "base/mem.h"
#include "file/jsonscan.h"

/*
 * The bytes of a line are looked at 64 at a time, as sets of places (block.h):
 * those of quotes and of escapes are noted as marks. Strings reach from one
 * mark to another, so a second walk looks at few bytes of them. Everything
 * between strings is looked at byte by byte, and has to be what is expected.
 */

/* The second walk. At a quote outside of strings, the next mark is its own. */
struct walk {
	const char *data;
	size_t at;
	size_t end;
	const uint32_t *mark; /* the next one; the last one is the end */
};

void
ta_json_scanner_free(struct ta_json_scanner *scanner)
{
	free(scanner->pairs);
	free(scanner->marks);
	ta_text_free(&scanner->texts);
}

/*
 * The marks among a block's quotes and backslashes: without the byte behind
 * each escape. `escaped` is whether the block's first byte is one, and then the
 * next block's.
 */
static uint64_t
marks_of(uint64_t quotes, uint64_t backslashes, bool *escaped)
{
	uint64_t marks = quotes | backslashes;

	marks &= ~(uint64_t)*escaped;
	backslashes &= ~(uint64_t)*escaped;
	*escaped = false;
	while (backslashes != 0) {
		uint64_t escape = backslashes & (0 - backslashes);

		marks &= ~(escape << 1);
		backslashes &= ~(escape | escape << 1);
		*escaped = escape >> 63;
	}
	return marks;
}

static void
add_marks(struct ta_json_scanner *scanner, uint64_t marks, size_t at)
{
	if (scanner->marks_room - scanner->n_marks <= TA_BLOCK) {
		scanner->marks_room = 2 * scanner->n_marks + 4 * TA_BLOCK;
		scanner->marks = ta_resize(scanner->marks, scanner->marks_room,
		    sizeof(*scanner->marks));
	}
	for (; marks != 0; marks &= marks - 1)
		scanner->marks[scanner->n_marks++] =
		    (uint32_t)(at + ta_block_first(marks));
}

/*
 * Notes all marks of the line. False where it has a byte that no record may
 * hold, or a tab or return, which JSON escapes in strings.
 */
static bool
find_marks(struct ta_json_scanner *scanner, struct ta_slice line)
{
	struct ta_slice strange = {line.data, 0};
	bool escaped = false;
	const char *why;

	scanner->n_marks = 0;
	for (size_t at = 0; at < line.len; at += TA_BLOCK) {
		const char *data = line.data + at;
		size_t n = line.len - at;
		char tail[TA_BLOCK];

		if (n >= TA_BLOCK)
			n = TA_BLOCK;
		else
			data = memcpy(memset(tail, ' ', TA_BLOCK), data, n);
		add_marks(scanner,
		    marks_of(ta_block_equal(data, '"'),
			ta_block_equal(data, '\\'), &escaped),
		    at);
		if (ta_block_unprintable(data) == 0)
			continue;
		if ((ta_block_equal(data, '\t') | ta_block_equal(data, '\r')) !=
		    0)
			return false;
		if (strange.len == 0)
			strange.data = line.data + at;
		strange.len = (size_t)(line.data + at + n - strange.data);
	}
	add_marks(scanner, 0, 0);
	scanner->marks[scanner->n_marks++] = (uint32_t)line.len;
	return ta_text_check(strange, &why) == strange.len;
}

/* Passes over a byte and the blanks before it; false where it is another. */
static bool
pass(struct walk *walk, char byte)
{
	while (walk->at < walk->end && walk->data[walk->at] == ' ')
		walk->at++;
	if (walk->at == walk->end || walk->data[walk->at] != byte)
		return false;
	walk->at++;
	return true;
}

/*
 * Reads a string without an escape as a slice of the line; false where it is
 * another, of which only the quote was passed then.
 */
static bool
read_plain(struct walk *walk, struct ta_slice *text)
{
	size_t end = walk->mark[1];

	if (end == walk->end || walk->data[end] != '"')
		return false;
	text->data = walk->data + walk->at;
	text->len = end - walk->at;
	walk->at = end + 1;
	walk->mark += 2;
	return true;
}

/* The byte for which an escape stands; NUL where that is not plain. */
static char
unescaped(char c)
{
	switch (c) {
	case '"':
	case '\\':
	case '/':
		return c;
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return '\0';
	}
}

/* Appends a string, whose quote was passed, to the texts. */
static bool
add_string(struct walk *walk, struct ta_text *texts)
{
	size_t mark;
	char c;

	for (;;) {
		mark = *++walk->mark;
		if (mark == walk->end)
			return false;
		ta_text_add(texts, walk->data + walk->at, mark - walk->at);
		if (walk->data[mark] == '"')
			break;
		walk->at = mark + 2;
		c = walk->at > walk->end ? '\0'
					 : unescaped(walk->data[mark + 1]);
		if (c == '\0')
			return false;
		ta_text_add_char(texts, c);
	}
	walk->at = mark + 1;
	walk->mark++;
	return true;
}

/* Appends the items of a list, whose bracket was passed, to the texts. */
static bool
add_items(struct walk *walk, struct ta_text *texts)
{
	size_t start;

	if (pass(walk, ']'))
		return true;
	for (;;) {
		start = texts->len;
		if (!pass(walk, '"') || !add_string(walk, texts) ||
		    ta_slice_count(ta_text_slice(texts, start), ';') > 0)
			return false;
		if (!pass(walk, ','))
			return pass(walk, ']');
		ta_text_add_char(texts, ';');
	}
}

static bool
read_value(struct walk *walk, struct ta_text *texts, struct ta_slice *text)
{
	size_t start = texts->len;
	bool whole;

	if (pass(walk, '"')) {
		if (read_plain(walk, text))
			return true;
		whole = add_string(walk, texts);
	} else {
		whole = pass(walk, '[') && add_items(walk, texts);
	}
	*text = (struct ta_slice){texts->data + start, texts->len - start};
	return whole;
}

/* Reads the pairs of the object, whose brace was passed. */
static bool
read_pairs(struct ta_json_scanner *scanner, struct walk *walk)
{
	if (pass(walk, '}'))
		return true;
	for (;;) {
		struct ta_json_pair *pair;

		ta_grow((void **)&scanner->pairs, &scanner->room,
		    scanner->count, sizeof(*scanner->pairs));
		pair = &scanner->pairs[scanner->count++];
		if (!pass(walk, '"') || !read_plain(walk, &pair->name) ||
		    !pass(walk, ':') ||
		    !read_value(walk, &scanner->texts, &pair->text))
			return false;
		if (!pass(walk, ','))
			return pass(walk, '}');
	}
}

bool
ta_json_scan(struct ta_json_scanner *scanner, struct ta_slice line)
{
	struct walk walk = {.data = line.data, .end = line.len};

	scanner->count = 0;
	ta_text_clear(&scanner->texts);
	if (line.len > TA_FIELD_MAX || !find_marks(scanner, line))
		return false;
	walk.mark = scanner->marks;
	/* Nothing that is read is longer than the line: the texts stay there.
	 */
	ta_text_reserve(&scanner->texts, line.len);
	if (!pass(&walk, '{') || !read_pairs(scanner, &walk))
		return false;
	while (walk.at < walk.end && walk.data[walk.at] == ' ')
		walk.at++;
	return walk.at == walk.end;
}
