/* For syscall(2), where the system has it. */
#define _GNU_SOURCE

#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file/sandbox.h"
#include "unit.h"

/*
 * What a process can do with files once it has shut itself in: in a child,
 * since there is no way back. Where the kernel has no Landlock, everything.
 */

static const char *const folders[] = {"in", "in/below", "out", "elsewhere"};
static const char *const files[] = {
    "in/a", "in/below/b", "out/old", "elsewhere/secret"};

static bool
has_landlock(void)
{
#ifdef SYS_landlock_create_ruleset
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1u) > 0;
#else
	return false;
#endif
}

static void
make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd == -1 || write(fd, "x", 1) != 1 || close(fd) == -1)
		perror(path);
}

/* Can the file be opened so? If not, it is for want of permission. */
static bool
opens(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd == -1 && errno != EACCES)
		perror(path);
	if (fd != -1)
		close(fd);
	return fd != -1;
}

/* In a sandbox that reads beside in/a and writes beside out/new. */
static void
test_files(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;
	bool shut = has_landlock();
	int held = open("elsewhere/secret", O_RDONLY);
	char byte;

	ta_sandbox_allow(&sandbox, "in/a", TA_READS);
	ta_sandbox_allow(&sandbox, "out/new", TA_WRITES);
	ta_sandbox_allow(&sandbox, "missing/x", TA_READS);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);

	CHECK(opens("in/a", O_RDONLY));
	CHECK(opens("in/below/b", O_RDONLY));
	CHECK(opens("out/new", O_RDWR | O_CREAT | O_EXCL));
	CHECK(opens("out/old", O_RDWR | O_TRUNC));
	CHECK(rename("out/new", "out/old") == 0);
	CHECK(unlink("out/old") == 0);
	CHECK(read(held, &byte, 1) == 1);

	CHECK(opens("in/a", O_WRONLY) == !shut);
	CHECK(opens("in/c", O_WRONLY | O_CREAT) == !shut);
	CHECK((unlink("in/below/b") == 0) == !shut);
	CHECK(opens("elsewhere/secret", O_RDONLY) == !shut);
	CHECK(opens("elsewhere/secret", O_WRONLY) == !shut);
	CHECK(opens(".", O_RDONLY | O_DIRECTORY) == !shut);
	CHECK((mkdir("out/folder", 0700) == 0) == !shut);
	CHECK((symlink("x", "out/link") == 0) == !shut);
	close(held);
}

/* A name without a folder is beside where the process is. */
static void
test_here(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;

	if (chdir("out") == -1)
		perror("out");
	ta_sandbox_allow(&sandbox, "new", TA_WRITES);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);
	CHECK(opens("new", O_WRONLY | O_CREAT));
	CHECK(opens("../in/a", O_RDONLY) == !has_landlock());
}

/* A folder of drafts that is not there yet: folders in it, files between. */
static void
test_moves(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;

	ta_sandbox_allow(&sandbox, "out/drafts", TA_MOVES);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);
	CHECK(mkdir("out/drafts", 0700) == 0);
	CHECK(mkdir("out/drafts/tmp", 0700) == 0);
	CHECK(mkdir("out/drafts/cur", 0700) == 0);
	make("out/drafts/tmp/a");
	CHECK(rename("out/drafts/tmp/a", "out/drafts/cur/a") == 0);
	CHECK((mkdir("in/folder", 0700) == 0) == !has_landlock());
	CHECK((rename("out/drafts/cur/a", "in/z") == 0) == !has_landlock());
	CHECK(opens("in/a", O_RDONLY) == !has_landlock());
}

/* Another file by the same name is as good: rsync replaces what it brings. */
static void
test_replaced(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;

	ta_sandbox_allow(&sandbox, "in/a", TA_READS);
	make("in/a.part");
	ta_sandbox_allow(&sandbox, "in", TA_WRITES);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);
	CHECK(rename("in/a.part", "in/a") == 0);
	CHECK(opens("in/a", O_RDONLY));
}

/* What is no file and no folder, in /dev/fd too. */
static void
test_devices(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;
	char name[32];
	int ends[2];

	if (pipe(ends) == -1)
		perror("pipe");
	snprintf(name, sizeof(name), "/proc/self/fd/%d", ends[0]);
	ta_sandbox_allow(&sandbox, "/dev/null", TA_WRITES);
	ta_sandbox_allow(&sandbox, name, TA_READS);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);
	CHECK(opens("/dev/null", O_WRONLY));
	CHECK(opens(name, O_RDONLY));
	CHECK(opens("/dev/full", O_WRONLY) == !has_landlock());
	close(ends[0]);
	close(ends[1]);
}

/* A path that leads nowhere, for whatever reason, opens nothing else. */
static void
test_nowhere(void)
{
	struct ta_sandbox sandbox = {0};
	struct ta_error error;
	char deep[6000];

	memset(deep, 'x', sizeof(deep));
	for (size_t i = 100; i < sizeof(deep); i += 100)
		deep[i] = '/';
	deep[sizeof(deep) - 1] = '\0';
	if (symlink("loop", "in/loop") == -1)
		perror("loop");
	ta_sandbox_allow(&sandbox, "in", TA_READS);
	ta_sandbox_allow(&sandbox, "in/loop", TA_READS);
	ta_sandbox_allow(&sandbox, "in/loop/below/file", TA_WRITES);
	ta_sandbox_allow(&sandbox, deep, TA_READS);
	ta_sandbox_allow(&sandbox, "in/none/there", TA_WRITES);
	CHECK(ta_sandbox_enter(&sandbox, &error) == 0);
	ta_sandbox_free(&sandbox);
	CHECK(opens("in/a", O_RDONLY));
	CHECK(opens("elsewhere/secret", O_RDONLY) == !has_landlock());
}

/* Runs a test in a child that begins with fresh files, and counts its checks.
 */
static void
in_child(void (*test)(void))
{
	int status = 0;
	pid_t child;

	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		mkdir(folders[i], 0700);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		make(files[i]);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		test();
		fflush(stdout);
		_exit(unit_count);
	}
	waitpid(child, &status, 0);
	unit_count = WIFEXITED(status) ? WEXITSTATUS(status) : unit_count;
	CHECK(WIFEXITED(status));
}

int
main(void)
{
	char folder[] = "/tmp/test-sandbox.XXXXXX";
	char command[64];

	if (mkdtemp(folder) == NULL || chdir(folder) == -1)
		return 1;
	printf("# this kernel has %s\n",
	    has_landlock() ? "Landlock" : "no Landlock, so nothing is shut");
	in_child(test_files);
	in_child(test_here);
	in_child(test_moves);
	in_child(test_replaced);
	in_child(test_devices);
	in_child(test_nowhere);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	if (chdir("/") == -1 || system(command) != 0)
		return 1;
	return unit_end();
}
