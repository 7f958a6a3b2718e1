#include "intake/formwords.h"

/* Cuts the next word off *rest: a run of letters and digits; empty at the end.
 */
static struct ta_slice
next_word(struct ta_slice *rest)
{
	struct ta_slice word = {rest->data, 0};

	while (rest->len > 0) {
		char c = *rest->data;
		bool in =
		    ta_is_latin(c) || ta_is_digit(c) || (signed char)c < 0;

		if (!in && word.len > 0)
			break;
		ta_slice_pass(rest, 1);
		if (in)
			word.len++;
		else
			word.data = rest->data;
	}
	return word;
}

/* Words are compared without their plural: topic, topics. */
static bool
same_word(struct ta_slice a, struct ta_slice b)
{
	a.len -= a.len > 3 && ta_lower(a.data[a.len - 1]) == 's';
	b.len -= b.len > 3 && ta_lower(b.data[b.len - 1]) == 's';
	return ta_slice_equal_nocase(a, b);
}

static bool
has_word(struct ta_slice text, struct ta_slice word)
{
	struct ta_slice other;

	while ((other = next_word(&text)).len > 0)
		if (same_word(other, word))
			return true;
	return false;
}

static bool
is_part(struct ta_slice word)
{
	static const char *const parts[] = {
	    "first", "last", "middle", "given", "family"};

	for (size_t i = 0; i < TA_COUNT(parts); i++)
		if (ta_slice_equal_nocase(word, ta_slice_of(parts[i])))
			return true;
	return false;
}

bool
ta_words_has_part(struct ta_slice heading)
{
	struct ta_slice word;

	while ((word = next_word(&heading)).len > 0)
		if (is_part(word))
			return true;
	return false;
}

/* The weight of a word: one over the number of fields with it in a label. */
static double
weight_of(const struct ta_policy *policy, struct ta_slice word)
{
	size_t n = 0;

	for (size_t i = 0; i < policy->vocabulary.n_fields; i++) {
		const struct ta_field *field = &policy->vocabulary.fields[i];
		bool has = has_word(field->name, word);

		for (size_t k = 0; k < field->n_labels && !has; k++)
			has = has_word(field->labels[k], word);
		n += has;
	}
	return is_part(word) ? 0 : n == 0 ? 1 : 1 / (double)n;
}

/*
 * The weight of the words of a text that another text has (`both`) or has not;
 * each word counts once.
 */
static double
weigh(const struct ta_policy *policy, struct ta_slice text,
    struct ta_slice other, bool both)
{
	struct ta_slice rest = text, word;
	double weight = 0;

	while ((word = next_word(&rest)).len > 0) {
		struct ta_slice before = {
		    text.data, (size_t)(word.data - text.data)};

		if (has_word(other, word) == both && !has_word(before, word))
			weight += weight_of(policy, word);
	}
	return weight;
}

/* How much a label resembles a heading of this weight: 0 to 1. */
static double
alike(const struct ta_policy *policy, struct ta_slice heading, double weight,
    struct ta_slice label)
{
	double both = weigh(policy, label, heading, true);

	return both == 0
		   ? 0
		   : both / (weight + weigh(policy, label, heading, false));
}

const struct ta_field *
ta_words_field(const struct ta_policy *policy, struct ta_slice heading)
{
	const struct ta_field *found = NULL;
	struct ta_text slug = {0};
	double best = .5, weight;

	ta_slug_add(&slug, heading);
	heading = ta_text_slice(&slug, 0);
	weight = weigh(policy, heading, ta_slice_of(""), false);
	for (size_t i = 0; i < policy->vocabulary.n_fields; i++) {
		const struct ta_field *field = &policy->vocabulary.fields[i];
		double nearest = alike(policy, heading, weight, field->name);

		for (size_t k = 0; k < field->n_labels; k++) {
			double near =
			    alike(policy, heading, weight, field->labels[k]);

			if (near > nearest)
				nearest = near;
		}
		if (field->staff || nearest < best)
			continue;
		found = nearest > best || found == NULL ? field : NULL;
		best = nearest;
	}
	ta_text_free(&slug);
	return found;
}
