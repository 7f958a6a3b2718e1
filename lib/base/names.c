#include <stdint.h>

#include "base/names.h"

/* The most words that a message lists. A longer list is in the manual. */
#define LISTED_MOST 8

static const char *
name_at(const struct ta_names *names, size_t i)
{
	const char *thing = (const char *)names->things + i * names->size;

	return *(const char *const *)(const void *)(thing + names->offset);
}

const char *
ta_names_next(struct ta_names *names, size_t *i)
{
	while (*i == names->count) {
		if (names->more == NULL)
			return NULL;
		*names = *names->more;
		*i = 0;
	}
	return name_at(names, (*i)++);
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Letters to insert, drop or replace (Levenshtein), for words up to 63. */
static size_t
edit_distance(struct ta_slice a, struct ta_slice b)
{
	size_t row[64], corner, above;

	if (b.len >= 64)
		return SIZE_MAX;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		corner = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			above = row[j];
			if (ta_lower(a.data[i - 1]) == ta_lower(b.data[j - 1]))
				row[j] = corner;
			else
				row[j] = 1 + least(corner, above, row[j - 1]);
			corner = above;
		}
	}
	return row[b.len];
}

const char *
ta_names_nearest(struct ta_slice word, struct ta_names names)
{
	size_t best = word.len / 3 < 3 ? word.len / 3 + 1 : 4;
	const char *nearest = NULL, *name;
	size_t i = 0;

	while ((name = ta_names_next(&names, &i)) != NULL) {
		size_t d = edit_distance(word, ta_slice_of(name));

		if (d < best) {
			best = d;
			nearest = name;
		}
	}
	return nearest;
}

void
ta_names_list(struct ta_text *text, const char *before, struct ta_names names)
{
	size_t n = 0, i = 0;
	const char *name;

	for (const struct ta_names *part = &names; part != NULL;
	     part = part->more)
		n += part->count;
	if (n > LISTED_MOST)
		return;
	while ((name = ta_names_next(&names, &i)) != NULL) {
		ta_text_printf(text, "%s%s", before, name);
		before = --n == 1 ? " or " : ", ";
	}
}

static int
index_of(struct ta_slice word, struct ta_names names)
{
	const char *name;
	size_t i = 0;

	if (names.table != NULL)
		return ta_table_index(names.table, word);
	for (int index = 0; (name = ta_names_next(&names, &i)) != NULL; index++)
		if (ta_slice_equal(word, ta_slice_of(name)))
			return index;
	return -1;
}

int
ta_names_index(struct ta_slice word, const struct ta_place *at,
    const char *kind, struct ta_names names, struct ta_error *error)
{
	int index = index_of(word, names);
	struct ta_text help = {0};
	const char *name;

	if (index != -1)
		return index;
	name = ta_names_nearest(word, names);
	if (name != NULL)
		ta_text_printf(&help, "; did you mean '%s'?", name);
	else
		ta_names_list(&help, "; expected ", names);
	ta_error_set(error, at, "'%.*s' is not %s%s", (int)word.len, word.data,
	    kind, ta_text_string(&help));
	ta_text_free(&help);
	return -1;
}
