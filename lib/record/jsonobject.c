#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "record/jsonobject.h"

/* The largest whole number that every reader of JSON keeps exactly. */
#define WHOLE_MOST (INT64_C(1) << 53)

struct parse {
	struct ta_json_lines *lines;
	struct ta_keyed *keyed;
};

static void *
allocate(size_t size)
{
	return ta_resize(NULL, size, 1);
}

/*
 * Without memory jansson would say that a line is not JSON, or leave an item
 * out, and the line would then be taken for damaged. So it gets its memory from
 * functions that end the program.
 */
static void
set_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}

/*
 * A scalar as text. Only whole numbers are taken: jansson would change others.
 */
static int
text_of(const struct parse *parse, const json_t *value, char number[32],
    struct ta_slice *text, struct ta_error *error)
{
	json_int_t whole;

	*text = (struct ta_slice){NULL, 0};
	switch (json_typeof(value)) {
	case JSON_NULL:
		return 0;
	case JSON_STRING:
		text->data = json_string_value(value);
		text->len = json_string_length(value);
		return 0;
	case JSON_TRUE:
	case JSON_FALSE:
		*text = ta_slice_of(json_is_true(value) ? "true" : "false");
		return 0;
	case JSON_INTEGER:
		whole = json_integer_value(value);
		if (whole < -WHOLE_MOST || whole > WHOLE_MOST)
			break;
		snprintf(number, 32, "%" JSON_INTEGER_FORMAT, whole);
		*text = ta_slice_of(number);
		return 0;
	case JSON_REAL:
		break;
	default:
		return ta_error_set(error, &parse->lines->at,
		    "an item of a list has to be text, and a record may nest "
		    "one level only");
	}
	return ta_error_set(error, &parse->lines->at,
	    "a number that is not whole, or is beyond 2^53, would change: "
	    "write it as a string");
}

static int
read_list(struct parse *parse, json_t *list, struct ta_error *error)
{
	struct ta_slice text;
	char number[32];
	json_t *item;
	size_t i;

	json_array_foreach (list, i, item)
		if (text_of(parse, item, number, &text, error) == -1 ||
		    ta_keyed_item(
			parse->keyed, text, &parse->lines->at, error) == -1)
			return -1;
	return 0;
}

/* Reads the value of the key. */
static int
read_value(struct parse *parse, struct ta_header *header, json_t *value,
    struct ta_error *error)
{
	struct ta_slice text;
	char number[32];

	if (ta_keyed_field(parse->keyed, header, &parse->lines->at, error) ==
	    -1)
		return -1;
	if (json_is_array(value)) {
		if (read_list(parse, value, error) == -1)
			return -1;
	} else {
		if (text_of(parse, value, number, &text, error) == -1)
			return -1;
		ta_keyed_text(parse->keyed, text);
	}
	return ta_keyed_end(parse->keyed, &parse->lines->at, error);
}

/*
 * Reads the pairs of an object, with the first `prefix` bytes of the key before
 * each name. Only an object without prefix may have others inside.
 */
static int
read_pairs(struct parse *parse, struct ta_header *header, size_t prefix,
    json_t *object, struct ta_error *error)
{
	struct ta_text *key = &parse->keyed->key;
	const char *name;
	json_t *value;

	json_object_foreach (object, name, value) {
		int status;

		if (strcmp(name, TA_COL_SUM) == 0 && parse->lines->fits)
			continue;
		if (strcmp(name, TA_COL_SUM) == 0)
			return ta_error_set(error, &parse->lines->at,
			    "the line is damaged: its " TA_COL_SUM
			    " is not where it was written");
		if (ta_keyed_key(parse->keyed, prefix, ta_slice_of(name),
			&parse->lines->at, error) == -1)
			return -1;
		if (json_is_object(value) && prefix == 0) {
			ta_text_add_char(key, '_');
			status =
			    read_pairs(parse, header, key->len, value, error);
		} else {
			status = read_value(parse, header, value, error);
		}
		if (status == -1)
			return -1;
	}
	return 0;
}

/* The problem in words that show nothing of the line. */
static const char *
words_for(const json_error_t *problem)
{
	switch (json_error_code(problem)) {
	case json_error_premature_end_of_input:
		return "the line ends inside the record: JSON Lines has one "
		       "record a physical line";
	case json_error_end_of_input_expected:
		return "something follows the record on its line";
	case json_error_duplicate_key:
		return "a key occurs twice in one record";
	case json_error_invalid_utf8:
		return "the line holds bytes that are not UTF-8";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "the line holds a NUL";
	case json_error_numeric_overflow:
		return "a number would change: write it as a string";
	default:
		return "the line is not JSON";
	}
}

int
ta_json_object_read(struct ta_json_lines *lines, struct ta_keyed *keyed,
    struct ta_header *header, struct ta_error *error)
{
	struct parse parse = {lines, keyed};
	struct ta_slice line = lines->line;
	const char *nul = memchr(line.data, '\0', line.len);
	json_error_t problem;
	json_t *object;
	int status;

	/* jansson does not notice a NUL after a number or a word. */
	if (nul != NULL) {
		lines->at.column = (size_t)(nul - line.data) + 1;
		return ta_error_set(error, &lines->at, "the line holds a NUL");
	}
	set_memory();
	object =
	    json_loadb(line.data, line.len, JSON_REJECT_DUPLICATES, &problem);
	if (object == NULL) {
		lines->at.column = (size_t)problem.position;
		return ta_error_set(
		    error, &lines->at, "%s", words_for(&problem));
	}
	status = json_is_object(object)
		     ? read_pairs(&parse, header, 0, object, error)
		     : ta_error_set(error, &lines->at,
			   "expected a record: an object of names and values");
	json_decref(object);
	return status;
}
