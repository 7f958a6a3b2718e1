#include <stdlib.h>

#include "intake/answer.h"
#include "intake/intake.h"
#include "intake/suggest.h"

/*
 * The most answers of a field to list that are not choices; others are only
 * counted.
 */
#define ANSWERS_MOST 40

/* Bytes of a key that its colon may follow: libyaml takes 1,024 letters. */
#define KEY_MOST ((size_t)1000)

/* An answer that is not a value of the field. */
struct answer {
	int field;
	struct ta_slice text;
	size_t count;
};

struct column {
	struct ta_slice heading;
	int field;	      /* the field that it is or may be, or -1 */
	struct ta_slice item; /* of that list; absent: it is the whole field */
	bool known;	      /* by the policy or the map */
	bool dropped;	      /* the map leaves it out */
	bool passes;	      /* or lets it pass as it is */
	bool again;    /* the heading has stood before: one line is all */
	size_t filled; /* cells that are not blank */
	size_t fits[TA_DATE_ORDERS]; /* of a date field */
};

struct ta_suggest {
	const struct ta_policy *policy;
	const struct ta_map *map;
	struct ta_answers answers;
	size_t *separators;
	struct column *columns;
	size_t n_columns;
	size_t columns_room;
	struct answer *unknown;
	size_t n_unknown;
	size_t unknown_room;
	size_t records;
	bool two_headers; /* the first record looks like a second header */
	struct ta_text scratch;
	struct ta_arena arena;
};

struct ta_suggest *
ta_suggest_new(const struct ta_policy *policy, const struct ta_map *map)
{
	struct ta_suggest *suggest = ta_alloc(1, sizeof(*suggest));
	size_t n = policy->vocabulary.n_fields;

	suggest->policy = policy;
	suggest->map = map;
	suggest->separators = ta_alloc(n, sizeof(*suggest->separators));
	for (size_t i = 0; i < n; i++)
		suggest->separators[i] = ta_answer_separators(policy, map, i);
	suggest->answers = (struct ta_answers){
	    .policy = policy, .map = map, .separators = suggest->separators};
	return suggest;
}

void
ta_suggest_free(struct ta_suggest *suggest)
{
	if (suggest == NULL)
		return;
	free(suggest->separators);
	free(suggest->columns);
	free(suggest->unknown);
	ta_text_free(&suggest->scratch);
	ta_arena_free(&suggest->arena);
	free(suggest);
}

static struct ta_slice
keep(struct ta_suggest *suggest, struct ta_slice text)
{
	return (struct ta_slice){
	    ta_arena_copy(&suggest->arena, text.data, text.len), text.len};
}

/*
 * The list that has the choice, or -1; only list `only` is looked at, unless
 * that is -1.
 */
static int
find_list(const struct ta_suggest *suggest, int only, struct ta_slice choice,
    struct ta_slice *item)
{
	const struct ta_vocabulary *vocabulary = &suggest->policy->vocabulary;

	for (size_t i = 0; i < vocabulary->n_fields; i++) {
		if (vocabulary->fields[i].type != TA_TYPE_LIST ||
		    (only != -1 && only != (int)i))
			continue;
		*item = ta_answer_choice(&suggest->answers, i, choice);
		if (item->len > 0)
			return (int)i;
	}
	return -1;
}

/*
 * Guesses the meaning of a heading that the policy does not know. "Topics -
 * Ethics", "Topics (Ethics)" and "Ethics" are a choice of a list. "Facts -
 * Response" is the field before the hyphen, but "Supervisor - Email" may be
 * another one.
 */
static void
guess(const struct ta_suggest *suggest, struct column *column)
{
	const struct ta_vocabulary *vocabulary = &suggest->policy->vocabulary;
	struct ta_slice heading = column->heading;

	column->field = find_list(suggest, -1, heading, &column->item);
	for (size_t cut = 1; column->field == -1 && cut < heading.len; cut++) {
		struct ta_slice left = {heading.data, cut};
		struct ta_slice right = {heading.data + cut, heading.len - cut};
		int field;

		if (right.data[0] != '(' && right.data[0] != '-')
			continue;
		field = ta_headings_field(suggest->policy, left, false);
		if (field == -1)
			continue;
		if (vocabulary->fields[field].type == TA_TYPE_LIST)
			column->field =
			    find_list(suggest, field, right, &column->item);
		else if (right.data[0] == '-' &&
			 ta_headings_field(suggest->policy, right, false) == -1)
			column->field = field;
	}
}

static void
add_column(struct ta_suggest *suggest, struct ta_slice heading)
{
	const struct ta_map_column *rule =
	    suggest->map == NULL ? NULL : ta_map_column(suggest->map, heading);
	struct column *column;

	ta_grow((void **)&suggest->columns, &suggest->columns_room,
	    suggest->n_columns, sizeof(*suggest->columns));
	column = &suggest->columns[suggest->n_columns++];
	*column = (struct column){.heading = keep(suggest, heading)};
	if (rule != NULL) {
		column->field = rule->field;
		column->item = rule->item;
		column->passes = rule->pass;
		column->dropped = rule->field == -1 && !rule->pass;
	} else {
		column->field =
		    ta_headings_field(suggest->policy, heading, false);
	}
	for (size_t i = 0; i + 1 < suggest->n_columns; i++)
		column->again |=
		    ta_slug_equal(suggest->columns[i].heading, column->heading);
	column->known =
	    column->dropped || column->passes || column->field != -1;
	if (!column->known)
		guess(suggest, column);
}

/* Counts an answer that is not a choice of the field. */
static void
count_unknown(struct ta_suggest *suggest, int field, struct ta_slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < suggest->n_unknown; i++) {
		struct answer *answer = &suggest->unknown[i];

		n += answer->field == field;
		if (answer->field == field &&
		    ta_slug_equal(answer->text, text)) {
			answer->count++;
			return;
		}
	}
	if (n == ANSWERS_MOST)
		return;
	ta_grow((void **)&suggest->unknown, &suggest->unknown_room,
	    suggest->n_unknown, sizeof(*suggest->unknown));
	suggest->unknown[suggest->n_unknown++] =
	    (struct answer){field, keep(suggest, text), 1};
}

/* Looks for items of a list that intake would take for write-ins. */
static void
look_at_list(struct ta_suggest *suggest, int field, struct ta_slice cell)
{
	struct ta_slice rest;

	ta_text_clear(&suggest->scratch);
	ta_answer_write(
	    &suggest->answers, (size_t)field, cell, &suggest->scratch);
	rest = ta_text_slice(&suggest->scratch, 0);
	while (rest.data != NULL) {
		struct ta_slice item = ta_slice_next(&rest, ';');
		struct ta_slice words = item;

		if (memchr(item.data, ':', item.len) == NULL)
			continue;
		ta_slice_next(&words, ':');
		if (words.data != NULL)
			count_unknown(suggest, field, ta_slice_trim(words));
	}
}

static void
look_at_date(struct column *column, struct ta_slice cell)
{
	struct ta_time time;

	for (int order = 0; order < TA_DATE_ORDERS; order++)
		column->fits[order] +=
		    ta_time_parse_form(cell, (enum ta_date_order)order, &time);
}

static void
look_at_cell(
    struct ta_suggest *suggest, struct column *column, struct ta_slice cell)
{
	const struct ta_field *field;

	column->filled++;
	if (column->field == -1 || column->item.data != NULL)
		return;
	field = &suggest->policy->vocabulary.fields[column->field];
	switch (field->type) {
	case TA_TYPE_CHOICE:
	case TA_TYPE_YES_NO:
		ta_text_clear(&suggest->scratch);
		ta_answer_write(&suggest->answers, (size_t)column->field, cell,
		    &suggest->scratch);
		if (suggest->scratch.len > 0 &&
		    ta_field_choice(
			field, ta_text_slice(&suggest->scratch, 0)) == -1)
			count_unknown(suggest, column->field, cell);
		break;
	case TA_TYPE_LIST:
		look_at_list(suggest, column->field, cell);
		break;
	case TA_TYPE_DATE:
		look_at_date(column, cell);
		break;
	default:
		break;
	}
}

/* Adds the columns that the header has gained. */
static void
add_columns(struct ta_suggest *suggest, const struct ta_header *header)
{
	while (suggest->n_columns < header->count)
		add_column(suggest, header->columns[suggest->n_columns].name);
}

void
ta_suggest_look(struct ta_suggest *suggest, const struct ta_header *header,
    const struct ta_record *record)
{
	add_columns(suggest, header);
	suggest->records++;
	for (size_t i = 0; record->fault == NULL && i < record->count; i++) {
		struct ta_slice cell = ta_slice_trim(record->fields[i]);

		if (cell.len == 0)
			continue;
		if (suggest->records == 1)
			suggest->two_headers |=
			    ta_slug_equal(cell, ta_slice_of("response")) ||
			    ta_slug_equal(
				cell, ta_slice_of("open-ended-response"));
		look_at_cell(suggest, &suggest->columns[i], cell);
	}
}

/* A text in double quotes, as YAML and JSON have it. */
static void
add_quoted(struct ta_text *out, struct ta_slice text)
{
	ta_text_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '"' || c == '\\')
			ta_text_add_char(out, '\\');
		if ((unsigned char)c < ' ')
			ta_text_printf(out, "\\x%02x", (unsigned)c);
		else
			ta_text_add_char(out, c);
	}
	ta_text_add_char(out, '"');
}

/* A key, behind what begins its line; YAML takes no long one in one line. */
static void
add_key(struct ta_text *out, const char *before, struct ta_slice key)
{
	bool is_long = key.len > KEY_MOST;

	ta_text_add_string(out, before);
	ta_text_add_string(out, is_long ? "? " : "");
	add_quoted(out, key);
	if (is_long)
		ta_text_printf(out, "\n%s", before);
}

static const char *
name_of(const struct ta_suggest *suggest, int field)
{
	return suggest->policy->vocabulary.fields[field].name.data;
}

/* Writes a heading and its meaning as a line of the map. */
static void
print_column(const struct ta_suggest *suggest, const struct column *column,
    const char *before, struct ta_text *out)
{
	add_key(out, before, column->heading);
	if (column->dropped || column->passes)
		ta_text_add_string(
		    out, column->passes ? ": pass\n" : ": drop\n");
	else if (column->field == -1)
		ta_text_printf(out, ":  # filled: %zu\n", column->filled);
	else if (column->item.data == NULL)
		ta_text_printf(out, ": %s\n", name_of(suggest, column->field));
	else
		ta_text_printf(out, ": {field: %s, item: %s}\n",
		    name_of(suggest, column->field), column->item.data);
}

/*
 * Whether the map needs the line, since the policy does not know the heading by
 * itself.
 */
static bool
needs_line(const struct ta_suggest *suggest, const struct column *column)
{
	return !column->again &&
	       (column->dropped || column->passes ||
		   (column->field != -1 &&
		       ta_headings_field(suggest->policy, column->heading,
			   false) != column->field));
}

static void
print_columns(const struct ta_suggest *suggest, struct ta_text *out)
{
	size_t known = 0, needed = 0;

	for (size_t i = 0; i < suggest->n_columns; i++) {
		const struct column *column = &suggest->columns[i];

		if (needs_line(suggest, column))
			needed++;
		else if (column->known && known++ == 0)
			ta_text_add_string(out,
			    "\n# Headings that the policy knows; they need no "
			    "line.\n");
		if (column->known && !needs_line(suggest, column))
			print_column(suggest, column, "#   ", out);
	}
	ta_text_add_string(out,
	    "\n# Headings that are left over pass through as they are. Each "
	    "may be a field (as in\n# 'ta-policy --fields'), an item of a "
	    "list, or 'drop'; take away the number sign.\n");
	ta_text_add_string(out, needed > 0 ? "columns:\n" : "# columns:\n");
	for (size_t i = 0; i < suggest->n_columns; i++)
		if (needs_line(suggest, &suggest->columns[i]))
			print_column(suggest, &suggest->columns[i], "  ", out);
	for (size_t i = 0; i < suggest->n_columns; i++)
		if (!suggest->columns[i].known && !suggest->columns[i].again &&
		    suggest->columns[i].field == -1)
			print_column(
			    suggest, &suggest->columns[i], "#   ", out);
}

/* Writes the map's values of a field, then the answers without a value. */
static void
print_values_of(
    const struct ta_suggest *suggest, int field, struct ta_text *out)
{
	const struct ta_map *map = suggest->map;
	size_t had = 0, seen = 0;

	for (size_t i = 0; map != NULL && i < map->n_values; i++) {
		if (map->values[i].field != field)
			continue;
		if (had++ == 0)
			ta_text_printf(out, "  %s:\n", name_of(suggest, field));
		add_key(out, "    ", map->values[i].label);
		ta_text_printf(out, ": %s\n",
		    map->values[i].value.len == 0 ? "''"
						  : map->values[i].value.data);
	}
	for (size_t i = 0; i < suggest->n_unknown; i++) {
		const struct answer *answer = &suggest->unknown[i];

		if (answer->field != field)
			continue;
		if (had == 0 && seen++ == 0)
			ta_text_printf(
			    out, "#   %s:\n", name_of(suggest, field));
		add_key(out, "#     ", answer->text);
		ta_text_printf(out, ":  # seen: %zu\n", answer->count);
	}
}

static void
print_values(const struct ta_suggest *suggest, struct ta_text *out)
{
	bool has = suggest->map != NULL && suggest->map->n_values > 0;

	if (!has && suggest->n_unknown == 0)
		return;
	ta_text_add_string(out,
	    "\n# Answers that are no value of the policy. What is none at all "
	    "stays as it is: a\n# write-in of a list, else something for "
	    "ta-validate to report.\n");
	ta_text_add_string(out, has ? "values:\n" : "# values:\n");
	for (size_t i = 0; i < suggest->policy->vocabulary.n_fields; i++)
		print_values_of(suggest, (int)i, out);
}

/* Writes the orders in which all dates of the file are dates. */
static void
print_dates(const struct ta_suggest *suggest, struct ta_text *out)
{
	size_t filled = 0, fits[TA_DATE_ORDERS] = {0};
	bool any = false;

	for (size_t i = 0; i < suggest->n_columns; i++) {
		const struct column *column = &suggest->columns[i];

		if (column->field == -1 ||
		    suggest->policy->vocabulary.fields[column->field].type !=
			TA_TYPE_DATE)
			continue;
		filled += column->filled;
		for (int k = 0; k < TA_DATE_ORDERS; k++)
			fits[k] += column->fits[k];
	}
	if (suggest->map != NULL)
		ta_text_printf(
		    out, "dates: %s\n", ta_date_orders[suggest->map->dates]);
	if (filled == 0)
		return;
	ta_text_add_string(out, "# dates: ");
	for (int k = 0; k < TA_DATE_ORDERS; k++) {
		if (fits[k] < filled)
			continue;
		ta_text_printf(
		    out, "%s%s", any ? " or " : "", ta_date_orders[k]);
		any = true;
	}
	ta_text_printf(out,
	    any ? "  # so all %zu are dates\n"
		: "no order makes dates of all %zu\n",
	    filled);
}

static void
print_reading(const struct ta_suggest *suggest, struct ta_text *out)
{
	const struct ta_map *map = suggest->map;

	if (suggest->two_headers)
		ta_text_add_string(out,
		    "header_rows: 2  # so it looks; suggest again with this "
		    "map\n");
	if (map == NULL)
		return;
	if (map->reading.encoding != NULL)
		ta_text_printf(out, "encoding: %s\n", map->reading.encoding);
	if (map->reading.header_rows == 2)
		ta_text_add_string(out, "header_rows: 2\n");
	if (map->zone_name != NULL)
		ta_text_printf(out, "timezone: %s\n", map->zone_name);
	if (map->reading.delimiter != '\0') {
		ta_text_add_string(out, "delimiter: ");
		add_quoted(out, (struct ta_slice){&map->reading.delimiter, 1});
		ta_text_add_char(out, '\n');
	}
	if (map->separator != '\0') {
		ta_text_add_string(out, "list_separator: ");
		add_quoted(out, (struct ta_slice){&map->separator, 1});
		ta_text_add_char(out, '\n');
	}
}

static void
print_rest(const struct ta_suggest *suggest, struct ta_text *out)
{
	const struct ta_map *map = suggest->map;

	if (map == NULL)
		return;
	for (size_t i = 0; i < map->n_constants; i++) {
		if (i == 0)
			ta_text_add_string(out, "\nconstants:\n");
		ta_text_printf(
		    out, "  %s: ", name_of(suggest, map->constants[i].field));
		add_quoted(out, map->constants[i].text);
		ta_text_add_char(out, '\n');
	}
	if (map->id_prefix.len > 0) {
		ta_text_add_string(out, "\nid_prefix: ");
		add_quoted(out, map->id_prefix);
		ta_text_add_char(out, '\n');
	}
}

void
ta_suggest_print(struct ta_suggest *suggest, const struct ta_header *header,
    const char *name, struct ta_text *out)
{
	add_columns(suggest, header);
	ta_text_add_string(out, "# A map to edit, for ");
	ta_text_add_escaped(out, ta_slice_of(name));
	ta_text_printf(out, ": %zu records, %zu columns.\nversion: 1\n",
	    suggest->records, suggest->n_columns);
	print_reading(suggest, out);
	print_dates(suggest, out);
	print_columns(suggest, out);
	print_values(suggest, out);
	print_rest(suggest, out);
}
