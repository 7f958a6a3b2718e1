/* For memfd_create. */
#define _GNU_SOURCE

#include <sys/mman.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "intake/map.h"

/* The loader of maps, which reads a file: here one that is in memory. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ta_error error = {""};
	struct ta_map *map;
	char path[32];
	int fd = memfd_create("map", MFD_CLOEXEC);

	MUST(fd != -1 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	map = ta_map_load(path, harness_policy(), &error);
	MUST((map == NULL) == (error.text[0] != '\0'));
	ta_map_free(map);
	close(fd);
	return 0;
}
