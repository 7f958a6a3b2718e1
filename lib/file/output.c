/* For F_SETPIPE_SZ, where the system has it. */
#define _GNU_SOURCE

#include <sys/stat.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "file/output.h"
#include "file/sealed.h"
#include "file/still.h"
#include "file/temporary.h"
#include "file/whole.h"

#define BLOCK ((size_t)64 * 1024)
#define PIPE (1024 * 1024)

struct ta_output {
	const char *name; /* in messages */
	char *path;	  /* the file's path, symbolic links resolved; ours */
	char *temporary;  /* its name until it is in place, in the same folder;
			     ours */
	bool nameless;	  /* it does not have that name yet */
	struct stat was;  /* the file that it replaces, when it was opened */
	int fd;
	struct ta_text text;
};

static int
fail(const struct ta_output *output, struct ta_error *error, const char *what)
{
	struct ta_place at = {.file = output->name};

	return ta_error_system(error, &at, "%s", what);
}

/*
 * Opens a file without a name in the folder, which is the first bytes of the
 * path; -1 where that cannot be.
 */
static int
open_nameless(const char *path, size_t folder)
{
	struct ta_text name = {0};
	int fd;

	ta_text_add_string(&name, folder == 0 ? "." : "");
	ta_text_add(&name, path, folder);
	fd = ta_temporary_nameless(ta_text_string(&name));
	ta_text_free(&name);
	return fd;
}

/* Gives a file without a name its temporary one: 0, or -1 with errno set. */
static int
give_name(struct ta_output *output)
{
	if (!output->nameless)
		return 0;
	output->nameless = false;
	return ta_temporary_name(output->fd, output->temporary);
}

/* Chooses a name that no file has, by the pattern. */
static void
choose_name(char *pattern)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	struct stat st;

	do
		for (size_t i = strlen(pattern) - 6; pattern[i] != '\0'; i++)
			pattern[i] = letters[arc4random_uniform(
			    (uint32_t)sizeof(letters) - 1)];
	while (lstat(pattern, &st) == 0);
}

/*
 * Gives the new file the access list of the old one. False where the old one
 * has a list that cannot be kept: the group's bits are its mask then, and
 * without it they would let others in.
 */
static bool
keep_list(const struct ta_output *output)
{
#ifdef __linux__
	static const char name[] = "system.posix_acl_access";
	char list[4096];
	ssize_t n = getxattr(output->path, name, list, sizeof(list));

	if (n == -1 && errno == ENOTSUP)
		return true;
	/* What the folder gives a new file by default goes, too. */
	if (n == -1 && errno == ENODATA)
		return fremovexattr(output->fd, name) == 0 ||
		       errno == ENODATA || errno == ENOTSUP;
	return n != -1 && fsetxattr(output->fd, name, list, (size_t)n, 0) == 0;
#else
	(void)output;
	return true;
#endif
}

/*
 * Lets in who could read and write the old file, and nobody else: a mode means
 * the same only for the same owner and group. 0 or -1.
 */
static int
keep_access(
    struct ta_output *output, const struct stat *old, struct ta_error *error)
{
	mode_t mode = S_IRUSR | S_IWUSR;

	if (old != NULL)
		mode = old->st_mode & 07777;
	if (old != NULL && fchown(output->fd, old->st_uid, old->st_gid) == -1) {
		mode &= S_IRWXU | S_IRWXG | S_IRWXO;
		if (fchown(output->fd, (uid_t)-1, old->st_gid) == -1)
			mode &= ~(mode_t)S_IRWXG;
	}
	if (old != NULL && !keep_list(output))
		mode &= ~(mode_t)S_IRWXG;
	if (fchmod(output->fd, mode) == -1)
		return fail(output, error, "cannot set the mode of the file");
	return 0;
}

/*
 * Opens "<folder>/.<name>.XXXXXX" for those who have access to `old`; for the
 * user alone where `old` is NULL.
 */
static int
open_beside(
    struct ta_output *output, const struct stat *old, struct ta_error *error)
{
	const char *slash = strrchr(output->path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - output->path) + 1;
	struct ta_text name = {0};

	ta_text_add(&name, output->path, folder);
	ta_text_add_char(&name, '.');
	ta_text_add_string(&name, output->path + folder);
	ta_text_add_string(&name, ".XXXXXX");
	ta_text_string(&name);
	output->temporary = name.data;
	output->fd = open_nameless(output->path, folder);
	output->nameless = output->fd != -1;
	if (output->nameless)
		choose_name(output->temporary);
	else
		output->fd = mkstemp(output->temporary);
	if (output->fd == -1) {
		free(output->temporary);
		output->temporary = NULL;
		return fail(output, error, "cannot make a file in its folder");
	}
	return keep_access(output, old, error);
}

/* Refuses to replace a ledger: its records may be nowhere else. 0 or -1. */
static int
refuse_ledger(const struct ta_output *output, struct ta_error *error)
{
	const struct ta_place at = {.file = output->name};
	struct ta_source *source = ta_source_open(output->name, error);
	int found;

	if (source == NULL)
		return -1;
	found = ta_sealed_find(source, error);
	ta_source_close(source);
	if (found == 1)
		ta_error_set(error, &at,
		    "this is a ledger, which is never replaced; ta-submit -a "
		    "adds to it");
	return found == 0 ? 0 : -1;
}

static int
open_path(struct ta_output *output, const char *path, struct ta_error *error)
{
	struct stat st, link;
	bool exists = stat(path, &st) == 0;

	output->name = path;
	if (exists)
		output->was = st;
	if (exists && !S_ISREG(st.st_mode)) {
		output->fd = open(path, O_WRONLY | O_CLOEXEC);
		return output->fd == -1
			   ? fail(output, error, "cannot open for writing")
			   : 0;
	}
	if (exists && refuse_ledger(output, error) == -1)
		return -1;
	output->path = exists ? realpath(path, NULL) : strdup(path);
	if (output->path == NULL)
		return fail(output, error, "cannot open for writing");
	if (!exists && lstat(path, &link) == 0)
		return fail(output, error, "the symbolic link leads nowhere");
	return open_beside(output, exists ? &st : NULL, error);
}

/*
 * Makes a pipe wider: with room for one block only, its writer and its reader
 * stop at each block. Other files, and systems that give no more, stay as they
 * are.
 */
static void
widen_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
	(void)fcntl(fd, F_SETPIPE_SZ, PIPE);
#else
	(void)fd;
#endif
}

struct ta_output *
ta_output_open(const char *path, struct ta_error *error)
{
	struct ta_output *output = ta_alloc(1, sizeof(*output));

	output->fd = STDOUT_FILENO;
	output->name = "standard output";
	if (path != NULL) {
		output->fd = -1;
		if (open_path(output, path, error) == -1) {
			ta_output_close(output);
			return NULL;
		}
	}
	widen_pipe(output->fd);
	return output;
}

struct ta_text *
ta_output_text(struct ta_output *output)
{
	return &output->text;
}

static int
write_all(struct ta_output *output, struct ta_error *error)
{
	if (ta_whole_write(output->fd, output->text.data, output->text.len) ==
	    -1)
		return fail(output, error, "cannot write");
	ta_text_clear(&output->text);
	return 0;
}

int
ta_output_drain(struct ta_output *output, struct ta_error *error)
{
	return output->text.len < BLOCK ? 0 : write_all(output, error);
}

/*
 * Refuses to replace what somebody has put there since the output was opened.
 */
static int
check_place(const struct ta_output *output, struct ta_error *error)
{
	const struct ta_place at = {.file = output->name};
	struct stat st;

	if (lstat(output->path, &st) == -1)
		return errno == ENOENT
			   ? 0
			   : fail(output, error, "cannot look at the file");
	if (ta_still_same(&output->was, &st))
		return 0;
	return ta_error_set(error, &at,
	    "somebody has written this file since the run began, and it is "
	    "kept: look at it, then run this again");
}

int
ta_output_finish(struct ta_output *output, struct ta_error *error)
{
	int fd = output->fd;

	if (write_all(output, error) == -1)
		return -1;
	if (output->temporary != NULL && check_place(output, error) == -1)
		return -1;
	if (output->temporary != NULL && fsync(fd) == -1)
		return fail(output, error, "cannot sync to the disk");
	if (output->temporary != NULL && give_name(output) == -1)
		return fail(output, error, "cannot make a file in its folder");
	output->fd = -1;
	if (close(fd) == -1)
		return fail(output, error, "cannot close");
	return 0;
}

int
ta_output_place(struct ta_output *output, struct ta_error *error)
{
	if (output->temporary == NULL)
		return 0;
	if (check_place(output, error) == -1)
		return -1;
	if (rename(output->temporary, output->path) == -1)
		return fail(output, error, "cannot put the file in its place");
	free(output->temporary);
	output->temporary = NULL;
	return 0;
}

void
ta_output_close(struct ta_output *output)
{
	if (output == NULL)
		return;
	if (output->fd > STDERR_FILENO)
		close(output->fd);
	if (output->temporary != NULL && !output->nameless)
		unlink(output->temporary);
	free(output->temporary);
	free(output->path);
	ta_text_free(&output->text);
	free(output);
}
