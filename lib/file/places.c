#include <sys/stat.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "file/places.h"

struct ta_spot {
	const char *path; /* NULL: an open descriptor */
	bool written;
	bool there; /* there is a file already: */
	dev_t device;
	ino_t inode;
	dev_t folder_device;
	ino_t folder_inode;
};

void
ta_places_free(struct ta_places *places)
{
	free(places->spots);
	*places = (struct ta_places){0};
}

/* The last part of a path. */
static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/*
 * Whether such a file has a place. In a pipe, too, two outputs would be one:
 * rejects among the records.
 */
static bool
has_place(const struct ta_spot *spot, const struct stat *st)
{
	return S_ISREG(st->st_mode) || (spot->written && S_ISFIFO(st->st_mode));
}

/* Finds the place of a path or descriptor; false where it has none. */
static bool
find(struct ta_spot *spot, int fd)
{
	struct stat st;
	char *copy;
	bool found;

	spot->there =
	    (spot->path == NULL ? fstat(fd, &st) : stat(spot->path, &st)) == 0;
	if (spot->there && !has_place(spot, &st))
		return false;
	if (spot->there) {
		spot->device = st.st_dev;
		spot->inode = st.st_ino;
	}
	if (spot->path == NULL)
		return spot->there;
	copy = strdup(spot->path);
	if (copy == NULL)
		ta_no_memory();
	found = stat(dirname(copy), &st) == 0;
	free(copy);
	spot->folder_device = st.st_dev;
	spot->folder_inode = st.st_ino;
	return found;
}

static bool
is_same(const struct ta_spot *a, const struct ta_spot *b)
{
	if (a->there && b->there && a->device == b->device &&
	    a->inode == b->inode)
		return true;
	return a->path != NULL && b->path != NULL &&
	       a->folder_device == b->folder_device &&
	       a->folder_inode == b->folder_inode &&
	       strcmp(name_of(a->path), name_of(b->path)) == 0;
}

static void
add(struct ta_places *places, const struct ta_spot *spot)
{
	ta_grow((void **)&places->spots, &places->room, places->count,
	    sizeof(*places->spots));
	places->spots[places->count++] = *spot;
}

void
ta_places_read(struct ta_places *places, const char *path, int fd)
{
	struct ta_spot spot = {.path = path};

	if (find(&spot, fd))
		add(places, &spot);
}

/* Whether the messages go to this file. */
static bool
has_messages(const struct ta_spot *spot)
{
	struct stat st;

	return spot->path != NULL && spot->there &&
	       fstat(STDERR_FILENO, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_dev == spot->device && st.st_ino == spot->inode;
}

/*
 * Notes a file that is written, unless its place is another's, too: 0 or -1.
 * Where it keeps what is there, files that are read do not count.
 */
static int
note_written(struct ta_places *places, const char *path, int fd, bool keeps,
    struct ta_error *error)
{
	const struct ta_place at = {
	    .file = path == NULL ? "standard output" : path};
	struct ta_spot spot = {.path = path, .written = true};

	if (!find(&spot, fd))
		return 0;
	if (has_messages(&spot) && keeps) {
		/* The message that says so would be added to it, too. */
		*error = (struct ta_error){.text = ""};
		return -1;
	}
	if (has_messages(&spot))
		return ta_error_set(error, &at,
		    "messages go to this file; give the output another one");
	for (size_t i = 0; i < places->count; i++) {
		const struct ta_spot *other = &places->spots[i];
		const char *name = other->path;

		if ((keeps && !other->written) || !is_same(&spot, other))
			continue;
		if (name == NULL)
			name = other->written ? "standard output"
					      : "standard input";
		return ta_error_set(error, &at,
		    other->written
			? "this is the same file as '%s'; give each output its "
			  "own file"
			: "this is the same file as '%s', which is read; give "
			  "the output another file",
		    name);
	}
	add(places, &spot);
	return 0;
}

int
ta_places_add_to(
    struct ta_places *places, const char *path, struct ta_error *error)
{
	return note_written(places, path, -1, true, error);
}

int
ta_places_write(
    struct ta_places *places, const char *path, int fd, struct ta_error *error)
{
	return note_written(places, path, fd, false, error);
}
