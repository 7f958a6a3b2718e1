#ifndef TA_WHOLE_H
#define TA_WHOLE_H

/* Reading and writing all of some bytes, in as many calls as that takes. */

#include <sys/types.h>

/* Writes n bytes: 0, or -1 with errno set. */
int ta_whole_write(int fd, const char *data, size_t n);

/*
 * Reads n bytes at an offset: 0, or -1 with errno set, which is EIO where the
 * file ends before.
 */
int ta_whole_read(int fd, char *data, size_t n, off_t from);

#endif
