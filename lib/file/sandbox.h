#ifndef TA_SANDBOX_H
#define TA_SANDBOX_H

/*
 * What the process may do with files from now on: only what its command line
 * asks for. It is a second fence, in case a reader is broken by what it reads.
 * It is Linux's Landlock where the kernel has it, and nothing elsewhere.
 * Whether a file may be read at all is for the file system to say.
 */

#include <stddef.h>

#include "base/diag.h"

enum ta_access {
	TA_READS,  /* files, and all files beside them */
	TA_WRITES, /* the same, and they may be made, replaced and removed */
	TA_MOVES   /* the same, and folders made, files moved between them */
};

struct ta_permit {
	const char *path;
	enum ta_access access;
};

/* Zero-initialised it permits nothing. Free with ta_sandbox_free. */
struct ta_sandbox {
	struct ta_permit *permits;
	size_t count;
	size_t room;
};

/*
 * Permits everything in a folder, or in the folder of a file. The file need not
 * exist, and permitting it alone would not do: a file that is replaced is
 * another one. A device or pipe is permitted by itself. The path is borrowed
 * until ta_sandbox_enter.
 */
void ta_sandbox_allow(
    struct ta_sandbox *sandbox, const char *path, enum ta_access access);

/*
 * From here on neither the process nor one that it starts can open, make,
 * replace or remove other files. Open files stay open. It cannot be taken back.
 * A path that leads nowhere permits nothing. 0, also where the kernel has no
 * Landlock; -1 with the error set where the kernel has it and refuses.
 */
int ta_sandbox_enter(const struct ta_sandbox *sandbox, struct ta_error *error);

void ta_sandbox_free(struct ta_sandbox *sandbox);

#endif
