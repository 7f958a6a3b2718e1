#ifndef TA_MAGIC_H
#define TA_MAGIC_H

/*
 * Files that people take for exports and that are none, told by their first
 * bytes: workbooks, pages, archives. It never says what an export is.
 */

#include "base/text.h"

/*
 * What a file with this beginning is, and what to do about it, as the end of a
 * sentence; NULL where it may be an export. The more of the beginning there is,
 * the better an archive is known.
 */
const char *ta_magic_words(struct ta_slice head);

#endif
