#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "ledger/owned.h"
#include "unit.h"

/* What a line of a ledger is known by, and what is said of files that fail. */

/* A record with its seal; the caller's to free. */
static struct ta_text
sealed(const char *record)
{
	struct ta_text line = {0};

	ta_text_add_string(&line, record);
	ta_seal_add(&line, 0);
	return line;
}

/* Does "<front><line><behind>" hold a line that fits, and run on behind it? */
static void
check_line(const char *front, const struct ta_text *line, const char *behind,
    bool is_in, bool is_passed)
{
	struct ta_text all = {0};
	struct ta_slice bytes;
	char *exact;

	ta_text_printf(
	    &all, "%s%.*s%s", front, (int)line->len, line->data, behind);
	/* of its very size, so that who reads on is seen */
	exact = memcpy(malloc(all.len), all.data, all.len);
	bytes = (struct ta_slice){exact, all.len};
	CHECK_THAT(ta_seal_is_in(bytes) == is_in, "is a sealed line in it?");
	CHECK_THAT(ta_seal_is_passed(bytes) == is_passed, "is it passed?");
	free(exact);
	ta_text_free(&all);
}

static void
test_lines(void)
{
	struct ta_text line = sealed("{\"id\":\"1\"}");

	CHECK(ta_seal_check(ta_text_slice(&line, 0)) == TA_SEAL_WHOLE);
	check_line("", &line, "", true, false);
	check_line("", &line, "\n", true, true);
	check_line("id,x\n", &line, "\r\n", true, true);
	check_line("{\"id\":1}\r", &line, "\r{}", true, true);
	check_line("id\r", &line, "\rx", false, true);
	check_line("  ", &line, "\n", false, true);
	check_line("- ", &line, "\n", false, true);
	check_line("\"", &line, "\"\n", false, true);
	check_line("{", &line, "\n", false, true);
	check_line("", &line, " \n", false, true);
	line.data[6]++;
	check_line("", &line, "\n", false, true);
	line.len -= TA_SEAL_LEN - 3;
	check_line("", &line, "", false, false);
	ta_text_free(&line);
}

static void
test_words(void)
{
	static const struct {
		int number;
		const char *help;
	} samples[] = {{ENOSPC, "; make room on its disk, then run this again"},
	    {EDQUOT, "; make room on its disk, then run this again"},
	    {EROFS, "; you have to be allowed to read and write it and its "
		    "folder"},
	    {EACCES, "; you have to be allowed to read and write it and its "
		     "folder"},
	    {EIO, ""}};

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct ta_text wanted = {0};
		struct ta_error error;

		ta_text_printf(&wanted, "a/ledger: cannot write%s: %s",
		    samples[i].help, strerror(samples[i].number));
		errno = samples[i].number;
		CHECK(ta_owned_fail("a/ledger", &error, "cannot write") == -1);
		CHECK_THAT(strcmp(error.text, ta_text_string(&wanted)) == 0,
		    ta_text_string(&wanted));
		ta_text_free(&wanted);
	}
}

int
main(void)
{
	test_lines();
	test_words();
	return unit_end();
}
