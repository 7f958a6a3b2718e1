#include <string.h>

#include "base/bounds.h"
#include "intake/given.h"
#include "intake/intake.h"
#include "file/yaml.h"

/* A longer name is no field but a value, which no message may show. */
#define NAME_MOST ((size_t)64)

/* A form while it is written. */
struct form {
	const struct ta_policy *policy;
	const char *const *given; /* FIELD=VALUE, n of them */
	size_t n;
	const char *option; /* before what is said of them */
	struct ta_yaml_writer *writer;
	struct ta_text file; /* what a file holds as a value */
	bool standard;	     /* standard input was read */
};

/* The field that FIELD=VALUE names; its value in *value. -1 with the error set.
 */
static int
find_field(const struct form *form, const char *given, struct ta_slice *value,
    struct ta_error *error)
{
	const char *equals = strchr(given, '=');
	struct ta_slice name = {given, 0};
	int field;

	if (equals == NULL)
		return ta_error_set(
		    error, NULL, "%sexpected FIELD=VALUE", form->option);
	name.len = (size_t)(equals - given);
	*value = ta_slice_of(equals + 1);
	field = ta_headings_field(form->policy, name, false);
	if (field == -1 && name.len > NAME_MOST)
		return ta_error_set(error, NULL,
		    "%sthe text before '=' is too long for the name of a field",
		    form->option);
	return field != -1 ? field
			   : ta_name_field(
				 name, NULL, &form->policy->vocabulary, error);
}

/* Reads a file up to the limit, without its last line end: 0 or -1. */
static int
read_file(struct ta_text *text, const char *path, struct ta_error *error)
{
	struct ta_source *source = ta_source_open(path, error);
	struct ta_slice line;
	int got = 1;

	if (source == NULL)
		return -1;
	ta_text_clear(text);
	while (text->len <= TA_FIELD_MAX &&
	       (got = ta_source_line(source, &line, error)) == 1)
		ta_text_add_slice(text, line);
	ta_source_close(source);
	if (text->len > 0 && text->data[text->len - 1] == '\n') {
		text->len--;
		if (text->len > 0 && text->data[text->len - 1] == '\r')
			text->len--;
	}
	return got == -1 ? -1 : 0;
}

/*
 * Sets *value: to the word itself; for "-" and "@FILE" to the content of
 * standard input, which can be read once, or of a file. "@@" begins a value
 * with "@". Borrowed until the next call. 0 or -1.
 */
static int
read_value(struct form *form, struct ta_slice *value, struct ta_error *error)
{
	const char *path = value->data + 1;

	if (ta_slice_equal(*value, ta_slice_of("-")))
		path = "-";
	else if (value->len == 0 || value->data[0] != '@')
		return 0;
	*value = ta_slice_of(path);
	if (path[0] == '@')
		return 0;
	if (path[0] == '\0')
		return ta_error_set(error, NULL,
		    "%sexpected the name of a file after '@'; a value that "
		    "begins with '@' is written with two of them",
		    form->option);
	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdin") == 0) {
		if (form->standard)
			return ta_error_set(error, NULL,
			    "%sstandard input can be only one value; read the "
			    "other from a file, by '@'",
			    form->option);
		form->standard = true;
	}
	if (read_file(&form->file, path, error) == -1)
		/* The text may be an answer, so it is not shown. */
		return strpbrk(path, " \t\n") == NULL
			   ? -1
			   : ta_error_set(error, NULL,
				 "%sthe file after '@' cannot be read; a value "
				 "that begins with '@' is written with two of "
				 "them",
				 form->option);
	*value = ta_text_slice(&form->file, 0);
	return 0;
}

/* Writes a field and all values that were given for it: 0 or -1. */
static int
write_field(struct form *form, size_t index, struct ta_error *error)
{
	const struct ta_field *field = &form->policy->vocabulary.fields[index];
	bool list = field->type == TA_TYPE_LIST;
	struct ta_slice value = {NULL, 0};
	size_t times = 0;

	for (size_t i = 0; i < form->n; i++) {
		int named = find_field(form, form->given[i], &value, error);

		if (named == -1)
			return -1;
		if (named != (int)index)
			continue;
		if (times == 1 && !list)
			return ta_error_set(error, NULL,
			    "%s'%s' is given twice, and only a list has "
			    "several values",
			    form->option, field->name.data);
		if (read_value(form, &value, error) == -1)
			return -1;
		if (times++ == 0) {
			ta_yaml_put(form->writer, field->name);
			if (list)
				ta_yaml_begin_list(form->writer);
		}
		ta_yaml_put(form->writer, value);
	}
	if (times > 0 && list)
		ta_yaml_end_list(form->writer);
	return 0;
}

struct ta_source *
ta_given_source(const struct ta_policy *policy, const char *option,
    const char *const *given, size_t n, struct ta_text *text,
    struct ta_error *error)
{
	struct form form = {.policy = policy,
	    .option = option,
	    .given = given,
	    .n = n,
	    .writer = ta_yaml_writer_new(text)};
	int status = 0;

	ta_yaml_begin(form.writer);
	for (size_t i = 0; status == 0 && i < policy->vocabulary.n_fields; i++)
		status = write_field(&form, i, error);
	if (status == 0 && ta_yaml_end(form.writer) == -1)
		status = ta_error_set(error, NULL,
		    "%sa value holds bytes that are not UTF-8", option);
	ta_yaml_writer_free(form.writer);
	ta_text_free(&form.file);
	return status == -1 ? NULL
			    : ta_source_memory("command line",
				  ta_text_string(text), text->len);
}
