#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"

/* Appends to the text; what does not fit is cut. */
static size_t __attribute__((format(printf, 3, 0)))
append(struct ta_error *error, size_t used, const char *format, va_list args)
{
	size_t room = sizeof(error->text) - used;
	int n = vsnprintf(error->text + used, room, format, args);

	if (n < 0)
		return used;
	return (size_t)n < room ? used + (size_t)n : sizeof(error->text) - 1;
}

static size_t __attribute__((format(printf, 3, 4)))
append_words(struct ta_error *error, size_t used, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	used = append(error, used, format, args);
	va_end(args);
	return used;
}

static size_t
append_place(struct ta_error *error, const struct ta_place *at)
{
	size_t used = 0;

	error->text[0] = '\0';
	if (at == NULL || at->file == NULL)
		return 0;
	used = append_words(error, used, "%s:", at->file);
	if (at->line != 0)
		used = append_words(error, used, "%zu:", at->line);
	if (at->line != 0 && at->column != 0)
		used = append_words(error, used, "%zu:", at->column);
	return append_words(error, used, " ");
}

int
ta_error_set(
    struct ta_error *error, const struct ta_place *at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	append(error, append_place(error, at), format, args);
	va_end(args);
	return -1;
}

int
ta_error_system(
    struct ta_error *error, const struct ta_place *at, const char *format, ...)
{
	const char *reason = strerror(errno);
	size_t used;
	va_list args;

	va_start(args, format);
	used = append(error, append_place(error, at), format, args);
	va_end(args);
	append_words(error, used, ": %s", reason);
	return -1;
}
