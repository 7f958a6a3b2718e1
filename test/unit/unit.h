#ifndef TA_UNIT_H
#define TA_UNIT_H

/* The smallest test framework: a line a check, in TAP. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static int unit_count;
static int unit_failed;

/*
 * A number from 0 to n - 1, by chance; every run asks the same ones. Xorshift:
 * G. Marsaglia, Xorshift RNGs, 2003.
 */
static inline size_t
pick(size_t n)
{
	static uint64_t state = 88172645463325252u;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)(state % n);
}

static inline int
pick_int(int n)
{
	return (int)pick((size_t)n);
}

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
