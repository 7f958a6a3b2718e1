#include <stdlib.h>
#include <string.h>

#include "base/phrase.h"
#include "unit.h"

/* Phrases in texts, against a search that knows nothing of blocks or groups. */

static const char letters[] = "aAbs .\n";

static bool
is_white(char c)
{
	return strchr(" \t\r\n", c) != NULL && c != '\0';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ' ') : c;
}

/* Does the phrase stand at the front, and where does it end? */
static bool
stands(const char *text, const char *phrase, const char **end)
{
	while (*phrase != '\0') {
		if (is_white(*phrase) != is_white(*text) || *text == '\0')
			return false;
		if (!is_white(*phrase) && small(*text) != small(*phrase))
			return false;
		if (is_white(*phrase)) {
			while (is_white(*phrase))
				phrase++;
			while (is_white(*text))
				text++;
			continue;
		}
		phrase++;
		text++;
	}
	*end = text;
	return true;
}

static bool
mentions(const char *text, const char *phrase)
{
	const char *end;

	for (const char *at = text; *at != '\0'; at++)
		if (stands(at, phrase, &end) &&
		    (at == text || !is_letter(at[-1]) || !is_letter(*at)) &&
		    (*end == '\0' || !is_letter(*end) || !is_letter(end[-1])))
			return true;
	return false;
}

static void
invent(char *text, size_t least, size_t most)
{
	size_t n = least + pick(most - least + 1);

	for (size_t i = 0; i < n; i++)
		text[i] = letters[pick(sizeof(letters) - 1)];
	text[n] = '\0';
}

/* A phrase of random letters that has some at both ends. */
static void
invent_phrase(char *text)
{
	invent(text, 2, 5);
	text[0] = letters[pick(4)];
	text[strlen(text) - 1] = letters[pick(4)];
}

static void
test_invented(void)
{
	char phrases[6][8], text[200];
	struct ta_slice slices[6];
	size_t wrong = 0, found = 0, tried = 20000;

	for (size_t i = 0; i < tried; i++) {
		struct ta_arena arena = {0};
		size_t n = 1 + pick(6);
		bool wanted = false, got;

		invent(text, 0, i % 2 == 0 ? 12 : 150);
		for (size_t k = 0; k < n; k++) {
			invent_phrase(phrases[k]);
			slices[k] = ta_slice_of(phrases[k]);
			wanted |= mentions(text, phrases[k]);
		}
		got = ta_phrases_in(
		    ta_phrases_make(slices, n, &arena), ta_slice_of(text));
		wrong += got != wanted;
		found += wanted;
		ta_arena_free(&arena);
	}
	CHECK_THAT(wrong == 0, "as a plain search finds them");
	CHECK_THAT(found > tried / 10 && found < tried - tried / 10,
	    "and both answers are met");
}

/* One phrase at every place of a text of some blocks. */
static void
test_places(void)
{
	struct ta_arena arena = {0};
	const struct ta_slice slice = ta_slice_of("call us");
	const struct ta_phrases *phrases = ta_phrases_make(&slice, 1, &arena);
	char text[200];
	size_t missed = 0;

	for (size_t i = 0; i + 7 <= sizeof(text); i++) {
		memset(text, '-', sizeof(text));
		memcpy(text + i, "Call us", 7);
		missed += !ta_phrases_in(
		    phrases, (struct ta_slice){text, sizeof(text)});
		/* cut short it is not there */
		missed +=
		    ta_phrases_in(phrases, (struct ta_slice){text, i + 6});
	}
	CHECK_THAT(missed == 0, "at every place of a block");
	ta_arena_free(&arena);
}

/* What browsers and word processors write about words. */
static void
test_written(void)
{
	static const char *const there[] = {"Is this\xc2\xa0trafficking?",
	    "is\xe2\x80\xafthis\xe3\x80\x80trafficking",
	    "is this \xc2\xa0\n trafficking",
	    "\xc2\xa0is this trafficking\xc2\xa0",
	    "is this\xe2\x80\x8b trafficking\xe2\x80\x8b",
	    "\xe2\x80\x9cIs this trafficking?\xe2\x80\x9d",
	    "is this trafficking\xe2\x80\x94yes or no",
	    "\xef\xbb\xbfis this trafficking"};
	static const char *const away[] = {"is this\xe2\x80\x8btrafficking",
	    "is this\xc3\xa9 trafficking", "is thistrafficking",
	    "is this trafficking\xc3\xa9", "\xc3\xa9is this trafficking",
	    "is this traffic\xc2\xa0king"};
	static const char *const spelt[] = {"is this trafficking",
	    "is\xc2\xa0this \xe2\x80\x89trafficking\xc2\xa0"};

	size_t missed = 0, wrong = 0;

	for (size_t k = 0; k < 2; k++) {
		struct ta_arena arena = {0};
		const struct ta_slice slice = ta_slice_of(spelt[k]);
		const struct ta_phrases *phrases =
		    ta_phrases_make(&slice, 1, &arena);

		for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
			missed +=
			    !ta_phrases_in(phrases, ta_slice_of(there[i]));
		for (size_t i = 0; i < sizeof(away) / sizeof(away[0]); i++)
			wrong += ta_phrases_in(phrases, ta_slice_of(away[i]));
		ta_arena_free(&arena);
	}
	CHECK_THAT(missed == 0, "with blanks, quotes and dashes of any kind");
	CHECK_THAT(wrong == 0, "and letters of any script part none");
}

int
main(void)
{
	struct ta_arena arena = {0};
	const struct ta_slice bad[] = {ta_slice_of("two"), ta_slice_of(" x ")};

	test_invented();
	test_places();
	test_written();
	CHECK_THAT(ta_phrases_make(bad, 2, &arena) == NULL,
	    "a phrase of one letter is none");
	CHECK_THAT(ta_phrases_make(bad, 1, &arena) != NULL, "of three it is");
	ta_arena_free(&arena);
	return unit_end();
}
