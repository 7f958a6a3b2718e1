#include <errno.h>
#include <unistd.h>

#include "file/whole.h"

int
ta_whole_write(int fd, const char *data, size_t n)
{
	ssize_t put;

	while (n > 0) {
		put = write(fd, data, n);
		if (put == -1 && errno == EINTR)
			continue;
		if (put == -1)
			return -1;
		data += put;
		n -= (size_t)put;
	}
	return 0;
}

int
ta_whole_read(int fd, char *data, size_t n, off_t from)
{
	ssize_t got;

	while (n > 0) {
		got = pread(fd, data, n, from);
		if (got == -1 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return -1;
		data += got;
		from += got;
		n -= (size_t)got;
	}
	return 0;
}
