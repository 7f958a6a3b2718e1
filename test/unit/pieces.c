/*
 * pieces SIZE COMMAND [ARGUMENT]...: runs the command with a pipe as its
 * standard input, and gives it what comes here so many bytes at a time. The
 * next piece is written when the pipe is empty, so that no read of the command
 * gets more than one piece. No unit test: test/laws.bats calls it.
 */

#include <sys/ioctl.h>
#include <sys/wait.h>
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST 65536

static pid_t child;

static int
has_ended(void)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) ==
		   0 &&
	       info.si_pid != 0;
}

/* Writes one piece and waits; false where nobody reads any more. */
static int
give(const int ends[2], const char *data, size_t left)
{
	int waiting = 1;

	while (left > 0) {
		ssize_t n = write(ends[1], data, left);

		if (n == -1)
			err(2, "write");
		data += n;
		left -= (size_t)n;
	}
	while (ioctl(ends[0], FIONREAD, &waiting) == 0 && waiting > 0) {
		if (has_ended())
			return 0;
		sched_yield();
	}
	return 1;
}

int
main(int argc, char **argv)
{
	static char buffer[MOST];
	int ends[2], status;
	size_t size, n;

	if (argc < 3)
		errx(2, "usage: pieces size command [argument ...]");
	size = strtoul(argv[1], NULL, 10);
	if (size == 0 || size > MOST)
		errx(2, "a size from 1 to %d", MOST);
	if (pipe(ends) == -1 || (child = fork()) == -1)
		err(2, "pipe, fork");
	if (child == 0) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[2], argv + 2);
		err(127, "%s", argv[2]);
	}
	while ((n = fread(buffer, 1, size, stdin)) > 0)
		if (!give(ends, buffer, n))
			break;
	close(ends[1]);
	close(ends[0]);
	if (waitpid(child, &status, 0) == -1)
		err(2, "waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
