#ifndef TA_TAIL_H
#define TA_TAIL_H

/*
 * What follows the last line end of a ledger. If it fits its sum, only the line
 * end is missing; else it was torn when its writer died. Call these under the
 * ledger's lock.
 */

#include <sys/stat.h>

#include "base/diag.h"

enum ta_tail {
	TA_TAIL_NONE,  /* the last line has its end */
	TA_TAIL_ENDED, /* it fits its sum, and has got its end again */
	TA_TAIL_MOVED  /* it was torn, and is in another file now */
};

/*
 * Mends the end of an open ledger, so that appended lines begin on a new line.
 * *was is the status last seen, and is updated. A torn tail is appended to the
 * file `torn`. What cannot be one torn line is left as it is. Sets *tail: 0, or
 * -1 with the error set.
 */
int ta_tail_mend(const char *path, int fd, const char *torn, struct stat *was,
    enum ta_tail *tail, struct ta_error *error);

#endif
