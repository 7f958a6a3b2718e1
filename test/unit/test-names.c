#include <string.h>

#include "base/names.h"
#include "unit.h"

/* Names: the index of a word, and which one may have been meant. */

struct thing {
	int other;
	struct ta_slice name;
};

static const struct thing things[] = {{1, {"facts", 5}}, {2, {"role", 4}},
    {3, {"attorney", 8}}, {4, {"supervisor_email", 16}}, {5, {"topics", 6}}};

static const char *const more[] = {"drop", "topic"};

/* Five names of things, and two strings behind them. */
static struct ta_names
all_names(void)
{
	static struct ta_names behind;
	struct ta_names names = TA_NAMES(things, 5, struct thing, name.data);

	behind = ta_names_of(more, 2);
	names.more = &behind;
	return names;
}

static bool
is_nearest(const char *word, const char *wanted)
{
	const char *got = ta_names_nearest(
	    ta_slice_of(word), TA_NAMES(things, 5, struct thing, name.data));

	return wanted == NULL ? got == NULL
			      : got != NULL && strcmp(got, wanted) == 0;
}

static void
test_nearest(void)
{
	char longest[200];

	CHECK(is_nearest("facts", "facts"));
	CHECK(is_nearest("facs", "facts"));
	CHECK(is_nearest("factss", "facts"));
	CHECK(is_nearest("attorny", "attorney"));
	CHECK(is_nearest("supervisor_emial", "supervisor_email"));
	CHECK(is_nearest("suprvisr_mail", "supervisor_email"));
	CHECK(is_nearest("tropic", "topics"));
	/* two wrong letters of four or five are more than a third */
	CHECK(is_nearest("rolxy", NULL));
	CHECK(is_nearest("roxx", NULL));
	/* four changes are too many for any word */
	CHECK(is_nearest("spervsr_mal", NULL));
	CHECK(is_nearest("", NULL));
	CHECK(is_nearest("xyz", NULL));
	CHECK(ta_names_nearest(ta_slice_of("facts"), ta_names_of(NULL, 0)) ==
	      NULL);
	/* what comes first goes before what is as near */
	CHECK(strcmp(ta_names_nearest(ta_slice_of("topicx"), all_names()),
		  "topics") == 0);
	memset(longest, 'a', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	CHECK(is_nearest(longest, NULL));
}

static bool
is_at(const char *word, int wanted, const char *said)
{
	const struct ta_place at = {"f", 3, 0};
	struct ta_error error = {""};

	return ta_names_index(ta_slice_of(word), &at, "a name", all_names(),
		   &error) == wanted &&
	       strcmp(error.text, said) == 0;
}

static void
test_index(void)
{
	static const char *const most[] = {
	    "a", "b", "c", "d", "e", "f", "g", "h", "i"};
	struct ta_error error = {""};

	CHECK(is_at("facts", 0, ""));
	CHECK(is_at("topics", 4, ""));
	CHECK(is_at("drop", 5, ""));
	CHECK(is_at("topic", 6, ""));
	CHECK(is_at(
	    "fact", -1, "f:3: 'fact' is not a name; did you mean 'facts'?"));
	CHECK(is_at(
	    "drip", -1, "f:3: 'drip' is not a name; did you mean 'drop'?"));
	CHECK(is_at(
	    "FACTS", -1, "f:3: 'FACTS' is not a name; did you mean 'facts'?"));
	CHECK(is_at("zzz", -1,
	    "f:3: 'zzz' is not a name; expected facts, role, attorney, "
	    "supervisor_email, topics, drop or topic"));
	CHECK(ta_names_index(ta_slice_of("topic"), NULL, "x",
		  ta_names_of(more, 2), &error) == 1);
	CHECK(ta_names_index(ta_slice_of("z"), NULL, "it", ta_names_of(more, 0),
		  &error) == -1);
	CHECK(strcmp(error.text, "'z' is not it") == 0);
	CHECK(ta_names_index(ta_slice_of("z"), NULL, "it", ta_names_of(most, 8),
		  &error) == -1);
	CHECK(strcmp(error.text,
		  "'z' is not it; expected a, b, c, d, e, f, g or h") == 0);
	CHECK(ta_names_index(ta_slice_of("z"), NULL, "it", ta_names_of(most, 9),
		  &error) == -1);
	CHECK_THAT(strcmp(error.text, "'z' is not it") == 0,
	    "of nine names none is listed");
}

int
main(void)
{
	test_nearest();
	test_index();
	return unit_end();
}
