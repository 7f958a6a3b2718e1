#include "record/spool.h"
#include "unit.h"

/*
 * Records that are set aside, in blocks: of all sizes, read again from the
 * block that is not written yet and from the file, then all in order.
 */

#define N_RECORDS 3000
#define N_FIELDS 3

static struct ta_text filling; /* of fields */

/* A size around one that matters: a few bytes, a block, several blocks. */
static size_t
size_of(size_t i)
{
	return i % 997 == 0   ? 200000 + i
	       : i % 101 == 0 ? 65536 - 64 + i % 128
			      : i % 700;
}

/* The i-th record; its fields are of the filling. */
static void
make(struct ta_record *record, size_t i)
{
	ta_record_widen(record, N_FIELDS);
	record->file = "form.csv";
	record->line = i + 2;
	record->fields[0] =
	    (struct ta_slice){filling.data + i % 1000, size_of(i)};
	record->fields[1] = (struct ta_slice){NULL, 0};
	record->fields[2] = (struct ta_slice){filling.data + i, i % 9};
}

static bool
is_record(const struct ta_record *record, size_t i)
{
	struct ta_record wanted = {0};
	bool is;

	make(&wanted, i);
	is = record->line == wanted.line && record->file == wanted.file &&
	     record->count == N_FIELDS && record->fields[1].data == NULL &&
	     ta_slice_equal(record->fields[0], wanted.fields[0]) &&
	     ta_slice_equal(record->fields[2], wanted.fields[2]);
	ta_record_free(&wanted);
	return is;
}

static void
test_spool(size_t n)
{
	static uint64_t places[N_RECORDS];
	struct ta_error error = {""};
	struct ta_spool *spool = ta_spool_open("/tmp", &error);
	struct ta_record in = {0}, out = {0};
	bool again = true, in_order = true;

	for (size_t i = 0; i < n; i++) {
		size_t old;

		make(&in, i);
		places[i] = ta_spool_place(spool);
		again &= ta_spool_put(spool, &in, &error) == 0;
		old = i % 3 == 0 ? i : pick(i + 1);
		again &= ta_spool_get(spool, places[old], &out, &error) == 0 &&
			 is_record(&out, old);
	}
	for (size_t i = 0; i < n; i++)
		in_order &= ta_spool_next(spool, &out, &error) == 1 &&
			    is_record(&out, i);
	CHECK_THAT(again, "a record is read again at its place");
	CHECK_THAT(in_order, "all come in order");
	CHECK_THAT(ta_spool_next(spool, &out, &error) == 0 &&
		       ta_spool_next(spool, &out, &error) == 0,
	    "then there is none");
	ta_spool_close(spool);
	ta_record_free(&in);
	ta_record_free(&out);
}

int
main(void)
{
	for (size_t i = 0; i < 300000; i++)
		ta_text_add_char(&filling, (char)('a' + i % 26));
	test_spool(0);
	test_spool(1);
	test_spool(N_RECORDS);
	ta_text_free(&filling);
	return unit_end();
}
