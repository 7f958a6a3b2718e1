/* For O_TMPFILE, where the system has it. */
#define _GNU_SOURCE

#include <sys/stat.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/text.h"
#include "file/temporary.h"

/* The path by which a file without a name is given one. */
#define DESCRIPTORS "/proc/self/fd"

int
ta_temporary_fail(struct ta_error *error, const char *what)
{
	return ta_error_system(
	    error, NULL, "temporary file: %s (TMPDIR names the folder)", what);
}

int
ta_temporary_nameless(const char *folder)
{
#ifdef O_TMPFILE
	if (access(DESCRIPTORS, X_OK) == -1)
		return -1;
	return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
#else
	(void)folder;
	return -1;
#endif
}

int
ta_temporary_name(int fd, const char *path)
{
	char descriptor[64];

	snprintf(descriptor, sizeof(descriptor), DESCRIPTORS "/%d", fd);
	return linkat(AT_FDCWD, descriptor, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

/* Opens a file with a name and removes the name at once; or -1. */
static int
open_named(const char *folder)
{
	struct ta_text path = {0};
	int fd;

	ta_text_printf(&path, "%s/ta-spool.XXXXXX", folder);
	ta_text_string(&path);
	fd = mkstemp(path.data);
	if (fd != -1 &&
	    (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1 || unlink(path.data) == -1)) {
		close(fd);
		fd = -1;
	}
	ta_text_free(&path);
	return fd;
}

FILE *
ta_temporary_file(const char *folder, struct ta_error *error)
{
	int fd = ta_temporary_nameless(folder);
	FILE *file;

	if (fd == -1)
		fd = open_named(folder);
	file = fd == -1 ? NULL : fdopen(fd, "w+");
	if (file == NULL) {
		ta_temporary_fail(error, "cannot make one");
		if (fd != -1)
			close(fd);
	}
	return file;
}
