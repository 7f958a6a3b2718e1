#ifndef TA_STILL_H
#define TA_STILL_H

/*
 * A file that was judged and is acted on after a wait has to be the same still:
 * somebody may have moved, replaced, cut or written to it, with no lock.
 */

#include <sys/stat.h>
#include <stdbool.h>

/* Whether it is the same file, with the same in it. */
static inline bool
ta_still_same(const struct stat *was, const struct stat *is)
{
	return was->st_dev == is->st_dev && was->st_ino == is->st_ino &&
	       was->st_size == is->st_size &&
	       was->st_mtim.tv_sec == is->st_mtim.tv_sec &&
	       was->st_mtim.tv_nsec == is->st_mtim.tv_nsec;
}

#endif
