#ifndef TA_TAIL_H
#define TA_TAIL_H

/*
 * What stands behind the last line end of a ledger. A line that fits its sum
 * has lost nothing but its end; anything else was torn when its writer died. To
 * be called under the ledger's lock.
 */

#include <sys/stat.h>

#include "base/diag.h"

enum ta_tail {
	TA_TAIL_NONE,  /* the last line has its end */
	TA_TAIL_ENDED, /* it fits its sum, and has got its end again */
	TA_TAIL_MOVED  /* it was torn, and is in another file now */
};

/*
 * Mends the end of an open ledger, so that what is appended is lines of its
 * own; *was is what it has been seen to be, and then what it is. A torn tail
 * goes to the end of the file `torn`, one of ours. What cannot be one line that
 * was torn is left as it is. Sets *tail: 0, or -1 with the error set.
 */
int ta_tail_mend(const char *path, int fd, const char *torn, struct stat *was,
    enum ta_tail *tail, struct ta_error *error);

#endif
