#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "intake.h"
#include "yamlio.h"

/* A field that has been rewritten: the bytes may still move. */
struct rewritten {
	int column;
	size_t start;
	size_t len;
};

struct ta_intake {
	const struct ta_policy *policy;
	struct ta_naming naming;
	bool *expected;	      /* by field: the caller fills it in */
	size_t *separators;   /* by field: most that any option holds */
	struct ta_text bytes; /* of the record in hand */
	struct rewritten *rewritten;
};

int
ta_intake_field(const struct ta_policy *policy, struct ta_slice heading)
{
	const struct ta_terms *terms = &policy->terms;

	for (size_t i = 0; i < terms->n_fields; i++)
		if (ta_slug_equal(terms->fields[i].name, heading))
			return (int)i;
	for (size_t i = 0; i < terms->n_fields; i++)
		for (size_t k = 0; k < terms->fields[i].n_labels; k++)
			if (ta_slug_equal(terms->fields[i].labels[k], heading))
				return (int)i;
	return -1;
}

/*
 * The tools' columns are left out, so that rejects go straight back in, but for
 * where a record came from: it came through the door already.
 */
static int
name_column(void *context, struct ta_slice found, struct ta_slice *name,
    struct ta_error *error)
{
	const struct ta_intake *intake = context;
	int field = ta_intake_field(intake->policy, found);

	(void)error;
	*name = found;
	if (field != -1)
		*name = intake->policy->terms.fields[field].name;
	else if (found.len > 3 && memcmp(found.data, "ta_", 3) == 0 &&
		 !ta_slice_equal(found, ta_slice_of(TA_COL_SOURCE)) &&
		 !ta_slice_equal(found, ta_slice_of(TA_COL_LINE)))
		*name = (struct ta_slice){NULL, 0};
	return 0;
}

/* The heading of the file that comes nearest to a field, for a message. */
static const char *
nearest_heading(const struct ta_header *found, const struct ta_field *field)
{
	const char **names = ta_alloc(found->count, sizeof(*names));
	const char *nearest;

	for (size_t i = 0; i < found->count; i++)
		names[i] = found->columns[i].name.data;
	nearest = ta_text_nearest(field->name, names, found->count);
	for (size_t i = 0; nearest == NULL && i < field->n_labels; i++)
		nearest =
		    ta_text_nearest(field->labels[i], names, found->count);
	free(names);
	return nearest;
}

static int
refuse_missing(const struct ta_field *field, const struct ta_header *found,
    const struct ta_place *at, struct ta_error *error)
{
	const char *nearest = nearest_heading(found, field);

	if (nearest != NULL)
		return ta_error_set(error, at,
		    "no column is '%s', which the policy requires; did you "
		    "mean it by '%s'?",
		    field->name.data, nearest);
	return ta_error_set(error, at,
	    "no column is '%s', which the policy requires; head one so, or "
	    "'%s'",
	    field->name.data,
	    field->n_labels > 0 ? field->labels[0].data : field->name.data);
}

static int
check_header(void *context, const struct ta_header *found,
    const struct ta_slice *given, const struct ta_place *at,
    struct ta_error *error)
{
	const struct ta_intake *intake = context;
	const struct ta_terms *terms = &intake->policy->terms;

	for (size_t i = 0; i < terms->n_fields; i++) {
		const struct ta_field *field = &terms->fields[i];
		size_t first = found->count;

		for (size_t k = 0; k < found->count; k++) {
			if (!ta_slice_equal(given[k], field->name))
				continue;
			if (first < found->count)
				return ta_error_set(error, at,
				    "the columns '%s' and '%s' are both '%s'",
				    found->columns[first].name.data,
				    found->columns[k].name.data,
				    field->name.data);
			first = k;
		}
		if (first == found->count && !intake->expected[i] &&
		    field->missing != TA_SEVERITY_NONE)
			return refuse_missing(field, found, at, error);
	}
	return 0;
}

/* What forms put between the answers of a multi-select, semicolons aside. */
static bool
is_separator(char c)
{
	return c == ',' || c == '\n';
}

static size_t
count_separators(struct ta_slice text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += is_separator(text.data[i]);
	return n;
}

struct ta_intake *
ta_intake_new(const struct ta_policy *policy)
{
	struct ta_intake *intake = ta_alloc(1, sizeof(*intake));
	size_t n = policy->terms.n_fields;

	intake->policy = policy;
	intake->naming = (struct ta_naming){intake, name_column, check_header};
	intake->expected = ta_alloc(n, sizeof(*intake->expected));
	intake->separators = ta_alloc(n, sizeof(*intake->separators));
	intake->rewritten = ta_alloc(n, sizeof(*intake->rewritten));
	for (size_t i = 0; i < n; i++) {
		const struct ta_field *field = &policy->terms.fields[i];

		for (size_t k = 0; k < field->n_choices; k++)
			for (size_t l = 0; l < field->choices[k].n_labels;
			     l++) {
				size_t have = count_separators(
				    field->choices[k].labels[l]);

				if (have > intake->separators[i])
					intake->separators[i] = have;
			}
	}
	return intake;
}

void
ta_intake_free(struct ta_intake *intake)
{
	if (intake == NULL)
		return;
	ta_text_free(&intake->bytes);
	free(intake->expected);
	free(intake->separators);
	free(intake->rewritten);
	free(intake);
}

const struct ta_naming *
ta_intake_naming(struct ta_intake *intake)
{
	return &intake->naming;
}

void
ta_intake_expect(struct ta_intake *intake, int field)
{
	intake->expected[field] = true;
}

/* The choice that a form's answer means, by value or label, or -1. */
static int
find_choice(const struct ta_field *field, struct ta_slice text)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (ta_slice_equal(field->choices[i].slug, text))
			return (int)i;
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct ta_choice *choice = &field->choices[i];

		if (ta_slug_equal(choice->slug, text))
			return (int)i;
		for (size_t k = 0; k < choice->n_labels; k++)
			if (ta_slug_equal(choice->labels[k], text))
				return (int)i;
	}
	return -1;
}

static void
write_choice(
    const struct ta_field *field, struct ta_slice text, struct ta_text *out)
{
	int choice = find_choice(field, text);

	ta_text_add_slice(
	    out, choice == -1 ? text : field->choices[choice].slug);
}

static void
write_yes_no(struct ta_slice text, struct ta_text *out)
{
	static const char *const yes[] = {
	    "yes", "y", "true", "1", "x", "checked"};
	static const char *const no[] = {"no", "n", "false", "0", "unchecked"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(yes[i])))
			text = ta_slice_of("yes");
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (ta_slug_equal(text, ta_slice_of(no[i])))
			text = ta_slice_of("no");
	ta_text_add_slice(out, text);
}

/* A time that the clock showed twice or never keeps no offset: its day is sure.
 */
static void
write_date(
    const struct ta_policy *policy, struct ta_slice text, struct ta_text *out)
{
	struct ta_time time;

	if (!ta_time_parse_form(text, policy->dates, &time)) {
		ta_text_add_slice(out, text);
		return;
	}
	if (time.has_offset)
		ta_zone_convert(policy->zone, &time);
	else if (time.has_time)
		ta_zone_complete(policy->zone, &time);
	ta_time_print(out, &time);
}

/* A list as it grows: its items, each once, joined by ";". */
static void
add_item(struct ta_text *out, size_t start, struct ta_slice item)
{
	struct ta_slice rest = ta_text_slice(out, start);
	size_t at;

	if (item.len == 0)
		return;
	while (rest.len > 0)
		if (ta_slice_equal(ta_slice_next(&rest, ';'), item))
			return;
	if (out->len > start)
		ta_text_add_char(out, ';');
	at = out->len;
	ta_text_add_slice(out, item);
	for (; at < out->len; at++)
		if (out->data[at] == ';')
			out->data[at] = ',';
}

/* The end of the piece at the front: the next separator, or the end. */
static size_t
piece_end(struct ta_slice text, size_t from)
{
	while (from < text.len && !is_separator(text.data[from]))
		from++;
	return from;
}

/*
 * The longest option at the front of the text that ends at a separator, so that
 * an option that holds a comma is one. Sets *end behind it.
 */
static int
longest_option(const struct ta_field *field, size_t separators,
    struct ta_slice text, size_t *end)
{
	size_t at = piece_end(text, 0);
	int best = -1;

	for (size_t n = 0;; n++) {
		struct ta_slice piece = {text.data, at};
		int choice = find_choice(field, piece);

		if (choice != -1) {
			best = choice;
			*end = at;
		}
		if (at == text.len || n == separators)
			return best;
		at = piece_end(text, at + 1);
	}
}

/* Words that are no option: a write-in, where the field has "other". */
static void
add_write_in(const struct ta_field *field, struct ta_slice words,
    struct ta_text *out, size_t start)
{
	struct ta_text item = {0};
	int other = find_choice(field, ta_slice_of("other"));

	words = ta_slice_trim(words);
	while (words.len > 0 && is_separator(words.data[words.len - 1])) {
		words.len--;
		words = ta_slice_trim(words);
	}
	if (words.len == 0)
		return;
	if (field->open)
		ta_slug_add(&item, words);
	else if (other != -1)
		ta_text_add_string(&item, "other: ");
	if (!field->open)
		ta_text_add_slice(&item, words);
	add_item(out, start, ta_text_slice(&item, 0));
	ta_text_free(&item);
}

/*
 * Takes one part of a multi-select apart: known options, longest first, and
 * what stands between them. Pieces in a row that are no option stay together,
 * since a write-in may hold commas too.
 */
static void
write_items(const struct ta_field *field, size_t separators,
    struct ta_slice part, struct ta_text *out, size_t start)
{
	struct ta_slice words = {part.data, 0};
	size_t end = 0;

	while (part.len > 0) {
		int choice = longest_option(field, separators, part, &end);

		if (choice == -1) {
			end = piece_end(part, 0);
			words.len = (size_t)(part.data - words.data) + end;
		}
		if (choice != -1 || field->open) {
			add_write_in(field, words, out, start);
			words = (struct ta_slice){
			    part.data + end + (end < part.len), 0};
		}
		if (choice != -1)
			add_item(out, start, field->choices[choice].slug);
		end += end < part.len;
		part.data += end;
		part.len -= end;
	}
	add_write_in(field, words, out, start);
}

/*
 * Is the part a write-in already, "other: words", commas and all? Its words are
 * cut off into *words.
 */
static bool
is_write_in(
    const struct ta_field *field, struct ta_slice part, struct ta_slice *words)
{
	struct ta_slice rest = part;
	struct ta_slice head = ta_slice_next(&rest, ':');

	*words = ta_slice_trim(rest);
	return words->len > 0 && ta_slug_equal(head, ta_slice_of("other")) &&
	       find_choice(field, head) != -1;
}

static void
write_list(const struct ta_field *field, size_t separators,
    struct ta_slice text, struct ta_text *out)
{
	size_t start = out->len;

	while (text.data != NULL) {
		struct ta_slice part = ta_slice_next(&text, ';'), words;

		if (is_write_in(field, part, &words))
			add_write_in(field, words, out, start);
		else
			write_items(field, separators, part, out, start);
	}
}

static void
write_value(struct ta_intake *intake, size_t field_index, struct ta_slice text)
{
	const struct ta_field *field =
	    &intake->policy->terms.fields[field_index];
	struct ta_slice trimmed = ta_slice_trim(text);

	switch (field->type) {
	case TA_TYPE_TEXT:
		ta_text_add_slice(&intake->bytes, text);
		break;
	case TA_TYPE_CHOICE:
		write_choice(field, trimmed, &intake->bytes);
		break;
	case TA_TYPE_LIST:
		write_list(field, intake->separators[field_index], trimmed,
		    &intake->bytes);
		break;
	case TA_TYPE_YES_NO:
		write_yes_no(trimmed, &intake->bytes);
		break;
	case TA_TYPE_DATE:
		write_date(intake->policy, trimmed, &intake->bytes);
		break;
	default:
		ta_text_add_slice(&intake->bytes, trimmed);
	}
}

void
ta_intake_normalise(
    struct ta_intake *intake, struct ta_record *record, const int *columns)
{
	size_t n = 0;

	ta_text_clear(&intake->bytes);
	for (size_t i = 0; i < intake->policy->terms.n_fields; i++) {
		struct ta_slice text = ta_record_get(record, columns[i]);
		size_t start = intake->bytes.len;

		if (text.len == 0)
			continue;
		write_value(intake, i, text);
		intake->rewritten[n++] = (struct rewritten){
		    columns[i], start, intake->bytes.len - start};
	}
	for (size_t i = 0; i < n; i++) {
		const struct rewritten *field = &intake->rewritten[i];

		record->fields[field->column] = (struct ta_slice){
		    ta_text_slice(&intake->bytes, 0).data + field->start,
		    field->len};
	}
}

/* The field that NAME=VALUE names; its value in *value. -1 with the error set.
 */
static int
field_given(const struct ta_policy *policy, const char *given,
    struct ta_slice *value, struct ta_error *error)
{
	const char *equals = strchr(given, '=');
	struct ta_slice name = {given, 0};
	int field;

	if (equals == NULL)
		return ta_error_set(
		    error, NULL, "expected name=value, such as role=attorney");
	name.len = (size_t)(equals - given);
	*value = ta_slice_of(equals + 1);
	field = ta_intake_field(policy, name);
	return field != -1 ? field
			   : ta_name_field(name, NULL, &policy->terms, error);
}

/* Writes a field and all values that were given for it: 0 or -1. */
static int
write_given(const struct ta_policy *policy, size_t index, char *const *given,
    size_t n, struct ta_yaml_writer *writer, struct ta_error *error)
{
	const struct ta_field *field = &policy->terms.fields[index];
	bool list = field->type == TA_TYPE_LIST;
	struct ta_slice value = {NULL, 0};
	size_t times = 0;

	for (size_t i = 0; i < n; i++) {
		int named = field_given(policy, given[i], &value, error);

		if (named == -1)
			return -1;
		if (named != (int)index)
			continue;
		if (times == 1 && !list)
			return ta_error_set(error, NULL,
			    "'%s' is given twice and is no list",
			    field->name.data);
		if (times++ == 0) {
			ta_yaml_put(writer, field->name);
			if (list)
				ta_yaml_begin_list(writer);
		}
		ta_yaml_put(writer, value);
	}
	if (times > 0 && list)
		ta_yaml_end_list(writer);
	return 0;
}

int
ta_intake_by_hand(const struct ta_policy *policy, char *const *given, size_t n,
    struct ta_text *yaml, struct ta_error *error)
{
	struct ta_yaml_writer *writer = ta_yaml_writer_new(yaml);
	int status = 0;

	ta_yaml_begin(writer);
	for (size_t i = 0; status == 0 && i < policy->terms.n_fields; i++)
		status = write_given(policy, i, given, n, writer, error);
	if (status == 0 && ta_yaml_end(writer) == -1)
		status = ta_error_set(
		    error, NULL, "a value holds bytes that are not UTF-8");
	ta_yaml_writer_free(writer);
	return status;
}
