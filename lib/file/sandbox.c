/* For O_PATH and syscall(2), where the system has them. */
#define _GNU_SOURCE

#include <stdlib.h>

#include "base/mem.h"
#include "file/sandbox.h"

void
ta_sandbox_allow(
    struct ta_sandbox *sandbox, const char *path, enum ta_access access)
{
	ta_grow((void **)&sandbox->permits, &sandbox->room, sandbox->count,
	    sizeof(*sandbox->permits));
	sandbox->permits[sandbox->count++] = (struct ta_permit){path, access};
}

void
ta_sandbox_free(struct ta_sandbox *sandbox)
{
	free(sandbox->permits);
}

#if defined(__linux__) && __has_include(<linux/landlock.h>)

#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* Rights that are newer than some headers. The kernel says which it knows. */
#define REFER (UINT64_C(1) << 13)    /* from version 2 on */
#define TRUNCATE (UINT64_C(1) << 14) /* from version 3 on */

/* The rights of version 1: all that are older. */
#define FIRST_RIGHTS (REFER - 1)

/* The rights to a file, and those that only a folder can have. */
#define FILE_READ LANDLOCK_ACCESS_FS_READ_FILE
#define FILE_WRITE (FILE_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE)
#define FOLDER_READ (FILE_READ | LANDLOCK_ACCESS_FS_READ_DIR)
#define FOLDER_WRITE                                              \
	(FOLDER_READ | FILE_WRITE | LANDLOCK_ACCESS_FS_MAKE_REG | \
	    LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define FOLDER_MOVE (FOLDER_WRITE | LANDLOCK_ACCESS_FS_MAKE_DIR | REFER)

/* The rights that the kernel can restrict; 0 where it has no Landlock. */
static uint64_t
find_rights(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	if (version < 1)
		return 0;
	return FIRST_RIGHTS | (version > 1 ? REFER : 0) |
	       (version > 2 ? TRUNCATE : 0);
}

/*
 * The path that is permitted for a path: itself, or the folder of the file that
 * it leads to; the caller's to free. NULL where there is none.
 */
static char *
find_place(const char *path)
{
	struct stat st;
	bool exists = stat(path, &st) == 0;
	char *place, *slash;

	if (exists && !S_ISREG(st.st_mode))
		return strdup(path);
	place = exists ? realpath(path, NULL) : strdup(path);
	if (place == NULL)
		return NULL;
	/* A folder that is to be made may be written "drafts/". */
	for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--)
		place[n - 1] = '\0';
	slash = strrchr(place, '/');
	if (slash != NULL) {
		slash[slash == place] = '\0';
		return place;
	}
	free(place);
	return strdup(".");
}

static int
add_rule(int rules, int fd, enum ta_access access, uint64_t known)
{
	struct landlock_path_beneath_attr rule = {.parent_fd = fd};
	struct stat st;

	if (fstat(fd, &st) == -1)
		return -1;
	if (S_ISDIR(st.st_mode))
		rule.allowed_access = access == TA_READS   ? FOLDER_READ
				      : access == TA_MOVES ? FOLDER_MOVE
							   : FOLDER_WRITE;
	else
		rule.allowed_access =
		    access == TA_READS ? FILE_READ : FILE_WRITE;
	rule.allowed_access &= known;
	if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&rule, 0) == 0)
		return 0;
	/*
	 * A pipe that is named in /dev/fd cannot be restricted, so it may be
	 * used.
	 */
	return errno == EBADFD ? 0 : -1;
}

/* Whether a path cannot be opened for a reason that stays the same. */
static bool
leads_nowhere(int reason)
{
	return reason == ENOENT || reason == ENOTDIR || reason == EACCES ||
	       reason == ELOOP || reason == ENAMETOOLONG;
}

/*
 * Permits what a path leads to: 0, or -1 with errno set. A path that leads
 * nowhere is permitted nothing: the tool finds out why when it opens it.
 */
static int
add_permit(int rules, const struct ta_permit *permit, uint64_t known)
{
	char *place = find_place(permit->path);
	int fd = place == NULL ? -1 : open(place, O_PATH | O_CLOEXEC);
	int reason = errno, status;

	free(place);
	errno = reason;
	if (fd == -1)
		return leads_nowhere(reason) ? 0 : -1;
	status = add_rule(rules, fd, permit->access, known);
	reason = errno;
	close(fd);
	errno = reason;
	return status;
}

/* Restricts the process: 0, or -1 with errno set and *path, where one fails. */
static int
restrict_self(
    const struct ta_sandbox *sandbox, uint64_t rights, const char **path)
{
	struct landlock_ruleset_attr all = {.handled_access_fs = rights};
	int rules =
	    (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
	int status = rules == -1 ? -1 : 0;

	for (size_t i = 0; status == 0 && i < sandbox->count; i++) {
		*path = sandbox->permits[i].path;
		status = add_permit(rules, &sandbox->permits[i], rights);
	}
	if (status == 0) {
		*path = NULL;
		status = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	}
	if (rules != -1)
		close(rules);
	return status;
}

int
ta_sandbox_enter(const struct ta_sandbox *sandbox, struct ta_error *error)
{
	uint64_t rights = find_rights();
	const char *path = NULL;
	struct ta_place at;

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (rights == 0 || restrict_self(sandbox, rights, &path) == 0)
		return 0;
	at = (struct ta_place){.file = path};
	return ta_error_system(error, &at,
	    "cannot restrict the process to its files (TA_SANDBOX=off goes "
	    "without)");
}

#else

int
ta_sandbox_enter(const struct ta_sandbox *sandbox, struct ta_error *error)
{
	(void)sandbox;
	(void)error;
	return 0;
}

#endif
