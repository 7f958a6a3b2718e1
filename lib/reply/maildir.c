#define _GNU_SOURCE /* for syncfs(2) */
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/table.h"
#include "file/whole.h"
#include "reply/maildir.h"

enum { TMP, NEW, CUR, FOLDERS };

static const char *const folders[FOLDERS] = {"tmp", "new", "cur"};

struct ta_maildir {
	const char *path;
	int fds[FOLDERS];
	struct ta_table *names; /* of drafts, without their flags */
	struct ta_text temporary;
	struct ta_text placed;
	bool wrote; /* a draft, or met one that may not be on the disk yet */
};

static int
fail(const struct ta_maildir *maildir, struct ta_error *error, const char *what,
    const char *name)
{
	struct ta_place at = {.file = maildir->path};

	return ta_error_system(error, &at, "cannot %s '%s'", what, name);
}

/*
 * The name of a draft without what mail programs add: flags after a colon, and
 * mbsync's number after a comma.
 */
static struct ta_slice
base_of(const char *name)
{
	return (struct ta_slice){name, strcspn(name, ",:")};
}

/* Hands each file of a folder to `visit`: 0 or -1. */
static int
walk(struct ta_maildir *maildir, int folder,
    void (*visit)(struct ta_maildir *maildir, int folder, const char *name,
	const void *arg),
    const void *arg, struct ta_error *error)
{
	int fd = openat(
	    maildir->fds[folder], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = fd == -1 ? NULL : fdopendir(fd);
	const struct dirent *entry;

	if (list == NULL) {
		if (fd != -1)
			close(fd);
		return fail(maildir, error, "read its folder", folders[folder]);
	}
	errno = 0;
	while ((entry = readdir(list)) != NULL) {
		visit(maildir, folder, entry->d_name, arg);
		errno = 0;
	}
	if (errno != 0) {
		fail(maildir, error, "read its folder", folders[folder]);
		closedir(list);
		return -1;
	}
	return closedir(list);
}

static void
note(struct ta_maildir *maildir, int folder, const char *name, const void *arg)
{
	bool made;

	(void)folder;
	(void)arg;
	ta_table_add(maildir->names, base_of(name), &made);
}

/* Removes a file whose draft has this name, but the one that was just placed.
 */
static void
remove_other(
    struct ta_maildir *maildir, int folder, const char *name, const void *arg)
{
	const char *draft = arg;

	if (ta_slice_equal(base_of(name), ta_slice_of(draft)) &&
	    !(folder == CUR && ta_slice_equal(ta_slice_of(name),
				   ta_text_slice(&maildir->placed, 0))))
		unlinkat(maildir->fds[folder], name, 0);
}

/* Opens a folder of the Maildir, and makes it if it must: 0 or -1. */
static int
open_folder(
    struct ta_maildir *maildir, int fd, int folder, struct ta_error *error)
{
	const char *name = folders[folder];

	if (mkdirat(fd, name, 0700) == -1 && errno != EEXIST)
		return fail(maildir, error, "make its folder", name);
	maildir->fds[folder] =
	    openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return maildir->fds[folder] != -1
		   ? 0
		   : fail(maildir, error, "open its folder", name);
}

static int
open_all(struct ta_maildir *maildir, struct ta_error *error)
{
	int status = 0, fd;

	if (mkdir(maildir->path, 0700) == -1 && errno != EEXIST)
		return fail(maildir, error, "make the folder", maildir->path);
	fd = open(maildir->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd == -1)
		return fail(maildir, error, "open the folder", maildir->path);
	for (int i = 0; i < FOLDERS && status == 0; i++)
		status = open_folder(maildir, fd, i, error);
	close(fd);
	for (int i = NEW; i < FOLDERS && status == 0; i++)
		status = walk(maildir, i, note, NULL, error);
	return status;
}

struct ta_maildir *
ta_maildir_open(const char *path, struct ta_error *error)
{
	struct ta_maildir *maildir = ta_alloc(1, sizeof(*maildir));

	maildir->path = path;
	maildir->names = ta_table_new(sizeof(uint64_t));
	for (int i = 0; i < FOLDERS; i++)
		maildir->fds[i] = -1;
	if (open_all(maildir, error) == 0)
		return maildir;
	ta_maildir_close(maildir);
	return NULL;
}

/*
 * Writes a file in tmp/: 0, or -1 with errno set. A file of this name is what
 * a process of our number has left when it was killed.
 */
static int
write_temporary(struct ta_maildir *maildir, struct ta_slice message)
{
	const char *name = ta_text_string(&maildir->temporary);
	int tmp = maildir->fds[TMP], fd, status;

	unlinkat(tmp, name, 0);
	fd = openat(tmp, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return -1;
	status = ta_whole_write(fd, message.data, message.len);
	if (close(fd) == -1)
		status = -1;
	return status;
}

int
ta_maildir_write(struct ta_maildir *maildir, const char *name, bool again,
    struct ta_slice message, struct ta_error *error)
{
	bool made;
	int reason;

	maildir->wrote = true;
	ta_table_add(maildir->names, ta_slice_of(name), &made);
	if (!made && !again)
		return 0;
	ta_text_clear(&maildir->temporary);
	ta_text_printf(&maildir->temporary, "%s.%ld", name, (long)getpid());
	ta_text_clear(&maildir->placed);
	ta_text_printf(&maildir->placed, "%s:2,D", name);
	if (write_temporary(maildir, message) == -1 ||
	    renameat(maildir->fds[TMP], ta_text_string(&maildir->temporary),
		maildir->fds[CUR], ta_text_string(&maildir->placed)) == -1) {
		reason = errno;
		unlinkat(
		    maildir->fds[TMP], ta_text_string(&maildir->temporary), 0);
		errno = reason;
		return fail(maildir, error, "write the draft", name);
	}
	for (int i = NEW; i < FOLDERS && !made; i++)
		if (walk(maildir, i, remove_other, name, error) == -1)
			return -1;
	return 1;
}

int
ta_maildir_sync(struct ta_maildir *maildir, struct ta_error *error)
{
	return !maildir->wrote || syncfs(maildir->fds[CUR]) == 0
		   ? 0
		   : fail(maildir, error, "sync its folder", "cur");
}

void
ta_maildir_close(struct ta_maildir *maildir)
{
	if (maildir == NULL)
		return;
	for (int i = 0; i < FOLDERS; i++)
		if (maildir->fds[i] != -1)
			close(maildir->fds[i]);
	ta_table_free(maildir->names);
	ta_text_free(&maildir->temporary);
	ta_text_free(&maildir->placed);
	free(maildir);
}
