#ifndef TA_PLACES_H
#define TA_PLACES_H

/*
 * The files that a run reads and writes. No two outputs may be in one place,
 * and no output where something is read, however it is spelled. Places are
 * compared by the file that is there, else by folder and name. Regular files
 * have a place, and so have pipes that are written; terminals have none. No
 * output that has a path may be the file that messages go to.
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
 * Notes a file that is read, or, where path is NULL, the file of an open
 * descriptor. The path is borrowed until ta_places_free.
 */
void ta_places_read(struct ta_places *places, const char *path, int fd);

/*
 * Notes a file that is added to: 0, or -1 with the error set where an output is
 * in its place. It may be a file that is read, since nothing in it is replaced.
 * Where messages go to it, the error has no text, which would be added, too.
 * The path is borrowed until ta_places_free.
 */
int ta_places_add_to(
    struct ta_places *places, const char *path, struct ta_error *error);

/*
 * Notes a file that is written: 0, or -1 with the error set, which names both
 * files, where another is in its place. The path is borrowed until
 * ta_places_free.
 */
int ta_places_write(
    struct ta_places *places, const char *path, int fd, struct ta_error *error);

#endif
