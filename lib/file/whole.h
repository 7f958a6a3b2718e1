#ifndef TA_WHOLE_H
#define TA_WHOLE_H

/* Bytes that are read and written whole, however many calls that takes. */

#include <sys/types.h>

/* Writes n bytes, all of them: 0, or -1 with errno set. */
int ta_whole_write(int fd, const char *data, size_t n);

/*
 * Reads n bytes at an offset, all of them: 0, or -1 with errno set, EIO where
 * the file ends before.
 */
int ta_whole_read(int fd, char *data, size_t n, off_t from);

#endif
