#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/names.h"
#include "base/slug.h"
#include "intake/eventhint.h"

/* More possibilities than these are no help. */
#define HINTS_MOST 3

/* An event, a field that it takes, and a value of that. */
struct hint {
	const struct ta_event *event;
	const struct ta_field *field;
	struct ta_slice value;
};

/* Whether a word is a value, or one with an ending: "declined". */
static bool
is_value(struct ta_slice word, struct ta_slice value)
{
	struct ta_slice begins = {
	    word.data, word.len < value.len ? word.len : value.len};

	return ta_slug_equal(begins, value);
}

/* Adds what a word may mean of an event: how many there are now. */
static size_t
add_hints(const struct ta_policy *policy, size_t kind, struct ta_slice word,
    struct hint hints[HINTS_MOST], size_t n)
{
	const struct ta_event *event = &policy->events[kind];

	for (size_t i = 0; i < policy->vocabulary.n_fields; i++) {
		const struct ta_field *field = &policy->vocabulary.fields[i];

		for (size_t k = 0; event->takes[i] && k < field->n_choices;
		     k++) {
			if (!is_value(word, field->choices[k].slug))
				continue;
			if (n < HINTS_MOST)
				hints[n] = (struct hint){
				    event, field, field->choices[k].slug};
			n++;
		}
	}
	return n;
}

void
ta_event_hint_word(const struct ta_policy *policy, struct ta_slice word,
    const char *before, struct ta_text *text)
{
	struct hint hints[HINTS_MOST];
	size_t n = 0;

	word = ta_slice_trim(word);
	for (size_t i = 0; i < policy->n_events; i++)
		n = add_hints(policy, i, word, hints, n);
	if (n > HINTS_MOST)
		return;
	for (size_t i = 0; i < n; i++)
		ta_text_printf(text, "%s'%s %s=%s'",
		    i == 0	 ? before
		    : i + 1 == n ? " or "
				 : ", ",
		    hints[i].event->id, hints[i].field->name.data,
		    hints[i].value.data);
	if (n > 0)
		ta_text_add_char(text, '?');
}

/* The first field that an event takes, or NULL. */
static const struct ta_field *
first_taken(const struct ta_policy *policy, const struct ta_event *event)
{
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++)
		if (event->takes[i])
			return &policy->vocabulary.fields[i];
	return NULL;
}

/* Sets the error for a word that is no FIELD=VALUE: -1. */
static int
refuse_word(const struct ta_policy *policy, int kind, struct ta_slice word,
    struct ta_error *error)
{
	const struct ta_event *event =
	    kind == -1 ? NULL : &policy->events[kind];
	const struct ta_field *field =
	    event == NULL ? NULL : first_taken(policy, event);
	struct hint hints[HINTS_MOST];

	if (event != NULL && field == NULL)
		return ta_error_set(
		    error, NULL, "'%s' carries no fields", event->id);
	if (field == NULL)
		return ta_error_set(error, NULL, "expected FIELD=VALUE");
	if (add_hints(policy, (size_t)kind, word, hints, 0) > 0)
		return ta_error_set(error, NULL,
		    "expected FIELD=VALUE, such as %s=%s",
		    hints[0].field->name.data, hints[0].value.data);
	return ta_error_set(error, NULL, "expected FIELD=VALUE, such as %s=%s",
	    field->name.data,
	    field->n_choices > 0 ? field->choices[0].slug.data : "…");
}

int
ta_event_hint_check(const struct ta_policy *policy, struct ta_slice event,
    const char *const *words, size_t n, struct ta_error *error)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(words[i], '=') == NULL)
			return refuse_word(policy,
			    ta_policy_event(policy, event),
			    ta_slice_of(words[i]), error);
	return 0;
}

void
ta_event_hint_takes(
    const struct ta_policy *policy, int kind, struct ta_text *text)
{
	const struct ta_vocabulary *vocabulary = &policy->vocabulary;
	const char **names = ta_alloc(vocabulary->n_fields, sizeof(*names));
	size_t before = text->len, n = 0;

	for (size_t i = 0; i < vocabulary->n_fields; i++)
		if (policy->events[kind].takes[i])
			names[n++] = vocabulary->fields[i].name.data;
	ta_names_list(text, "", ta_names_of(names, n));
	if (text->len == before)
		ta_text_add_string(text, "a field that it takes");
	free(names);
}

bool
ta_event_hint_short_year(struct ta_slice text)
{
	size_t i = 0, digits = 0, signs = 0;

	for (; i < text.len; i++) {
		if (ta_is_digit(text.data[i])) {
			if (++digits > 2)
				return false;
		} else if (digits > 0 && signs < 2 &&
			   memchr("/.-", text.data[i], 3) != NULL) {
			signs++;
			digits = 0;
		} else {
			break;
		}
	}
	return signs == 2 && digits == 2 &&
	       (i == text.len || memchr(" ,T", text.data[i], 3) != NULL);
}
