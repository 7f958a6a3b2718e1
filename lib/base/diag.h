#ifndef TA_DIAG_H
#define TA_DIAG_H

/*
 * Errors as values. A function that can fail takes a struct ta_error last; the
 * one that discovers the failure fills it, once, and every caller passes it up.
 * Nothing here prints, exits or remembers.
 */

#include <stddef.h>

/* A place in a file. A line or column of 0 is not known. */
struct ta_place {
	const char *file; /* borrowed; NULL where there is no file */
	size_t line;	  /* physical line, from 1 */
	size_t column;	  /* byte in the line, from 1 */
};

/*
 * A failure as a sentence that a person can act on, place and all. It is empty
 * where another program has failed before, and has said why.
 */
struct ta_error {
	char text[1024];
};

/*
 * Writes "file:line:column: sentence" into the error, leaving out what `at`
 * does not know; `at` may be NULL. The sentence is in lower case without a full
 * stop and is cut where the error is full. Returns -1, so that the discoverer
 * can return in the same breath.
 */
int ta_error_set(struct ta_error *error, const struct ta_place *at,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * As ta_error_set, for a system call that has just failed: ends the sentence
 * with ": " and the words for errno.
 */
int ta_error_system(struct ta_error *error, const struct ta_place *at,
    const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
