#include <string.h>

#include "intake/given.h"
#include "intake/intake.h"
#include "file/yaml.h"

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
	field = ta_headings_field(policy, name, false);
	return field != -1
		   ? field
		   : ta_name_field(name, NULL, &policy->vocabulary, error);
}

/* Writes a field and all values that were given for it: 0 or -1. */
static int
write_given(const struct ta_policy *policy, size_t index,
    const char *const *given, size_t n, struct ta_yaml_writer *writer,
    struct ta_error *error)
{
	const struct ta_field *field = &policy->vocabulary.fields[index];
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

struct ta_source *
ta_given_source(const struct ta_policy *policy, const char *const *given,
    size_t n, struct ta_text *form, struct ta_error *error)
{
	struct ta_yaml_writer *writer = ta_yaml_writer_new(form);
	int status = 0;

	ta_yaml_begin(writer);
	for (size_t i = 0; status == 0 && i < policy->vocabulary.n_fields; i++)
		status = write_given(policy, i, given, n, writer, error);
	if (status == 0 && ta_yaml_end(writer) == -1)
		status = ta_error_set(
		    error, NULL, "a value holds bytes that are not UTF-8");
	ta_yaml_writer_free(writer);
	return status == -1 ? NULL
			    : ta_source_memory("command line",
				  ta_text_string(form), form->len);
}
