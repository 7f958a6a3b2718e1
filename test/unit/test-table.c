#include <stdio.h>

#include "base/digest.h"
#include "base/table.h"
#include "unit.h"

/* Entries by ids, against what a list of them would say. */

#define N_IDS 100000

struct entry {
	uint64_t id;
	size_t number;
	char more[17]; /* of a size that is no power of two */
};

/* An id as forms number them. */
static struct ta_slice
id_of(char *text, size_t i)
{
	snprintf(text, 24, "%zu", i);
	return ta_slice_of(text);
}

static bool
is_zero(const struct entry *entry)
{
	static const struct entry zero;

	return memcmp(&entry->number, &zero.number,
		   sizeof(zero) - sizeof(zero.id)) == 0;
}

/* Enough to grow a dozen times, and for every slot to be sought by several. */
static void
test_growth(void)
{
	struct ta_table *table = ta_table_new(sizeof(struct entry));
	bool made, fresh = true, zero = true, absent = true;
	bool found = true, again = true, in_order = true;
	char id[24];

	for (size_t i = 0; i < N_IDS; i++) {
		struct entry *entry;

		absent &= ta_table_find(table, id_of(id, i)) == NULL;
		entry = ta_table_add(table, id_of(id, i), &made);
		fresh &= made;
		zero &= is_zero(entry);
		memset(entry->more, 'x', sizeof(entry->more));
		entry->number = i;
	}
	for (size_t i = 0; i < N_IDS; i++) {
		struct entry *entry = ta_table_find(table, id_of(id, i));

		found &= entry != NULL && entry->number == i;
		in_order &= entry == ta_table_at(table, i);
		again &= ta_table_add(table, id_of(id, i), &made) == entry;
		again &= !made;
	}
	for (size_t i = N_IDS; i < 2 * N_IDS; i++)
		absent &= ta_table_find(table, id_of(id, i)) == NULL;
	CHECK_THAT(fresh, "100,000 ids are new, each once");
	CHECK_THAT(zero, "what is made is all zero");
	CHECK_THAT(found, "each is found, with what was put in its entry");
	CHECK_THAT(again, "and is not made again");
	CHECK_THAT(in_order, "they stand in the order in which they came");
	CHECK_THAT(absent, "what was not added is not there");
	CHECK(ta_table_count(table) == N_IDS);
	ta_table_free(table);
}

/* Ids of one part of many are alike in the lower bits of their sums. */
static void
test_parts(void)
{
	struct ta_table *table = ta_table_new(sizeof(uint64_t));
	size_t n = 0;
	bool made, all = true;
	char id[24];

	for (size_t i = 0; i < N_IDS; i++)
		if (ta_digest_64(id_of(id, i)) % 64 == 5) {
			ta_table_add(table, id_of(id, i), &made);
			all &= made && ++n == ta_table_count(table);
		}
	for (size_t i = 0; i < N_IDS; i++)
		all &= (ta_table_find(table, id_of(id, i)) != NULL) ==
		       (ta_digest_64(id_of(id, i)) % 64 == 5);
	CHECK_THAT(all && n > 1000, "those of one part, and no others");
	ta_table_free(table);
}

static void
test_ids(void)
{
	struct ta_table *table = ta_table_new(sizeof(struct entry));
	const struct ta_slice absent = {NULL, 0};
	struct entry *entry;
	bool made;

	CHECK(ta_table_count(table) == 0);
	CHECK(ta_table_find(table, absent) == NULL);
	entry = ta_table_add(table, ta_slice_of(""), &made);
	CHECK_THAT(made, "the empty id is one");
	entry->number = 17;
	CHECK_THAT(ta_table_add(table, absent, &made) == entry && !made,
	    "an absent one is the same");
	CHECK(ta_table_find(table, ta_slice_of(" ")) == NULL);
	ta_table_add(table, ta_slice_of("A"), &made);
	CHECK_THAT(made && ta_table_find(table, ta_slice_of("a")) == NULL,
	    "the case of letters counts");
	ta_table_add(table, (struct ta_slice){"a\0b", 3}, &made);
	CHECK_THAT(made && ta_table_find(table, ta_slice_of("a")) == NULL,
	    "and so do all bytes");
	entry = ta_table_find(table, ta_slice_of(""));
	CHECK(entry != NULL && entry->number == 17);
	CHECK(ta_table_count(table) == 3);
	ta_table_free(table);
	ta_table_free(NULL);
}

int
main(void)
{
	test_ids();
	test_growth();
	test_parts();
	return unit_end();
}
