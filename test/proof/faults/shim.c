/*
 * Linked into a copy of each tool in the place of the functions below, by
 * -Wl,--wrap: counts calls for files and calls for memory, and lets those fail
 * that the plan says. The libraries are linked statically, so that what they
 * allocate counts too; files of stdio are made of the same calls.
 */

#define _GNU_SOURCE

#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"

#define OPEN_MOST 256

/* What is not under test runs without a plan. */
static struct plan none, *plan = &none;
static size_t read_most = SIZE_MAX;

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv(PLAN_FILE), *most = getenv(READ_MOST);
	int fd = path == NULL ? -1 : (open)(path, O_RDWR | O_CLOEXEC);
	void *shared;

	if (most != NULL)
		read_most = strtoul(most, NULL, 10);
	if (fd == -1)
		return;
	shared = mmap(
	    NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	(close)(fd);
	if (shared != MAP_FAILED)
		plan = shared;
}

/* What counts coverage writes after this, and that is no call of the tool. */
__attribute__((destructor)) static void
end(void)
{
	plan->ended = true;
	plan = &none;
}

static bool
is_turn(enum kind kind)
{
	unsigned long call = ++plan->calls[kind];

	return kind == plan->kind && plan->at != 0 && call >= plan->at &&
	       call <= plan->last;
}

static void
note(const char *name)
{
	if (plan->failed++ == 0)
		strncpy(plan->name, name, sizeof(plan->name) - 1);
}

int __real_close(int fd);
int __real_openat(int folder, const char *path, int flags, ...);
int __real_renameat(int one, const char *from, int other, const char *to);
int __real_unlinkat(int folder, const char *path, int flags);

/* Writes the hand's line, or a line end, to a file. */
static void
put(const char *path, int flags, const char *line)
{
	int fd =
	    __real_openat(AT_FDCWD, path, O_WRONLY | O_CLOEXEC | flags, 0600);

	if (fd != -1) {
		dprintf(fd, "%s\n", line);
		__real_close(fd);
	}
}

/* By the system's calls alone, which count nothing. */
static void
meddle(void)
{
	struct stat st;

	switch (plan->hand) {
	case MOVES:
		__real_renameat(AT_FDCWD, plan->path, AT_FDCWD, "moved");
		break;
	case REMOVES:
		__real_unlinkat(AT_FDCWD, plan->path, 0);
		break;
	case CUTS:
		if (stat(plan->path, &st) == 0 &&
		    truncate(plan->path, st.st_size / 2) == -1)
			perror(plan->path);
		break;
	case ENDS:
		put(plan->path, O_APPEND, "");
		break;
	case APPENDS:
		put(plan->path, O_APPEND, plan->line);
		break;
	case REPLACES:
		put("other", O_CREAT | O_TRUNC, plan->line);
		__real_renameat(AT_FDCWD, "other", AT_FDCWD, plan->path);
		break;
	default:
		put(plan->path, O_TRUNC, plan->line);
	}
}

/* Is it the turn of this call, and not of a hand in the moment before it? */
static bool
is_fault(enum kind kind, const char *name)
{
	int error = errno;

	if (!is_turn(kind))
		return false;
	if (plan->hand == NOBODY)
		return true;
	note(name);
	meddle();
	errno = error;
	return false;
}

/* Does this call fail? Then errno is set. */
static bool
fails(enum kind kind, const char *name)
{
	if (!is_fault(kind, name) || plan->error == 0)
		return false;
	note(name);
	errno = plan->error;
	return true;
}

/* The same where the fault may be a count of one byte: sets *n to it. */
static bool
fails_or_counts(const char *name, size_t *n)
{
	bool turn = is_fault(FILES, name);

	if (plan->calls[FILES] < CALLS_MOST)
		plan->counts[plan->calls[FILES]] = *n > 1;
	if (!turn || (plan->error == 0 && *n <= 1))
		return false;
	note(name);
	errno = plan->error;
	if (plan->error == 0)
		*n = 1;
	return plan->error != 0;
}

/* Descriptors that the tool has opened, not been given. */
static bool open_ones[OPEN_MOST];

static int
opened(int fd)
{
	if (fd >= 0 && fd < OPEN_MOST) {
		open_ones[fd] = true;
		plan->descriptors++;
	}
	return fd;
}

static void *
allocated(void *p)
{
	plan->blocks += p != NULL;
	return p;
}

/* Each is declared twice: as the tool calls it, and as it is. */
#define WRAP(type, name, parameters)   \
	type __real_##name parameters; \
	type __wrap_##name parameters; \
	type __wrap_##name parameters

/* Memory */

WRAP(void *, malloc, (size_t size))
{
	return fails(MEMORY, "malloc") ? NULL : allocated(__real_malloc(size));
}

WRAP(void *, calloc, (size_t n, size_t size))
{
	return fails(MEMORY, "calloc") ? NULL
				       : allocated(__real_calloc(n, size));
}

WRAP(void *, realloc, (void *p, size_t size))
{
	void *moved;

	if (fails(MEMORY, "realloc"))
		return NULL;
	moved = __real_realloc(p, size);
	return p == NULL ? allocated(moved) : moved;
}

/* Of libbsd, or a sanitizer's own, which would count nothing. */
WRAP(void *, reallocarray, (void *p, size_t n, size_t size))
{
	if (size != 0 && n > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return __wrap_realloc(p, n * size);
}

WRAP(char *, strdup, (const char *text))
{
	return fails(MEMORY, "strdup") ? NULL : allocated(__real_strdup(text));
}

WRAP(char *, realpath, (const char *path, char *resolved))
{
	return fails(FILES, "realpath")
		   ? NULL
		   : allocated(__real_realpath(path, resolved));
}

WRAP(void, free, (void *p))
{
	plan->blocks -= p != NULL;
	__real_free(p);
}

/* Files */

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int
__wrap_open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	return fails(FILES, "open") ? -1
				    : opened(__real_open(path, flags, mode));
}

/* What open(2) without a mode is where sources are fortified. */
WRAP(int, __open_2, (const char *path, int flags))
{
	return fails(FILES, "open") ? -1 : opened(__real___open_2(path, flags));
}

int __wrap_openat(int folder, const char *path, int flags, ...);

int
__wrap_openat(int folder, const char *path, int flags, ...)
{
	va_list args;
	mode_t mode;

	va_start(args, flags);
	mode = va_arg(args, mode_t);
	va_end(args);
	return fails(FILES, "openat")
		   ? -1
		   : opened(__real_openat(folder, path, flags, mode));
}

WRAP(int, __openat_2, (int folder, const char *path, int flags))
{
	return fails(FILES, "openat")
		   ? -1
		   : opened(__real___openat_2(folder, path, flags));
}

WRAP(int, mkstemp, (char *pattern))
{
	return fails(FILES, "mkstemp") ? -1 : opened(__real_mkstemp(pattern));
}

int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);

int
__wrap_fcntl(int fd, int command, ...)
{
	va_list args;
	void *value; /* or a number, as the C library takes it, too */

	va_start(args, command);
	value = va_arg(args, void *);
	va_end(args);
	if (command != F_DUPFD_CLOEXEC)
		return __real_fcntl(fd, command, value);
	return fails(FILES, "fcntl") ? -1
				     : opened(__real_fcntl(fd, command, value));
}

/* A descriptor is gone. */
static void
gone(int fd)
{
	if (fd >= 0 && fd < OPEN_MOST && open_ones[fd]) {
		open_ones[fd] = false;
		plan->descriptors--;
	}
}

WRAP(int, closedir, (DIR * list))
{
	int fd = dirfd(list), status = __real_closedir(list);

	gone(fd);
	return status;
}

/* Whatever it says, the descriptor is gone. */
WRAP(int, close, (int fd))
{
	bool failed = fails(FILES, "close");
	int error = errno, status = __real_close(fd);

	if (status == 0)
		gone(fd);
	if (!failed)
		return status;
	errno = error;
	return -1;
}

WRAP(ssize_t, read, (int fd, void *data, size_t n))
{
	if (n > read_most)
		n = read_most;
	return fails_or_counts("read", &n) ? -1 : __real_read(fd, data, n);
}

WRAP(ssize_t, pread, (int fd, void *data, size_t n, off_t at))
{
	return fails_or_counts("pread", &n) ? -1
					    : __real_pread(fd, data, n, at);
}

WRAP(ssize_t, write, (int fd, const void *data, size_t n))
{
	return fails_or_counts("write", &n) ? -1 : __real_write(fd, data, n);
}

#define WRAP_CALL(name, parameters, arguments)                             \
	WRAP(int, name, parameters)                                        \
	{                                                                  \
		return fails(FILES, #name) ? -1 : __real_##name arguments; \
	}

WRAP_CALL(access, (const char *path, int how), (path, how))
WRAP_CALL(fstat, (int fd, struct stat *st), (fd, st))

WRAP(int, lstat, (const char *path, struct stat *st))
{
	bool failed = fails(FILES, "lstat");

	if (strcmp(path, plan->path) == 0)
		plan->looked = plan->calls[FILES];
	return failed ? -1 : __real_lstat(path, st);
}

WRAP_CALL(fchmod, (int fd, mode_t mode), (fd, mode))
WRAP_CALL(flock, (int fd, int how), (fd, how))
WRAP_CALL(ftruncate, (int fd, off_t size), (fd, size))

/* No power is lost here, and to wait for the disk is most of the time. */
WRAP(int, fsync, (int fd))
{
	(void)fd;
	return fails(FILES, "fsync") ? -1 : 0;
}

WRAP(int, syncfs, (int fd))
{
	(void)fd;
	return fails(FILES, "syncfs") ? -1 : 0;
}

WRAP(int, fdatasync, (int fd))
{
	bool failed = fails(FILES, "fdatasync");

	(void)fd;
	plan->looked = plan->calls[FILES];
	return failed ? -1 : 0;
}

WRAP_CALL(rename, (const char *from, const char *to), (from, to))
WRAP_CALL(unlink, (const char *path), (path))
WRAP_CALL(mkdir, (const char *path, mode_t mode), (path, mode))
WRAP_CALL(
    mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))
WRAP_CALL(renameat, (int one, const char *from, int other, const char *to),
    (one, from, other, to))
WRAP_CALL(renameat2,
    (int one, const char *from, int other, const char *to, unsigned flags),
    (one, from, other, to, flags))
WRAP_CALL(
    unlinkat, (int folder, const char *path, int flags), (folder, path, flags))

WRAP(DIR *, fdopendir, (int fd))
{
	return fails(FILES, "fdopendir") ? NULL : __real_fdopendir(fd);
}

WRAP_CALL(linkat,
    (int one, const char *from, int other, const char *to, int flags),
    (one, from, other, to, flags))

WRAP(off_t, lseek, (int fd, off_t at, int from))
{
	return fails(FILES, "lseek") ? -1 : __real_lseek(fd, at, from);
}

/* Files of stdio, whose own calls nobody can wrap */

static int
descriptor(void *cookie)
{
	return (int)(intptr_t)cookie;
}

static ssize_t
cookie_read(void *cookie, char *data, size_t n)
{
	return __wrap_read(descriptor(cookie), data, n);
}

/* Here 0 is the failure. */
static ssize_t
cookie_write(void *cookie, const char *data, size_t n)
{
	ssize_t put = __wrap_write(descriptor(cookie), data, n);

	return put == -1 ? 0 : put;
}

static int
cookie_seek(void *cookie, off64_t *at, int from)
{
	*at = __wrap_lseek(descriptor(cookie), *at, from);
	return *at == -1 ? -1 : 0;
}

/* By descriptor: stdio knows none of such a file. */
static FILE *streams[OPEN_MOST];

static int
cookie_close(void *cookie)
{
	if (descriptor(cookie) < OPEN_MOST)
		streams[descriptor(cookie)] = NULL;
	return __wrap_close(descriptor(cookie));
}

static FILE *
stream_of(int fd, const char *mode)
{
	/* A descriptor in the guise of the pointer that stdio keeps for us. */
	FILE *stream = fopencookie((void *)(intptr_t)fd, mode,
	    (cookie_io_functions_t){
		cookie_read, cookie_write, cookie_seek, cookie_close});

	if (stream != NULL && fd < OPEN_MOST)
		streams[fd] = stream;
	return stream;
}

WRAP(int, fileno, (FILE * stream))
{
	for (int fd = 0; fd < OPEN_MOST; fd++)
		if (streams[fd] == stream)
			return fd;
	return __real_fileno(stream);
}

FILE *__wrap_fdopen(int fd, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);

FILE *
__wrap_fdopen(int fd, const char *mode)
{
	return fails(FILES, "fdopen") ? NULL : stream_of(fd, mode);
}

/* The tools open files by it to read them only. */
FILE *
__wrap_fopen(const char *path, const char *mode)
{
	int fd = __wrap_open(path, O_RDONLY | O_CLOEXEC);

	return fd == -1 ? NULL : stream_of(fd, mode);
}
