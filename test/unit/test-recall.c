#include "base/text.h"
#include "intake/recall.h"
#include "unit.h"

/* Answers that were met before: the bound, and that nothing is mixed up. */

#define MANY 5000 /* answers, several times as many as are held */

static struct ta_slice
number_of(struct ta_text *text, const char *before, size_t n)
{
	ta_text_clear(text);
	ta_text_printf(text, "%s%zu", before, n);
	return ta_text_slice(text, 0);
}

static void
keep(struct ta_recall *recall, size_t field, struct ta_slice text,
    struct ta_slice value)
{
	const struct ta_recalled became = {value, field == 1, field == 2};

	ta_recall_keep(recall, field, text, &became);
}

/* How many of the answers are recalled; *right unless one became another. */
static size_t
count_held(struct ta_recall *recall, bool *right)
{
	struct ta_text text = {0}, value = {0};
	struct ta_recalled became;
	size_t held = 0;

	for (size_t i = 0; i < MANY; i++) {
		if (!ta_recall_find(
			recall, i % 3, number_of(&text, "answer ", i), &became))
			continue;
		held++;
		*right &= ta_slice_equal(
			      became.value, number_of(&value, "value-", i)) &&
			  became.strange == (i % 3 == 1) &&
			  became.none == (i % 3 == 2);
	}
	ta_text_free(&text);
	ta_text_free(&value);
	return held;
}

static void
test_many(struct ta_recall *recall)
{
	struct ta_text text = {0}, value = {0};
	struct ta_recalled became;
	bool fresh = true, right = true;
	size_t held;

	for (size_t i = 0; i < MANY; i++) {
		keep(recall, i % 3, number_of(&text, "answer ", i),
		    number_of(&value, "value-", i));
		fresh &= ta_recall_find(recall, i % 3,
			     number_of(&text, "answer ", i), &became) &&
			 ta_slice_equal(
			     became.value, number_of(&value, "value-", i));
	}
	held = count_held(recall, &right);
	CHECK_THAT(fresh, "what was just kept is recalled");
	CHECK_THAT(right, "an answer became what was kept of it");
	CHECK_THAT(held > 512 && held <= 1024,
	    "of many answers no more than 1,024 are held");
	ta_recall_forget(recall);
	CHECK_THAT(
	    count_held(recall, &right) == 0, "nothing is held once forgotten");
	ta_text_free(&text);
	ta_text_free(&value);
}

static void
test_fields(struct ta_recall *recall)
{
	const struct ta_slice yes = {"Yes", 3};
	struct ta_recalled became;

	keep(recall, 7, yes, (struct ta_slice){"yes", 3});
	CHECK_THAT(
	    !ta_recall_find(recall, 8, yes, &became) &&
		!ta_recall_find(
		    recall, 7, (struct ta_slice){"yes", 3}, &became) &&
		!ta_recall_find(recall, 7, (struct ta_slice){"Ye", 2}, &became),
	    "another field, case or length is another answer");
	keep(recall, 7, yes, (struct ta_slice){"", 0});
	CHECK_THAT(
	    ta_recall_find(recall, 7, yes, &became) && became.value.len == 0,
	    "an answer may become nothing");
}

static void
test_long(struct ta_recall *recall)
{
	char bytes[300] = {0};
	struct ta_recalled became;

	for (size_t n = 0; n <= sizeof(bytes); n++) {
		const struct ta_slice text = {bytes, n};

		keep(recall, 0, text, (struct ta_slice){bytes, 40});
		if (n == 200)
			CHECK_THAT(ta_recall_find(recall, 0, text, &became) &&
				       became.value.len == 40,
			    "200 bytes that became 40 are kept");
		if (n > 200 && ta_recall_find(recall, 0, text, &became))
			CHECK_THAT(false, "longer ones are not kept");
	}
}

int
main(void)
{
	struct ta_recall *recall = ta_recall_new();

	test_many(recall);
	test_fields(recall);
	test_long(recall);
	ta_recall_free(recall);
	return unit_end();
}
