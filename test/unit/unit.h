#ifndef TA_UNIT_H
#define TA_UNIT_H

/* The smallest test framework: a line a check, in TAP. */

#include <stdio.h>

static int unit_count;
static int unit_failed;

static inline void
unit_check(int holds, const char *what, const char *file, int line)
{
	unit_failed += !holds;
	printf("%s %d %s\n", holds ? "ok" : "not ok", ++unit_count, what);
	if (!holds)
		printf("# %s:%d\n", file, line);
}

#define CHECK(condition) \
	unit_check((condition) != 0, #condition, __FILE__, __LINE__)

/* A check whose condition says little: with words of its own. */
#define CHECK_THAT(condition, words) \
	unit_check((condition) != 0, words, __FILE__, __LINE__)

/* The end of main: prints the plan. */
static inline int
unit_end(void)
{
	printf("1..%d\n", unit_count);
	return 0;
}

#endif
