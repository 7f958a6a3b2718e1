#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "intake/answer.h"
#include "intake/intake.h"
#include "intake/recall.h"

/* A field that was rewritten, while the bytes may move. */
struct rewritten {
	int column;
	size_t start;
	size_t len;
};

struct ta_intake {
	const struct ta_policy *policy;
	struct ta_headings headings;
	struct ta_answers answers; /* of the current file */
	struct ta_recall *recall;  /* the same */
	size_t *separators;	   /* by field: ta_answer_separators */
	bool *strange;		   /* by field, of the current record */
	bool *none;		   /* the same */
	struct ta_record record;
	int *positions;	       /* column of each field, or -1 */
	size_t n_positioned;   /* for so many columns of the header */
	struct ta_text united; /* texts and lists of several columns */
	struct ta_text bytes;  /* of the current record */
	struct rewritten *rewritten;
};

/* Gives the record's fields n texts that were rewritten. */
static void
put_rewritten(const struct ta_intake *intake, const struct ta_text *bytes,
    size_t n, struct ta_record *record)
{
	const char *data = ta_text_slice(bytes, 0).data;

	for (size_t i = 0; i < n; i++) {
		const struct rewritten *field = &intake->rewritten[i];

		record->fields[field->column] =
		    (struct ta_slice){data + field->start, field->len};
	}
}

/*
 * The part of a field that a column has: its cell, or the item that it is for.
 */
static struct ta_slice
part_of(const struct ta_answers *answers, const struct ta_heading *column,
    struct ta_slice cell)
{
	if (column->rule == NULL || column->rule->item.data == NULL)
		return cell;
	return ta_answer_is_chosen(answers, (size_t)column->field, cell)
		   ? column->rule->item
		   : (struct ta_slice){"", 0};
}

/* Unites the columns of one field, beginning with column `first`. */
static void
unite(struct ta_intake *intake, const struct ta_record *raw, size_t first,
    struct ta_record *record)
{
	const struct ta_heading *columns = intake->headings.columns;
	int field = columns[first].field;
	enum ta_type type = intake->policy->vocabulary.fields[field].type;
	bool list = type == TA_TYPE_LIST;
	struct ta_text *united = &intake->united;
	size_t parts = 0, unasked = 0, next;

	for (size_t i = first; i < raw->count; i = next) {
		struct ta_slice part =
		    part_of(&intake->answers, &columns[i], raw->fields[i]);

		next = columns[i].next == 0 ? raw->count : columns[i].next;
		if (part.data == NULL)
			continue;
		unasked += columns[i].rule == NULL;
		if (ta_slice_blank(part))
			continue;
		if (parts++ > 0)
			ta_text_add_char(united,
			    list ? ta_answer_separator(&intake->answers) : ' ');
		ta_text_add_slice(united, part);
	}
	if (unasked > 1 || (parts > 1 && !ta_headings_unite(type)))
		record->fault = "two of its keys mean the same field";
}

/* Puts the row's cells where the header of all records has them. */
static void
lay_out(struct ta_intake *intake, const struct ta_record *raw)
{
	struct ta_record *record = &intake->record;
	size_t n = 0;

	ta_text_clear(&intake->united);
	for (size_t i = 0; i < raw->count && i < intake->headings.count; i++) {
		const struct ta_heading *column = &intake->headings.columns[i];
		size_t start = intake->united.len;

		if (column->place == -1 || column->again)
			continue;
		record->fields[column->place] = raw->fields[i];
		if (column->field == -1 ||
		    (column->next == 0 && column->rule == NULL))
			continue;
		unite(intake, raw, i, record);
		intake->rewritten[n++] = (struct rewritten){
		    column->place, start, intake->united.len - start};
	}
	put_rewritten(intake, &intake->united, n, record);
}

struct ta_intake *
ta_intake_new(const struct ta_policy *policy, const struct ta_map *map)
{
	struct ta_intake *intake = ta_alloc(1, sizeof(*intake));
	size_t n = policy->vocabulary.n_fields;

	intake->policy = policy;
	ta_headings_begin(&intake->headings, policy, map);
	intake->positions = ta_alloc(n, sizeof(*intake->positions));
	intake->n_positioned = SIZE_MAX;
	intake->recall = ta_recall_new();
	intake->separators = ta_alloc(n, sizeof(*intake->separators));
	intake->strange = ta_alloc(n, sizeof(*intake->strange));
	intake->none = ta_alloc(n, sizeof(*intake->none));
	intake->rewritten = ta_alloc(n, sizeof(*intake->rewritten));
	for (size_t i = 0; i < n; i++)
		intake->separators[i] = ta_answer_separators(policy, map, i);
	intake->answers = (struct ta_answers){.policy = policy,
	    .map = map,
	    .separators = intake->separators,
	    .strange = intake->strange,
	    .none = intake->none};
	return intake;
}

void
ta_intake_free(struct ta_intake *intake)
{
	if (intake == NULL)
		return;
	ta_text_free(&intake->bytes);
	ta_text_free(&intake->united);
	ta_headings_free(&intake->headings);
	ta_record_free(&intake->record);
	ta_recall_free(intake->recall);
	free(intake->positions);
	free(intake->separators);
	free(intake->strange);
	free(intake->none);
	free(intake->rewritten);
	free(intake);
}

void
ta_intake_expect(struct ta_intake *intake, int field)
{
	intake->headings.expected[field] = true;
}

void
ta_intake_only(struct ta_intake *intake, const bool *wanted)
{
	intake->headings.wanted = wanted;
}

/* The map's constant for a field; absent where there is none. */
static struct ta_slice
constant_of(const struct ta_map *map, size_t field)
{
	for (size_t i = 0; i < map->n_constants; i++)
		if (map->constants[i].field == (int)field)
			return map->constants[i].text;
	return (struct ta_slice){NULL, 0};
}

/* Whether the answers are words that many requesters choose. */
static bool
is_chosen(enum ta_type type)
{
	return type == TA_TYPE_CHOICE || type == TA_TYPE_YES_NO ||
	       type == TA_TYPE_LIST;
}

/* Appends an answer in canonical form. */
static void
write_answer(struct ta_intake *intake, size_t field, struct ta_slice text)
{
	struct ta_text *out = &intake->bytes;
	size_t start = out->len;
	struct ta_recalled became;

	if (!is_chosen(intake->policy->vocabulary.fields[field].type)) {
		ta_answer_write(&intake->answers, field, text, out);
		return;
	}
	if (ta_recall_find(intake->recall, field, text, &became)) {
		ta_text_add_slice(out, became.value);
		intake->strange[field] = became.strange;
		intake->none[field] = became.none;
		return;
	}
	ta_answer_write(&intake->answers, field, text, out);
	became = (struct ta_recalled){ta_text_slice(out, start),
	    intake->strange[field], intake->none[field]};
	ta_recall_keep(intake->recall, field, text, &became);
}

/* Appends a field's text in canonical form, an id with the form's prefix. */
static void
write_field(struct ta_intake *intake, size_t field, struct ta_slice text)
{
	const struct ta_map *map = intake->answers.map;
	struct ta_text *out = &intake->bytes;
	struct ta_slice prefix = {NULL, 0};

	if (map != NULL && (int)field == intake->policy->id_field)
		prefix = map->id_prefix;
	if (prefix.len > 0)
		text = ta_slice_trim(text);
	if (text.len > 0 && !ta_slice_begins(text, prefix))
		ta_text_add_slice(out, prefix);
	write_answer(intake, field, text);
}

void
ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns)
{
	const struct ta_map *map = intake->answers.map;
	size_t n = 0;

	ta_text_clear(&intake->bytes);
	for (size_t i = 0; i < intake->policy->vocabulary.n_fields; i++) {
		struct ta_slice text = ta_record_get(record, columns[i]);
		size_t start = intake->bytes.len;

		intake->strange[i] = false;
		intake->none[i] = false;
		if (map != NULL && columns[i] != -1 && ta_slice_blank(text))
			text = constant_of(map, i);
		if (text.len == 0)
			continue;
		write_field(intake, i, text);
		intake->rewritten[n++] = (struct rewritten){
		    columns[i], start, intake->bytes.len - start};
	}
	put_rewritten(intake, &intake->bytes, n, record);
}

int
ta_intake_turn(
    struct ta_intake *intake, struct ta_files *files, struct ta_error *error)
{
	if (ta_headings_turn(&intake->headings, files, error) == -1)
		return -1;
	intake->answers.canonical = intake->headings.canonical;
	intake->answers.exact =
	    intake->headings.canonical && !ta_files_format(files)->has_header;
	intake->answers.map = intake->headings.map;
	ta_recall_forget(intake->recall);
	return 0;
}

int
ta_intake_take(struct ta_intake *intake, struct ta_files *files,
    struct ta_record **record, struct ta_error *error)
{
	const struct ta_record *raw = ta_files_record(files);

	if (ta_headings_take(&intake->headings, files, error) == -1)
		return -1;
	ta_record_follow(&intake->record, raw, intake->headings.header.count);
	*record = &intake->record;
	lay_out(intake, raw);
	/* Even with shifted columns it may be a request that must not wait. */
	if (raw->fault != NULL)
		intake->record.fault = raw->fault;
	ta_intake_normalise(intake, &intake->record, ta_intake_columns(intake));
	return 0;
}

const bool *
ta_intake_strange(const struct ta_intake *intake)
{
	return intake->strange;
}

const bool *
ta_intake_none(const struct ta_intake *intake)
{
	return intake->none;
}

bool
ta_intake_has(const struct ta_intake *intake, int field)
{
	const struct ta_headings *headings = &intake->headings;
	bool has = headings->expected[field];

	for (size_t i = 0; i < headings->count && !has; i++)
		has = headings->columns[i].field == field;
	return has;
}

struct ta_header *
ta_intake_header(struct ta_intake *intake)
{
	return &intake->headings.header;
}

const int *
ta_intake_columns(struct ta_intake *intake)
{
	if (intake->n_positioned != intake->headings.header.count)
		ta_vocabulary_columns(&intake->policy->vocabulary,
		    &intake->headings.header, intake->positions);
	intake->n_positioned = intake->headings.header.count;
	return intake->positions;
}

const char *
ta_intake_unmet(const struct ta_intake *intake, size_t *next)
{
	return ta_headings_unmet(&intake->headings, next);
}

const char *
ta_intake_nearly(struct ta_intake *intake, struct ta_slice *heading)
{
	return ta_headings_nearly(&intake->headings, heading);
}
