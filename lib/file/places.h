#ifndef TA_PLACES_H
#define TA_PLACES_H

/*
 * Which files a run reads and writes: no two outputs may be in one place, and
 * no output where something is read, however it is spelled. Places are compared
 * by the file that is there, else by folder and name. What is no regular file,
 * a pipe or a terminal, has no place.
 */

#include "base/diag.h"

struct ta_spot;

/* Zero-initialised it is empty. Free with ta_places_free. */
struct ta_places {
	struct ta_spot *spots;
	size_t count;
	size_t room;
};

void ta_places_free(struct ta_places *places);

/*
 * Notes a file that is read, or with path NULL what an open descriptor leads
 * to. The path is borrowed until ta_places_free.
 */
void ta_places_read(struct ta_places *places, const char *path, int fd);

/*
 * Notes one that is added to: 0, or -1 with the error set where it is in the
 * place of an output. What is read may be the same file, since nothing of it is
 * replaced.
 */
int ta_places_add_to(
    struct ta_places *places, const char *path, struct ta_error *error);

/*
 * Notes one that is written: 0, or -1 with the error set, naming both, where
 * it is in the place of any other.
 */
int ta_places_write(
    struct ta_places *places, const char *path, int fd, struct ta_error *error);

#endif
