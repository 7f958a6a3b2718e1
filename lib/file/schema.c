#include <stdlib.h>
#include <string.h>

#include "file/jsonwriter.h"
#include "file/schema.h"

struct schema {
	struct ta_text *text;
	const struct ta_shape **named; /* each once, in the order of their */
	size_t count, room;	       /* first use */
};

static void
add(struct schema *schema, const char *json)
{
	ta_text_add_string(schema->text, json);
}

static void
add_string(struct schema *schema, const char *string)
{
	ta_json_add_string(schema->text, ta_slice_of(string));
}

/* Begins a member of the object that is being written. */
static void
begin(struct schema *schema, const char *name)
{
	const struct ta_text *text = schema->text;

	if (text->data[text->len - 1] != '{')
		add(schema, ",");
	add_string(schema, name);
	add(schema, ":");
}

static void
add_member(struct schema *schema, const char *name, const char *json)
{
	begin(schema, name);
	add(schema, json);
}

static void
add_number(struct schema *schema, const char *name, long number)
{
	begin(schema, name);
	ta_text_printf(schema->text, "%ld", number);
}

static void
add_text(struct schema *schema, const char *name, const char *words)
{
	if (words == NULL)
		return;
	begin(schema, name);
	add_string(schema, words);
}

/* Adds names as an array; one that is digits is also a number to an editor. */
static void
add_names(struct schema *schema, const char *name, struct ta_names names)
{
	const char *word, *comma = "";
	size_t i = 0;

	begin(schema, name);
	add(schema, "[");
	for (; (word = ta_names_next(&names, &i)) != NULL; comma = ",") {
		add(schema, comma);
		add_string(schema, word);
		if (word[0] != '\0' && word[strspn(word, "0123456789")] == '\0')
			ta_text_printf(schema->text, ",%s", word);
	}
	add(schema, "]");
}

static void add_shape(
    struct schema *schema, const struct ta_shape *shape, const char *says);

/* Adds a shape that may stand elsewhere, too: by its name, if it has one. */
static void
add_use(struct schema *schema, const struct ta_shape *shape, const char *says)
{
	size_t i = 0;

	add(schema, "{");
	if (shape->name == NULL) {
		add_shape(schema, shape, says != NULL ? says : shape->says);
		add(schema, "}");
		return;
	}
	while (i < schema->count && schema->named[i] != shape)
		i++;
	if (i == schema->count) {
		ta_grow((void **)&schema->named, &schema->room, schema->count,
		    sizeof(struct ta_shape *));
		schema->named[schema->count++] = shape;
	}
	add_text(schema, "description", says);
	ta_text_printf(schema->text, "%s\"$ref\":\"#/$defs/%s\"}",
	    says == NULL ? "" : ",", shape->name);
}

/* A text, or what an editor takes for another type. */
static void
add_scalar(struct schema *schema, const struct ta_shape *shape)
{
	struct ta_names never = shape->never;
	size_t i = 0;

	if (shape->words.count > 0) {
		add_names(schema, "enum", shape->words);
		return;
	}
	add_member(schema, "type",
	    shape->wordy      ? "\"string\""
	    : shape->most > 0 ? "[\"string\",\"integer\"]"
	    : shape->null     ? "[\"string\",\"number\",\"boolean\",\"null\"]"
			      : "[\"string\",\"number\",\"boolean\"]");
	if (shape->most > 0) {
		add_member(schema, "pattern", "\"^ *[+]?[0-9]+$\"");
		add_number(schema, "minimum", shape->least);
		add_number(schema, "maximum", shape->most);
	}
	add_text(schema, "pattern", shape->pattern);
	if (ta_names_next(&never, &i) == NULL)
		return;
	begin(schema, "not");
	add(schema, "{");
	add_names(schema, "enum", shape->never);
	add(schema, "}");
}

/* Adds {"required":[NAME]}, one of several. */
static void
add_required(struct schema *schema, const char *name)
{
	add(schema, "{\"required\":[");
	add_string(schema, name);
	add(schema, "]}");
}

/* Adds what has to be there where a key is, or cannot be. */
static void
add_dependent(struct schema *schema, const struct ta_key *key)
{
	struct ta_names bars = key->bars;
	const char *bar, *comma = "";
	size_t i = 0;

	begin(schema, key->name);
	if (key->with != NULL) {
		add_required(schema, key->with);
		return;
	}
	add(schema, "{\"not\":{\"anyOf\":[");
	for (; (bar = ta_names_next(&bars, &i)) != NULL; comma = ",") {
		add(schema, comma);
		add_required(schema, bar);
	}
	add(schema, "]}}");
}

static void
add_dependents(struct schema *schema, const struct ta_shape *shape)
{
	size_t n = 0;

	for (size_t i = 0; i < shape->n; i++) {
		const struct ta_key *key = ta_shape_key(shape, i);

		if (key->with == NULL && key->bars.count == 0)
			continue;
		if (n++ == 0)
			add_member(schema, "dependentSchemas", "{");
		add_dependent(schema, key);
	}
	add(schema, n > 0 ? "}" : "");
}

static void
add_keys(struct schema *schema, const struct ta_shape *shape)
{
	begin(schema, "properties");
	add(schema, "{");
	for (size_t i = 0; i < shape->n; i++) {
		const struct ta_key *key = ta_shape_key(shape, i);

		if ((key->scope & ~shape->scope) != 0) {
			begin(schema, key->name);
			add(schema, "false");
			continue;
		}
		begin(schema, key->name);
		add_use(schema, key->shape, key->says);
	}
	add(schema, "}");
}

/* Adds the keys that have to be there, and those of which one has to be. */
static void
add_all_required(struct schema *schema, const struct ta_shape *shape)
{
	const char *const *one = shape->one;
	size_t n = 0;

	for (size_t i = 0; i < shape->n; i++) {
		if (!ta_shape_key(shape, i)->required)
			continue;
		if (n++ == 0)
			add_member(schema, "required", "[");
		else
			add(schema, ",");
		add_string(schema, ta_shape_key(shape, i)->name);
	}
	add(schema, n > 0 ? "]" : "");
	if (one == NULL)
		return;
	add_member(schema, shape->only_one ? "oneOf" : "anyOf", "[");
	add_required(schema, *one);
	while (*++one != NULL) {
		add(schema, ",");
		add_required(schema, *one);
	}
	add(schema, "]");
}

/* Adds {"if":…,"then":…} for each case. */
static void
add_cases(struct schema *schema, const struct ta_shape *shape)
{
	for (size_t i = 0; i < shape->n_cases; i++) {
		const struct ta_case *one = &shape->cases[i];

		if (i == 0)
			add_member(schema, "allOf", "[{");
		else
			add(schema, ",{");
		add_member(schema, "if", "{");
		add_member(schema, "properties", "{");
		add_member(schema, one->key, "{");
		add_names(schema, "enum", one->words);
		add(schema, "}},\"required\":[");
		add_string(schema, one->key);
		add(schema, "]},\"then\":");
		add(schema, one->needs != NULL ? "" : "{\"not\":");
		add_required(
		    schema, one->needs != NULL ? one->needs : one->bars);
		add(schema, one->needs != NULL ? "}" : "}}");
	}
	add(schema, shape->n_cases > 0 ? "]" : "");
}

static void
add_mapping(struct schema *schema, const struct ta_shape *shape)
{
	add_member(schema, "type", "\"object\"");
	if (shape->filled)
		add_number(schema, "minProperties", 1);
	if (shape->n > 0)
		add_keys(schema, shape);
	add_all_required(schema, shape);
	add_dependents(schema, shape);
	add_cases(schema, shape);
	if (shape->pattern != NULL) {
		begin(schema, "propertyNames");
		add(schema, "{");
		add_text(schema, "pattern", shape->pattern);
		add(schema, "}");
	}
	begin(schema, "additionalProperties");
	if (shape->each == NULL)
		add(schema, "false");
	else
		add_use(schema, shape->each, NULL);
}

static void
add_list(struct schema *schema, const struct ta_shape *shape)
{
	add_member(schema, "type", "\"array\"");
	if (shape->filled)
		add_number(schema, "minItems", 1);
	if (shape->items_most > 0)
		add_number(schema, "maxItems", (long)shape->items_most);
	begin(schema, "items");
	add_use(schema, shape->items, NULL);
}

/* Adds shapes of which a value has one. */
static void
add_either(struct schema *schema, const struct ta_shape *const *either)
{
	const char *comma = "";

	add_member(schema, "oneOf", "[");
	for (; *either != NULL; either++, comma = ",") {
		add(schema, comma);
		add_use(schema, *either, NULL);
	}
	add(schema, "]");
}

/* Adds the members of a schema for the shape. */
static void
add_shape(struct schema *schema, const struct ta_shape *shape, const char *says)
{
	add_text(schema, "description", says);
	switch (shape->want) {
	case TA_WANT_TEXT:
		add_scalar(schema, shape);
		break;
	case TA_WANT_LIST:
		add_list(schema, shape);
		break;
	case TA_WANT_MAP:
		add_mapping(schema, shape);
		break;
	case TA_WANT_TEXTS:
		add_member(schema, "oneOf", "[");
		add_use(schema, shape->items, NULL);
		add(schema, ",{");
		add_list(schema, shape);
		add(schema, "}]");
		break;
	default: /* TA_WANT_EITHER */
		add_either(schema, shape->either);
		break;
	}
}

void
ta_schema_add(struct ta_text *text, const struct ta_shape *shape,
    const char *id, const char *title)
{
	struct schema schema = {.text = text};

	add(&schema, "{");
	add_text(
	    &schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
	add_text(&schema, "$id", id);
	add_text(&schema, "title", title);
	add_shape(&schema, shape, shape->says);
	begin(&schema, "$defs");
	add(&schema, "{");
	for (size_t i = 0; i < schema.count; i++) {
		begin(&schema, schema.named[i]->name);
		add(&schema, "{");
		add_shape(&schema, schema.named[i], schema.named[i]->says);
		add(&schema, "}");
	}
	add(&schema, "}}\n");
	free(schema.named);
}
