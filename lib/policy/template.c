#include "policy/template.h"

static const char *const insertions[TA_INSERTIONS] = {
    "asks", "notes", "reason", "referrals", "target", "due", "call", "copies"};

struct reading {
	const struct ta_node *node;
	const struct ta_vocabulary *vocabulary;
	struct ta_template *template;
	struct ta_error *error;
};

/* Finds what a word between braces stands for: 0 or -1. */
static int
name_piece(
    const struct reading *reading, struct ta_slice word, struct ta_piece *piece)
{
	const struct ta_vocabulary *vocabulary = reading->vocabulary;
	struct ta_names fields = ta_vocabulary_fields(vocabulary);
	struct ta_names names = ta_names_of(insertions, TA_INSERTIONS);
	int found;

	names.more = &fields;
	found = ta_names_index(word, &reading->node->at,
	    "an insertion or a field of the policy", names, reading->error);
	if (found == -1)
		return -1;
	if (found < TA_INSERTIONS) {
		piece->kind = (enum ta_insertion)found;
		reading->template->inserts[found] = true;
		return 0;
	}
	piece->kind = TA_INSERT_FIELD;
	piece->field = found - TA_INSERTIONS;
	if (!vocabulary->fields[piece->field].staff)
		return 0;
	return ta_node_refuse(reading->node, reading->error,
	    "the field '%.*s' is staff's and cannot be in a letter",
	    (int)word.len, word.data);
}

/* Cuts the next piece off a line that is not empty: 0 or -1. */
static int
read_piece(const struct reading *reading, struct ta_slice *line,
    struct ta_piece *piece)
{
	const char *brace = memchr(line->data, '{', line->len);
	struct ta_slice words = *line;

	if (brace != NULL)
		words.len = (size_t)(brace - line->data);
	if (words.len > 0) {
		*piece = (struct ta_piece){TA_INSERT_WORDS, words, -1};
		ta_slice_pass(line, words.len);
		return 0;
	}
	ta_slice_pass(line, 1);
	words = *line;
	brace = memchr(line->data, '}', line->len);
	if (brace == NULL)
		return ta_node_refuse(reading->node, reading->error,
		    "a brace begins an insertion, such as {name}; one is left "
		    "open");
	words.len = (size_t)(brace - line->data);
	ta_slice_pass(line, words.len + 1);
	return name_piece(reading, words, piece);
}

static int
read_line(const struct reading *reading, struct ta_slice line,
    struct ta_arena *arena, struct ta_template_line *into)
{
	size_t most = 2 * ta_slice_count(line, '{') + 1;

	line = ta_slice_trim(line);
	into->pieces = ta_arena_alloc(arena, most, sizeof(*into->pieces));
	while (line.len > 0)
		if (read_piece(reading, &line, &into->pieces[into->count++]) ==
		    -1)
			return -1;
	return 0;
}

int
ta_template_read(const struct ta_node *node,
    const struct ta_vocabulary *vocabulary, struct ta_arena *arena,
    struct ta_template *template, struct ta_error *error)
{
	const struct reading reading = {node, vocabulary, template, error};
	struct ta_slice rest = ta_slice_trim(node->text);

	if (rest.len == 0)
		return ta_node_refuse(node, error, "the text is blank");
	template->lines = ta_arena_alloc(
	    arena, ta_slice_count(rest, '\n') + 1, sizeof(*template->lines));
	while (rest.data != NULL)
		if (read_line(&reading, ta_slice_next(&rest, '\n'), arena,
			&template->lines[template->count++]) == -1)
			return -1;
	return 0;
}

static void
show_piece(const struct ta_piece *piece, const struct ta_vocabulary *vocabulary,
    struct ta_text *text)
{
	if (piece->kind == TA_INSERT_WORDS)
		ta_text_add_slice(text, piece->words);
	else
		ta_text_printf(text, "{%s}",
		    piece->kind == TA_INSERT_FIELD
			? vocabulary->fields[piece->field].name.data
			: insertions[piece->kind]);
}

void
ta_template_show(const struct ta_template *template,
    const struct ta_vocabulary *vocabulary, struct ta_text *text)
{
	for (size_t i = 0; i < template->count; i++) {
		const struct ta_template_line *line = &template->lines[i];

		if (i > 0)
			ta_text_add_char(text, '\n');
		for (size_t k = 0; k < line->count; k++)
			show_piece(&line->pieces[k], vocabulary, text);
	}
}
