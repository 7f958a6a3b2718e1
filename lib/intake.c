#include <stdlib.h>
#include <string.h>

#include "answer.h"
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

	if (found->count == 1)
		return ta_error_set(error, at,
		    "the header is one column only, and none is '%s'; cells "
		    "are separated by commas",
		    field->name.data);
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
	for (size_t i = 0; i < n; i++)
		intake->separators[i] =
		    ta_answer_separators(&policy->terms.fields[i]);
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
		ta_answer_write(intake->policy, i, intake->separators[i], text,
		    &intake->bytes);
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
		return ta_error_set(error, NULL, "expected NAME=VALUE");
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
