#include <stdlib.h>

#include "base/entity.h"
#include "intake/formlook.h"
#include "policy/field.h"

/* Answers of a form are few and short; anything else is a person's words. */
#define ANSWERS_MOST 1000
#define ANSWER_LONGEST 500
#define BYTES_MOST ((size_t)16 * 1024 * 1024)

/* Names of zones in times, and the zone of IANA that each belongs to. */
static const struct {
	const char *word;
	const char *name;
} zones[] = {{"EST", "America/New_York"}, {"EDT", "America/New_York"},
    {"CST", "America/Chicago"}, {"CDT", "America/Chicago"},
    {"MST", "America/Denver"}, {"MDT", "America/Denver"},
    {"PST", "America/Los_Angeles"}, {"PDT", "America/Los_Angeles"},
    {"UTC", "UTC"}, {"GMT", "UTC"}};

void
ta_look_free(struct ta_look *look)
{
	for (size_t i = 0; i < look->count; i++)
		ta_table_free(look->columns[i].answers);
	free(look->columns);
	free(look->here);
	ta_arena_free(&look->arena);
	*look = (struct ta_look){0};
}

int
ta_look_find(const struct ta_look *look, struct ta_slice heading)
{
	struct ta_text decoded = {0};
	bool by_bytes;
	int found = -1;

	heading = ta_entity_decode(heading, &decoded);
	/* "#" and "*" have no slug to compare by. */
	by_bytes = ta_slug_equal(heading, ta_slice_of(""));
	for (size_t i = 0; i < look->count && found == -1; i++)
		if (by_bytes ? ta_slice_equal(look->columns[i].heading, heading)
			     : ta_slug_equal(look->columns[i].heading, heading))
			found = (int)i;
	ta_text_free(&decoded);
	return found;
}

/* The column of a heading, made where it is new. */
static int
add_column(struct ta_look *look, struct ta_slice heading)
{
	uint64_t file = UINT64_C(1) << (look->file < 63 ? look->file : 63);
	struct ta_look_column *column;
	struct ta_text decoded = {0};
	int at = ta_look_find(look, heading);

	if (at == -1) {
		heading = ta_entity_decode(heading, &decoded);
		ta_grow((void **)&look->columns, &look->room, look->count,
		    sizeof(*look->columns));
		at = (int)look->count++;
		look->columns[at] = (struct ta_look_column){
		    .answers = ta_table_new(sizeof(struct ta_look_answer)),
		    .heading = {
			ta_arena_copy(&look->arena, heading.data, heading.len),
			heading.len}};
		ta_text_free(&decoded);
	}
	column = &look->columns[at];
	for (size_t i = 0; i < look->n_here; i++)
		column->twice |= look->here[i] == at;
	column->files |= file;
	return at;
}

/* Takes the columns that the header has gained, but for those of tools. */
static void
take_columns(struct ta_look *look, const struct ta_header *header)
{
	while (look->n_here < header->count) {
		const struct ta_column *column = &header->columns[look->n_here];

		ta_grow((void **)&look->here, &look->here_room, look->n_here,
		    sizeof(*look->here));
		look->here[look->n_here] = column->kind == TA_COLUMN_TOOL
					       ? -1
					       : add_column(look, column->name);
		look->n_here++;
	}
}

void
ta_look_turn(struct ta_look *look, const struct ta_header *header, bool second)
{
	look->file += look->n_here > 0;
	look->n_here = 0;
	look->before = look->count;
	look->first = second;
	take_columns(look, header);
}

/*
 * SurveyMonkey's second header has one of these words below each question, and
 * nothing below the respondent's number.
 */
static bool
is_second_header(const struct ta_record *record)
{
	if (record->fault != NULL || !ta_slice_blank(record->fields[0]))
		return false;
	for (size_t i = 1; i < record->count; i++)
		if (ta_slug_equal(record->fields[i], ta_slice_of("response")) ||
		    ta_slug_equal(
			record->fields[i], ta_slice_of("open-ended-response")))
			return true;
	return false;
}

/* Makes one heading of the two rows for each column of the file. */
static void
join_headers(struct ta_look *look, const struct ta_header *header,
    const struct ta_record *record)
{
	struct ta_header lower = {0}, joined = {0};

	for (size_t i = 0; i < record->count; i++)
		ta_header_add(&lower, record->fields[i], NULL);
	ta_header_join(&joined, header, &lower, NULL);
	while (look->count > look->before)
		ta_table_free(look->columns[--look->count].answers);
	look->n_here = 0;
	take_columns(look, &joined);
	look->two_headers = true;
	ta_header_free(&lower);
	ta_header_free(&joined);
}

bool
ta_look_is_link(struct ta_slice text)
{
	size_t n = text.len, letters = 0;

	for (size_t i = 0; i + 2 < text.len; i++)
		if (memcmp(text.data + i, "://", 3) == 0)
			return true;
	while (n > 0 && text.len - n < 5 &&
	       (ta_is_digit(text.data[n - 1]) || ta_is_latin(text.data[n - 1])))
		letters += text.data[--n] > '9';
	return letters > 0 && text.len - n > 1 && n > 1 &&
	       text.data[n - 1] == '.' &&
	       memchr(text.data, '@', text.len) == NULL;
}

static void
note_zone(struct ta_look_column *column, struct ta_slice cell)
{
	size_t at = cell.len;

	while (at > 0 && ta_is_latin(cell.data[at - 1]))
		at--;
	for (size_t i = 0; i < TA_COUNT(zones); i++) {
		if (!ta_slice_equal_nocase(
			(struct ta_slice){cell.data + at, cell.len - at},
			ta_slice_of(zones[i].word)))
			continue;
		column->zones |= column->zone != NULL &&
				 strcmp(column->zone, zones[i].name) != 0;
		column->zone = zones[i].name;
	}
}

static void
note_date(struct ta_look_column *column, struct ta_slice cell)
{
	struct ta_time time, found = {0};
	bool any = false;

	for (int order = 0; order < TA_DATE_ORDERS; order++) {
		if (!ta_time_parse_form(cell, (enum ta_date_order)order, &time))
			continue;
		column->fits[order]++;
		found = time;
		any = true;
	}
	column->dates += any;
	column->times += found.has_time;
	column->offsets += found.has_offset;
	if (found.has_offset)
		note_zone(column, cell);
}

static void
note_answer(
    struct ta_look *look, struct ta_look_column *column, struct ta_slice cell)
{
	struct ta_look_answer *answer = NULL;
	bool made = false;

	if (cell.len > ANSWER_LONGEST)
		column->longer++;
	else if (ta_table_count(column->answers) < ANSWERS_MOST &&
		 look->bytes + cell.len <= BYTES_MOST)
		answer = ta_table_add(column->answers, cell, &made);
	else
		answer = ta_table_find(column->answers, cell);
	if (answer == NULL)
		return;
	answer->count++;
	if (!made)
		return;
	look->bytes += cell.len;
	answer->text.data = ta_arena_copy(&look->arena, cell.data, cell.len);
	answer->text.len = cell.len;
}

bool
ta_look_take(struct ta_look *look, const struct ta_header *header,
    const struct ta_record *record)
{
	bool first = look->first;

	look->first = false;
	take_columns(look, header);
	if (first && is_second_header(record)) {
		join_headers(look, header, record);
		return false;
	}
	look->records++;
	look->faults += record->fault != NULL;
	for (size_t i = 0; record->fault == NULL && i < record->count; i++) {
		struct ta_slice cell = ta_slice_trim(record->fields[i]);
		struct ta_look_column *column;

		if (cell.len == 0 || look->here[i] == -1)
			continue;
		column = &look->columns[look->here[i]];
		column->filled++;
		column->links += ta_look_is_link(cell);
		note_date(column, cell);
		note_answer(look, column, cell);
	}
	return true;
}
